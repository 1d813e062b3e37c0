"""The operators of a content stream (ISO 32000-1 annex A), written where something changes."""

from __future__ import annotations

from documents.layout import sheet
from documents.layout.pages import Colour

_BLACK_ONLY = (0.0, 0.0, 0.0)


class Operators:
    """The content of one page; lengths in pt unless they are named otherwise."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._set: dict[str, str] = {}

    def add(self, line: str) -> None:
        """An operator that draws or brackets."""
        self._lines.append(line)

    def change(self, operator: str, operands: str) -> None:
        """An operator that holds until it is given again."""
        if self._set.get(operator) != operands:
            self._set[operator] = operands
            self._lines.append(f"{operands} {operator}")

    def fill(self, colour: Colour) -> None:
        """The colour of type and of filled outlines."""
        self._colour(colour, space="cs", amounts="sc", grey="g")

    def stroke(self, colour: Colour) -> None:
        """The colour of lines."""
        self._colour(colour, space="CS", amounts="SC", grey="G")

    def _colour(self, colour: Colour, *, space: str, amounts: str, grey: str) -> None:
        """Inks by `cs` and `sc`: some readers look up the inks' profile for these alone.

        Black and its shades are written as grey, which is black ink alone everywhere: on an
        office printer a text of K 100 with a profile would be mixed of four toners.
        """
        if colour[:3] == _BLACK_ONLY:
            setting = f"{number(1 - colour[3])} {grey}"
        else:
            setting = f"/DeviceCMYK {space} {' '.join(map(number, colour))} {amounts}"
        if self._set.get(amounts) != setting:
            self._set[amounts] = setting
            self._lines.append(setting)

    def content(self) -> bytes:
        """The stream."""
        return "\n".join(self._lines).encode("ascii")


def number(value: float) -> str:
    """A number as PDF writes it, to a thousandth (0.0004 mm)."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def pt(length: float) -> float:
    """Millimetres in points."""
    return length / sheet.MM_PER_PT


def up(y: float) -> float:
    """A place `y` mm below the upper edge, in pt above the lower edge."""
    return (sheet.PAPER_HEIGHT - y) / sheet.MM_PER_PT


def point(x: float, y: float) -> str:
    """A place of the page model as PDF writes it."""
    return f"{number(pt(x))} {number(up(y))}"
