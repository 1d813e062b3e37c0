"""A page of a PDF as readers show it, cut to its crop box and turned, as its numbers are not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.misc import PdfReadError

POINTS = 72 / 25.4
Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top in points of the page's own space."""
Matrix = tuple[float, float, float, float, float, float]
_ABOVE = 50
"""Nodes of the page tree that a value is inherited through; more is no honest file's."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`shown`: what readers show of the page; `turned`: by how many degrees, clockwise."""

    shown: Rectangle
    turned: int

    @classmethod
    def of(cls, page: DictionaryObject) -> Sheet:
        """Raises PdfReadError where the page does not say how large it is."""
        media = _rectangle(_inherited(page, "/MediaBox"))
        crop = _inherited(page, "/CropBox")
        shown = _common(media, _rectangle(crop)) if crop is not None else media
        return cls(shown, int(_inherited(page, "/Rotate") or 0) % 360 // 90 * 90)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as it is shown, mm."""
        left, bottom, right, top = self.shown
        across, up = (right - left) / POINTS, (top - bottom) / POINTS
        return (up, across) if self.turned in (90, 270) else (across, up)

    def lying_as(self, other: Sheet) -> Sheet:
        """The sheet as it lies in one pile with the other: what is read across it is turned to
        the reader on screens only."""
        lies_across = self.turned in (90, 270) and _is_wide(self) != _is_wide(other)
        return replace(self, turned=0) if lies_across else self

    def rectangle(self, *, x: float, y: float, width: float, height: float) -> Rectangle:
        """Of a box that is shown there: mm from the upper left corner of the page as shown."""
        ends = [self._point(x, y), self._point(x + width, y + height)]
        (left, right), (bottom, top) = (sorted(each) for each in zip(*ends, strict=True))
        return left, bottom, right, top

    def upright(self, *, width: float, height: float) -> Matrix:
        """Puts what is this large (points) upright into the rectangle that it is shown in."""
        return {
            0: (1, 0, 0, 1, 0, 0),
            90: (0, 1, -1, 0, height, 0),
            180: (-1, 0, 0, -1, width, height),
            270: (0, -1, 1, 0, 0, width),
        }[self.turned]

    def _point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.shown
        across, down = x * POINTS, y * POINTS
        return {
            0: (left + across, top - down),
            90: (left + down, bottom + across),
            180: (right - across, bottom + down),
            270: (right - down, top - across),
        }[self.turned]


def _is_wide(sheet: Sheet) -> bool:
    across, down = sheet.size
    return across > down


def _inherited(page: DictionaryObject, name: str) -> Any:
    """Its own value or that of the nearest above it in the tree; None where there is none."""
    node: Any = page
    for _ in range(_ABOVE):
        if name in node:
            return node[name]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    raise PdfReadError("page tree too deep")


def _rectangle(said: Any) -> Rectangle:
    try:
        one, two, three, four = (float(each) for each in said)
    except (TypeError, ValueError) as fault:
        raise PdfReadError("page without a size") from fault
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _common(media: Rectangle, crop: Rectangle) -> Rectangle:
    """A crop box reaches no further than the medium; one that lies beside it says nothing."""
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else media
