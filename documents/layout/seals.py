"""Seals drawn for development: a ring, the organ's name along it, a star or a plain emblem.

The real seal of an organ is made by the maker that the state appoints; never draw its emblem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import cos, pi, radians, sin, sqrt

from documents.layout.pages import RED, Element, Page, Pages, Place, Shape
from documents.layout.placing import moved, points, turned
from documents.typefaces.faces import Faces
from documents.typefaces.outline import Step
from documents.typefaces.role import Role


class SealLevel(StrEnum):
    """Whose seal it is, as 国发〔1999〕25号 tells them apart."""

    STATE_COUNCIL = "国务院"
    PROVINCE = "省级人民政府"
    MINISTRY = "国务院部委"
    VICE_MINISTRY = "副部级直属机构"
    CITY = "自治州、市、县、市辖区人民政府"
    PREFECTURE = "地区行政公署"
    TOWNSHIP = "乡（镇）人民政府"
    OTHER = "部门、内设机构、企业事业单位、社会团体"


class Emblem(StrEnum):
    """What stands in the middle: a star, or a plain figure in the place of the national emblem."""

    STAR = "star"
    PLAIN = "plain"


_DIAMETERS = {
    SealLevel.STATE_COUNCIL: 60.0,
    SealLevel.PROVINCE: 50.0,
    SealLevel.MINISTRY: 50.0,
    SealLevel.VICE_MINISTRY: 45.0,
    SealLevel.CITY: 45.0,
    SealLevel.PREFECTURE: 45.0,
    SealLevel.TOWNSHIP: 42.0,
    SealLevel.OTHER: 42.0,
}
_WITH_STAR = frozenset({SealLevel.PREFECTURE, SealLevel.TOWNSHIP, SealLevel.OTHER})

_RING = 1.2 / 42
_INSIDE_RING = 1.0 / 42
_HEIGHT = 6.4 / 42
_EMBLEM = 7.0 / 42
_LOWER_HEIGHT = 4.6 / 42
_LOWER_MIDDLE = 12.0 / 42
_LOWER_WIDTH = 22.0 / 42
"""Parts of the diameter, as they are usual on a seal of 42 mm."""

_WIDEST_STEP = 1.7
"""Heights of a character from one to the next along the ring."""
_MOST_OF_RING = radians(270)
_MOST_ABOVE_LOWER = radians(235)
"""Radians from the middle of the first character to that of the last one, at most."""
_CHARACTER_OF_STEP = 0.94
"""The width of a character in parts of the way from one to the next."""
_QUARTER = 4 / 3 * (sqrt(2) - 1)
"""How far the bending points of a quarter of a circle lie from its ends, in radii."""


@dataclass(frozen=True, slots=True)
class Impression:
    """What a seal or stamp leaves on paper: shapes from its box's upper left corner, mm."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def seal_diameter(level: SealLevel) -> float:
    """mm (国发〔1999〕25号); for OTHER the usual size, at most 45 mm are allowed."""
    return _DIAMETERS[level]


def usual_emblem(level: SealLevel) -> Emblem:
    """A star, or the plain figure for those whose seals bear the national emblem."""
    return Emblem.STAR if level in _WITH_STAR else Emblem.PLAIN


def round_seal(
    name: str, *, diameter: float, faces: Faces, emblem: Emblem = Emblem.STAR, lower: str = ""
) -> Impression:
    """A round red seal: `name` from left to right along the ring, `lower` (业务专用章) below.

    All of it is outlines: it looks the same wherever it is put. `diameter` in mm.
    """
    half = diameter / 2
    ring_width = _RING * diameter
    ring = Shape(Element.SEAL, _circle(half - ring_width / 2), stroke=RED, thickness=ring_width)
    shapes = [ring, *_emblem(emblem, radius=_EMBLEM * diameter)]
    steps = [*_name_steps(name, diameter=diameter, faces=faces, above_lower=bool(lower))]
    steps += _lower_steps(lower, diameter=diameter, faces=faces)
    if steps:
        shapes.append(Shape(Element.SEAL, tuple(steps), fill=RED))
    return Impression(diameter, diameter, tuple(moved(each, x=half, y=half) for each in shapes))


def stamped(pages: Pages, impressions: Mapping[str, Impression]) -> Pages:
    """The pages with each impression in the middle of every place that waits for it by name.

    ValueError for one that no place waits for: a seal presses a name or a date (7.3.5.1).
    """
    waiting = {place.name for place in pages.places if place.element is Element.SEAL}
    if astray := sorted(set(impressions) - waiting):
        raise ValueError(
            f"文中没有“{'、'.join(astray)}”的用印位置：印章应当下压署名和成文日期"
            "（GB/T 9704—2012 7.3.5.1），请核对署名与印章名称是否一致。"
        )
    return replace(
        pages,
        pages=tuple(
            _stamped(page, [each for each in pages.places if each.page == index], impressions)
            for index, page in enumerate(pages.pages)
        ),
    )


def _stamped(page: Page, places: list[Place], impressions: Mapping[str, Impression]) -> Page:
    shapes = list(page.shapes)
    for place in places:
        given = impressions.get(place.name)
        if given and place.element is Element.SEAL:
            x = place.x + (place.width - given.width) / 2
            y = place.y + (place.height - given.height) / 2
            shapes += [moved(each, x=x, y=y) for each in given.shapes]
    return replace(page, shapes=tuple(shapes))


def _name_steps(name: str, *, diameter: float, faces: Faces, above_lower: bool) -> Iterator[Step]:
    """Characters along the ring, evenly to both sides of the top, their feet to the middle."""
    height = _HEIGHT * diameter
    middle = diameter / 2 - (_RING + _INSIDE_RING) * diameter - height / 2
    most = _MOST_ABOVE_LOWER if above_lower else _MOST_OF_RING
    step = min(_WIDEST_STEP * height / middle, most / max(len(name) - 1, 1))
    width = min(height, _CHARACTER_OF_STEP * step * (middle - height / 4))
    for place, character in enumerate(name):
        angle = (place - (len(name) - 1) / 2) * step
        steps = _character(character, faces=faces, width=width, height=height)
        yield from turned(steps, angle=angle, x=middle * sin(angle), y=-middle * cos(angle))


def _lower_steps(text: str, *, diameter: float, faces: Faces) -> Iterator[Step]:
    """A straight line below the emblem."""
    height = _LOWER_HEIGHT * diameter
    width = min(height, _LOWER_WIDTH * diameter / max(len(text), 1))
    for place, character in enumerate(text):
        x = (place - (len(text) - 1) / 2) * width
        steps = _character(character, faces=faces, width=_CHARACTER_OF_STEP * width, height=height)
        yield from turned(steps, angle=0.0, x=x, y=_LOWER_MIDDLE * diameter)


def _character(character: str, *, faces: Faces, width: float, height: float) -> Iterator[Step]:
    """Its outline in 宋体 round (0, 0), as wide and as high as told (mm)."""
    steps = faces.face(character, role=Role.SONG).outline(character)
    corners = [each for _, numbers in steps for each in points(numbers)]
    if not corners:
        return
    across, upwards = zip(*corners, strict=True)
    left, right, bottom, top = min(across), max(across), min(upwards), max(upwards)
    # A slim character such as 一 keeps its proportion: it is not blown up to the full height.
    stretch = width / max(right - left, 0.85), height / max(top - bottom, 0.85)
    for kind, numbers in steps:
        yield (
            kind,
            tuple(
                each
                for x, y in points(numbers)
                for each in (
                    (x - (left + right) / 2) * stretch[0],
                    ((top + bottom) / 2 - y) * stretch[1],
                )
            ),
        )


def _emblem(emblem: Emblem, *, radius: float) -> list[Shape]:
    if emblem is Emblem.STAR:
        return [Shape(Element.SEAL, _star(radius), fill=RED)]
    thin = radius / 14
    outer = Shape(Element.SEAL, _circle(radius - thin / 2), stroke=RED, thickness=thin)
    inner = Shape(Element.SEAL, _circle(radius * 0.72), stroke=RED, thickness=thin)
    return [outer, inner, Shape(Element.SEAL, _circle(radius * 0.3), fill=RED)]


def _star(radius: float) -> tuple[Step, ...]:
    """Five points, one upwards; the inner corners lie where the sides of a pentagram meet."""
    inner = radius * sin(pi / 10) / sin(7 * pi / 10)
    corners = []
    for place in range(10):
        reach, angle = (inner if place % 2 else radius), place * pi / 5
        corners.append((reach * sin(angle), -reach * cos(angle)))
    first, *others = corners
    return (("M", first), *(("L", each) for each in others), ("Z", ()))


def _circle(radius: float) -> tuple[Step, ...]:
    bend = _QUARTER * radius
    return (
        ("M", (0.0, -radius)),
        ("C", (bend, -radius, radius, -bend, radius, 0.0)),
        ("C", (radius, bend, bend, radius, 0.0, radius)),
        ("C", (-bend, radius, -radius, bend, -radius, 0.0)),
        ("C", (-radius, -bend, -bend, -radius, 0.0, -radius)),
        ("Z", ()),
    )
