"""Sending, re-sending and hearing of consignments; the only place that talks to gateways."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from random import random
from typing import Any
from uuid import UUID

from sqlalchemy import select

from documents.consignments.capsule import Accepted, Capsule, NotTaken, Report
from documents.consignments.channels import Channel
from documents.consignments.circuits import Circuits
from documents.consignments.claims import Item
from documents.consignments.consignment import UNDER_WAY, Consignment
from documents.consignments.ports import HERE, Gateway
from documents.consignments.receipt import Receipt
from documents.consignments.registers import CONSIGNMENT, consignments
from documents.consignments.states import (
    COURIER,
    ENDS,
    GIVEN_UP,
    Code,
    CodeClass,
    Kind,
    State,
    class_of,
)
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

log = logging.getLogger(__name__)

NOT_REACHED = "暂时联系不上对方，将自动重试。"
OVER = "超过发送期限仍没有送到。"


class Consignments(Room):
    """Consignments of all agencies of the node. Gateways are added at start.

    `circuits`: destinations that do not answer. `chance`: gives 0 to 1, for pauses.
    `before_sending`: each says why a document that left before is not sent once more, or "".
    `after_all`: each is told of what turns out to be with its addressee though it was given up;
    `undelivered`: each of what was given up, with why, in the commit that says so.
    """

    gateways: list[Gateway]

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self.gateways = []
        self.circuits = Circuits(node.store, clock=node.clock)
        self.chance = random
        self.before_sending: list[Callable[[UUID], str]] = []
        self.after_all: list[Callable[[Act, Consignment], None]] = []
        self.undelivered: list[Callable[[Act, Consignment, str], None]] = []

    def must_be_sendable(self, document: UUID) -> None:
        """Refuse to send again, or to one more, what must not go out any more."""
        if sentence := self.why_not_sent(document):
            raise Refused(sentence)

    def why_not_sent(self, document: UUID) -> str:
        """The sentence of that refusal; empty where it may be sent."""
        said = (why_not(document) for why_not in self.before_sending)
        return next(filter(None, said), "")

    def dispatch(self, act: Act, *, document: UUID, capsules: Sequence[Capsule]) -> None:
        """Prepare and queue one consignment a capsule. Call inside `perform`'s decide."""
        now = self.clock.now()
        for capsule in capsules:
            consignment = Consignment.prepare(document=document, capsule=capsule, at=now)
            consignment.queue(by=act.person, at=now)
            self.save(consignment)

    def hand_out(self, act: Act, *, document: UUID, capsule: Capsule, channel: Channel) -> None:
        """A paper copy: prepared and handed over. Call inside `perform`'s decide."""
        now = self.clock.now()
        consignment = Consignment.prepare(
            document=document, capsule=capsule, channel=channel, at=now
        )
        consignment.hand_over(by=act.person, at=now)
        self.save(consignment)

    def cancel(self, act: Act, consignment: UUID, *, reason: str) -> None:
        """停发 of what the courier has yet to bring. Call inside `perform`'s decide."""
        it = self.load(Consignment, consignment)
        it.cancel(by=act.person, reason=reason, at=self.clock.now())
        self.save(it)

    def tell(self, report: Report) -> None:
        """Queue a receipt for the sender. Call inside `perform`'s decide."""
        self.save(Receipt.queue(report, at=self.clock.now()))

    def requeue(self, act: Act, consignment: UUID, *, reason: str) -> None:
        """重新发送: an operator has it tried again."""

        def decide() -> None:
            subject = self.open(
                Consignment, consignment, act=act, permission=Permission.Consignment.REQUEUE
            )
            self._must_still_be_sendable(subject)
            subject.queue(by=act.person, reason=reason, at=self.clock.now())
            self.save(subject)

        given = {"consignment": consignment, "reason": reason}
        self.perform(act, name="requeue consignment", given=given, decide=decide)

    def hold(self, act: Act, consignment: UUID, *, reason: str) -> None:
        """暂停发送."""
        self._operate(act, consignment, "hold", reason, Consignment.hold)

    def let_go(self, act: Act, consignment: UUID, *, reason: str) -> None:
        """继续发送."""
        self._operate(act, consignment, "let go", reason, Consignment.let_go)

    def give_up(self, act: Act, consignment: UUID, *, reason: str) -> None:
        """终止发送."""
        self._operate(act, consignment, "give up", reason, Consignment.give_up)

    def _operate(
        self,
        act: Act,
        consignment: UUID,
        name: str,
        reason: str,
        change: Callable[..., None],
    ) -> None:
        def decide() -> None:
            permission = Permission.Consignment.OPERATE
            subject = self.open(Consignment, consignment, act=act, permission=permission)
            change(subject, by=act.person, reason=reason, at=self.clock.now())
            self.save(subject)

        given = {"consignment": consignment, "reason": reason}
        self.perform(act, name=f"{name} consignment", given=given, decide=decide)

    def sign_for_return(self, act: Act, consignment: UUID) -> None:
        """签收退文 by the sender's clerk."""

        def decide() -> None:
            permission = Permission.Consignment.SIGN_FOR_RETURN
            subject = self.open(Consignment, consignment, act=act, permission=permission)
            subject.sign_for_return(by=act.person, at=self.clock.now())
            self.save(subject)

        given = {"consignment": consignment}
        self.perform(act, name="sign for return", given=given, decide=decide)

    def enter_signature(
        self, act: Act, consignment: UUID, *, person: str, signed_at: datetime, note: str
    ) -> None:
        """签收 of a paper copy, entered by hand: who signed and when."""

        def change(it: Consignment) -> None:
            it.enter_signature(
                by=act.person, person=person, signed_at=signed_at, note=note, at=self.clock.now()
            )

        given = {"person": person, "signed_at": signed_at.isoformat(), "note": note}
        self._on_paper(act, consignment, name="enter signature", given=given, change=change)

    def come_back(self, act: Act, consignment: UUID, *, reason: str) -> None:
        """退回 of a paper copy."""
        self._on_paper(
            act,
            consignment,
            name="come back",
            given={"reason": reason},
            change=lambda it: it.come_back(by=act.person, reason=reason, at=self.clock.now()),
        )

    def hand_over_again(self, act: Act, consignment: UUID, *, note: str) -> None:
        """再次交出 of a paper copy that came back."""

        def change(it: Consignment) -> None:
            self._must_still_be_sendable(it)
            it.hand_over(by=act.person, note=note, at=self.clock.now())

        given = {"note": note}
        self._on_paper(act, consignment, name="hand over", given=given, change=change)

    def _must_still_be_sendable(self, it: Consignment) -> None:
        """A notice about the document goes out whatever became of that."""
        if it.capsule.kind is Kind.DOCUMENT:
            self.must_be_sendable(it.document)

    def _on_paper(
        self,
        act: Act,
        consignment: UUID,
        *,
        name: str,
        given: dict[str, str],
        change: Callable[[Consignment], None],
    ) -> None:
        def decide() -> None:
            subject = self.open(
                Consignment, consignment, act=act, permission=Permission.Consignment.ENTER
            )
            change(subject)
            self.save(subject)

        given = {"consignment": str(consignment), **given}
        self.perform(act, name=name, given=given, decide=decide)

    def reaches(self, agency: str) -> bool:
        """Whether there is a way to the agency over the network."""
        return any(gateway.reaches(agency) for gateway in self.gateways)

    def of_document(self, document: UUID) -> list[Any]:
        """The register's rows of a document, in the order of the distribution list."""
        query = select(consignments).where(consignments.c.document == document)
        with self.node.store.reading() as connection:
            return list(connection.execute(query.order_by(consignments.c.place)))

    def destination(self, agency: str) -> str:
        """What the agency stands or falls with, by the gateway that reaches it; the agency itself
        where none does."""
        found = (each for each in self.gateways if each.reaches(agency))
        gateway = next(found, None)
        return gateway.destination(agency) if gateway else agency

    def carry(self, item: Item) -> bool:
        """One attempt for one item of the outbox; its outcome is an event.

        Tells whether the outcome could be noted. If not, it is logged and the item stays due: one
        item's trouble never holds up the others.
        """
        try:
            if item.item == CONSIGNMENT:
                self._carry_consignment(self.load(Consignment, item.subject), item)
            else:
                self._carry_receipt(self.load(Receipt, item.subject), item)
        except Exception:
            log.exception("the outcome for %s %s was not noted", item.item, item.subject)
            return False
        return True

    def hear(self, report: Report) -> None:
        """A receipt arrived for a consignment of this node."""
        act = Act(agency=report.sender, person=COURIER, command=f"hear:{report.id}")

        def decide() -> None:
            consignment = self.load(Consignment, UUID(report.consignment))
            if consignment.agency != report.sender:
                raise Refused("回执所指的公文不是由该机关发出的，不能接收。")
            before = consignment.state
            consignment.hear(report, at=self.clock.now())
            self.save(consignment)
            self._tell_after_all(act, consignment, before=before)

        self.perform(act, name="hear", given=report.to_json(), decide=decide)

    def _tell_after_all(self, act: Act, it: Consignment, *, before: State) -> None:
        if before in GIVEN_UP and it.state not in ENDS:
            for listener in self.after_all:
                listener(act, it)

    def _carry_consignment(self, consignment: Consignment, item: Item) -> None:
        if consignment.state not in UNDER_WAY or consignment.held:
            return  # stopped since the outbox was read
        if item.is_over:
            self._not_taken(consignment, NotTaken(Code.INTERNAL, OVER))
            return
        capsule = consignment.capsule
        try:
            gateway = self._gateway_to(capsule.addressee, capsule.addressee_name)
            contents = {
                part.digest: self.node.content.get(consignment.agency, part.digest)
                for part in capsule.parts
            }
            accepted = gateway.send(capsule, contents)
        except NotTaken as error:
            self._heard_from(item, error)
            self._not_taken(consignment, error)
        except Exception as error:  # noqa: BLE001 (one item's trouble must not hold up the others)
            log.warning("consignment %s not carried: %r", consignment.id, error)
            self._heard_from(item, error)
            self._not_taken(consignment, NotTaken(Code.INTERNAL, NOT_REACHED))
        else:
            self._heard_from(item)
            self._accepted(consignment, accepted)

    def _carry_receipt(self, receipt: Receipt, item: Item) -> None:
        report = receipt.report
        try:
            self._gateway_to(report.sender, report.sender).report(report)
        except NotTaken as error:
            self._heard_from(item, error)
            self._receipt_failed(receipt, error)
        except Exception as error:  # noqa: BLE001 (as above)
            log.warning("receipt %s not carried: %r", receipt.id, error)
            self._heard_from(item, error)
            self._receipt_failed(receipt, NotTaken(Code.INTERNAL, NOT_REACHED))
        else:
            self._heard_from(item)
            self._receipt_sent(receipt)

    def _heard_from(self, item: Item, error: Exception | None = None) -> None:
        """Any answer closes the circuit; a failure of the other side, or none, counts."""
        destination = self.destination(item.addressee)
        if destination == HERE:
            return
        if error is None or (isinstance(error, NotTaken) and error.code is not Code.INTERNAL):
            self.circuits.worked(destination)
        else:
            self.circuits.failed(destination, str(error) or type(error).__name__)

    def _receipt_sent(self, receipt: Receipt) -> None:
        def decide() -> None:
            subject = self.load(Receipt, receipt.id)
            subject.send(at=self.clock.now())
            self.save(subject)

        self._note(receipt, name="receipt sent", given={}, decide=decide)

    def _receipt_failed(self, receipt: Receipt, error: NotTaken) -> None:
        def decide() -> None:
            subject = self.load(Receipt, receipt.id)
            subject.fail_attempt(at=self.clock.now(), **self._failure(error))
            self.save(subject)

        given = {"code": error.code, "text": error.sentence}
        self._note(receipt, name="receipt failed", given=given, decide=decide)

    def _accepted(self, consignment: Consignment, accepted: Accepted) -> None:
        def decide() -> None:
            subject = self.load(Consignment, consignment.id)
            before = subject.state
            subject.accept(receipt=accepted.receipt, accepted_at=accepted.at, at=self.clock.now())
            self.save(subject)
            act = Act(agency=subject.agency, person=COURIER, command=f"accepted:{subject.id}")
            self._tell_after_all(act, subject, before=before)

        given = {"receipt": accepted.receipt}
        self._note(consignment, name="accept", given=given, decide=decide)

    def _not_taken(self, consignment: Consignment, error: NotTaken) -> None:
        def decide() -> None:
            subject = self.load(Consignment, consignment.id)
            before, now = subject.state, self.clock.now()
            if class_of(error.code) is CodeClass.RETRYABLE:
                subject.fail_attempt(at=now, **self._failure(error))
            else:
                subject.put_aside(code=error.code, text=error.sentence, at=now)
            self.save(subject)
            if subject.state in GIVEN_UP and before not in GIVEN_UP:
                command = f"undelivered:{subject.id}:{subject.version}"
                act = Act(agency=subject.agency, person=COURIER, command=command)
                for listener in self.undelivered:
                    listener(act, subject, error.sentence)

        given = {"code": error.code, "text": error.sentence}
        self._note(consignment, name="not taken", given=given, decide=decide)

    def _failure(self, error: NotTaken) -> dict[str, Any]:
        return {
            "code": error.code,
            "text": error.sentence,
            "chance": self.chance(),
            "asked": error.retry_after,
        }

    def _note(
        self,
        stream: Consignment | Receipt,
        *,
        name: str,
        given: dict[str, str],
        decide: Callable[[], None],
    ) -> None:
        # A new attempt sees a new version, so it is a new command; a repeated one is not. Two
        # couriers that overlap may see different outcomes of one attempt: both are told, and the
        # consignment decides which counts.
        command = f"{stream.id}:{stream.version}:{name}"
        act = Act(agency=stream.agency, person=COURIER, command=command)
        self.perform(act, name=name, given=given, decide=decide)

    def _gateway_to(self, agency: str, name: str) -> Gateway:
        for gateway in self.gateways:
            if gateway.reaches(agency):
                return gateway
        raise NotTaken(
            Code.ADDRESSEE_UNKNOWN, f"没有通往“{name}”的交换通道，请核对地址或改走其他渠道。"
        )
