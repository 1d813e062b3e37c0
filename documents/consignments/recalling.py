"""追回 and 更正: what is asked of an addressee that has the document, before it is recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid5

from documents.consignments.capsule import Capsule, Request
from documents.consignments.channels import PAPER, Channel
from documents.consignments.states import GIVEN_UP, REQUESTED, Asks, Kind, State
from office.kernel.refusals import Refused

THERE = (
    State.ACCEPTED,
    State.DELIVERED,
    State.SIGNED_FOR,
    State.REGISTERED,
    State.ASSIGNED,
    State.IN_PROGRESS,
)
"""Where the addressee has it, and as far as we know has not completed it."""
INSTEAD = {
    Kind.SUPERVISION: "督办事项不能追回。需要改变的，请在督办页面调整或者终止。",
    Kind.ANSWER: "答复不能追回。答复有误的，请商对方重新征求，或者另行来函说明。",
    Kind.EFFECT_NOTICE: "效力变更通知不能追回。需要改变的，请在公文的效力页面另作决定。",
    Kind.MEETING_NOTICE: "会议通知不能追回。会议改期或者取消的，请发变更通知。",
}
OTHERWISE = "征求意见、会签、催办等不能追回。需要停止的，请在征询页面撤回征询。"


class Recalling:
    """Each act refuses, or has the consignment record it (as decision 0062 has it for 收文)."""

    id: UUID
    capsule: Capsule
    channel: Channel
    state: State
    asked: State | None
    requests: list[str]

    _recall_requested: Callable[..., None]
    _amend_requested: Callable[..., None]
    _request_not_taken: Callable[..., None]

    def request_recall(self, *, by: str, reason: str, at: datetime) -> Request:
        """追回: ask for it back. What is asked, for the courier."""
        self._must_be_asked_for(Asks.RECALL, reason)
        request = self._request(Asks.RECALL, reason, at=at)
        self._recall_requested(timestamp=at, by=by, reason=request.reason, request=request.id)
        return request

    def request_amend(
        self, *, by: str, reason: str, replaced_by: Recalling, at: datetime
    ) -> Request:
        """更正: ask that the other consignment, which went to the same addressee, take its
        place."""
        self._must_be_asked_for(Asks.AMEND, reason)
        if replaced_by.id == self.id or not self._may_be_replaced_by(replaced_by):
            raise Refused(
                "请选择另外发给同一收文机关、已经送达的更正件，再请求更正。"
                "还没有发出更正件的，请先发出。",
                field="replaced_by",
            )
        request = self._request(Asks.AMEND, reason, at=at, replaced_by=str(replaced_by.id))
        self._amend_requested(
            timestamp=at,
            by=by,
            reason=request.reason,
            request=request.id,
            replaced_by=request.replaced_by,
        )
        return request

    @property
    def may_be_asked_for(self) -> bool:
        """Whether it may be recalled or amended as it stands."""
        return not self._why_not()

    def waits_for(self, request: Request) -> bool:
        """Whether this is what the addressee is still to answer."""
        return self.asked in REQUESTED.values() and self.requests[-1] == request.id

    def be_denied_unheard(self, request: Request, *, code: str, text: str, at: datetime) -> None:
        """The other side takes no such request. Nothing once it was answered, or is moot."""
        if self.waits_for(request):
            self._request_not_taken(timestamp=at, code=code, text=text)

    def _must_be_asked_for(self, asks: Asks, reason: str) -> None:
        if why := self._why_not():
            raise Refused(why)
        if not reason.strip():
            words = "追回" if asks is Asks.RECALL else "更正"
            raise Refused(
                f"请求{words}须写明原因，由收文机关决定是否同意。请填写。", field="opinion"
            )

    def _why_not(self) -> str:
        if self.channel in PAPER:
            return "此件是纸质件，不能在网上追回、更正。请与收件单位联系，退回后登记退回。"
        if self.capsule.kind is not Kind.DOCUMENT:
            return INSTEAD.get(self.capsule.kind, OTHERWISE)
        if self.asked in REQUESTED.values():
            return "已经向收文机关提出请求，还没有答复，不能再次请求。请等待答复或者电话催问。"
        return "" if self.state in THERE else _why_not_at(self.state)

    def _may_be_replaced_by(self, other: Recalling) -> bool:
        mine, theirs = self.capsule, other.capsule
        return (
            (mine.sender, mine.addressee) == (theirs.sender, theirs.addressee)
            and theirs.kind is Kind.DOCUMENT
            and other.channel not in PAPER
            and other.state in (*THERE, State.COMPLETED)
        )

    def _request(self, asks: Asks, reason: str, *, at: datetime, replaced_by: str = "") -> Request:
        capsule = self.capsule
        return Request(
            id=str(uuid5(self.id, f"asks:{len(self.requests) + 1}")),
            consignment=capsule.consignment,
            asks=asks,
            sender=capsule.sender,
            addressee=capsule.addressee,
            at=at,
            reason=reason.strip(),
            replaced_by=replaced_by,
        )


def _why_not_at(state: State) -> str:
    if state in (State.PREPARED, State.QUEUED, State.TRANSMITTED):
        return "此件还没有送达，不需要请求追回。请用“终止发送”。"
    if state is State.COMPLETED:
        return "收文机关已经办结此件，不能追回、更正。请另行发文说明，或者办理撤销、废止。"
    if state in GIVEN_UP:
        return "此件没有送达，不需要追回、更正。请刷新页面查看递送情况。"
    if state in (State.RECALLED, State.AMENDED):
        return "此件已经追回或者更正，不能再次请求。请刷新页面查看递送情况。"
    return "收文机关已经拒收或者退回此件，不需要追回、更正。请刷新页面查看递送情况。"
