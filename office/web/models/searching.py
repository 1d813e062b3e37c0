"""查找: the form, how it was understood, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from office.web.models.atoms import Badge, Link
from office.web.models.forms import Field
from office.web.models.lists import EmptyState

Turns = tuple[str, ...]
"""A text in turns, plain and (odd places) marked."""


@dataclass(frozen=True, slots=True)
class FoundPiece:
    """Where in a paper the words stand: 批示　周怀远, and the words around them."""

    heading: str
    text: Turns


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """One paper that was found."""

    href: str
    title: Turns
    label: str
    facts: tuple[Turns, ...] = ()
    badges: tuple[Badge, ...] = ()
    day: str = ""
    pieces: tuple[FoundPiece, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What some of the typed words were taken for, and the way to have them looked for as they
    stand."""

    words: str
    way: Link


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that the person keeps."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page (`search.jinja2`). `query` is the search as it would be kept, empty before any."""

    action: str
    text: str
    fields: tuple[Field, ...]
    more: bool = False
    understood: tuple[Understood, ...] = ()
    found: tuple[FoundPaper, ...] = ()
    told: str = ""
    refusal: str = ""
    note: str = ""
    query: str = ""
    name: str = ""
    keep: str = ""
    saved: tuple[SavedSearch, ...] = ()
    exports: tuple[Link, ...] = ()
    newest: str = ""
    older: str = ""
    empty: EmptyState | None = None
