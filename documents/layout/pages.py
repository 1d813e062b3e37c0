"""The page model: what stands where on each page, before any file format.

Millimetres from the upper left corner of the page; type sizes in points. What the leader sees on
the screen, what is printed and what is sealed are all written from this one model.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from documents.typefaces.outline import Step
from documents.typefaces.role import Role

LAYOUT_VERSION = "8"
"""Changes with every change that could move a character; stored with what was consented to."""

Colour = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black, each from 0 to 1."""

BLACK: Colour = (0.0, 0.0, 0.0, 1.0)
RED: Colour = (0.0, 0.8, 0.8, 0.0)
GREY: Colour = (0.0, 0.0, 0.0, 0.55)


class Element(StrEnum):
    """The element of an official document that a piece of a page belongs to (条例 第九条)."""

    COPY_NUMBER = "copy_number"
    CLASSIFICATION = "classification"
    URGENCY = "urgency"
    MARK = "mark"
    NUMBER = "number"
    SIGNER = "signer"
    HEADER_RULE = "header_rule"
    TITLE = "title"
    RECIPIENTS = "recipients"
    BODY = "body"
    ATTACHMENT_NOTE = "attachment_note"
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"
    ENCLOSURE_TITLE = "enclosure_title"
    ATTACHMENT_LABEL = "attachment_label"
    ATTACHMENT_TITLE = "attachment_title"
    ATTENDANCE = "attendance"
    SIGNER_TITLE = "signer_title"
    SEAL = "seal"
    TABLE = "table"
    FIGURE = "figure"
    FORM = "form"
    IMPRINT = "imprint"
    PAGE_NUMBER = "page_number"
    PROOF_NOTICE = "proof_notice"
    WATERMARK = "watermark"
    INK = "ink"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one typeface on one line.

    `x`, `y`: left end of the baseline, mm. `advances`: mm from each character to the next.
    `size`: pt. `stretch`: width of the glyphs against their natural width. `paragraph` is the
    same for all lines of a paragraph, so that a reader can join them again. `level`: 1 to 4 in a
    heading, else 0. `cell`: table (counted through the document), row and column, in a table.
    `turned`: the line runs upwards from (x, y), as in a table that lies across the page.
    `ink_top`: where the highest ink of its glyphs lies, whatever the typeface; `y` is then only
    where the baseline would be in a usual one.
    """

    element: Element
    role: Role
    size: float
    x: float
    y: float
    text: str
    advances: tuple[float, ...]
    paragraph: int = 0
    colour: Colour = BLACK
    stretch: float = 1.0
    level: int = 0
    cell: tuple[int, int, int] | None = None
    turned: bool = False
    ink_top: float | None = None

    @property
    def width(self) -> float:
        """From the first character's left edge to the last one's right edge, mm."""
        return sum(self.advances)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from (x, y), the middle of its end; `width` is its length (all mm).

    It runs to the right, `upright` downwards.
    """

    element: Element
    x: float
    y: float
    width: float
    thickness: float
    colour: Colour = BLACK
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline, filled (without `fill`: not) and drawn with a line of `thickness` mm (0: none).

    It is full where its lines wind round a place, as outlines of glyphs are (not: by crossing an
    odd number of lines). Seals and ink are shapes; so are watermarks, which lie behind all else.
    """

    element: Element
    steps: tuple[Step, ...]
    fill: Colour | None = None
    stroke: Colour = BLACK
    thickness: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in a box, mm. `digest` names the file; `words` stand in for it.

    `turned` by a quarter to the left, as in a table that lies across the page: the box is the one
    that it fills then.
    """

    element: Element
    x: float
    y: float
    width: float
    height: float
    digest: str
    words: str = ""
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a later act puts something: a seal, a signature stamp, ink. `page` counts from 0.

    `name`: whose. The box is in mm.
    """

    element: Element
    name: str
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """One side of a sheet. `number` is the printed page number, None where none is printed."""

    number: int | None
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()
    shapes: tuple[Shape, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def across(self) -> bool:
        """Whether all of it lies across the page, so that it is read with the sheet turned."""
        return bool(self.runs) and all(run.turned for run in self.runs)

    @property
    def watermarks(self) -> tuple[Shape, ...]:
        """What lies behind all else."""
        return tuple(each for each in self.shapes if each.element is Element.WATERMARK)

    @property
    def seals(self) -> tuple[Shape, ...]:
        """What lies under the type: name and date stay legible through a seal's red."""
        return tuple(each for each in self.shapes if each.element is Element.SEAL)

    @property
    def ink(self) -> tuple[Shape, ...]:
        """What lies on top of all else."""
        under = {Element.WATERMARK, Element.SEAL}
        return tuple(each for each in self.shapes if each.element not in under)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading for the reader's table of contents. `page` counts from 0, `y` is in mm."""

    level: int
    text: str
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Pages:
    """A document laid out, in reading order."""

    title: str
    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    places: tuple[Place, ...] = ()
    language: str = "zh-CN"
    layout_version: str = LAYOUT_VERSION

    def runs(self) -> Iterator[Run]:
        """Every run of every page in reading order."""
        for page in self.pages:
            yield from page.runs

    def text(self, *elements: Element) -> str:
        """The text in reading order, of these elements only if any are given."""
        return "".join(run.text for run in self.runs() if not elements or run.element in elements)

    def to_json(self) -> dict[str, Any]:
        """A plain JSON value; `from_json` gives the same pages back."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Pages:
        """Read what `to_json` wrote, also after a round trip through JSON text."""
        return cls(
            title=value["title"],
            pages=tuple(_page(each) for each in value["pages"]),
            bookmarks=tuple(Bookmark(**each) for each in value["bookmarks"]),
            places=tuple(Place(**_with_element(each)) for each in value["places"]),
            language=value["language"],
            layout_version=value["layout_version"],
        )


def _page(value: dict[str, Any]) -> Page:
    return Page(
        number=value["number"],
        runs=tuple(_run(each) for each in value["runs"]),
        rules=tuple(Rule(**_with_element(each)) for each in value["rules"]),
        shapes=tuple(_shape(each) for each in value["shapes"]),
        pictures=tuple(Picture(**_with_element(each)) for each in value["pictures"]),
    )


def _run(value: dict[str, Any]) -> Run:
    cell = value["cell"]
    converted = {
        "role": Role(value["role"]),
        "advances": tuple(value["advances"]),
        "cell": cell and tuple(cell),
    }
    return Run(**{**_with_element(value), **converted})


def _shape(value: dict[str, Any]) -> Shape:
    converted = {
        "steps": tuple((kind, tuple(numbers)) for kind, numbers in value["steps"]),
        "fill": value["fill"] and _colour(value["fill"]),
        "stroke": _colour(value["stroke"]),
    }
    return Shape(**{**value, "element": Element(value["element"]), **converted})


def _with_element(value: dict[str, Any]) -> dict[str, Any]:
    converted: dict[str, Any] = {"element": Element(value["element"])}
    if "colour" in value:
        converted["colour"] = _colour(value["colour"])
    return {**value, **converted}


def _colour(value: Any) -> Colour:
    cyan, magenta, yellow, black = value
    return (cyan, magenta, yellow, black)
