"""A paper that is about another: its page shows the pages and the words of that one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from pyramid.request import Request

from documents.screens.additions import LABELS, kind_of
from documents.screens.paper import Paper
from office.kernel.entity import Entity
from office.kernel.room import Room
from office.web.models import NO_PAGES, Fact, PageSet

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
        other = kind_of(request, it.room)
        self.about: Paper[Any] | None = other.open(request, it.paper) if other else None
        if self.about is not None and self.in_the_past:
            then = (each for each in self.about.told if each.timestamp <= self.moment)
            self.about.told = list(then)
        self.about_telling: Mapping[str, Any] = other.telling if other else {}
        self._labels = other.labels if other else LABELS
        self._about_permission = other.permission if other else ""

    def check_about(self) -> None:
        """Who may not see the other paper sees nothing of what is said of it."""
        if self.about is not None:
            self.request.check(self._about_permission, self.about.it)

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

    def pages(self) -> PageSet:
        """The pages of the other."""
        return self.about.pages() if self.about else NO_PAGES
