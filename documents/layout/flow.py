"""Distribute rows over pages: where a page may end and what must stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.layout import sheet
from documents.layout.pages import Element
from documents.layout.rows import Row

_CARRIED = 2
"""Lines of text that move to the next page with a signature that would stand there alone."""

_TIGHTEST = 0.86 * sheet.PITCH
_SIGNED = frozenset({Element.SIGNATURE, Element.DATE})


@dataclass(frozen=True, slots=True)
class Placed:
    """A row on its page: `top` of its cell, mm."""

    row: Row
    top: float


def paginate(
    rows: Sequence[Row], *, top: float, bottom: float = sheet.BOTTOM
) -> list[list[Placed]]:
    """Rows of one section on pages, the first of which goes from `top` to `bottom` mm.

    A heading does not end a page; the page with the signature also carries text (7.3.5.5), for
    which text moves over or a first page with a single line of text is set tighter.
    """
    pages: list[list[Placed]] = []
    start = 0
    while start < len(rows):
        capacity = sheet.lines_below(top, bottom=bottom)
        pitch = _tightened_pitch(rows, top=top, bottom=bottom) if not pages else None
        end = len(rows) if pitch else _page_end(rows, start=start, capacity=capacity)
        pages.append(_placed(rows[start:end], top=top, pitch=pitch or sheet.PITCH))
        start, top, bottom = _skip_blanks(rows, end), sheet.TOP, sheet.BOTTOM
    return pages


def first_of(rows: Sequence[Row], element: Element) -> int | None:
    """The place of the first row of `element`."""
    return next((place for place, row in enumerate(rows) if row.element is element), None)


def _placed(rows: Sequence[Row], *, top: float, pitch: float) -> list[Placed]:
    return [Placed(row, top + place * pitch) for place, row in enumerate(rows)]


def _skip_blanks(rows: Sequence[Row], place: int) -> int:
    while place < len(rows) and rows[place].blank:
        place += 1
    return place


def _page_end(rows: Sequence[Row], *, start: int, capacity: int) -> int:
    end = start + capacity
    if end >= len(rows):
        return len(rows)
    end = _before_signature(rows, start=start, end=end)
    kept = end
    while kept > start + 1 and rows[kept - 1].keep:
        kept -= 1
    return end if rows[kept - 1].keep else kept


def _before_signature(rows: Sequence[Row], *, start: int, end: int) -> int:
    """An earlier end if the signature would otherwise stand on a page without text."""
    text = [place for place, row in enumerate(rows) if row.element is Element.BODY]
    last_signed = _last_signed(rows)
    if not text or last_signed is None or end > last_signed or end <= text[-1] + 1 - _CARRIED:
        return end
    earliest = max(start, text[0]) + 1
    carried = min(max(text[-1] + 1 - _CARRIED, earliest), text[-1])
    fits = last_signed + 1 - carried <= sheet.LINES_PER_PAGE
    return min(end, carried) if fits and carried > start else end


def _tightened_pitch(rows: Sequence[Row], *, top: float, bottom: float) -> float | None:
    """A closer pitch for a first page whose only line of text would leave with the signature."""
    text = [place for place, row in enumerate(rows) if row.element is Element.BODY]
    if len(text) != 1 or _last_signed(rows) is None:
        return None
    if len(rows) <= sheet.lines_below(top, bottom=bottom):
        return None
    pitch = (bottom - top - sheet.CELL) / (len(rows) - 1)
    return pitch if pitch >= _TIGHTEST else None


def _last_signed(rows: Sequence[Row]) -> int | None:
    signed = [place for place, row in enumerate(rows) if row.element in _SIGNED]
    return signed[-1] if signed else None
