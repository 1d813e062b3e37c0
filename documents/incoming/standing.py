"""How an incoming document stands, and what every act on it asks first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from documents.consignments.capsule import Capsule, Request
from documents.handling.holding import Holder
from documents.incoming.routes import Route
from documents.incoming.stages import SENT_AWAY, STAGE_WORDS, Stage, Track
from office.kernel.refusals import Refused

Recorded = Callable[..., None]
"""A private method of the aggregate that records an event (design D4)."""


INSTRUCTED_LATER = (Stage.INSTRUCTED, Stage.ASSIGNED, Stage.HANDLED, Stage.COMPLETED)
"""Where a further instruction may come: while it is handled, and after completion, which begins
another round under the same number."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """A leader's words as they stand: by whom (whose they are), when, in which round.

    `superseded` where a later instruction of the same round takes their place.
    """

    leader: str
    at: datetime
    round: int
    superseded: bool = False


class IncomingStanding:
    """The state of an incoming document as its acts see it. `documents.incoming.incoming` fills
    it."""

    id: UUID
    agency: str
    version: int
    created_on: datetime
    capsule: Capsule
    route: Route
    arrived_on: str
    stage: Stage
    folded_into: str
    stood_at: Stage
    holder: Holder
    track: Track | None
    number: str
    kind: str
    round: int
    circulation: str
    deadline: str
    reached_at: datetime | None
    instructions: tuple[Instruction, ...]
    answers: dict[str, str]
    shown_to: dict[str, bool]
    to_heed: int
    asked: Request | None

    @property
    def document_type(self) -> str:
        """文种, as a delegation may be limited to some."""
        return str(self.capsule.facts["type"])

    @property
    def about(self) -> dict[str, str]:
        """What desks say of it where others have something to do about it."""
        facts = self.capsule.facts
        return {
            "title": str(facts["title"]),
            "type": str(facts["type"]),
            "urgency": str(facts["urgency"]),
            "origin": self.capsule.sender_name,
            "number": self.number,
            "document_number": str(facts["number"]),
        }

    @property
    def may_go_round(self) -> bool:
        """Whether it may be circulated beside its own way: it is registered."""
        gone = (*SENT_AWAY, Stage.ON_PAPER)
        return bool(self.number) and self.stage not in gone

    @property
    def may_be_instructed_later(self) -> bool:
        """Whether any leader may say something further about it; completed, in another round."""
        return self.stage in INSTRUCTED_LATER

    @property
    def instructors(self) -> tuple[str, ...]:
        """Who instructed in this round, each once."""
        ours = (each.leader for each in self.instructions if each.round == self.round)
        return tuple(dict.fromkeys(ours))

    @property
    def binding_instructors(self) -> tuple[str, ...]:
        """Those of them whose words nobody has superseded."""
        ours = (e.leader for e in self.instructions if e.round == self.round and not e.superseded)
        return tuple(dict.fromkeys(ours))

    @property
    def not_yet_seen(self) -> list[str]:
        """Who is shown what came of it and has not seen it yet."""
        return [each for each, seen in self.shown_to.items() if not seen]

    def _must_be_at(self, *stages: Stage, doing: str) -> None:
        if self.stage not in stages:
            raise Refused(
                f"此件现在“{STAGE_WORDS[self.stage]}”，不能{doing}。请刷新页面查看办理进度。"
            )
