"""A paper that is about another: its page shows the pages and the words of that one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from pyramid.request import Request

from documents.screens.acted_on import acted_on, latest
from documents.screens.additions import LABELS, kind_of
from documents.screens.paper import Paper
from office.kernel.entity import Entity
from office.kernel.room import Room
from office.web.models import NO_PAGES, Fact, OpinionGroup, PageSet

E = TypeVar("E", bound=Entity)


class PaperAbout(Paper[E]):
    """`about` is the other paper, None where its kind is not here; `about_telling` how it tells.

    The aggregate has `room` and `paper`, the other's route and id, and `about`, what desks say.
    """

    def __init__(
        self, request: Request, room: Room, kind: type[E], id: UUID, *, as_of: int | None = None
    ) -> None:
        super().__init__(request, room, kind, id, as_of=as_of)
        it: Any = self.it
        self._other = kind_of(request, it.room)
        self.about_telling: Mapping[str, Any] = self._other.telling if self._other else {}
        self._labels = self._other.labels if self._other else LABELS

    @cached_property
    def about(self) -> Paper[Any] | None:
        """Opened when it is looked at: a paper tells of many papers about it, which need only
        themselves for that."""
        it: Any = self.it
        about = self._other.open(self.request, it.paper) if self._other else None
        if about is not None and self.in_the_past:
            about.told = [each for each in about.told if each.timestamp <= self.moment]
        return about

    def check_about(self) -> None:
        """Who may not see the other paper sees nothing of what is said of it."""
        if self._other is not None and self.about is not None:
            self.request.check(self._other.permission, self.about.it)

    def shown_digest(self) -> str:
        """Of the other's pages, which stand here."""
        return self.about.shown_digest() if self.about else ""

    @property
    def title(self) -> str:
        """标题 of the other."""
        it: Any = self.it
        return str(it.about["title"])

    @property
    def heads(self) -> tuple[Fact, ...]:
        """Where the other comes from and its numbers, in the words of its kind."""
        it: Any = self.it
        origin, number = self._labels
        theirs = it.about.get("document_number")
        return (
            Fact(origin, it.about["origin"]),
            *((Fact("来文字号", theirs),) if theirs else ()),
            Fact(number, it.about["number"] or "无"),
        )

    def said_of_it(self, *names: str) -> tuple[OpinionGroup, ...]:
        """The last words of these kinds about the other: what this one is about."""
        about = self.about
        return acted_on(about, self.about_telling, latest(about, *names)) if about else ()

    def pages(self) -> PageSet:
        """The pages of the other."""
        return self.about.pages() if self.about else NO_PAGES
