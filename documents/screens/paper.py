"""A paper and its history up to one version: what its page is made from."""

from __future__ import annotations

import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from typing import Any, Generic, TypeVar
from uuid import UUID

from pyramid.request import Request

from documents.names import Names
from office.kernel.clock import office_day
from office.kernel.entity import Entity
from office.kernel.room import Room
from office.web.formats import noted_day
from office.web.frame import now
from office.web.models import NO_PAGES, ActForm, Badge, Link, Neighbours, PageSet

E = TypeVar("E", bound=Entity)


HISTORIES = "documents.page.histories"


@dataclass(frozen=True, slots=True)
class AddedHistory:
    """What else happened to a kind of paper: events of other streams in their order, and how each
    is told, by the name of its class (`documents.screens.telling.Telling`).

    `paper` opens the paper of such a stream, where one is needed to tell of it. `untold` are those
    of them that the paper's own events tell, or that say nothing more.
    """

    events: Callable[[Request, UUID], Iterable[Any]]
    telling: Mapping[str, Any]
    paper: Callable[[Request, UUID], Paper[Any]] | None = None
    untold: Callable[[Sequence[Any]], Iterable[Any]] = lambda _: ()


class Paper(ABC, Generic[E]):
    """One paper as its page shows it: `it` is how it stood after `events`.

    What else happened to it (`AddedHistory`) is told among its own events: `whole` is all that is
    told of it, `told` that of it which had happened by the moment shown. What one act records in
    several streams is told once: `happened` has what is left untold, too. `as_of` counts `whole`
    from 1; None, or a place that is not there, is the present. `newest` is how it stands now.
    `reader`: the person by whom words for named people are read or withheld, whoever looks unless
    another is set.
    """

    route: str
    """The name of its page's address."""

    def __init__(
        self, request: Request, room: Room, kind: type[E], id: UUID, *, as_of: int | None = None
    ) -> None:
        standing = self.newest = room.load(kind, id)
        self.request = request
        self.reader: str = request.identity.person
        self.history: list[Any] = list(room.events.get(id))
        self._added: dict[UUID, AddedHistory] = {}
        self._others: dict[UUID, Paper[Any]] = {}
        self._untold = {_key(each) for each in self.untold(self.history)}
        self._every = self._among(self._events_added(id))
        self.whole = [each for each in self._every if _key(each) not in self._untold]
        last = len(self.whole)
        self.as_of = as_of if as_of is not None and 0 < as_of < last else last
        self.told = self.whole[: self.as_of]
        self.happened = self._every[: self._end()]
        self.events = [each for each in self.happened if each.originator_id == id]
        version = len(self.events)
        self.it: E = room.repository.get(id, version=version) if self.in_the_past else standing
        self.names = Names(request.house.directory, agency=self.it.agency)
        self.here: str = request.route_path(self.route, id=id)

    @property
    def in_the_past(self) -> bool:
        """Whether the page shows an earlier moment; then no act is offered."""
        return self.as_of != len(self.whole)

    @property
    def moment(self) -> datetime:
        """The moment that the page shows: that of the last thing that had happened."""
        at: datetime = self.happened[-1].timestamp
        return at

    def untold(self, own: Sequence[Any]) -> Iterable[Any]:
        """Those of its own events that are told by another stream of the same act."""
        return ()

    def day(self, text: str) -> str:
        """A day that an event notes (ISO), as pages say it: 11月20日; empty for none."""
        return noted_day(text, today=office_day(now(self.request)))

    def telling_of(self, event: Any, own: Mapping[str, Any]) -> Mapping[str, Any]:
        """How the stream of an event is told: `own`, or what the room says that added it."""
        added = self._added.get(event.originator_id)
        return added.telling if added else own

    def told_by(self, event: Any) -> Paper[Any]:
        """The paper that knows what an event speaks of: this one, or that of its own stream."""
        stream = event.originator_id
        added = self._added.get(stream)
        if added is None or added.paper is None:
            return self
        if stream not in self._others:
            self._others[stream] = added.paper(self.request, stream)
        return self._others[stream]

    def stood(self, room: Room, other: E) -> E | None:
        """Another aggregate as it stood at the moment shown; None before there was any."""
        if not self.in_the_past:
            return other
        version = self.known_of(room, other.id)
        then: E | None = room.repository.get(other.id, version=version) if version else None
        return then

    def known_of(self, room: Room, stream: UUID) -> int:
        """How many events of another stream had happened by the moment shown."""
        if not self.in_the_past:
            return sum(1 for _ in room.events.get(stream))
        later = [each for each in self._every[self._end() :] if each.originator_id == stream]
        end = min((each.originator_version for each in later), default=sys.maxsize)
        history: Iterable[Any] = room.events.get(stream)
        return sum(
            each.timestamp <= self.moment and each.originator_version < end for each in history
        )

    def _end(self) -> int:
        """Up to where everything belongs to the moment shown: before what is told next."""
        if not self.in_the_past:
            return len(self._every)
        return [_key(each) for each in self._every].index(_key(self.whole[self.as_of]))

    def _events_added(self, id: UUID) -> list[Any]:
        found: list[Any] = []
        for added in self.request.registry.get(HISTORIES, {}).get(self.route, ()):
            events = list(added.events(self.request, id))
            self._added.update((each.originator_id, added) for each in events)
            self._untold.update(_key(each) for each in added.untold(events))
            found.extend(events)
        return sorted(found, key=lambda each: each.timestamp)

    def _among(self, others: Iterable[Any]) -> list[Any]:
        """Its own events with these between them; each in its order, and its first the first."""
        first, *own = self.history
        return [first, *merge(own, others, key=lambda each: each.timestamp)]

    def seen(self, event: Any) -> str:
        """Where the pages are that the person saw in this act; empty where none are kept."""
        return ""

    def shown_digest(self) -> str:
        """Of the pages on the screen, which what is written by hand is bound to."""
        return ""

    def step_of(self, event: Any) -> str:
        """What the office calls the step at which somebody spoke; empty where it has no say."""
        return ""

    def note_of(self, event: Any) -> str:
        """What to know of somebody's words beside whom they are for; empty for nothing."""
        return ""

    def badge_of(self, event: Any, badge: Badge | None) -> Badge | None:
        """What the paper makes of an opinion's badge: what is outdated does not look done."""
        return badge

    def compared(self, event: Any) -> Link | None:
        """The way to what was changed since somebody spoke; None where nothing was."""
        return None

    @property
    @abstractmethod
    def title(self) -> str:
        """标题."""

    @abstractmethod
    def form(self) -> ActForm | None:
        """What the person logged in may do with it as it stands; None for nothing."""

    def pages(self) -> PageSet:
        """Its pages, as pictures or as drawn; none where it has none."""
        return NO_PAGES

    def waits(self) -> bool:
        """Whether it waits for the person logged in, so that they stay with it after an act."""
        return self.form() is not None


def _key(event: Any) -> tuple[UUID, int]:
    return event.originator_id, event.originator_version


def as_of_version(request: Request) -> int | None:
    """The version in `?as_of=`; None for the present and for anything that is no version."""
    asked = request.params.get("as_of", "")
    return int(asked) if re.fullmatch("[0-9]{1,9}", asked) else None


def neighbours(paper: Paper[Any]) -> Neighbours | None:
    """Where a paper stands among what waits for the person, in the order of their desk."""
    if paper.in_the_past:
        return None
    request = paper.request
    rows = request.desks.to_do(request.identity)
    places = [row.subject for row in rows]
    if paper.it.id not in places or len(rows) == 1:
        return None
    here = places.index(paper.it.id)
    ways = [request.route_path(row.room, id=row.subject) for row in rows]
    return Neighbours(
        position=here + 1,
        total=len(rows),
        before=ways[here - 1] if here else "",
        after=ways[here + 1] if here + 1 < len(ways) else "",
    )
