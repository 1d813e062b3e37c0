"""Title, recipients, text, attachment note: the rows of each element (GB/T 9704-2012 7.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.layout import sheet
from documents.layout.breaking import break_lines, clean
from documents.layout.characters import widths
from documents.layout.figures import figure_rows
from documents.layout.landscape import landscape_rows
from documents.layout.pages import Element
from documents.layout.provisions import article_number, chapter_levels
from documents.layout.rows import (
    BLANK,
    EMPTY,
    Row,
    Style,
    centred_row,
    centred_rows,
    numbered,
    paragraph_rows,
)
from documents.layout.sheet import CELLS_PER_LINE, SIZE_2, SIZE_3
from documents.layout.tables import table_rows
from documents.layout.titles import plain_title, title_lines
from documents.manuscript import Attachment, Block, Figure, Paragraph, Table
from documents.typefaces.role import Role

_TEXT = Style(element=Element.BODY, indent=2.0)
_CHAPTER = Style(element=Element.BODY, role=Role.HEI)
_RECIPIENTS = Style(element=Element.RECIPIENTS)
_NOTE = Style(element=Element.ATTACHMENT_NOTE)
_LABEL = Style(element=Element.ATTACHMENT_LABEL, role=Role.HEI)

_HEADING_FACES = {1: Role.HEI, 2: Role.KAI}
_LONGEST_HEADING = 3
_LONGEST_SENTENCE = CELLS_PER_LINE - 2
_MOST_TITLE_LINES = 7
_NOTE_LABEL = "附件："

Groups = list[list[Row]]
"""Rows by paragraph."""


def title_rows(title: str, *, element: Element) -> list[Row]:
    """Size 2 小标宋, centred, broken between words (7.3.1); size 3 if it is endless."""
    typed = "\n".join(clean(line) for line in title.splitlines())
    style = Style(element=element, role=Role.XIAOBIAOSONG, size=SIZE_2)
    lines = title_lines(typed)
    if len(lines) > _MOST_TITLE_LINES:
        style = replace(style, size=SIZE_3)
        broken = break_lines(plain_title(title), width=CELLS_PER_LINE, justified=False)
        lines = [line.text for line in broken]
    rows = [replace(centred_row(line, style=style), keep=True) for line in lines]
    return [replace(rows[0], heading=(0, plain_title(title))), *rows[1:]] if rows else []


def recipients_rows(recipients: str) -> list[Row]:
    """Flush left, a full-width colon after the last (7.3.2); a colon typed there stays."""
    text = clean(recipients)
    if not text:
        return []
    ended = text if text.endswith(("：", ":")) else f"{text}："
    return paragraph_rows(ended, style=_RECIPIENTS)


def text_groups(body: Sequence[Block]) -> Groups:
    """The text, headings in their faces (7.3.3); chapters and articles as rules have them."""
    texts = [clean(each.text) if isinstance(each, Paragraph) else "" for each in body]
    groups = (
        _chapter(text, level=level) if level else _block(block)
        for block, text, level in zip(body, texts, chapter_levels(texts), strict=True)
    )
    return [rows for rows in groups if rows]


def attachment_note_groups(attachments: Sequence[Attachment]) -> Groups:
    """附件说明 after a blank line: numbered when there are several (7.3.4)."""
    titles = [plain_title(each.title) for each in attachments]
    if not any(titles):
        return []
    numbered = len(titles) > 1
    groups = [
        _note_line(title, serial=f"{place}." if numbered else "", labelled=place == 1)
        for place, title in enumerate(titles, start=1)
    ]
    groups[0].insert(0, BLANK)
    return groups


def attachment_groups(attachment: Attachment, *, serial: str, number: str = "") -> Groups:
    """附件 and its serial on line 1, its title centred on line 3, then its text (7.3.7).

    Above a table that lies across the page they lie so too: they do not fill a page by themselves.
    `number`: 发文字号, which stands before them where the attachment is not bound.
    """
    label = paragraph_rows(f"{number}附件{serial}", style=_LABEL)
    title = title_rows(attachment.title, element=Element.ATTACHMENT_TITLE)
    over = [EMPTY, *title, *([EMPTY] if title else [])]
    first, *others = attachment.body or (None,)
    if isinstance(first, Table) and first.landscape:
        above = [*label, *numbered(over, first=1)]
        return [landscape_rows(first, above=above), *text_groups(others)]
    return [label, over, *text_groups(attachment.body)]


def _note_line(title: str, *, serial: str, labelled: bool) -> list[Row]:
    """Further lines begin below the name's first character, whatever the serial's width."""
    label = _NOTE_LABEL if labelled else ""
    text = f"{label}{serial}{title}"
    before = sum(widths(text)[len(label) : len(label) + len(serial)])
    hanging = 2.0 + len(_NOTE_LABEL) + before
    indent = 2.0 if labelled else 2.0 + len(_NOTE_LABEL)
    return paragraph_rows(text, style=replace(_NOTE, indent=indent, hanging=hanging))


def _block(block: Block) -> list[Row]:
    if isinstance(block, Figure):
        return figure_rows(block)
    if isinstance(block, Table):
        return landscape_rows(block) if block.landscape else table_rows(block)
    return _paragraph(block)


def _paragraph(paragraph: Paragraph) -> list[Row]:
    text = clean(paragraph.text)
    if paragraph.level == 0 and (number := article_number(text)):
        return paragraph_rows(text, style=_TEXT, lead=number, lead_role=Role.HEI)
    if paragraph.level == 0 or _is_provision(text):
        return paragraph_rows(text, style=_TEXT)
    heading = _heading(text)
    face = _HEADING_FACES.get(paragraph.level)
    rows = paragraph_rows(text, style=_TEXT, lead=heading if face else "", lead_role=face)
    alone = heading == text and len(rows) <= _LONGEST_HEADING
    if rows and (face or alone):
        rows = [_headed(row, level=paragraph.level, lead=None if alone else face) for row in rows]
        rows[0] = replace(rows[0], heading=(paragraph.level, heading))
    return [replace(row, keep=True) for row in rows] if alone else rows


def _chapter(text: str, *, level: int) -> list[Row]:
    """In the middle, with the text below it on one page."""
    rows = centred_rows(text, style=_CHAPTER, left=sheet.LEFT, width=sheet.WIDTH)
    rows = [replace(_headed(row, level=level, lead=None), keep=True) for row in rows]
    return [replace(rows[0], heading=(level, text)), *rows[1:]]


def _headed(row: Row, *, level: int, lead: Role | None) -> Row:
    """The row with its heading marked as one: the runs in `lead`, without it all."""
    marked = (replace(run, level=level) if lead in {None, run.role} else run for run in row.runs)
    return replace(row, runs=tuple(marked))


def _is_provision(text: str) -> bool:
    """A single full sentence that is longer than a line says something; it heads nothing."""
    return text.endswith("。") and text.count("。") == 1 and len(text) > _LONGEST_SENTENCE


def _heading(text: str) -> str:
    """The first sentence: what goes on after it on the same line is text."""
    sentence, stop, _ = text.partition("。")
    return sentence + stop
