"""Who reads a circulated paper, in their order, and how it stands with each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from documents.circulation.stages import DONE, STAGE_WORDS, Mark, Mode, Stage
from office.kernel.refusals import Refused

Recorded = Callable[..., None]
"""A private method of the aggregate that records an event (design D4)."""


@dataclass(frozen=True, slots=True)
class Place:
    """One reader's. `since`: when it came before them, or was read; None before. `remind_at`: when
    they are to be reminded (ISO), empty for never; `reminded` counts."""

    mark: Mark = Mark.AHEAD
    since: datetime | None = None
    remind_at: str = ""
    reminded: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """A reader's, that somebody else should read it too (不得横传: only the office adds them)."""

    by: str
    reason: str


class Readers:
    """The state of a circulation as its acts see it. `documents.circulation.circulation` fills
    it."""

    version: int
    agency: str
    mode: Mode
    stage: Stage
    places: dict[str, Place]
    wishes: dict[str, Wish]
    deputies: dict[str, tuple[str, ...]]

    @property
    def holders(self) -> tuple[str, ...]:
        """Before whom it lies now."""
        return self._marked(Mark.REACHED)

    @property
    def ahead(self) -> tuple[str, ...]:
        """Whom it has not reached yet, in their order."""
        return self._marked(Mark.AHEAD)

    @property
    def readers(self) -> tuple[str, ...]:
        """All whom it concerns, be it still to be read or read."""
        return tuple(each for each, place in self.places.items() if place.mark != Mark.SKIPPED)

    @property
    def read(self) -> tuple[str, ...]:
        """Who has read it."""
        return tuple(each for each, place in self.places.items() if place.mark in DONE)

    @property
    def next_in_turn(self) -> tuple[str, ...]:
        """Whom it is to reach now; nobody while the one before has it."""
        if self.stage is not Stage.GOING or not self.ahead:
            return ()
        if self.mode is Mode.AT_ONCE:
            return self.ahead
        return () if self.holders else self.ahead[:1]

    def due(self, at: datetime) -> tuple[str, ...]:
        """Who has had it so long that they are to be reminded."""
        return tuple(
            each
            for each in self.holders
            if (when := self.places[each].remind_at) and datetime.fromisoformat(when) <= at
        )

    def _marked(self, mark: Mark) -> tuple[str, ...]:
        return tuple(each for each, place in self.places.items() if place.mark is mark)

    def _must_be_going(self, doing: str) -> None:
        if self.stage is not Stage.GOING:
            raise Refused(
                f"这次传阅{STAGE_WORDS[self.stage]}，不能{doing}。还要传阅的，请另送传阅。"
            )

    def _must_be_unread(self, reader: str, *, doing: str) -> None:
        place = self.places.get(reader)
        if place is None:
            raise Refused(f"所选的人不在这次传阅的名单中，不能{doing}。请刷新页面后再选。")
        if place.mark in DONE:
            raise Refused(f"所选的人已经阅过，不能{doing}。阅读记录要留存。")
