"""What a receiver heard of the effect of a paper it got, and who took note of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.consignments.capsule import Capsule
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused

CLERKS = "clerks"
"""Stands for whichever clerk takes note: they do it for each other."""
ANNUL = "annul"
VOID = frozenset({ANNUL, "repeal", "lapse"})
"""Changes of effect after which no more copies are made of a paper."""


class HeardEffect(Entity):
    """The sender's notices about one incoming paper, in the receiver's agency.

    A stream of its own: notices come when they come, and must not make stale what somebody is
    just deciding about the paper. `notices` by consignment, the newest last; `unnoted` who still
    has to take note; `unconfirmed` the notices for which the sender has no signature yet.
    """

    TOPIC: ClassVar[str] = "documents.HeardEffect"

    class Begun(Created):
        TOPIC: ClassVar[str] = "documents.HeardEffect.Begun"
        incoming: str

    def __init__(self, agency: str, incoming: str) -> None:
        self.agency = agency
        self.incoming = UUID(incoming)
        self.notices: dict[str, Capsule] = {}
        self.unnoted: dict[str, bool] = {}
        self.unconfirmed: list[str] = []

    @staticmethod
    def id_of(incoming: UUID) -> UUID:
        """One record for each paper."""
        return uuid5(NAMESPACE_URL, f"wenshu:heard-effect:{incoming}")

    @classmethod
    def begin_for(cls, *, agency: str, incoming: UUID, at: datetime) -> HeardEffect:
        """Before the first notice."""
        return cls.begin(
            cls.Begun,
            id=cls.id_of(incoming),
            agency=agency,
            timestamp=at,
            incoming=str(incoming),
        )

    @property
    def newest(self) -> Capsule | None:
        """The notice that holds: the one that came last."""
        return next(reversed(self.notices.values()), None)

    @property
    def annulled(self) -> bool:
        """Whether the sender took it back from the start (撤销)."""
        return any(each.facts["change"] == ANNUL for each in self.notices.values())

    @property
    def void(self) -> bool:
        """Whether the paper has no effect any more, or soon will not."""
        return any(each.facts["change"] in VOID for each in self.notices.values())

    def hear(self, notice: Capsule, *, readers: Sequence[str], at: datetime) -> None:
        """效力变更通知: annulled, repealed, lapsed or extended. Twice is once.

        `readers` are those who had the paper in hand, besides the clerks; each takes note of it.
        """
        if notice.consignment not in self.notices:
            self._heard(
                timestamp=at,
                incoming=str(self.incoming),
                notice=notice.to_json(),
                readers=list(readers),
            )

    @event("Heard", topic="documents.HeardEffect.Heard")
    def _heard(
        self, timestamp: datetime, incoming: str, notice: dict[str, Any], readers: list[str]
    ) -> None:
        capsule = Capsule.from_json(notice)
        self.notices[capsule.consignment] = capsule
        self.unnoted = dict.fromkeys([CLERKS, *readers], True)
        self.unconfirmed.append(capsule.consignment)

    def waits_for(self, person: str, *, clerk: bool) -> bool:
        """Whether the person has still to take note, as themselves or as one of the clerks."""
        return bool(self._slots(person, clerk=clerk))

    def note(self, *, by: str, reader: str, clerk: bool, at: datetime) -> list[Capsule]:
        """阅知; gives the notices that nobody had confirmed before.

        `reader`: the person whose note it is, who may have had `by` act for them.
        """
        slots = self._slots(reader, clerk=clerk)
        if not slots:
            raise Refused("没有需要您阅知的效力变更，或者您已经阅知。")
        confirmed = [self.notices[each] for each in self.unconfirmed]
        self._noted(
            timestamp=at,
            by=by,
            incoming=str(self.incoming),
            slots=slots,
            confirmed=[each.consignment for each in confirmed],
        )
        return confirmed

    @event("Noted", topic="documents.HeardEffect.Noted")
    def _noted(
        self,
        timestamp: datetime,
        by: str,
        incoming: str,
        slots: list[str],
        confirmed: list[str],
    ) -> None:
        self.unnoted.update(dict.fromkeys(slots, False))
        self.unconfirmed = [each for each in self.unconfirmed if each not in confirmed]

    def _slots(self, person: str, *, clerk: bool) -> list[str]:
        mine = [person, CLERKS] if clerk else [person]
        return [each for each in mine if self.unnoted.get(each)]
