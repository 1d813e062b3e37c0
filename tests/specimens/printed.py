"""A finished PDF as it is printed, in mm: what pdfplumber and PDFium see, not our page model."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import pdfplumber
import pypdfium2 as pdfium
from PIL import Image, ImageChops

MM = 25.4 / 72
_DOTS = 600
_SAME_LINE = 0.3
_GAP = 14.0
"""mm between two pieces of one line beyond which they are measured apart."""


@dataclass(frozen=True, slots=True)
class Box:
    """Left, top, right and bottom from the page's upper left corner, mm."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Between left and right."""
        return (self.left + self.right) / 2

    @property
    def centre(self) -> float:
        """Between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one size that stand together on a line; the box is that of their em squares.

    `baseline` from the top of the page; `size` in pt.
    """

    text: str
    box: Box
    size: float
    baseline: float


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line: its middle, its length along it, its thickness, mm."""

    box: Box
    thickness: float


class Printed:
    """One page of a PDF."""

    def __init__(self, page: Any, picture: Any) -> None:
        self._page = page
        self._picture = picture

    @property
    def width(self) -> float:
        """Of the paper, mm."""
        return float(self._page.width) * MM

    @property
    def height(self) -> float:
        """Of the paper, mm."""
        return float(self._page.height) * MM

    @cached_property
    def _lines(self) -> list[list[Any]]:
        characters = [each for each in self._page.chars if each["upright"]]
        characters.sort(key=lambda each: (round(_baseline(each), 1), each["x0"]))
        lines = groupby(characters, key=lambda each: round(_baseline(each), 1))
        return [list(line) for _, line in lines]

    @cached_property
    def pieces(self) -> list[Piece]:
        """The upright text, line by line from the top."""
        return [piece for line in self._lines for piece in _pieces(line)]

    @cached_property
    def rules(self) -> list[Line]:
        """The horizontal lines from the top."""
        lines = [_line(each) for each in self._page.lines]
        flat = [each for each in lines if each.box.bottom - each.box.top < 0.01]
        return sorted(flat, key=lambda each: each.box.top)

    @property
    def lines_box(self) -> Box:
        """The box of all straight lines, to their middles."""
        boxes = [_line(each).box for each in self._page.lines]
        return Box(
            min(each.left for each in boxes),
            min(each.top for each in boxes),
            max(each.right for each in boxes),
            max(each.bottom for each in boxes),
        )

    @property
    def text(self) -> str:
        """All characters without blanks."""
        return "".join("".join(each.text.split()) for each in self.pieces)

    def piece(self, text: str, *, last: bool = False) -> Piece:
        """The first piece (or the last) in which the text stands. LookupError if there is none."""
        found = [each for each in self.pieces if text in each.text]
        if not found:
            raise LookupError(text)
        return found[-1 if last else 0]

    def words(self, text: str, *, last: bool = False) -> Piece:
        """Exactly these characters, where they stand for the first (or last) time on one line."""
        found = [
            _piece(line[place : place + len(text)])
            for line in self._lines
            for place in range(len(line))
            if "".join(each["text"] for each in line[place : place + len(text)]) == text
        ]
        if not found:
            raise LookupError(text)
        return found[-1 if last else 0]

    def ink(self, box: Box) -> Box:
        """Where there is ink inside the box, as PDFium draws it at 600 dots an inch."""
        scale = _DOTS / 25.4
        left, top = int(box.left * scale), int(box.top * scale)
        cut = self._image.crop((left, top, int(box.right * scale), int(box.bottom * scale)))
        white = Image.new(cut.mode, cut.size, "white")
        inked = (
            ImageChops.difference(cut, white).convert("L").point(lambda each: 255 * (each > 64))
        )
        found = inked.getbbox()
        if found is None:
            raise LookupError("no ink")
        return Box(
            *(
                (each + origin) / scale
                for each, origin in zip(found, (left, top, left, top), strict=True)
            )
        )

    @cached_property
    def _image(self) -> Image.Image:
        image: Image.Image = self._picture.render(scale=_DOTS / 72).to_pil().convert("RGB")
        return image

    def picture(self, *, dots: int) -> Image.Image:
        """The page as an image of `dots` an inch."""
        image: Image.Image = self._picture.render(scale=dots / 72).to_pil().convert("RGB")
        return image


def printed(data: bytes) -> list[Printed]:
    """The pages of a PDF."""
    pages = pdfplumber.open(io.BytesIO(data)).pages
    pictures = pdfium.PdfDocument(data)
    return [Printed(page, picture) for page, picture in zip(pages, pictures, strict=True)]


def _pieces(line: list[Any]) -> Iterator[Piece]:
    waiting: list[Any] = []
    for each in line:
        if waiting and (
            (each["x0"] - waiting[-1]["x1"]) * MM > _GAP
            or abs(each["size"] - waiting[-1]["size"]) > _SAME_LINE
        ):
            yield _piece(waiting)
            waiting = []
        waiting.append(each)
    if waiting:
        yield _piece(waiting)


def _piece(characters: list[Any]) -> Piece:
    shown = [each for each in characters if each["text"].strip()] or characters
    box = Box(
        min(each["x0"] for each in shown) * MM,
        min(each["top"] for each in shown) * MM,
        max(each["x1"] for each in shown) * MM,
        max(each["bottom"] for each in shown) * MM,
    )
    text = "".join(each["text"] for each in characters)
    return Piece(text, box, float(shown[0]["size"]), _baseline(shown[0]))


def _baseline(character: Any) -> float:
    """From the top of the page, mm; the text matrix counts from below."""
    height = float(character["top"]) + float(character["y1"])
    return (height - float(character["matrix"][5])) * MM


def _line(each: Any) -> Line:
    box = Box(each["x0"] * MM, each["top"] * MM, each["x1"] * MM, each["bottom"] * MM)
    return Line(box, float(each["linewidth"]) * MM)
