"""What tells one copy from another: its number and a watermark for whom it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import pi

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.pages import Colour, Element, Page, Pages, Run, Shape
from documents.layout.placing import points, turned
from documents.typefaces.faces import Faces
from documents.typefaces.outline import Step
from documents.typefaces.role import Role
from documents.typefaces.typeface import Typefaces

_LIGHT: Colour = (0.0, 0.0, 0.0, 0.1)
"""Text on it stays as easy to read as on paper, and a photocopy still shows it."""

_LENGTH = 230.0
_LARGEST = 24.0
"""mm; the words go from edge to edge, but are no larger than that."""


def marked(pages: Pages, words: str, *, typefaces: Typefaces) -> Pages:
    """The pages with `words` across each of them from the lower left, behind the text.

    They are outlines: no reader finds them in the text, and every writer draws them alike.
    """
    shape = _watermark(clean(words), faces=Faces(typefaces))
    if not shape.steps:
        return pages
    return replace(
        pages,
        pages=tuple(replace(page, shapes=(shape, *page.shapes)) for page in pages.pages),
    )


def with_copy_number(pages: Pages, number: str) -> Pages:
    """The pages of another copy (份号, GB/T 9704-2012 7.2.1).

    ValueError unless they have a number of as many digits: a copy is not laid out again.
    """
    numbers = {run.text for run in pages.runs() if run.element is Element.COPY_NUMBER}
    if not numbers:
        raise ValueError("这份文件没有标注份号，不能逐份编号。请在排版前填写份号。")
    if not (number.isascii() and number.isdigit()) or {len(each) for each in numbers} != {
        len(number)
    }:
        raise ValueError(
            f"份号“{number}”与版面上的份号“{'、'.join(sorted(numbers))}”位数不同或者不是"
            "阿拉伯数字（GB/T 9704—2012 7.2.1）。请用同样位数的数字。"
        )
    return replace(pages, pages=tuple(_numbered(page, number) for page in pages.pages))


def _numbered(page: Page, number: str) -> Page:
    return replace(page, runs=tuple(_renumbered(run, number) for run in page.runs))


def _renumbered(run: Run, number: str) -> Run:
    return replace(run, text=number) if run.element is Element.COPY_NUMBER else run


def _watermark(words: str, *, faces: Faces) -> Shape:
    length = sum(faces.face(each, role=Role.HEI).width(each) for each in words)
    em = min(_LARGEST, _LENGTH / max(length, 1.0))
    steps = turned(
        _line(words, em=em, left=-length * em / 2, faces=faces),
        angle=-pi / 4,
        x=sheet.PAPER_WIDTH / 2,
        y=sheet.PAPER_HEIGHT / 2,
    )
    return Shape(Element.WATERMARK, tuple(steps), fill=_LIGHT)


def _line(words: str, *, em: float, left: float, faces: Faces) -> Iterator[Step]:
    """The outlines of the words, their middle at height 0."""
    middle = (sheet.ASCENT - 0.5) * em
    for each in words:
        face = faces.face(each, role=Role.HEI)
        for kind, numbers in face.outline(each):
            places = ((left + x * em, middle - y * em) for x, y in points(numbers))
            yield kind, tuple(part for place in places for part in place)
        left += face.width(each) * em
