"""What a word processor's file or a page holds, in order, and how it is recognised as a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from documents.manuscript import (
    Attachment,
    Block,
    Figure,
    Manuscript,
    Paragraph,
    Table,
)
from documents.reading.reading import read_lines


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as printed, its number before it. `style` is its style's name, `level` 1 to 4
    what that style says of it as a heading.
    """

    text: str
    style: str = ""
    level: int = 0


Piece = Line | Table | Figure


def recognise(pieces: Sequence[Piece]) -> Manuscript:
    """The manuscript in a file that bears no styles of ours: recognised as a text is.

    Tables and figures go through as stand-ins of one character that is nowhere in the text; in
    the body they become themselves again. Elsewhere their words count as not recognised.
    """
    names = _free_names({text for each in pieces if isinstance(each, Line) for text in each.text})
    blocks: dict[str, Block] = {}
    lines, levels = [], {}
    for each in pieces:
        if isinstance(each, Line):
            lines.append(each.text)
            levels[each.text.strip()] = each.level
        else:
            lines.append(next(names))
            blocks[lines[-1]] = each
    return _Restoring(blocks, levels).manuscript(read_lines(lines))


def _free_names(used: set[str]) -> Iterator[str]:
    """Private characters that the text does not use, each with a full stop behind it: that keeps
    every rule of recognition from taking one for a title, a name or a heading.
    """
    return (f"{chr(code)}。" for code in range(0xF0000, 0xFFFFE) if chr(code) not in used)


@dataclass(frozen=True, slots=True)
class _Restoring:
    """Puts tables and figures back in their places, and the levels that styles told."""

    blocks: Mapping[str, Block]
    levels: Mapping[str, int]

    def manuscript(self, read: Manuscript) -> Manuscript:
        enclosure = read.enclosure
        if enclosure:
            enclosure = replace(
                enclosure,
                body=self._body(enclosure.body),
                attachments=self._attachments(enclosure.attachments),
            )
        return replace(
            read,
            body=self._body(read.body),
            attachments=self._attachments(read.attachments),
            enclosure=enclosure,
            unrecognised=tuple(words for line in read.unrecognised for words in self._words(line)),
        )

    def _attachments(self, attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
        return tuple(replace(each, body=self._body(each.body)) for each in attachments)

    def _body(self, body: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._block(each) for each in body)

    def _block(self, block: Block) -> Block:
        if not isinstance(block, Paragraph):
            return block
        level = block.level or self.levels.get(block.text, 0)
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
