"""递送: one document to one addressee. One stream each, so that one slow office holds up none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.consignments.by_hand import ByHand
from documents.consignments.capsule import Capsule, Report
from documents.consignments.channels import PAPER, Channel
from documents.consignments.recalling import Recalling
from documents.consignments.retrying import TIME_TO_LIVE, pause_after
from documents.consignments.states import ENDS, GIVEN_UP, LINE, REQUEST_OF, Code, State
from office.kernel.entity import Created, Entity, Event
from office.kernel.refusals import Refused

UNDER_WAY = frozenset({State.QUEUED, State.TRANSMITTED})
"""States in which an attempt may still fail; an answer that comes later changes nothing."""

RESENDABLE = frozenset({State.DEAD_LETTERED, State.EXPIRED, State.REFUSED})
"""States in which a person may have it sent once more; also after signing for its return."""


class Reported(Event):
    """Base of the events that an addressee's receipt brings. A late one changes no state, but for
    one that shows that what had been given up did get there."""

    report: dict[str, Any]
    late: bool
    earlier: bool = False  # of a sending before the newest one
    after_all: bool = False  # of what had been given up or stopped

    def apply(self, aggregate: Consignment) -> None:
        aggregate.reports.append(self.report["id"])
        if self.late and not self.after_all:
            return
        aggregate.state = State(self.report["state"])
        if aggregate.state is State.REFUSED:
            aggregate.unanswered = False
        if aggregate.state in ENDS:
            aggregate.asked = None  # whatever was asked for has come about, or can no more


class Denied(Reported):
    """Base of the events by which a request is refused: the consignment stays where it is."""

    def apply(self, aggregate: Consignment) -> None:
        aggregate.reports.append(self.report["id"])
        if not self.late:
            aggregate.asked = State(self.report["state"])


class Consignment(Recalling, ByHand, Entity):
    """A capsule on its way, in the sender's agency.

    The state only goes forward on `states.LINE`; a late or repeated receipt is kept and changes
    nothing. `attempts` counts tries since the consignment was (re-)queued, `sending` how often
    that was. `unanswered`: of some try it is not known whether it got there. `asked`: that it is
    asked for back or to be replaced, or that this was refused; beside the line.
    """

    TOPIC: ClassVar[str] = "documents.Consignment"

    class Prepared(Created):
        TOPIC: ClassVar[str] = "documents.Consignment.Prepared"
        document: str
        capsule: dict[str, Any]
        channel: str = "exchange"  # what was prepared before there were others went that way

    class Delivered(Reported):
        TOPIC: ClassVar[str] = "documents.Consignment.Delivered"

    class SignedFor(Reported):
        TOPIC: ClassVar[str] = "documents.Consignment.SignedFor"

    class Registered(Reported):
        TOPIC: ClassVar[str] = "documents.Consignment.Registered"

    class Assigned(Reported):
        TOPIC: ClassVar[str] = "documents.Consignment.Assigned"

    class InProgress(Reported):
        TOPIC: ClassVar[str] = "documents.Consignment.InProgress"

    class Completed(Reported):
        TOPIC: ClassVar[str] = "documents.Consignment.Completed"

    class Refused(Reported):
        TOPIC: ClassVar[str] = "documents.Consignment.Refused"

    class ReturnedMisaddressed(Reported):
        TOPIC: ClassVar[str] = "documents.Consignment.ReturnedMisaddressed"
        document: str = ""  # at which its clerks find the return

    class Recalled(Reported):
        TOPIC: ClassVar[str] = "documents.Consignment.Recalled"

    class RecallRefused(Denied):
        TOPIC: ClassVar[str] = "documents.Consignment.RecallRefused"

    class Amended(Reported):
        TOPIC: ClassVar[str] = "documents.Consignment.Amended"

    class AmendRefused(Denied):
        TOPIC: ClassVar[str] = "documents.Consignment.AmendRefused"

    def __init__(
        self, agency: str, document: str, capsule: dict[str, Any], channel: str = "exchange"
    ) -> None:
        self.agency = agency
        self.document = UUID(document)
        self.capsule = Capsule.from_json(capsule)
        self.channel = Channel(channel)
        self.state = State.PREPARED
        self.sending = 0
        self.attempts = 0
        self.unanswered = False
        self.return_signed_for = False
        self.held = False
        self.queued_at: datetime | None = None
        self.reports: list[str] = []
        self.asked: State | None = None
        self.requests: list[str] = []

    @staticmethod
    def id_of(*, document: UUID, addressee: str) -> UUID:
        """One document goes to one addressee once; a re-send is the same consignment."""
        return uuid5(NAMESPACE_URL, f"wenshu:consignment:{document}:{addressee}")

    @classmethod
    def prepare(
        cls,
        *,
        document: UUID,
        capsule: Capsule,
        channel: Channel = Channel.EXCHANGE,
        at: datetime,
    ) -> Consignment:
        """Make up a consignment; `queue` lets the courier have it, `hand_over` a person."""
        return cls.begin(
            cls.Prepared,
            id=UUID(capsule.consignment),
            agency=capsule.sender,
            timestamp=at,
            document=str(document),
            capsule=capsule.to_json(),
            channel=str(channel),
        )

    def queue(self, *, by: str, reason: str = "", at: datetime) -> None:
        """Hand to the courier; again (with the reason) after it came back or ran out of time."""
        if self.channel in PAPER:
            raise Refused("此件是纸质件，不经网络发送。请在分送页面登记交出和签收。")
        if self.state is State.RETURNED_MISADDRESSED and not self.return_signed_for:
            raise Refused("对方退回了此件，还没有人签收退文。请先签收退文，改正后再重新发送。")
        if self.state in (State.RECALLED, State.AMENDED):
            raise Refused("此件已经追回或者更正，不能重新发送。请改正后另行发文。")
        again = self.state in (*RESENDABLE, State.RETURNED_MISADDRESSED)
        if self.state is not State.PREPARED and not again:
            raise Refused("这件公文正在递送或已经送达，不能重复发送。")
        if again and not reason.strip():
            raise Refused("重新发送须写明原因，请填写后再发送。")
        self._queued(timestamp=at, by=by, reason=reason)

    @event("Queued", topic="documents.Consignment.Queued")
    def _queued(self, timestamp: datetime, by: str, reason: str) -> None:
        self.state = State.QUEUED
        self.sending += 1
        self.capsule = replace(self.capsule, sending=self.sending)
        self.attempts = 0
        self.return_signed_for = False
        self.held = False
        self.asked = None
        self.queued_at = timestamp

    def fail_attempt(
        self,
        *,
        code: str,
        text: str,
        at: datetime,
        chance: float = 0.0,
        asked: int | None = None,
    ) -> None:
        """Not reached, or told to come back later: note when to try again, or give up.

        `chance` and `asked` as for `retrying.pause_after`. Nothing new when it got there
        meanwhile, or a person must look already.
        """
        if self.state not in UNDER_WAY or self.queued_at is None or self.held:
            return
        if at - self.queued_at >= TIME_TO_LIVE:
            self._expired(timestamp=at, code=code, text=text)
            return
        pause = pause_after(self.attempts, chance=chance, asked=asked)
        self._attempt_failed(timestamp=at, code=code, text=text, next_try=at + pause)

    @event("AttemptFailed", topic="documents.Consignment.AttemptFailed")
    def _attempt_failed(
        self, timestamp: datetime, code: str, text: str, next_try: datetime
    ) -> None:
        self.attempts += 1
        self.unanswered |= code == Code.INTERNAL

    @event("Expired", topic="documents.Consignment.Expired")
    def _expired(self, timestamp: datetime, code: str, text: str) -> None:
        self.state = State.EXPIRED
        self.unanswered |= code == Code.INTERNAL

    def put_aside(self, *, code: str, text: str, at: datetime) -> None:
        """The other side will never take it as it is: a person must look. Not once it is there."""
        if self.state not in UNDER_WAY:
            return
        self._dead_lettered(timestamp=at, code=code, text=text)

    @event("DeadLettered", topic="documents.Consignment.DeadLettered")
    def _dead_lettered(self, timestamp: datetime, code: str, text: str) -> None:
        self.state = State.DEAD_LETTERED

    def cancel(self, *, by: str, reason: str, at: datetime) -> None:
        """停发: the courier brings it no more. Nothing where it is out of our hands already."""
        if self.state in UNDER_WAY and self.channel not in PAPER:
            self._cancelled(timestamp=at, by=by, reason=reason)

    @event("Cancelled", topic="documents.Consignment.Cancelled")
    def _cancelled(self, timestamp: datetime, by: str, reason: str) -> None:
        self.state = State.CANCELLED_BEFORE_ACCEPT

    def hold(self, *, by: str, reason: str, at: datetime) -> None:
        """暂停: the courier leaves it alone until somebody lets it go on. Its time runs on."""
        self._must_wait_for_courier()
        if self.held:
            raise Refused("此件已经暂停发送。需要继续的，请按“继续发送”。")
        if not reason.strip():
            raise Refused("暂停发送须写明原因，请填写后再办。", field="reason")
        self._held(timestamp=at, by=by, reason=reason.strip())

    @event("Held", topic="documents.Consignment.Held")
    def _held(self, timestamp: datetime, by: str, reason: str) -> None:
        self.held = True

    def let_go(self, *, by: str, reason: str = "", at: datetime) -> None:
        """继续发送 of what was held."""
        self._must_wait_for_courier()
        if not self.held or self.queued_at is None:
            raise Refused("此件没有暂停，不需要继续。请刷新页面查看递送情况。")
        expires = self.queued_at + TIME_TO_LIVE
        self._let_go(timestamp=at, by=by, reason=reason.strip(), expires=expires)

    @event("LetGo", topic="documents.Consignment.LetGo")
    def _let_go(self, timestamp: datetime, by: str, reason: str, expires: datetime) -> None:
        self.held = False

    def give_up(self, *, by: str, reason: str, at: datetime) -> None:
        """终止发送 by an operator. What left already may be there all the same."""
        self._must_wait_for_courier()
        if not reason.strip():
            raise Refused("终止发送须写明原因，请填写后再办。", field="reason")
        self.cancel(by=by, reason=reason.strip(), at=at)

    def _must_wait_for_courier(self) -> None:
        if self.state not in UNDER_WAY or self.channel in PAPER:
            raise Refused("此件不在待发送状态，不能这样办。请刷新页面查看递送情况。")

    @property
    def may_be_there(self) -> bool:
        """Whether the addressee has it or, as far as is known here, may have it."""
        if self.state in (State.PREPARED, State.QUEUED, *GIVEN_UP):
            return self.unanswered
        return self.state not in ENDS

    def accept(
        self, *, receipt: str, accepted_at: datetime, at: datetime, sending: int | None = None
    ) -> None:
        """The other side has every part (transport receipt). Twice is once.

        `sending`: the one that it answers. An answer that comes after the paper came back, or to
        an earlier sending, changes nothing.
        """
        if sending not in (None, self.sending) or self.state in ENDS - GIVEN_UP:
            return
        if self._is_ahead(State.TRANSMITTED):
            self._transmitted(timestamp=at)
        if self._is_ahead(State.ACCEPTED):
            self._accepted(timestamp=at, receipt=receipt, accepted_at=accepted_at)

    @event("Transmitted", topic="documents.Consignment.Transmitted")
    def _transmitted(self, timestamp: datetime) -> None:
        self.state = State.TRANSMITTED

    @event("Accepted", topic="documents.Consignment.Accepted")
    def _accepted(self, timestamp: datetime, receipt: str, accepted_at: datetime) -> None:
        self.state = State.ACCEPTED

    def hear(self, report: Report, *, at: datetime) -> None:
        """Note a receipt of the addressee.

        One for other content than was sent, or from anybody but the addressee, is refused; one
        that came before is nothing new; one that comes after a later state, or of an earlier
        sending, is kept as late. Of what was given up here it says how it stands there.
        """
        if report.addressee != self.capsule.addressee:
            raise Refused("回执不是由此件的收文机关发出的，不能作为回执。")
        if report.digest != self.capsule.digest:
            raise Refused("回执所载内容与发出的公文不一致，不能作为回执。")
        if report.id in self.reports:
            return
        kind = TELLING.get(report.state)
        if kind is None:
            raise Refused(f"收文机关的回执不能是“{report.state}”。")
        earlier = report.sending != self.sending
        late = earlier or self.state in ENDS or not self._is_ahead(report.state)
        after_all = self.state in GIVEN_UP and not earlier and report.state not in REQUEST_OF
        returned = kind is Consignment.ReturnedMisaddressed
        self.trigger_event(
            kind,
            timestamp=at,
            report=report.to_json(),
            late=late,
            earlier=earlier,
            after_all=after_all,
            **({"document": str(self.document)} if returned else {}),
        )

    def sign_for_return(self, *, by: str, at: datetime) -> None:
        """签收退文: what the addressee sent back is in our hands again, and its reason is read."""
        returned = self.state is State.RETURNED_MISADDRESSED and self.channel not in PAPER
        if not returned or self.return_signed_for:
            raise Refused("此件没有等待签收的退文，或者退文已经签收。请刷新页面查看递送情况。")
        self._return_signed_for(timestamp=at, by=by, document=str(self.document))

    @event("ReturnSignedFor", topic="documents.Consignment.ReturnSignedFor")
    def _return_signed_for(self, timestamp: datetime, by: str, document: str) -> None:
        self.return_signed_for = True

    @event("HandedOver", topic="documents.Consignment.HandedOver")
    def _handed_over(self, timestamp: datetime, by: str, note: str) -> None:
        self.state = State.TRANSMITTED

    @event("SignatureEntered", topic="documents.Consignment.SignatureEntered")
    def _signature_entered(
        self, timestamp: datetime, by: str, person: str, signed_at: datetime, note: str
    ) -> None:
        self.state = State.SIGNED_FOR

    @event("CameBack", topic="documents.Consignment.CameBack")
    def _came_back(self, timestamp: datetime, by: str, reason: str) -> None:
        self.state = State.RETURNED_MISADDRESSED

    @event("RecallRequested", topic="documents.Consignment.RecallRequested")
    def _recall_requested(self, timestamp: datetime, by: str, reason: str, request: str) -> None:
        self.asked = State.RECALL_REQUESTED
        self.requests.append(request)

    @event("AmendRequested", topic="documents.Consignment.AmendRequested")
    def _amend_requested(
        self, timestamp: datetime, by: str, reason: str, request: str, replaced_by: str
    ) -> None:
        self.asked = State.AMEND_REQUESTED
        self.requests.append(request)

    @event("RequestNotTaken", topic="documents.Consignment.RequestNotTaken")
    def _request_not_taken(self, timestamp: datetime, code: str, text: str) -> None:
        self.asked = None

    def _is_ahead(self, state: State) -> bool:
        if state in REQUEST_OF:
            return self.asked is REQUEST_OF[state]
        if state not in LINE:
            return True
        return self.state not in LINE or LINE.index(state) > LINE.index(self.state)


TELLING: dict[State, type[Event]] = {
    State.DELIVERED: Consignment.Delivered,
    State.SIGNED_FOR: Consignment.SignedFor,
    State.REGISTERED: Consignment.Registered,
    State.ASSIGNED: Consignment.Assigned,
    State.IN_PROGRESS: Consignment.InProgress,
    State.COMPLETED: Consignment.Completed,
    State.REFUSED: Consignment.Refused,
    State.RETURNED_MISADDRESSED: Consignment.ReturnedMisaddressed,
    State.RECALLED: Consignment.Recalled,
    State.RECALL_REFUSED: Consignment.RecallRefused,
    State.AMENDED: Consignment.Amended,
    State.AMEND_REFUSED: Consignment.AmendRefused,
}
"""Which event a receipt of which state becomes. Nobody but the addressee brings these about."""
