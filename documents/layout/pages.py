"""The page model: what stands where on each page, before any file format.

Millimetres from the upper left corner of the page; type sizes in points. What the leader sees on
the screen, what is printed and what is sealed are all written from this one model.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

LAYOUT_VERSION = "1"
"""Changes with every change that could move a character; stored with what was consented to."""

Colour = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black, each from 0 to 1."""

BLACK: Colour = (0.0, 0.0, 0.0, 1.0)
RED: Colour = (0.0, 0.8, 0.8, 0.0)
GREY: Colour = (0.0, 0.0, 0.0, 0.55)


class Role(StrEnum):
    """What a typeface is for; which file serves it is the installation's business."""

    FANGSONG = "fangsong"
    KAI = "kai"
    HEI = "hei"
    XIAOBIAOSONG = "xiaobiaosong"
    SONG = "song"


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
    IMPRINT = "imprint"
    PAGE_NUMBER = "page_number"
    PROOF_NOTICE = "proof_notice"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one typeface on one line.

    `x`, `y`: left end of the baseline, mm. `advances`: mm from each character to the next.
    `size`: pt. `stretch`: width of the glyphs against their natural width. `paragraph` is the
    same for all lines of a paragraph, so that a reader can join them again.
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

    @property
    def width(self) -> float:
        """From the first character's left edge to the last one's right edge, mm."""
        return sum(self.advances)


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line from `x`; `y` is its middle, `thickness` its height (all mm)."""

    element: Element
    x: float
    y: float
    width: float
    thickness: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Page:
    """One side of a sheet. `number` is the printed page number, None where none is printed."""

    number: int | None
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()


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
            language=value["language"],
            layout_version=value["layout_version"],
        )


def _page(value: dict[str, Any]) -> Page:
    return Page(
        number=value["number"],
        runs=tuple(_run(each) for each in value["runs"]),
        rules=tuple(_rule(each) for each in value["rules"]),
    )


def _run(value: dict[str, Any]) -> Run:
    converted = {
        "element": Element(value["element"]),
        "role": Role(value["role"]),
        "advances": tuple(value["advances"]),
        "colour": _colour(value["colour"]),
    }
    return Run(**{**value, **converted})


def _rule(value: dict[str, Any]) -> Rule:
    converted = {"element": Element(value["element"]), "colour": _colour(value["colour"])}
    return Rule(**{**value, **converted})


def _colour(value: Any) -> Colour:
    cyan, magenta, yellow, black = value
    return (cyan, magenta, yellow, black)
