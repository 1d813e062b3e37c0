"""One 用印申请: what is to be sealed, who approved it, and that it was sealed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID, uuid4

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused

MOST_COPIES = 10_000


class State(StrEnum):
    """Where it stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    SEALED = "sealed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


STATE_WORDS = {
    State.WAITING: "待审批",
    State.APPROVED: "待用印",
    State.SEALED: "已用印",
    State.DECLINED: "未批准",
    State.WITHDRAWN: "已撤回",
}


class SealRequest(Entity):
    """`seal`: which (id); `leader`: who is to approve; `file`: the PDF to be sealed (`digest`,
    `length`, `name`), empty where paper is sealed by hand."""

    TOPIC: ClassVar[str] = "signing.SealRequest"

    class Applied(Created):
        TOPIC: ClassVar[str] = "signing.SealRequest.Applied"
        by: str
        title: str
        to: str
        copies: int
        seal: str
        keeper: str
        leader: str
        file: dict[str, Any]

    def __init__(
        self,
        agency: str,
        by: str,
        title: str,
        to: str,
        copies: int,
        seal: str,
        keeper: str,
        leader: str,
        file: dict[str, Any],
    ) -> None:
        self.agency = agency
        self.applicant = by
        self.title = title
        self.to = to
        self.copies = copies
        self.seal = UUID(seal)
        self.keeper = keeper
        self.leader = leader
        self.file = file
        self.state = State.WAITING
        self.approved_by = ""
        self.sealing = ""
        self.sealed: dict[str, Any] = {}

    @classmethod
    def apply(
        cls,
        *,
        agency: str,
        by: str,
        title: str,
        to: str,
        copies: int,
        seal: UUID,
        keeper: str,
        leader: str,
        file: dict[str, Any],
        at: datetime,
    ) -> SealRequest:
        """申请."""
        if not title.strip():
            raise Refused("请填写用印事由和材料名称。", field="title")
        if not 0 < copies <= MOST_COPIES:
            raise Refused(f"用印份数应为 1 至 {MOST_COPIES} 的整数。", field="copies")
        if not leader or leader == by:
            raise Refused("请选择审批的领导，不能由申请人自己审批。", field="leader")
        return cls.begin(
            cls.Applied,
            id=uuid4(),
            agency=agency,
            timestamp=at,
            by=by,
            title=title.strip(),
            to=to.strip(),
            copies=copies,
            seal=str(seal),
            keeper=keeper,
            leader=leader,
            file=file,
        )

    def approve(self, *, by: str, opinion: str, keeper: str, at: datetime) -> None:
        """批准. `keeper`: who has the keeping of the seal now, here as below."""
        self._must_be(State.WAITING, doing="审批")
        self._approved(timestamp=at, by=by, opinion=opinion, keeper=keeper)

    @event("Approved", topic="signing.SealRequest.Approved")
    def _approved(
        self,
        timestamp: datetime,
        by: str,
        opinion: str,
        keeper: str,
        ink: dict[str, Any] | None = None,
    ) -> None:
        self.state, self.approved_by, self.keeper = State.APPROVED, by, keeper

    def decline(self, *, by: str, opinion: str, at: datetime) -> None:
        """不批准."""
        self._must_be(State.WAITING, doing="审批")
        if not opinion.strip():
            raise Refused("不批准用印的，请写明理由。", field="opinion")
        self._declined(timestamp=at, by=by, opinion=opinion)

    @event("Declined", topic="signing.SealRequest.Declined")
    def _declined(
        self, timestamp: datetime, by: str, opinion: str, ink: dict[str, Any] | None = None
    ) -> None:
        self.state = State.DECLINED

    def withdraw(self, *, by: str, at: datetime) -> None:
        """撤回, before it is approved."""
        self._must_be(State.WAITING, doing="撤回")
        self._withdrawn(timestamp=at, by=by)

    @event("Withdrawn", topic="signing.SealRequest.Withdrawn")
    def _withdrawn(self, timestamp: datetime, by: str) -> None:
        self.state = State.WITHDRAWN

    def must_be_sealable(self) -> None:
        """Whether it waits to be sealed."""
        self._must_be(State.APPROVED, doing="用印")

    def press(
        self, *, by: str, sealing: UUID, sealed: dict[str, Any], page: int = 0, at: datetime
    ) -> None:
        """用印. `sealed`: the sealed file (`digest`, `length`), empty for paper; `page`: on which
        of its pages, from 1, 0 for paper."""
        self.must_be_sealable()
        self._pressed(timestamp=at, by=by, sealing=str(sealing), sealed=sealed, page=page)

    @event("Pressed", topic="signing.SealRequest.Pressed")
    def _pressed(
        self, timestamp: datetime, by: str, sealing: str, sealed: dict[str, Any], page: int = 0
    ) -> None:
        self.state, self.sealing, self.sealed = State.SEALED, sealing, sealed

    def pass_on(self, *, by: str, keeper: str, at: datetime) -> None:
        """The seal was handed over (移交), and what waits to be sealed with it too."""
        self._must_be(State.APPROVED, doing="转给新的监印人")
        self._passed_on(timestamp=at, by=by, keeper=keeper)

    @event("PassedOn", topic="signing.SealRequest.PassedOn")
    def _passed_on(self, timestamp: datetime, by: str, keeper: str) -> None:
        self.keeper = keeper

    def void(self, *, by: str, reason: str, keeper: str, at: datetime) -> None:
        """用印作废: it waits to be sealed again."""
        self._must_be(State.SEALED, doing="作废用印")
        if not reason.strip():
            raise Refused("用印作废必须写明理由，请补充。", field="opinion")
        self._voided(timestamp=at, by=by, reason=reason, keeper=keeper)

    @event("Voided", topic="signing.SealRequest.Voided")
    def _voided(self, timestamp: datetime, by: str, reason: str, keeper: str) -> None:
        self.state, self.sealing, self.sealed = State.APPROVED, "", {}
        self.keeper = keeper

    def _must_be(self, state: State, *, doing: str) -> None:
        if self.state is not state:
            raise Refused(f"这件用印申请{STATE_WORDS[self.state]}，不能{doing}。请刷新页面查看。")
