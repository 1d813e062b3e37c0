"""The courier's acts: what leaves, what comes back of it, and what destinations answer.

The only place that talks to gateways.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from random import random
from typing import Any
from uuid import UUID

from documents.consignments.asking import Asking
from documents.consignments.capsule import Accepted, NotSent, NotTaken, Report
from documents.consignments.circuits import Circuits
from documents.consignments.claims import Item, outgoing
from documents.consignments.consignment import UNDER_WAY, Consignment
from documents.consignments.ports import HERE, Gateway
from documents.consignments.receipt import Receipt
from documents.consignments.registers import CONSIGNMENT, RECEIPT, REQUEST
from documents.consignments.states import (
    COURIER,
    ENDS,
    GIVEN_UP,
    Code,
    CodeClass,
    State,
    class_of,
)
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

log = logging.getLogger(__name__)

NOT_REACHED = "暂时联系不上对方，将自动重试。"
OVER = "超过发送期限仍没有送到。"
OWN_FAULT = "本节点处理时出错，已经记录，将自动重试。"
MOOT = "此件已经有了结果，请求不再发出。"


class Carrying(Room):
    """Gateways are added at start.

    `circuits`: destinations that do not answer. `chance`: gives 0 to 1, for pauses.
    `after_all`: each is told of what turns out to be with its addressee though it was given up;
    `undelivered`: each of what was given up, with why, in the commit that says so.
    """

    gateways: list[Gateway]

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self.gateways = []
        self.circuits = Circuits(node.store, clock=node.clock)
        self.chance = random
        self.after_all: list[Callable[[Act, Consignment], None]] = []
        self.undelivered: list[Callable[[Act, Consignment, str], None]] = []

    def reaches(self, agency: str) -> bool:
        """Whether there is a way to the agency over the network."""
        return any(gateway.reaches(agency) for gateway in self.gateways)

    def destination(self, agency: str) -> str:
        """What the agency stands or falls with, by the gateway that reaches it; the agency itself
        where none does."""
        found = (each for each in self.gateways if each.reaches(agency))
        gateway = next(found, None)
        return gateway.destination(agency) if gateway else agency

    def outgoing_to(self, destination: str) -> tuple[list[Consignment], list[Receipt]]:
        """What is yet to be brought there, due or not."""
        with self.node.store.reading() as connection:
            rows = connection.execute(outgoing()).all()
        there = [row for row in rows if self.destination(row.addressee) == destination]
        sent = [self.load(Consignment, each.subject) for each in there if each.item == CONSIGNMENT]
        told = [self.load(Receipt, each.subject) for each in there if each.item == RECEIPT]
        return sent, told

    def note_accepted(self, consignment: UUID, accepted: Accepted, *, sending: int) -> None:
        """It got there by another way than the courier's, and its receipt came back."""
        self._accepted(self.load(Consignment, consignment), accepted, sending=sending)

    def carry(self, item: Item) -> bool:
        """One attempt for one item of the outbox; its outcome is an event.

        Tells whether the outcome could be noted. If not, it is logged and the item stays due: one
        item's trouble never holds up the others.
        """
        try:
            if item.item == CONSIGNMENT:
                self._carry_consignment(self.load(Consignment, item.subject), item)
            elif item.item == REQUEST:
                self._carry_request(self.load(Asking, item.subject), item)
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
        except Exception as error:  # noqa: BLE001 (one item's trouble must not hold up the others)
            self._heard_from(item, error)
            self._not_taken(consignment, why_not(error, item))
        else:
            self._heard_from(item)
            self._accepted(consignment, accepted, sending=capsule.sending)

    def _carry_receipt(self, receipt: Receipt, item: Item) -> None:
        report = receipt.report
        error = self._brought(item, report.sender, lambda way: way.report(report))
        if error is None:
            self._sent(receipt)
        elif class_of(error.code) is CodeClass.RETRYABLE:
            self._failed(receipt, error)
        else:
            self._put_aside(receipt, error)

    def _carry_request(self, asking: Asking, item: Item) -> None:
        request = asking.request
        if not self.load(Consignment, UUID(request.consignment)).waits_for(request):
            self._not_asked(asking, NotTaken(Code.ENVELOPE_INVALID, MOOT))
            return
        error = self._brought(item, request.addressee, lambda way: way.ask(request))
        if error is None:
            self._sent(asking)
        elif class_of(error.code) is CodeClass.RETRYABLE:
            self._failed(asking, error)
        else:
            self._not_asked(asking, error)

    def _brought(self, item: Item, to: str, bring: Callable[[Gateway], None]) -> NotTaken | None:
        """Bring it to that agency; why it is not there, if it is not."""
        try:
            bring(self._gateway_to(to, to))
        except Exception as error:  # noqa: BLE001 (as above)
            self._heard_from(item, error)
            return why_not(error, item)
        self._heard_from(item)
        return None

    def _heard_from(self, item: Item, error: Exception | None = None) -> None:
        """Any answer closes the circuit; a failure of the other side, or none, counts. What this
        side could not do says nothing of the other."""
        destination = self.destination(item.addressee)
        if destination == HERE:
            return
        if error is None or (isinstance(error, NotTaken) and error.code is not Code.INTERNAL):
            self.circuits.worked(destination)
        elif isinstance(error, NotTaken | OSError):
            self.circuits.failed(destination, str(error) or type(error).__name__)

    def _sent(self, stream: Receipt | Asking) -> None:
        def decide() -> None:
            subject = self.load(type(stream), stream.id)
            subject.send(at=self.clock.now())
            self.save(subject)

        self._note(stream, name="sent", given={}, decide=decide)

    def _failed(self, stream: Receipt | Asking, error: NotTaken) -> None:
        def decide() -> None:
            subject = self.load(type(stream), stream.id)
            subject.fail_attempt(at=self.clock.now(), **self._failure(error))
            self.save(subject)

        given = {"code": error.code, "text": error.sentence}
        self._note(stream, name="failed", given=given, decide=decide)

    def _put_aside(self, receipt: Receipt, error: NotTaken) -> None:
        """The other side will never take it: it is not brought any more, and said so."""
        log.error("receipt %s was put aside: %s %s", receipt.id, error.code, error.sentence)

        def decide() -> None:
            subject = self.load(Receipt, receipt.id)
            subject.put_aside(code=error.code, text=error.sentence, at=self.clock.now())
            self.save(subject)

        given = {"code": error.code, "text": error.sentence}
        self._note(receipt, name="put aside", given=given, decide=decide)

    def _not_asked(self, asking: Asking, error: NotTaken) -> None:
        """Nobody there is ever shown it: the consignment is as if it had not been asked for."""

        def decide() -> None:
            subject, now = self.load(Asking, asking.id), self.clock.now()
            subject.put_aside(code=error.code, text=error.sentence, at=now)
            self.save(subject)
            consignment = self.load(Consignment, UUID(subject.request.consignment))
            consignment.be_denied_unheard(
                subject.request, code=error.code, text=error.sentence, at=now
            )
            self.save(consignment)

        given = {"code": error.code, "text": error.sentence}
        self._note(asking, name="not asked", given=given, decide=decide)

    def _accepted(self, consignment: Consignment, accepted: Accepted, *, sending: int) -> None:
        def decide() -> None:
            subject = self.load(Consignment, consignment.id)
            before = subject.state
            subject.accept(
                receipt=accepted.receipt,
                accepted_at=accepted.at,
                sending=sending,
                at=self.clock.now(),
            )
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
        stream: Consignment | Receipt | Asking,
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


def why_not(error: Exception, item: Item) -> NotTaken:
    """As the consignment or receipt notes it: a refusal as it came; what went wrong on the way, so
    that nobody knows whether it is there; what went wrong here."""
    if isinstance(error, NotTaken):
        return error
    log.warning("%s %s not carried: %r", item.item, item.subject, error)
    if isinstance(error, NotSent):
        return NotTaken(Code.INTERNAL if error.may_be_there else Code.NOT_SENT, error.sentence)
    if isinstance(error, OSError):
        return NotTaken(Code.INTERNAL, NOT_REACHED)
    log.error("what went wrong here", exc_info=error)
    return NotTaken(Code.INTERNAL, OWN_FAULT)
