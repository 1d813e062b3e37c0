"""The outline of each stroke: as wide as the pen was pressed, round at its ends, smooth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from signing.ink.ink import FULL, UNIT, Colour, Ink, Point, Stroke

THINNEST, WIDEST = 0.25, 1.35
"""mm, of a pen that barely touches and of one pressed as hard as it knows."""
NEAREST = 0.2
"""mm; points that lie closer together are a trembling hand, not a bend."""
AROUND = 0.5523
"""How far a curve's handles reach where four of them make a circle."""

Step = tuple[str, tuple[float, ...]]
"""As `documents.typefaces.outline.Step`: M, L, C or Z with places in mm."""
Dot = tuple[float, float, float]
"""A place and half the width there, mm."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Of one stroke, to be filled where its lines wind round a place."""

    colour: Colour
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Ink to be drawn: outlines in a box of `width` by `height` mm that fits closely round it."""

    width: float
    height: float
    outlines: tuple[Outline, ...]


def width_of(pressure: int) -> float:
    """mm."""
    return THINNEST + (WIDEST - THINNEST) * pressure / FULL


def drawing(ink: Ink, *, margin: float = 1.5) -> Drawing:
    """The ink cut to what was written, with a `margin` of mm."""
    points = [point for stroke in ink.strokes for point in stroke.points]
    left = min(point.x for point in points) / UNIT - margin
    top = min(point.y for point in points) / UNIT - margin
    right = max(point.x for point in points) / UNIT + margin
    bottom = max(point.y for point in points) / UNIT + margin
    outlines = tuple(
        Outline(stroke.colour, tuple(_moved(outline(stroke), left=left, top=top)))
        for stroke in ink.strokes
    )
    return Drawing(round(right - left, 3), round(bottom - top, 3), outlines)


def outline(stroke: Stroke) -> tuple[Step, ...]:
    """Of one stroke, in mm of its box. A dot is round."""
    dots = _smoothed(_apart(stroke.points))
    if len(dots) == 1:
        return tuple(_round(dots[0]))
    there, back = _sides(dots)
    last, first = dots[-1], dots[0]
    return (
        ("M", there[0]),
        *_curve(there),
        *_cap(there[-1], back[0], last),
        *_curve(back),
        *_cap(back[-1], there[0], first),
        ("Z", ()),
    )


def _apart(points: Sequence[Point]) -> list[Dot]:
    """Without points on top of each other; where one is left out its pressure counts all the
    same, and the last place is where the pen left."""
    dots: list[Dot] = []
    for point in points:
        x, y, half = point.x / UNIT, point.y / UNIT, width_of(point.pressure) / 2
        if dots and hypot(x - dots[-1][0], y - dots[-1][1]) < NEAREST:
            dots[-1] = (dots[-1][0], dots[-1][1], max(dots[-1][2], half))
        else:
            dots.append((x, y, half))
    return dots


def _smoothed(dots: list[Dot]) -> list[Dot]:
    """Widths flow: each is that of its neighbours too."""
    last = len(dots) - 1
    return [
        (x, y, (dots[max(place - 1, 0)][2] + 2 * half + dots[min(place + 1, last)][2]) / 4)
        for place, (x, y, half) in enumerate(dots)
    ]


def _sides(dots: Sequence[Dot]) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Left of the way there, and left of the way back."""
    there: list[tuple[float, float]] = []
    back: list[tuple[float, float]] = []
    last = len(dots) - 1
    for place, (x, y, half) in enumerate(dots):
        before, behind = dots[max(place - 1, 0)], dots[min(place + 1, last)]
        dx, dy = behind[0] - before[0], behind[1] - before[1]
        length = hypot(dx, dy)
        if length < 1e-9:  # straight back on itself: across the way it came
            dx, dy = x - before[0], y - before[1]
            length = hypot(dx, dy)
        across, along = -dy / length * half, dx / length * half
        there.append((x + across, y + along))
        back.append((x - across, y - along))
    return there, back[::-1]


def _curve(places: Sequence[tuple[float, float]]) -> Iterator[Step]:
    """Through all of them without a corner (Catmull–Rom)."""
    last = len(places) - 1
    for place in range(last):
        before, here = places[max(place - 1, 0)], places[place]
        there, behind = places[place + 1], places[min(place + 2, last)]
        yield (
            "C",
            (
                here[0] + (there[0] - before[0]) / 6,
                here[1] + (there[1] - before[1]) / 6,
                there[0] - (behind[0] - here[0]) / 6,
                there[1] - (behind[1] - here[1]) / 6,
                *there,
            ),
        )


def _cap(begin: tuple[float, float], end: tuple[float, float], dot: Dot) -> Iterator[Step]:
    """Half a circle round the end of a stroke, in two quarters."""
    x, y, _ = dot
    ax, ay = begin[0] - x, begin[1] - y
    forth = (ay, -ax)  # a quarter on, away from the stroke
    top = (x + forth[0], y + forth[1])
    k = AROUND
    yield (
        "C",
        (
            begin[0] + k * forth[0],
            begin[1] + k * forth[1],
            top[0] + k * ax,
            top[1] + k * ay,
            *top,
        ),
    )
    yield (
        "C",
        (top[0] - k * ax, top[1] - k * ay, end[0] + k * forth[0], end[1] + k * forth[1], *end),
    )


def _round(dot: Dot) -> Iterator[Step]:
    x, y, half = dot
    yield "M", (x + half, y)
    for quarter in range(4):
        a, b = quarter * pi / 2, (quarter + 1) * pi / 2
        yield (
            "C",
            (
                x + half * (cos(a) - AROUND * sin(a)),
                y + half * (sin(a) + AROUND * cos(a)),
                x + half * (cos(b) + AROUND * sin(b)),
                y + half * (sin(b) - AROUND * cos(b)),
                x + half * cos(b),
                y + half * sin(b),
            ),
        )
    yield "Z", ()


def _moved(steps: Sequence[Step], *, left: float, top: float) -> Iterator[Step]:
    for kind, numbers in steps:
        corner = (left, top)
        yield kind, tuple(round(each - corner[n % 2], 3) for n, each in enumerate(numbers))
