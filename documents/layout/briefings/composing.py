"""Lay a briefing out: head, contents, editor's note, the items one after the other, tail."""

from __future__ import annotations

from dataclasses import replace

from documents.layout import sheet
from documents.layout.breaking import break_lines, clean
from documents.layout.briefings.briefing import Briefing, Item
from documents.layout.briefings.head import head_of, number_words
from documents.layout.briefings.tail import tail_of
from documents.layout.composing import composed
from documents.layout.fitting import flush_right
from documents.layout.formats.ordinary import Ordinary
from documents.layout.header import Header
from documents.layout.imprint import PlacedImprint
from documents.layout.issue import Issue
from documents.layout.pages import Element, Pages
from documents.layout.paragraphs import Groups, text_groups, title_rows
from documents.layout.rows import BLANK, EMPTY, Row, Style, centred_row, paragraph_rows, run_of
from documents.manuscript import Manuscript
from documents.typefaces.role import Role

_CONTENTS_TITLE = Style(element=Element.BODY, role=Role.HEI)
_CONTENTS = Style(element=Element.BODY, indent=2.0, hanging=3.0, right_indent=2.0)
_NOTE = Style(element=Element.BODY, role=Role.KAI, indent=2.0)
_SOURCE = Style(element=Element.NOTE)
_NOTE_WORD = "编者按："
_KEPT = replace(EMPTY, keep=True)
_SEVERAL = 2


class _Form(Ordinary):
    """A briefing in the place of a document (standards of daily business, not GB/T 9704)."""

    imprint_on_even_page = False

    def __init__(self, briefing: Briefing) -> None:
        title = f"{clean(briefing.name)}{number_words(briefing)}"
        super().__init__(Manuscript(type="简报", title=title), Issue(mark=briefing.name))
        self._briefing = briefing

    def header(self) -> Header:
        """报头."""
        return head_of(self._briefing)

    def main(self, recipients: str) -> Groups:
        """报核: 目录 where there are several items, 编者按 above them."""
        items = self._briefing.items
        groups = [*_contents(items), *_note(self._briefing.note)]
        for each in items:
            groups += _item(each, first=not groups)
        return groups

    def placed_imprint(self, recipients: str, *, paragraph: int) -> PlacedImprint | None:
        """报尾."""
        return tail_of(self._briefing, paragraph=paragraph)


def compose_briefing(briefing: Briefing) -> Pages:
    """The pages of a briefing. The same briefing always gives the same pages."""
    return composed(_Form(briefing))


def _contents(items: tuple[Item, ...]) -> Groups:
    titles = [title for each in items if (title := clean(each.title))]
    if len(titles) < _SEVERAL:
        return []
    heading = centred_row("目\u3000录", style=_CONTENTS_TITLE)
    listed = [paragraph_rows(title, style=_CONTENTS) for title in titles]
    return [[replace(heading, keep=True), _KEPT], *listed, [BLANK]]


def _note(note: str) -> Groups:
    """编者按, in 楷体, its word in 黑体."""
    text = clean(note).removeprefix(_NOTE_WORD)
    if not text:
        return []
    rows = paragraph_rows(f"{_NOTE_WORD}{text}", style=_NOTE, lead=_NOTE_WORD, lead_role=Role.HEI)
    return [[*rows, BLANK]]


def _item(item: Item, *, first: bool) -> Groups:
    """Its title does not end a page, nor do the blank lines round it; at the head of a page the
    line above stays, or large type would stand out of the type area.
    """
    title = title_rows(item.title, element=Element.TITLE)
    above = [] if first else [_KEPT]
    below = [_KEPT] if title else []
    return [[*above, *title, *below], *text_groups(item.body), _source(item.source)]


def _source(source: str) -> list[Row]:
    """（供稿单位） below the text, one character in from the right."""
    words = clean(source)
    if not words:
        return []
    bracketed = words if words.startswith(("（", "(")) else f"（{words}）"
    room = sheet.WIDTH - 2 * sheet.CELL
    lines = break_lines(bracketed, width=sheet.CELLS_PER_LINE - 2.0, justified=False)
    runs = [run_of(line.text, style=_SOURCE, x=0.0) for line in lines]
    right = sheet.RIGHT - sheet.CELL
    return [Row(runs=(flush_right(run, right=right, width=room),)) for run in runs]
