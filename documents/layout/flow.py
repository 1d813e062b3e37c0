"""Distribute rows over pages: where a page may end and what must stand together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, zip_longest
from math import ceil

from documents.layout import sheet
from documents.layout.pages import Element, Picture, Rule
from documents.layout.rows import Row, frame_rules

_CARRIED = 2
"""Lines of text that move to the next page with a signature that would stand there alone."""

_TIGHTEST = 0.86
_BELOW_TABLE = 3.0
_NEAR = 1e-5
"""mm by which sums may differ."""

_TEXT = frozenset({Element.BODY, Element.TABLE, Element.FIGURE, Element.ATTENDANCE})
_SIGNED = frozenset({Element.SIGNATURE, Element.DATE})


@dataclass(frozen=True, slots=True)
class Placed:
    """A row on its page: `top` of its cell, mm."""

    row: Row
    top: float


def paginate(
    rows: Sequence[Row],
    *,
    top: float,
    bottom: float = sheet.BOTTOM,
    others: tuple[float, float] = (sheet.TOP, sheet.BOTTOM),
) -> list[list[Placed]]:
    """Rows of one section on pages, the first of which goes from `top` to `bottom` mm.

    `others`: from where to where the pages after it go.

    Pages are filled to their last line, wherever a paragraph ends (5.2.2). But a heading does not
    end a page, and the page with the signature also carries text (7.3.5.5), for which text moves
    over or a first page with a single line of text is set tighter. Takes time in proportion to
    the rows.
    """
    section = _Section(rows)
    pages: list[list[Placed]] = []
    start = 0
    while start < len(rows):
        filled = _filled(rows, start=start, top=top, bottom=bottom)
        overflows = not pages and filled.count < len(rows)
        if overflows and (tight := section.tightening(top=top, bottom=bottom)):
            return [_stacked(rows, top=top, scale=tight)]
        end = section.page_end(start=start, full=start + filled.count)
        pages.append(filled.placed[: len(filled.placed) - (start + filled.count - end)])
        start, (top, bottom) = _skip_blanks(rows, end), others
    return pages


def shows_text(placed: Sequence[Placed]) -> bool:
    """Whether there is text among the rows, not only what stands above or below it."""
    return any(each.row.element in _TEXT for each in placed)


def rules_of(placed: Sequence[Placed]) -> tuple[Rule, ...]:
    """The rules of a page's rows: outside round a table 0.35 mm, inside 0.25 mm."""
    rules = [rule for each in placed for rule in each.row.placed_rules(each.top)]
    for frame, framed in groupby(placed, key=lambda each: each.row.frame):
        if frame:
            together = list(framed)
            bottom = together[-1].top + together[-1].row.height
            rules += frame_rules(frame, tops=[*(each.top for each in together), bottom])
    return tuple(rules)


def pictures_of(placed: Sequence[Placed]) -> tuple[Picture, ...]:
    """The pictures of a page's rows."""
    return tuple(each for one in placed for each in one.row.placed_pictures(one.top))


@dataclass(frozen=True, slots=True)
class _Filled:
    """What fits on a page: `count` rows, and where they stand with the heads above them."""

    count: int
    placed: list[Placed]


def _filled(rows: Sequence[Row], *, start: int, top: float, bottom: float) -> _Filled:
    """Place rows while they fit, but at least one."""
    placed: list[Placed] = []
    cursor = _Cursor()
    waiting = [*rows[start].again, rows[start]]
    place = start
    while waiting:
        for row in waiting:
            reached = top + cursor.before(row)
            if place > start and reached + row.depth > bottom + _NEAR:
                return _Filled(place - start, placed)
            placed.append(Placed(row, reached))
            cursor.after(row)
        place += 1
        waiting = list(rows[place : place + 1])
    return _Filled(place - start, placed)


@dataclass(slots=True)
class _Cursor:
    """How far a page is filled: whole lines of the grid, and what goes beyond them (mm)."""

    lines: int = 0
    beyond: float = 0.0
    in_table: bool = False

    def before(self, row: Row) -> float:
        """Where the row begins. Below a table, type goes back to the grid."""
        if self.in_table and not row.frame:
            self.lines += ceil((self.beyond + _BELOW_TABLE) / sheet.PITCH)
            self.beyond = 0.0
        return self.lines * sheet.PITCH + self.beyond

    def after(self, row: Row) -> None:
        """Whole lines are counted, not summed: each page has its lines at the same places."""
        lines = round(row.height / sheet.PITCH)
        self.in_table = row.frame is not None
        if not self.in_table and abs(row.height - lines * sheet.PITCH) < _NEAR:
            self.lines += lines
        else:
            self.beyond += row.height


def _stacked(rows: Sequence[Row], *, top: float, scale: float) -> list[Placed]:
    steps = (fixed + free * scale for fixed, free in _steps(rows))
    return [
        Placed(row, each) for row, each in zip(rows, accumulate(steps, initial=top), strict=False)
    ]


def _steps(rows: Sequence[Row]) -> Iterator[tuple[float, float]]:
    """From each row to the next, mm: what stays as it is, and what may be set closer."""
    for row, following in zip_longest(rows, rows[1:]):
        below = _BELOW_TABLE if row.frame and following and not following.frame else 0.0
        yield (row.height + below, 0.0) if row.is_solid else (0.0, row.height)


def _skip_blanks(rows: Sequence[Row], place: int) -> int:
    while place < len(rows) and rows[place].blank:
        place += 1
    return place


class _Section:
    """A section's rows, and what must be known of all of them to end a page."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._reach = list(accumulate((row.height for row in rows), initial=0.0))
        self._text = [place for place, row in enumerate(rows) if row.element in _TEXT]
        signed = [place for place, row in enumerate(rows) if row.element in _SIGNED]
        closing = [place for place, row in enumerate(rows) if row.runs or row.places]
        self._signed = signed[-1] if signed else None
        self._closing = closing[-1] if closing else None

    def page_end(self, *, start: int, full: int) -> int:
        """Where the page that begins at `start` ends, at the latest at `full`."""
        if full >= len(self._rows):
            return len(self._rows)
        end = self._before_closing(start=start, end=full)
        kept = end
        while kept > start + 1 and self._rows[kept - 1].keep:
            kept -= 1
        return end if self._rows[kept - 1].keep else kept

    def _before_closing(self, *, start: int, end: int) -> int:
        """An earlier end if signature or notes would otherwise stand on a page without text."""
        for last in (self._closing, self._signed):
            if last is not None and self._text and last > self._text[-1]:
                carried = self._carried(start=start)
                fits = self._height(carried, last) <= sheet.HEIGHT + _NEAR
                if end <= last and end > carried > start and fits:
                    return carried
        return end

    def _carried(self, *, start: int) -> int:
        """Where the text begins that goes over with what closes the section."""
        earliest = max(start, self._text[0]) + 1
        return min(max(self._text[-1] + 1 - _CARRIED, earliest), self._text[-1])

    def _height(self, start: int, last: int) -> float:
        heads = sum(row.height for row in self._rows[start].again)
        shown = range(start, last + 1)
        # A seal reaches further down than the lines that it presses.
        deepest = max(self._reach[place] + self._rows[place].depth for place in shown)
        return heads + deepest - self._reach[start]

    def tightening(self, *, top: float, bottom: float) -> float | None:
        """How much closer to set a page whose only row of text would leave with the signature.

        Only lines of type move closer (1.0: without the gaps that bring them back to the grid).
        """
        if len(self._text) != 1 or self._signed is None:
            return None
        scale, fixed, free = 1.0, 0.0, 0.0
        for row, (solid, loose) in zip(self._rows, _steps(self._rows), strict=True):
            room = bottom - top - row.depth - fixed
            if room < free * scale - _NEAR:
                scale = room / free if free else 0.0
            fixed, free = fixed + solid, free + loose
        return scale if scale >= _TIGHTEST else None
