"""收存: a consignment of another node as it came, and every receipt that was given for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from integrations.exchange.kept.receipts import KeptReceipt
from integrations.exchange.kept.signed_json import from_json, to_json
from integrations.exchange.shapes import Envelope, Signed
from office.kernel.entity import Created, Entity


class Taken(Entity):
    """A stream each consignment and addressee. What comes again gets its first receipt."""

    TOPIC: ClassVar[str] = "exchange.Taken"

    class Accepted(Created):
        TOPIC: ClassVar[str] = "exchange.Taken.Accepted"
        consignment: str
        sender: str
        node: str
        sending: int
        manifest: str  # digest
        parts: list[str]  # digests
        envelope: dict[str, Any]
        receipt: str
        signed: dict[str, Any]
        made: str = ""  # moment as the signed envelope says it

    def __init__(
        self,
        agency: str,
        consignment: str,
        sender: str,
        node: str,
        sending: int,
        manifest: str,
        parts: list[str],
        envelope: dict[str, Any],
        receipt: str,
        signed: dict[str, Any],
        made: str = "",
    ) -> None:
        self.agency = agency
        self.consignment = consignment
        self.sender = sender
        self.node = node
        self.manifests = {sending: manifest}
        self.parts = {sending: list(parts)}
        self.receipts = [KeptReceipt(receipt, sending, "accepted", "", from_json(signed))]

    @staticmethod
    def id_of(consignment: str, *, addressee: str) -> UUID:
        """The stream of a consignment that came."""
        return uuid5(NAMESPACE_URL, f"wenshu:exchange:taken:{consignment}:{addressee}")

    @classmethod
    def accept(
        cls,
        envelope: Envelope,
        signed: Signed,
        *,
        node: str,
        receipt: KeptReceipt,
        at: datetime,
    ) -> Taken:
        """The first sending is in, every part of it; `node`: the one that brought it."""
        return cls.begin(
            cls.Accepted,
            id=cls.id_of(envelope.consignment, addressee=envelope.addressee.code),
            agency=envelope.addressee.code,
            timestamp=at,
            sender=envelope.sender.code,
            **_facts(envelope, signed, node=node, receipt=receipt),
        )

    def accept_again(
        self,
        envelope: Envelope,
        signed: Signed,
        *,
        node: str,
        receipt: KeptReceipt,
        at: datetime,
    ) -> None:
        """A further sending, after it was sent back; of one sending there is one receipt."""
        if envelope.sending not in self.manifests:
            facts = _facts(envelope, signed, node=node, receipt=receipt)
            self._accepted_again(timestamp=at, previous=receipt.previous, **facts)

    @event("AcceptedAgain", topic="exchange.Taken.AcceptedAgain")
    def _accepted_again(
        self,
        timestamp: datetime,
        consignment: str,
        node: str,
        sending: int,
        manifest: str,
        parts: list[str],
        envelope: dict[str, Any],
        receipt: str,
        previous: str,
        signed: dict[str, Any],
        made: str = "",
    ) -> None:
        self.node = node
        self.manifests[sending] = manifest
        self.parts[sending] = list(parts)
        self.receipts.append(
            KeptReceipt(receipt, sending, "accepted", previous, from_json(signed))
        )

    def acceptance(self, sending: int) -> Signed:
        """The receipt that was given when this sending came."""
        return next(
            each.signed
            for each in self.receipts
            if each.sending == sending and each.state == "accepted"
        )

    def give(self, receipt: KeptReceipt, *, at: datetime) -> None:
        """A receipt of what people did, signed and from now on this one. Twice is once."""
        if self.given(receipt.id) is None:
            self._receipted(
                timestamp=at,
                consignment=self.consignment,
                receipt=receipt.id,
                sending=receipt.sending,
                state=receipt.state,
                previous=receipt.previous,
                signed=to_json(receipt.signed),
            )

    @event("Receipted", topic="exchange.Taken.Receipted")
    def _receipted(
        self,
        timestamp: datetime,
        consignment: str,
        receipt: str,
        sending: int,
        state: str,
        previous: str,
        signed: dict[str, Any],
    ) -> None:
        self.receipts.append(KeptReceipt(receipt, sending, state, previous, from_json(signed)))

    def given(self, receipt: str) -> Signed | None:
        """The receipt of this id as it was signed, if it was."""
        return next((each.signed for each in self.receipts if each.id == receipt), None)


def _facts(
    envelope: Envelope, signed: Signed, *, node: str, receipt: KeptReceipt
) -> dict[str, Any]:
    return {
        "consignment": envelope.consignment,
        "node": node,
        "sending": envelope.sending,
        "manifest": envelope.manifest.digest,
        "parts": sorted({each.digest for each in envelope.parts}),
        "envelope": to_json(signed),
        "receipt": receipt.id,
        "signed": to_json(receipt.signed),
        "made": envelope.made.isoformat(),
    }
