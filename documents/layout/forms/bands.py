"""Bands: what stands side by side across a form and grows as high as its highest box."""

from __future__ import annotations

from dataclasses import dataclass, replace

from documents.layout.forms import area
from documents.layout.forms.lines import Line, Type, centred_run, height_of, taken

_CONTINUED = "（续）"
_CONTINUED_SIZE = 9.0
_LOWEST = 8.0
_LOWEST_FOR_INK = 16.0
"""mm; of a row, and of one whose opinion is still to be written by hand."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a band: its edges in mm from the paper's left edge, and the lines in it.

    `label`: of a label, which is repeated where the band goes on. `top`: lines stand at the top,
    not in the middle. `name`: of the field whose place it is. `cell`: table, row and column;
    `number`: of the form's part where there is no cell. `part`: 0, or counts on where its words
    are repeated. `bare`: without margins.
    """

    left: float
    right: float
    lines: tuple[Line, ...] = ()
    label: Type | None = None
    top: bool = False
    name: str = ""
    cell: tuple[int, int, int] | None = None
    number: int = 0
    part: int = 0
    bare: bool = False

    @property
    def inner_left(self) -> float:
        """Where its lines begin, mm."""
        return self.left if self.bare else self.left + area.PADDING

    @property
    def inner_width(self) -> float:
        """What a line may fill, mm."""
        return self.right - self.left - (0.0 if self.bare else 2 * area.PADDING)

    def continued(self) -> Box:
        """The label on the next page, which says so."""
        assert self.label is not None
        small = replace(self.label, size=_CONTINUED_SIZE)
        run = centred_run(_CONTINUED, type=small, width=self.inner_width, height=small.height)
        lines = self.lines if self.part else (*self.lines, Line(small.height, (run,)))
        return replace(self, lines=lines, part=self.part + 1)


@dataclass(frozen=True, slots=True)
class Band:
    """Boxes side by side, at least `height` mm high; `ruled`: with rules around.

    `stretch`: its share of what is left of the page. `space`: mm free above it. `keep`: not the
    last of a page. `whole`: it stays on one page with all that follows. `head`: repeated over it
    on a new page. `dashed`: a line to tear along.
    """

    boxes: tuple[Box, ...]
    height: float = 0.0
    ruled: bool = False
    stretch: int = 0
    space: float = 0.0
    keep: bool = False
    whole: bool = False
    dashed: bool = False
    head: Band | None = None

    @property
    def margin(self) -> float:
        """Between its rules and its lines, above and below together, mm."""
        return 2 * area.PADDING if self.ruled else 0.0

    @property
    def filled(self) -> float:
        """The height that its lines need, mm."""
        return max((height_of(box.lines) for box in self.boxes), default=0.0) + self.margin

    @property
    def natural(self) -> float:
        """Its height where nothing hinders, mm."""
        return max(self.height, self.filled)

    @property
    def least(self) -> float:
        """The height to which it may be pressed so that a form stays on one sheet, mm."""
        unwritten = any(box.name and not box.lines for box in self.boxes)
        lowest = _LOWEST_FOR_INK if unwritten else _LOWEST
        return max(self.filled, min(self.height, lowest))

    @property
    def labels(self) -> float:
        """The height that its labels need on every page, mm."""
        return max((height_of(b.lines) for b in self.boxes if b.label), default=0.0) + self.margin


def divided(band: Band, *, room: float, force: bool) -> tuple[Band, Band] | None:
    """The part of a band that fills `room` mm, and the rest; None if nothing would stand there.

    With `force` a part is taken whatever there is room for, as on a fresh page.
    """
    counts = [taken(box.lines, room=room - band.margin) for box in band.boxes]
    if force and not any(_moves(band, counts)):
        counts = [max(count, 1) for count in counts]
    if not any(_moves(band, counts)):
        return None
    pairs = list(zip(band.boxes, counts, strict=True))
    first = [box if box.label else replace(box, lines=box.lines[:n]) for box, n in pairs]
    rest = [
        box.continued() if box.label else replace(box, lines=box.lines[n:]) for box, n in pairs
    ]
    return (
        replace(band, boxes=tuple(first), height=room, stretch=0),
        replace(band, boxes=tuple(rest), height=0.0, space=0.0),
    )


def repeated(band: Band, *, part: int) -> Band:
    """A table's head as it stands once more on a later page."""
    return replace(band, boxes=tuple(replace(box, part=part) for box in band.boxes))


def numbered(band: Band, *, number: int) -> Band:
    """A band outside the grids, with the number of its part."""
    return replace(band, boxes=tuple(replace(box, number=number) for box in band.boxes))


def _moves(band: Band, counts: list[int]) -> list[bool]:
    """For each box whether some of its content would stand in the first part."""
    pairs = zip(band.boxes, counts, strict=True)
    return [count > 0 for box, count in pairs if not box.label and box.lines]
