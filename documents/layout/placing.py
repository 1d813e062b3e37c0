"""The points of outlines; outlines moved and turned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import cos, sin

from documents.layout.pages import Shape
from documents.typefaces.outline import Step


def points(numbers: Sequence[float]) -> Iterator[tuple[float, float]]:
    """The points of a step: its numbers in pairs, how far across and how far down."""
    return zip(numbers[::2], numbers[1::2], strict=True)


def moved(shape: Shape, *, x: float, y: float) -> Shape:
    """The shape `x` mm further right and `y` mm further down."""
    return replace(shape, steps=tuple(turned(shape.steps, angle=0.0, x=x, y=y)))


def turned(steps: Iterable[Step], *, angle: float, x: float, y: float) -> Iterator[Step]:
    """Steps turned clockwise round (0, 0) by `angle` (radians), then moved by x and y (mm)."""
    cosine, sine = cos(angle), sin(angle)
    for kind, numbers in steps:
        yield (
            kind,
            tuple(
                each
                for across, down in points(numbers)
                for each in (
                    x + across * cosine - down * sine,
                    y + across * sine + down * cosine,
                )
            ),
        )
