"""封发: a consignment of ours as it was signed for another node, and what came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.consignments.states import LINE, State
from integrations.exchange.kept.receipts import KeptReceipt, lacking
from integrations.exchange.kept.signed_json import from_json, to_json
from integrations.exchange.shapes import Envelope, Signed
from office.kernel.entity import Created, Entity


class Sent(Entity):
    """One stream a consignment. What is sent again, is sent in the same bytes."""

    TOPIC: ClassVar[str] = "exchange.Sent"

    class Enveloped(Created):
        TOPIC: ClassVar[str] = "exchange.Sent.Enveloped"
        consignment: str
        addressee: str
        node: str
        sending: int
        manifest: str  # digest
        parts: list[str]  # digests
        envelope: dict[str, Any]
        made: str = ""  # moment as the signed envelope says it

    def __init__(
        self,
        agency: str,
        consignment: str,
        addressee: str,
        node: str,
        sending: int,
        manifest: str,
        parts: list[str],
        envelope: dict[str, Any],
        made: str = "",
    ) -> None:
        self.agency = agency
        self.consignment = consignment
        self.addressee = addressee
        self.envelopes = {sending: from_json(envelope)}
        self.manifests = {sending: manifest}
        self.parts = list(parts)
        self.receipts: list[KeptReceipt] = []

    @staticmethod
    def id_of(consignment: str) -> UUID:
        """The stream of a consignment that left."""
        return uuid5(NAMESPACE_URL, f"wenshu:exchange:sent:{consignment}")

    @classmethod
    def put_in_envelope(
        cls, envelope: Envelope, signed: Signed, *, node: str, at: datetime
    ) -> Sent:
        """The first sending; `node`: the one that gets it."""
        return cls.begin(
            cls.Enveloped,
            id=cls.id_of(envelope.consignment),
            agency=envelope.sender.code,
            timestamp=at,
            addressee=envelope.addressee.code,
            **_facts(envelope, signed, node=node),
        )

    def put_in_another(
        self, envelope: Envelope, signed: Signed, *, node: str, at: datetime
    ) -> None:
        """A person had it sent once more; of one sending there is one envelope for ever."""
        if envelope.sending not in self.envelopes:
            self._enveloped_again(timestamp=at, **_facts(envelope, signed, node=node))

    @event("EnvelopedAgain", topic="exchange.Sent.EnvelopedAgain")
    def _enveloped_again(
        self,
        timestamp: datetime,
        consignment: str,
        node: str,
        sending: int,
        manifest: str,
        parts: list[str],
        envelope: dict[str, Any],
        made: str = "",
    ) -> None:
        self.envelopes[sending] = from_json(envelope)
        self.manifests[sending] = manifest
        self.parts = list(parts)

    def keep(self, receipt: KeptReceipt, *, at: datetime) -> None:
        """A receipt that holds. Twice is once."""
        if any(each.id == receipt.id for each in self.receipts):
            return
        self._receipted(
            timestamp=at,
            consignment=self.consignment,
            receipt=receipt.id,
            sending=receipt.sending,
            state=receipt.state,
            previous=receipt.previous,
            standing=receipt.state if self._is_news(receipt) else "",
            lacking=next(iter(lacking([*self.receipts, receipt])), ""),
            signed=to_json(receipt.signed),
        )

    @event("Receipted", topic="exchange.Sent.Receipted")
    def _receipted(
        self,
        timestamp: datetime,
        consignment: str,
        receipt: str,
        sending: int,
        state: str,
        previous: str,
        standing: str,
        lacking: str,
        signed: dict[str, Any],
    ) -> None:
        self.receipts.append(KeptReceipt(receipt, sending, state, previous, from_json(signed)))

    def _is_news(self, receipt: KeptReceipt) -> bool:
        """Not one of an earlier sending, nor one that another has overtaken."""
        if receipt.sending < max(self.envelopes):
            return False
        had = {State(each.state) for each in self.receipts if each.sending == receipt.sending}
        state = State(receipt.state)
        return state not in LINE or not any(
            LINE.index(each) >= LINE.index(state) for each in had if each in LINE
        )


def _facts(envelope: Envelope, signed: Signed, *, node: str) -> dict[str, Any]:
    return {
        "consignment": envelope.consignment,
        "node": node,
        "sending": envelope.sending,
        "manifest": envelope.manifest.digest,
        "parts": sorted({each.digest for each in envelope.parts}),
        "envelope": to_json(signed),
        "made": envelope.made.isoformat(),
    }
