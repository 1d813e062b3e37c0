"""联合用印件: a joint document of another agency that waits for this one's seal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.consignments.capsule import Capsule
from documents.handling.holding import CLERK, NOBODY
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class State(StrEnum):
    """Where it stands. The value is in events and never changes."""

    WAITING = "waiting"
    SEALED = "sealed"
    DECLINED = "declined"
    CALLED_OFF = "called-off"


STATE_WORDS = {
    State.WAITING: "待用印",
    State.SEALED: "已用印",
    State.DECLINED: "不予用印",
    State.CALLED_OFF: "主办机关已撤回",
}


class CoSealing(Entity):
    """What the host asks of this agency's keeper, once the agency has signed the paper off.

    `inquiry`: this agency's own, by which it signed; `warrant`: the person who did. Nothing of the
    host's house is known here but what came with the files.
    """

    TOPIC: ClassVar[str] = "documents.CoSealing"

    class Arrived(Created):
        TOPIC: ClassVar[str] = "documents.CoSealing.Arrived"
        capsule: dict[str, Any]
        inquiry: str
        warrant: str

    def __init__(self, agency: str, capsule: dict[str, Any], inquiry: str, warrant: str) -> None:
        self.agency = agency
        self.capsule = Capsule.from_json(capsule)
        self.inquiry = UUID(inquiry)
        self.warrant = warrant
        self.state = State.WAITING
        self.holder = CLERK
        self.number = ""
        self.sealing = ""
        self.files: tuple[dict[str, Any], ...] = ()

    @staticmethod
    def id_of(*, agency: str, sender: str, consignment: str) -> UUID:
        """One consignment of one sender arrives once."""
        return uuid5(NAMESPACE_URL, f"wenshu:co-sealing:{agency}:{sender}:{consignment}")

    @classmethod
    def arrive(cls, capsule: Capsule, *, inquiry: UUID, warrant: str, at: datetime) -> CoSealing:
        """送达."""
        return cls.begin(
            cls.Arrived,
            id=cls.id_of(
                agency=capsule.addressee, sender=capsule.sender, consignment=capsule.consignment
            ),
            agency=capsule.addressee,
            timestamp=at,
            capsule=capsule.to_json(),
            inquiry=str(inquiry),
            warrant=warrant,
        )

    def must_wait(self) -> None:
        """Whether it may be sealed now."""
        if self.state is not State.WAITING:
            raise Refused(f"此件{STATE_WORDS[self.state]}，不用再办。请刷新页面查看。")

    def seal(
        self, *, by: str, sealing: UUID, files: Sequence[dict[str, Any]], at: datetime
    ) -> None:
        """用印: `files` with this agency's seal too (`form`, `digest`, `length`)."""
        self.must_wait()
        self._sealed(timestamp=at, by=by, sealing=str(sealing), files=list(files))

    @event("Sealed", topic="documents.CoSealing.Sealed")
    def _sealed(
        self, timestamp: datetime, by: str, sealing: str, files: list[dict[str, Any]]
    ) -> None:
        self.state, self.holder = State.SEALED, NOBODY
        self.sealing, self.files = sealing, tuple(files)

    def decline(self, *, by: str, reason: str, at: datetime) -> None:
        """不予用印: back to the host, who mends what is wrong."""
        self.must_wait()
        if not reason.strip():
            raise Refused("不予用印必须写明理由，主办机关会看到。请补充。", field="opinion")
        self._declined(timestamp=at, by=by, reason=reason.strip())

    @event("Declined", topic="documents.CoSealing.Declined")
    def _declined(self, timestamp: datetime, by: str, reason: str) -> None:
        self.state, self.holder = State.DECLINED, NOBODY

    def be_called_off(self, *, reason: str, at: datetime) -> None:
        """撤回 by the host; a seal that was put to it counts no more. Once is enough."""
        if self.state in (State.WAITING, State.SEALED):
            self._called_off(timestamp=at, reason=reason)

    @event("CalledOff", topic="documents.CoSealing.CalledOff")
    def _called_off(self, timestamp: datetime, reason: str) -> None:
        self.state, self.holder = State.CALLED_OFF, NOBODY
