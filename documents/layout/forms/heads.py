"""What stands outside a form's grids: its name, its lines of items, headings, the tear line."""

from __future__ import annotations

from dataclasses import replace

from documents.layout import sheet
from documents.layout.characters import widths
from documents.layout.fitting import NARROWEST
from documents.layout.forms.area import Area
from documents.layout.forms.bands import Band, Box
from documents.layout.forms.cells import Item
from documents.layout.forms.form import Form, Remark
from documents.layout.forms.lines import (
    Line,
    Type,
    centred_run,
    fitting,
    label_type,
    one_line,
    text_lines,
)
from documents.layout.forms.values import Filling
from documents.layout.pages import BLACK, GREY, RED, Colour, Element, Run
from documents.typefaces.role import Role

_NAME = Type(Role.XIAOBIAOSONG, 22.0, element=Element.TITLE)
_HEADING = Type(Role.XIAOBIAOSONG, 16.0)
_TEAR = Type(Role.SONG, 10.5, GREY)
_TRACKING = 0.15
"""Ems between the characters of a form's name."""
_WIDEST_NAME = 0.98
"""Of the area's width, for a form's name."""
_BELOW_NAME = 5.0
_BELOW_ITEMS = 1.5
_BELOW_HEADING = 2.0
_GAP = 6.0
"""Between items on one line at least, mm."""


def colour_of(form: Form) -> Colour:
    """The colour of what the empty form prints."""
    return RED if form.colour == "red" else BLACK


def title_of(form: Form, *, filling: Filling) -> str:
    """The agency's name and the form's."""
    return one_line(filling.text(form.head.agency) + form.name)


def head_bands(form: Form, *, filling: Filling) -> list[Band]:
    """What stands at the top of every page."""
    colour, area = colour_of(form), form.area
    run = _name_run(title_of(form, filling=filling), colour=colour, width=area.width)
    bands = [_bare(Line(_NAME.em + _BELOW_NAME, (run,)), area=area)]
    if form.head.items:
        bands.append(items_band(form.head.items, area=area, filling=filling, colour=colour))
    return bands


def items_band(items: tuple[Item, ...], *, area: Area, filling: Filling, colour: Colour) -> Band:
    """Items on one line: the first at the left, the last at the right, even gaps between.

    All are set smaller where they would not fit.
    """
    type = label_type(colour)
    texts = [_item_texts(each, filling=filling) for each in items]
    free = area.width - _GAP * (len(items) - 1)
    fitted = fitting("".join(map("".join, texts)), type=type, width=free)
    pieces = [
        _item_runs(*each, filled=bool(filling.text(item.field)), type=fitted, height=type.height)
        for item, each in zip(items, texts, strict=True)
    ]
    widest = [sum(run.width for run in runs) for runs in pieces]
    gap = (area.width - sum(widest)) / max(len(pieces) - 1, 1)
    placed: list[Run] = []
    x = 0.0
    for number, (runs, width) in enumerate(zip(pieces, widest, strict=True)):
        placed += [replace(run, x=run.x + x, paragraph=number) for run in runs]
        x += width + gap
    line = Line(type.height + _BELOW_ITEMS, tuple(placed))
    return replace(_bare(line, area=area), keep=True)


def heading_band(text: str, *, area: Area, colour: Colour) -> Band:
    """A heading in the middle, never the last of a page."""
    type = replace(_HEADING, colour=colour)
    run = centred_run(one_line(text), type=type, width=area.width)
    line = Line(type.height + _BELOW_HEADING, (run,))
    return replace(_bare(line, area=area), keep=True)


def remark_band(remark: Remark, *, area: Area, colour: Colour) -> Band:
    """Printed words over the whole width."""
    type = Type(Role.SONG, remark.size, colour)
    return _bare(*text_lines(remark.text, type=type, width=area.width), area=area)


def tear_band(text: str, *, area: Area) -> Band:
    """Words in a dashed line to tear along; what follows stays together."""
    run = centred_run(one_line(text), type=_TEAR, width=area.width)
    band = _bare(Line(_TEAR.height, (run,)), area=area)
    return replace(band, dashed=True, keep=True, whole=True)


def _bare(*lines: Line, area: Area) -> Band:
    return Band((Box(area.left, area.right, lines=lines, top=True, bare=True),))


def _name_run(title: str, *, colour: Colour, width: float) -> Run:
    """Red or black, in the middle; a long name is first narrowed, then made smaller."""
    widest = _WIDEST_NAME * width
    natural = sum(widths(title)) * _NAME.em
    stretch = min(1.0, max(NARROWEST, widest / max(natural, 1.0)))
    type = fitting(title, type=_NAME, width=widest / stretch)
    natural = sum(widths(title)) * type.em * stretch
    gaps = max(len(title) - 1, 1)
    tracking = min(_TRACKING * type.em, (widest - natural) / gaps)
    advances = [each * type.em * stretch + tracking for each in widths(title)]
    advances[-1] -= tracking
    baseline = sheet.ASCENT * _NAME.em
    run = replace(type, colour=colour).run(title, x=(width - sum(advances)) / 2)
    return replace(run, y=baseline, advances=tuple(advances), stretch=stretch)


def _item_texts(item: Item, *, filling: Filling) -> tuple[str, str, str]:
    """Label, value or what stands for it, and what is printed behind it."""
    label = one_line(item.label)
    value = one_line(filling.text(item.field))
    return (f"{label}：" if label else "", value or item.blank, item.after)


def _item_runs(
    label: str, value: str, after: str, *, filled: bool, type: Type, height: float
) -> list[Run]:
    written = replace(type, role=Role.FANGSONG, colour=BLACK) if filled else type
    runs: list[Run] = []
    for text, own in ((label, type), (value, written), (after, type)):
        if text:
            x = sum(run.width for run in runs)
            runs.append(own.run(text, x=x, height=height))
    return runs
