"""Placed bands as the page model's runs, rules and places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from documents.layout.forms.area import INNER_RULE, OUTER_RULE, Area
from documents.layout.forms.bands import Box
from documents.layout.forms.lines import height_of
from documents.layout.forms.paging import Placed
from documents.layout.pages import BLACK, Colour, Element, Place, Rule, Run

_DASH = 2.0
_DASH_GAP = 1.5
_BESIDE_WORDS = 3.0


@dataclass(slots=True)
class Numbers:
    """Numbers paragraphs through the form; what goes on over a page keeps its number."""

    _known: dict[object, int] = field(default_factory=dict)

    def of(self, key: object) -> int:
        """The number of the paragraph that `key` stands for, the same at every call."""
        return self._known.setdefault(key, len(self._known) + 1)


def runs_of(page: Sequence[Placed], *, numbers: Numbers, owner: object) -> Iterator[Run]:
    """The type of a page's bands, in reading order; `owner` tells the heads of pages apart."""
    for placed in page:
        for box in placed.band.boxes:
            top = _first_line(box, placed=placed)
            for line in box.lines:
                for run in line.runs:
                    key = (box.cell or (owner, box.number), box.part, run.paragraph)
                    x, y = box.inner_left + run.x, top + run.y
                    yield replace(run, x=x, y=y, cell=box.cell, paragraph=numbers.of(key))
                top += line.height


def places_of(page: Sequence[Placed], *, number: int) -> Iterator[Place]:
    """Where handwriting goes: into the boxes of opinions, and where room was kept for it."""
    for placed in page:
        for box in placed.band.boxes:
            top = _first_line(box, placed=placed)
            if box.name:
                yield _place(box.name, box, page=number, y=placed.top, height=placed.height)
            for line in box.lines:
                if line.place:
                    yield _place(line.place, box, page=number, y=top, height=line.height)
                top += line.height


def rules_of(page: Sequence[Placed], *, area: Area, colour: Colour) -> Iterator[Rule]:
    """Frames round what is ruled, rules between, and the line to tear along."""
    for frame in _frames(page):
        yield from _framed(frame, area=area, colour=colour)
    for placed in page:
        if placed.band.dashed:
            yield from _dashes(placed, area=area)


def _first_line(box: Box, *, placed: Placed) -> float:
    """Where the first line of a box begins: at the top, or so that all stand in the middle."""
    margin = placed.band.margin / 2
    if box.top:
        return placed.top + margin
    return placed.top + (placed.height - height_of(box.lines)) / 2


def _place(name: str, box: Box, *, page: int, y: float, height: float) -> Place:
    return Place(
        Element.FORM, name, page, x=box.inner_left, y=y, width=box.inner_width, height=height
    )


def _frames(page: Sequence[Placed]) -> list[list[Placed]]:
    """Ruled bands that stand one below the other without a gap."""
    frames: list[list[Placed]] = []
    for placed in page:
        if not placed.band.ruled:
            continue
        above = frames[-1][-1] if frames else None
        if above and abs(above.top + above.height - placed.top) < 1e-6:
            frames[-1].append(placed)
        else:
            frames.append([placed])
    return frames


def _framed(frame: list[Placed], *, area: Area, colour: Colour) -> Iterator[Rule]:
    top, bottom = frame[0].top, frame[-1].top + frame[-1].height
    half = OUTER_RULE / 2
    # The outer rules stand inside the frame's height, and their corners are closed.
    for y in (top + half, bottom - half):
        yield _across(area.left, y, area.width, thickness=OUTER_RULE, colour=colour)
    for x in (area.frame_left, area.frame_right):
        yield _down(x, top, bottom - top, thickness=OUTER_RULE, colour=colour)
    for placed in frame[:-1]:
        y = placed.top + placed.height
        length = area.frame_right - area.frame_left
        yield _across(area.frame_left, y, length, thickness=INNER_RULE, colour=colour)
    for placed in frame:
        for box in placed.band.boxes[1:]:
            yield _down(box.left, placed.top, placed.height, thickness=INNER_RULE, colour=colour)


def _dashes(placed: Placed, *, area: Area) -> Iterator[Rule]:
    """Short rules to both sides of the words."""
    runs = placed.band.boxes[0].lines[0].runs
    words = (area.width - sum(run.width for run in runs)) / 2 - (_BESIDE_WORDS if runs else 0.0)
    y = placed.top + placed.height / 2
    for place in range(int((words + _DASH_GAP) / (_DASH + _DASH_GAP))):
        x = place * (_DASH + _DASH_GAP)
        for left in (area.left + x, area.right - x - _DASH):
            yield _across(left, y, _DASH, thickness=INNER_RULE, colour=BLACK)


def _across(x: float, y: float, width: float, *, thickness: float, colour: Colour) -> Rule:
    return Rule(Element.FORM, x, y, width, thickness, colour)


def _down(x: float, y: float, length: float, *, thickness: float, colour: Colour) -> Rule:
    return Rule(Element.FORM, x, y, length, thickness, colour, upright=True)
