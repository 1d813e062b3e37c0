"""What the directory answers about acting for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from office.directory.acting.scope import words_of
from office.directory.entries import Term


@dataclass(frozen=True, slots=True)
class StandIn:
    """A delegation or a secretary's relation, as recorded.

    `delegate` is a person's id; of a secretary it is "" and `delegate_post` names the post.
    `ended` is the day from which it was taken back.
    """

    id: UUID
    is_secretary: bool
    agency: str
    principal: str
    post: str
    delegate: str
    delegate_post: str
    scope: tuple[str, ...]
    types: tuple[str, ...]
    presides: bool
    term: Term
    reason: str
    given_by: str
    given_at: datetime
    ended: date | None = None
    ended_by: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it may be used on that day."""
        return self.term.covers(day) and (self.ended is None or day < self.ended)

    def overlaps(self, since: date, until: date | None) -> bool:
        """Whether it holds on some day from `since` up to, but not including, `until`."""
        ends = [each for each in (self.term.until, self.ended) if each]
        starts_in_time = until is None or self.term.since is None or self.term.since < until
        return starts_in_time and all(since < each for each in ends)

    @property
    def words(self) -> str:
        """What it covers: 核稿、会签（限通知、函）."""
        if self.is_secretary:
            return "整理、代录"
        limits = [f"限{'、'.join(self.types)}"] if self.types else []
        limits += ["主持工作"] if self.presides else []
        return words_of(self.scope) + (f"（{'，'.join(limits)}）" if limits else "")


@dataclass(frozen=True, slots=True)
class StandingAuthorisation:
    """授权签发, as recorded: the post may sign off the types in the name of the identity."""

    id: UUID
    agency: str
    post: str
    identity: str
    types: tuple[str, ...]
    term: Term
    basis: str
    given_by: str
    given_at: datetime
    ended: date | None = None
    ended_by: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it may be used on that day."""
        return self.term.covers(day) and (self.ended is None or day < self.ended)
