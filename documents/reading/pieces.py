"""What a word processor's file or a page holds, in order, and how it is recognised as a draft."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from documents.blocks import captioned
from documents.manuscript import (
    Attachment,
    Block,
    Figure,
    Manuscript,
    Paragraph,
    Table,
    blocks_of,
)
from documents.reading.reading import read_lines
from office.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as printed, its number before it. `style` is its style's name, `level` 1 to 4
    what that style says of it as a heading.
    """

    text: str
    style: str = ""
    level: int = 0


Piece = Line | Table | Figure

_MOST_BLOCKS = 5_000


def recognise(pieces: Sequence[Piece]) -> Manuscript:
    """The manuscript in a file that bears no styles of ours: recognised as a text is.

    Tables and figures go through as stand-ins of one character that is nowhere in the text; in
    the body they become themselves again. Elsewhere their words count as not recognised. Raises
    Refused for more tables and figures than a document has.
    """
    used = {text for each in pieces if isinstance(each, Line) for text in each.text}
    names = islice(_free_names(used), _MOST_BLOCKS)
    blocks: dict[str, Block] = {}
    lines: list[str] = []
    levels: dict[str, list[int]] = defaultdict(list)
    for each in pieces:
        if isinstance(each, Line):
            lines.append(each.text)
            levels[each.text.strip()].append(each.level)
            continue
        lines.append(next(names, ""))
        if not lines[-1]:
            raise Refused(
                f"文件中的表格和插图多于 {_MOST_BLOCKS} 个，不像是一件公文，内容没有导入。"
                "请拆分后只导入公文部分。"
            )
        blocks[lines[-1]] = each
    read = read_lines(lines)
    return _Restoring(blocks, _levels_in_bodies(levels, read)).manuscript(read)


def _levels_in_bodies(
    levels: Mapping[str, Sequence[int]], read: Manuscript
) -> dict[str, Iterator[int]]:
    """The levels of those lines that are paragraphs: the head, with the title, takes the first."""
    met = Counter(each.text for each in blocks_of(read) if isinstance(each, Paragraph))
    return {
        text: islice(each, max(len(each) - met[text], 0), None) for text, each in levels.items()
    }


def _free_names(used: set[str]) -> Iterator[str]:
    """Private characters that the text does not use, each with a full stop behind it: that keeps
    every rule of recognition from taking one for a title, a name or a heading.
    """
    return (f"{chr(code)}。" for code in range(0xF0000, 0xFFFFE) if chr(code) not in used)


@dataclass(frozen=True, slots=True)
class _Restoring:
    """Puts tables and figures back in their places, and the levels that styles told.

    `levels`: of the lines of the same words one after the other, as they are met again.
    """

    blocks: Mapping[str, Block]
    levels: Mapping[str, Iterator[int]]

    def manuscript(self, read: Manuscript) -> Manuscript:
        """The document's own text first: so the same words are met in the order of the file."""
        body = self._body(read.body)
        attachments = self._attachments(read.attachments)
        enclosure = read.enclosure
        if enclosure:
            enclosure = replace(
                enclosure,
                body=self._body(enclosure.body),
                attachments=self._attachments(enclosure.attachments),
            )
        return replace(
            read,
            body=body,
            attachments=attachments,
            enclosure=enclosure,
            unrecognised=tuple(words for line in read.unrecognised for words in self._words(line)),
        )

    def _attachments(self, attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
        return tuple(replace(each, body=self._body(each.body)) for each in attachments)

    def _body(self, body: tuple[Block, ...]) -> tuple[Block, ...]:
        return captioned(self._block(each) for each in body)

    def _block(self, block: Block) -> Block:
        if not isinstance(block, Paragraph):
            return block
        told = next(self.levels.get(block.text, iter(())), 0)
        level = block.level or told
        return self.blocks.get(block.text, replace(block, level=level))

    def _words(self, line: str) -> Iterator[str]:
        block = self.blocks.get(line)
        if block is None:
            yield line
        else:
            yield from words_of(block)


def words_of(block: Block) -> Iterator[str]:
    """A block as lines of text, where only text can stand."""
    if isinstance(block, Table):
        yield from filter(None, [block.title])
        for row in filter(any, block.rows):
            yield "\u3000".join(row).replace("\n", " ").strip()
    elif isinstance(block, Figure):
        yield f"（图片：{block.title or block.words or '无说明'}）"
    else:
        yield block.text
