"""What other rooms add to a paper's page, so that the room whose page it is knows none of them.

Each room says what it adds when its views are put together (`documents/web.py` includes this
module before any of them). Papers are named by the route of their page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.screens.paper import HISTORIES, AddedHistory, Paper
from office.web.models import EffectMark, Link

Links = Callable[[Request, Any], tuple[Link, ...]]
Mark = Callable[[Paper[Any]], EffectMark | None]

Limit = Callable[[Paper[Any]], str]

LINKS, MARKS, KINDS = "documents.page.links", "documents.page.marks", "documents.page.kinds"
LIMITS = "documents.page.limits"
LABELS = ("来源", "编号")
"""What is said of a paper of which nothing else is known."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: how it is opened, the permission of whoever may look, how what happens
    to it is told, and what a paper about it calls where it comes from and its number."""

    open: Callable[[Request, UUID], Paper[Any]]
    permission: str
    telling: Mapping[str, Any] = field(default_factory=dict)
    labels: tuple[str, str] = LABELS


def add_paper_links(config: Configurator, route: str, links: Links, *, order: int) -> None:
    """Directive: ways on from the paper as it stands now, in this place among those of others."""
    config.registry.setdefault(LINKS, {}).setdefault(route, []).append((order, links))


def add_paper_mark(config: Configurator, route: str, mark: Mark) -> None:
    """Directive: what stands beside the pages of the paper; one room may say so of a kind."""
    config.registry.setdefault(MARKS, {})[route] = mark


def add_paper_limit(config: Configurator, route: str, limit: Limit) -> None:
    """Directive: by when the step in hand is to be done, in words; one room may say so."""
    config.registry.setdefault(LIMITS, {})[route] = limit


def add_paper_history(config: Configurator, route: str, added: AddedHistory) -> None:
    """Directive: events of other streams that are told among the paper's own."""
    config.registry.setdefault(HISTORIES, {}).setdefault(route, []).append(added)


def add_paper_kind(config: Configurator, route: str, kind: Kind) -> None:
    """Directive: papers of this kind may be opened by rooms that are asked about any paper."""
    config.registry.setdefault(KINDS, {})[route] = kind


def links_added(paper: Paper[Any]) -> tuple[Link, ...]:
    """The ways on, each room's in its place; none from a page that shows the past."""
    if paper.in_the_past:
        return ()
    added = paper.request.registry.get(LINKS, {}).get(paper.route, ())
    ordered = sorted(added, key=lambda each: each[0])
    return tuple(link for _, links in ordered for link in links(paper.request, paper.it))


def mark_added(paper: Paper[Any]) -> EffectMark | None:
    """What stands beside the pages; None for nothing."""
    mark: Mark | None = paper.request.registry.get(MARKS, {}).get(paper.route)
    return mark(paper) if mark else None


def limit_added(paper: Paper[Any]) -> str:
    """By when the step in hand is to be done; empty where nobody says so."""
    limit: Limit | None = paper.request.registry.get(LIMITS, {}).get(paper.route)
    return limit(paper) if limit else ""


def kind_of(request: Request, route: str) -> Kind | None:
    """The kind of paper that has its page at this route."""
    found: Kind | None = request.registry.get(KINDS, {}).get(route)
    return found


def includeme(config: Configurator) -> None:
    """The directives."""
    config.add_directive("add_paper_links", add_paper_links)
    config.add_directive("add_paper_mark", add_paper_mark)
    config.add_directive("add_paper_history", add_paper_history)
    config.add_directive("add_paper_limit", add_paper_limit)
    config.add_directive("add_paper_kind", add_paper_kind)
