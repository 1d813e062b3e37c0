"""Sending of consignments, and what people do about them on their way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from documents.consignments.capsule import Capsule, Report
from documents.consignments.channels import Channel
from documents.consignments.consignment import Consignment
from documents.consignments.recalls import Recalls
from documents.consignments.receipt import Receipt
from documents.consignments.registers import consignments
from documents.consignments.states import Kind
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused


class Consignments(Recalls):
    """Consignments of all agencies of the node.

    `before_sending`: each says why a document that left before is not sent once more, or "".
    """

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self.before_sending: list[Callable[[UUID], str]] = []

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

    def of_document(self, document: UUID) -> list[Any]:
        """The register's rows of a document, in the order of the distribution list."""
        query = select(consignments).where(consignments.c.document == document)
        with self.node.store.reading() as connection:
            return list(connection.execute(query.order_by(consignments.c.place)))
