"""What was exchanged is written down: envelopes that leave and come, receipts both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from documents.consignments.states import COURIER
from integrations.exchange.kept.receipts import KeptReceipt, newest
from integrations.exchange.kept.registers import IN, exchanged, exchanged_parts
from integrations.exchange.kept.sent import Sent
from integrations.exchange.kept.signed_json import from_json, to_json
from integrations.exchange.kept.taken import Taken
from integrations.exchange.shapes import Envelope, Signed
from office.kernel.act import Act
from office.kernel.refusals import Conflict, Missing
from office.kernel.room import E_, Room

MakeReceipt = Callable[[str], KeptReceipt]
"""Makes and signs a receipt that names the digest of the one before it."""

_ATTEMPTS = 4


class Exchanged(Room):
    """Envelopes and receipts, by consignment. Whatever is asked twice was done once."""

    def sent(self, consignment: str) -> Sent | None:
        """A consignment of this node's that went to another."""
        return self._found(Sent, Sent.id_of(consignment))

    def taken(self, consignment: str, *, addressee: str) -> Taken | None:
        """A consignment that came from another node."""
        return self._found(Taken, Taken.id_of(consignment, addressee=addressee))

    def taken_by_id(self, consignment: str) -> Taken | None:
        """As `taken`, where only the consignment is named: it has one addressee."""
        query = select(exchanged.c.subject).where(
            exchanged.c.consignment == consignment, exchanged.c.direction == IN
        )
        with self.node.store.reading() as connection:
            found = connection.execute(query).first()
        return self._found(Taken, found.subject) if found else None

    def keep_envelope(self, envelope: Envelope, signed: Signed, *, node: str) -> Signed:
        """Before it leaves. Of one sending the first envelope is the one that goes: gives it."""
        id, now = Sent.id_of(envelope.consignment), self.clock.now()

        def decide() -> dict[str, Any]:
            if self.exists(id):
                it = self.load(Sent, id)
                it.put_in_another(envelope, signed, node=node, at=now)
            else:
                it = Sent.put_in_envelope(envelope, signed, node=node, at=now)
            self.save(it)
            return to_json(it.envelopes[envelope.sending])

        command = f"envelope:{envelope.consignment}:{envelope.sending}"
        act = Act(agency=envelope.sender.code, person=COURIER, command=command)
        known = self.sent(envelope.consignment)
        if known and envelope.sending in known.envelopes:
            return known.envelopes[envelope.sending]
        return from_json(
            self.perform(
                act, name="put in envelope", given={"signed": signed.digest}, decide=decide
            )
        )

    def keep_receipt(self, agency: str, consignment: str, receipt: KeptReceipt) -> None:
        """One that came for a consignment of the agency, and holds."""

        def decide() -> None:
            it = self.load(Sent, Sent.id_of(consignment))
            it.keep(receipt, at=self.clock.now())
            self.save(it)

        act = Act(agency=agency, person=COURIER, command=f"receipt:{receipt.id}")
        given = {"receipt": receipt.signed.digest}
        self.perform(act, name="keep receipt", given=given, decide=decide)

    def accept(
        self,
        envelope: Envelope,
        signed: Signed,
        *,
        node: str,
        lay_in: Callable[[], object],
        make: MakeReceipt,
    ) -> Signed:
        """It is in, every part of it, and `lay_in` says so in the same act; gives the receipt, now
        and whenever it comes again."""
        addressee, now = envelope.addressee.code, self.clock.now()
        id = Taken.id_of(envelope.consignment, addressee=addressee)

        def attempt(receipt: KeptReceipt) -> dict[str, Any]:
            lay_in()
            if self.exists(id):
                it = self.load(Taken, id)
                _must_follow(it, receipt)
                it.accept_again(envelope, signed, node=node, receipt=receipt, at=now)
            else:
                _must_be_first(receipt)
                it = Taken.accept(envelope, signed, node=node, receipt=receipt, at=now)
            self.save(it)
            return to_json(it.acceptance(envelope.sending))

        command = f"accept:{envelope.consignment}:{envelope.sending}"
        act = Act(agency=addressee, person=COURIER, command=command)
        return self._receipted(act, envelope.consignment, make=make, attempt=attempt)

    def give(self, agency: str, consignment: str, *, id: str, make: MakeReceipt) -> Signed:
        """What people did with it, told once: the receipt of this id, signed the first time."""

        def attempt(receipt: KeptReceipt) -> dict[str, Any]:
            it = self.load(Taken, Taken.id_of(consignment, addressee=agency))
            _must_follow(it, receipt)
            it.give(receipt, at=self.clock.now())
            self.save(it)
            return to_json(receipt.signed)

        known = self.taken(consignment, addressee=agency)
        if known and (given := known.given(id)):
            return given
        act = Act(agency=agency, person=COURIER, command=f"give:{id}")
        return self._receipted(act, consignment, make=make, attempt=attempt)

    def lacking(self) -> list[Row[Any]]:
        """Consignments of which a receipt has yet to come: consignment, agency, node."""
        query = select(exchanged.c.consignment, exchanged.c.agency, exchanged.c.node)
        with self.node.store.reading() as connection:
            return list(connection.execute(query.where(exchanged.c.lacking != "")))

    def known_parts(self, agency: str, *, sender: str, digests: Iterable[str]) -> frozenset[str]:
        """Those that the agency has from this sender already, and still has."""
        asked = set(digests)
        query = select(exchanged_parts.c.digest).where(
            exchanged_parts.c.agency == agency,
            exchanged_parts.c.sender == sender,
            exchanged_parts.c.digest.in_(asked),
        )
        with self.node.store.reading() as connection:
            found = [row.digest for row in connection.execute(query)]
        return frozenset(each for each in found if self.node.content.has(agency, each))

    def _receipted(
        self,
        act: Act,
        consignment: str,
        *,
        make: MakeReceipt,
        attempt: Callable[[KeptReceipt], dict[str, Any]],
    ) -> Signed:
        """A receipt is signed outside the lock; when another was given meanwhile, once more."""
        for _ in range(_ATTEMPTS):
            it = self.taken(consignment, addressee=act.agency)
            receipt = make(newest(it.receipts) if it else "")
            try:
                return from_json(
                    self.perform(
                        act,
                        name="give receipt",
                        given={"receipt": receipt.id},
                        decide=lambda receipt=receipt: attempt(receipt),  # type: ignore[misc]
                    )
                )
            except Conflict:
                continue
        raise Conflict("回执正在同时签发，请稍后再试。")

    def _found(self, kind: type[E_], id: UUID) -> E_ | None:
        try:
            return self.load(kind, id)
        except Missing:
            return None


def _must_follow(it: Taken, receipt: KeptReceipt) -> None:
    if receipt.previous != newest(it.receipts):
        raise Conflict("回执的前一件变了，请重新签发。")


def _must_be_first(receipt: KeptReceipt) -> None:
    if receipt.previous:
        raise Conflict("回执的前一件变了，请重新签发。")
