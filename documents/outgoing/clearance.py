"""What is recorded of a 保密审查: that it was done, that it was refused, and who has to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from office.kernel.entity import Event


class Ground(StrEnum):
    """Why somebody refuses it. The value is in events and never changes."""

    NATIONAL = "national"
    WORK = "work"
    OTHERS = "others"
    INTERNAL = "internal"
    OTHER = "other"


GROUND_WORDS = {
    Ground.NATIONAL: "涉及国家秘密",
    Ground.WORK: "涉及工作秘密",
    Ground.OTHERS: "涉及商业秘密、个人隐私（第十五条）",
    Ground.INTERNAL: "属于内部事务、过程性信息（第十六条）",
    Ground.OTHER: "其他",
}
"""As the form offers them; the articles are those of 《政府信息公开条例》."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """Who did the 保密审查 (`by`, in the place of `reviewer`), of which text, to be public as
    `openness` says, and when."""

    by: str
    reviewer: str
    revision: str
    openness: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Objection:
    """Who refused it (`by`, in the place of `reviewer`), of which text, to be public as
    `openness` says, for which reason."""

    by: str
    reviewer: str
    revision: str
    openness: str
    ground: Ground
    words: str
    at: datetime

    @property
    def reason(self) -> str:
        """The ground and the reviewer's own words, as one clause."""
        named = "" if self.ground is Ground.OTHER else GROUND_WORDS[self.ground]
        return "，".join(part for part in (named, self.words.strip("。 ")) if part)


class SecrecyReviewedByItself(Event):
    """The base of the event in which somebody does nothing but the 保密审查."""

    by: str
    turn: str
    opinion: str
    openness: str
    shown: dict[str, Any]

    def apply(self, aggregate: Any) -> None:
        """This text is cleared. What was signed stays what it was."""
        if aggregate.signed_off_at is None:
            aggregate.shown = self.shown
        aggregate.note_cleared(by=self.by, openness=self.openness, at=self.timestamp)


class SecrecyReviewRefused(Event):
    """The base of the event in which somebody refuses it (不同意)."""

    by: str
    turn: str
    ground: str
    opinion: str
    openness: str
    shown: dict[str, Any]

    def apply(self, aggregate: Any) -> None:
        """This text stands still, as long as it is to be as public as it is."""
        aggregate.secrecy_waits_with = ""
        aggregate.last_objection = Objection(
            by=self.by,
            reviewer=self.turn,
            revision=self.shown["revision"],
            openness=self.openness,
            ground=Ground(self.ground),
            words=self.opinion,
            at=self.timestamp,
        )


class SecrecyReviewWaits(Event):
    """The base of the event that tells with whom it waits beside the turn: `person`, or nobody."""

    by: str
    person: str

    def apply(self, aggregate: Any) -> None:
        """That is known now."""
        aggregate.secrecy_waits_with = self.person


class SecrecyObjectionKnown(Event):
    """The base of the event that tells who has a refusal on the desk: `told` to know of it,
    `decides` the signer who may set the openness back. `no_longer`: whose desks it leaves."""

    by: str
    told: list[str]
    decides: str
    no_longer: list[str]

    def apply(self, aggregate: Any) -> None:
        """They have it there now."""
        aggregate.objection_told = (tuple(self.told), self.decides)


class OpennessRestored(Event):
    """The base of the event in which the signer takes back that it be more public."""

    by: str
    reason: str
    particulars: dict[str, Any]

    def apply(self, aggregate: Any) -> None:
        """As it was stated, and reviewed, before the sign-off."""
        aggregate.particulars = self.particulars
        aggregate.openness_before = {}
