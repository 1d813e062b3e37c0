"""Handwriting as it was written: strokes of points, in whole hundredths of a millimetre."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

SCHEME = 1
UNIT = 100
"""Places are whole hundredths of a millimetre, so that the same writing has one spelling only."""
FULL = 1000
"""Pressure of a pen pressed as hard as it knows."""


class Colour(StrEnum):
    """What is written with. The value is in stored ink and never changes."""

    BLACK = "black"
    RED = "red"
    BLUE = "blue"


class Tool(StrEnum):
    """What touched the screen. The value is in stored ink and never changes."""

    PEN = "pen"
    TOUCH = "touch"
    MOUSE = "mouse"


@dataclass(frozen=True, slots=True)
class Point:
    """`x`, `y`: hundredths of a millimetre from the upper left corner of the box; `pressure`: 0
    to 1000; `time`: milliseconds since the first point of all."""

    x: int
    y: int
    pressure: int
    time: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """From where the pen came down to where it left."""

    colour: Colour
    tool: Tool
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """What was written in a box of `width` by `height` hundredths of a millimetre."""

    width: int
    height: int
    strokes: tuple[Stroke, ...]

    def to_bytes(self) -> bytes:
        """The one spelling of it, which is stored and whose digest is its name."""
        value = {
            "scheme": SCHEME,
            "width": self.width,
            "height": self.height,
            "strokes": [
                {
                    "colour": str(stroke.colour),
                    "tool": str(stroke.tool),
                    "points": [
                        [each.x, each.y, each.pressure, each.time] for each in stroke.points
                    ],
                }
                for stroke in self.strokes
            ],
        }
        return json.dumps(value, separators=(",", ":"), sort_keys=True).encode("ascii")

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes, as the content store names them."""
        return sha256(self.to_bytes()).hexdigest()
