"""Reads a .docx into a manuscript; nothing in it is executed, nothing outside it is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from documents.layout.titles import title_lines
from documents.manuscript import Manuscript, figures_of, texts_of
from documents.paper_styles import PROOF_NOTICE
from documents.reading.imported import Imported
from documents.reading.opening import archive_of
from documents.reading.phrases import is_furniture, with_blanks_between
from documents.reading.pieces import recognise
from documents.reading.styled import bears_our_styles, read_styled
from documents.reading.word.body import Body
from documents.reading.word.levels import lines_with_levels
from documents.reading.word.names import short
from documents.reading.word.package import Package

_HEADS = {"header": "页眉", "footer": "页脚"}


def read_docx(data: bytes) -> Imported:
    """The manuscript of a .docx, its images beside it, and what was left out.

    Tracked changes are read as accepted; automatic numbering becomes text; footnotes stand in
    brackets where they are referred to. A file with our own styles (`write_docx`) is read by
    them, any other is recognised as a text is. Raises Refused for what is no .docx, is damaged
    or breaks the limits of `office.outside.archive`.
    """
    package = Package(archive_of(data))
    body = Body(package)
    pieces = body.pieces()
    if bears_our_styles(pieces):
        manuscript = _spaced(read_styled(pieces, properties=_properties(package)))
    else:
        manuscript = recognise(pieces)
    heads = dict(_heads(package, body))
    comments = list(_comments(package, body))
    notes, unread = body.unreferred_notes(), body.unread(pieces)
    tally = body.runs.tally
    named = (f"{kind}没有导入：{text}" for text, kind in heads.items())
    remarks = (*named, *_remarks(body), *_of_comments(comments), *_of_texts(notes, unread))
    told = (heads, comments, tally.hidden, tally.drawn, ["".join(tally.deleted)], notes, unread)
    unseen = ["\n".join(texts) for texts in told]
    known = {
        line.strip() for text in (*texts_of(manuscript), *unseen) for line in text.split("\n")
    }
    others = dict.fromkeys(each for each in lines_with_levels(data) if each not in known)
    # On one line: a level alone is a marking only at the head of what is shown.
    unseen.append("；".join(others))
    return Imported(manuscript, _used(body, manuscript), remarks, tuple(filter(None, unseen)))


def _used(body: Body, manuscript: Manuscript) -> Mapping[str, bytes]:
    """The files of the figures that found a place; those of others are told in words."""
    used = {each.digest for each in figures_of(manuscript)}
    return {digest: data for digest, data in body.images.files.items() if digest in used}


def _spaced(manuscript: Manuscript) -> Manuscript:
    """A blank at a line's end of the title is lost; between joint organs one belongs."""
    title = with_blanks_between(manuscript.title, signature=manuscript.signature)
    same_lines = title_lines(title) == title_lines(manuscript.title)
    return replace(manuscript, title=title) if same_lines else manuscript


def _heads(package: Package, body: Body) -> Iterator[tuple[str, str]]:
    """What stands above and below the pages, and which: they are printed anew."""
    for relation in package.relations.values():
        if relation.kind in _HEADS and package.bytes_of(relation) is not None:
            text = "\u3000".join(line.strip() for line in body.story(package.xml(relation.target)))
            if text and not _is_printed_anew(text):
                yield text, _HEADS[relation.kind]


def _is_printed_anew(text: str) -> bool:
    """Page numbers, and what `write_docx` puts above a proof."""
    return is_furniture(text) or text == PROOF_NOTICE


def _remarks(body: Body) -> Iterator[str]:
    tally = body.runs.tally
    if tally.insertions or tally.deletions:
        yield (
            f"原件有修订痕迹，已按接受全部修订导入：插入 {tally.insertions} 处、"
            f"删除 {tally.deletions} 处"
        )
    if tally.hidden:
        yield f"隐藏文字没有导入：{''.join(tally.hidden)}"
    if tally.instructed:
        yield f"域代码中的文字没有导入：{''.join(tally.instructed)}"
    if tally.drawn:
        yield f"艺术字没有导入：{'；'.join(dict.fromkeys(tally.drawn))}"
    if tally.symbols:
        yield f"{tally.symbols} 个符号字体的字符以“□”代替"
    if tally.equations:
        yield f"{tally.equations} 个公式按文字导入，请核对"
    if body.numbering.bullets:
        yield f"{body.numbering.bullets} 段前的项目符号没有导入"
    if body.numbering.overlong:
        yield f"{body.numbering.overlong} 段前的自动编号过长，没有导入"
    for what, count in body.images.left_out.items():
        yield f"{what}（{count} 处）"


def _comments(package: Package, body: Body) -> Iterator[str]:
    root = package.part("comments")
    if root is not None:
        yield from filter(None, ("".join(body.story(each)).strip() for each in root))


def _of_comments(comments: list[str]) -> Iterator[str]:
    if comments:
        yield f"{len(comments)} 条批注没有导入"


def _of_texts(notes: list[str], unread: list[str]) -> Iterator[str]:
    if notes:
        yield f"没有引用处的注没有导入：{'；'.join(notes)}"
    if unread:
        yield f"原件中的这些文字没有导入：{'；'.join(unread)}"


def _properties(package: Package) -> Mapping[str, str]:
    """The custom properties of the file, as text."""
    root = package.custom_properties()
    if root is None:
        return {}
    return {
        each.get("name", ""): "".join(each.itertext()).strip()
        for each in root
        if not short(each) and each.get("name")
    }
