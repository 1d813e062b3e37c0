"""Handwriting drawn into the room that a form kept for it, on top of all else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from documents.layout.forms.values import Filling, Opinion
from documents.layout.pages import Pages, Place, Shape
from documents.typefaces.outline import Step


def inked(pages: Pages, *, filling: Filling) -> Pages:
    """The pages with every opinion's strokes in its place."""
    written = {
        f"{field}.{number}": opinion
        for field, content in filling.contents.items()
        for number, opinion in enumerate(content, start=1)
        if isinstance(opinion, Opinion) and opinion.strokes
    }
    if not written:
        return pages
    laid = list(pages.pages)
    for place in pages.places:
        if opinion := written.get(place.name):
            page, turned = laid[place.page], laid[place.page].across
            shapes = _placed(opinion, place=place, turned=turned)
            laid[place.page] = replace(page, shapes=(*page.shapes, *shapes))
    return replace(pages, pages=tuple(laid))


def _placed(opinion: Opinion, *, place: Place, turned: bool) -> Iterator[Shape]:
    """In the upper left of the place, never larger than it was written."""
    width, height = (place.height, place.width) if turned else (place.width, place.height)
    scale = min(1.0, width / opinion.wide, height / opinion.high)
    for shape in opinion.strokes:
        steps = (_moved(step, place=place, scale=scale, turned=turned) for step in shape.steps)
        yield replace(shape, steps=tuple(steps))


def _moved(step: Step, *, place: Place, scale: float, turned: bool) -> Step:
    kind, numbers = step
    moved: list[float] = []
    for x, y in zip(numbers[::2], numbers[1::2], strict=True):
        if turned:  # read with the sheet turned to the right: what ran right runs upwards
            moved += [place.x + y * scale, place.y + place.height - x * scale]
        else:
            moved += [place.x + x * scale, place.y + y * scale]
    return kind, tuple(round(each, 3) for each in moved)
