"""The gateway to other nodes: envelopes are written and signed once, and sent as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from documents.consignments.capsule import (
    Accepted,
    Capsule,
    NotSent,
    NotTaken,
    Report,
    Request,
)
from documents.consignments.states import Asks, Code
from integrations.exchange.client.handing_over import hand_over
from integrations.exchange.credentials import Credentials
from integrations.exchange.hearing import kept_receipt, must_answer
from integrations.exchange.kept.application import Exchanged
from integrations.exchange.kept.receipts import KeptReceipt
from integrations.exchange.leaving.before_sending import objections
from integrations.exchange.leaving.enveloping import Enveloping
from integrations.exchange.ports import Book, Connect, Way
from integrations.exchange.shapes import Receipt, Signed
from integrations.exchange.signers import Signers
from integrations.exchange.written.envelopes import read_envelope
from integrations.exchange.written.receipts import read_receipt, written_receipt, written_request
from office.kernel.clock import Clock
from office.kernel.refusals import Missing, Refused

NEVER = frozenset({Code.ENVELOPE_INVALID, Code.VERSION_UNSUPPORTED})
"""What is wrong with the paper itself or with both programs: no other attempt mends it."""


class ExchangeGateway:
    """`documents.consignments.ports.Gateway` over the protocol."""

    def __init__(
        self,
        *,
        book: Book,
        connect: Connect,
        exchanged: Exchanged,
        credentials: Credentials,
        enveloping: Enveloping,
        signers: Signers,
        clock: Clock,
    ) -> None:
        self._book = book
        self.connect = connect
        self._exchanged = exchanged
        self._credentials = credentials
        self._enveloping = enveloping
        self._signers = signers
        self._clock = clock

    def reaches(self, agency: str) -> bool:
        """Whether some node's snapshot names the agency."""
        return self._book.way_to(agency, self._clock.now()) is not None

    def destination(self, agency: str) -> str:
        """The node of the agency."""
        way = self._book.way_to(agency, self._clock.now())
        return self.named(way.node) if way else agency

    @staticmethod
    def named(node: str) -> str:
        """A node as a destination."""
        return f"节点“{node}”"

    def send(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """As the port says; the receipt is kept before it counts."""
        way = self._way_to(capsule.addressee, capsule.addressee_name)
        with _on_our_side():
            signed, parts = self._enveloped(capsule, contents, way)
        envelope = read_envelope(signed.content)
        for objection in objections(way, envelope):
            raise objection
        answer = hand_over(self.connect(way), capsule.consignment, signed, parts)
        with _on_our_side(may_be_there=True):
            self._credentials.must_be_signed(answer.receipt, agency=capsule.addressee)
            receipt = read_receipt(answer.receipt.content)
            must_answer(receipt, envelope)
            kept = kept_receipt(receipt, answer.receipt)
            self._exchanged.keep_receipt(capsule.sender, capsule.consignment, kept)
        return Accepted(receipt=receipt.id, at=receipt.at, duplicate=answer.duplicate)

    def enveloped(self, capsule: Capsule) -> tuple[Signed, dict[str, bytes]]:
        """The envelope of this sending with all that travels, by digest, for whoever carries it
        another way. Raises NotTaken."""
        content = self._exchanged.node.content
        digests = [each.digest for each in capsule.parts]
        contents = {digest: content.get(capsule.sender, digest) for digest in digests}
        return self._enveloped(
            capsule, contents, self._way_to(capsule.addressee, capsule.addressee_name)
        )

    def _enveloped(
        self, capsule: Capsule, contents: Mapping[str, bytes], way: Way
    ) -> tuple[Signed, dict[str, bytes]]:
        signed = self._enveloping.enveloped(capsule, contents, way)
        return signed, self._enveloping.parts(capsule.sender, signed)

    def report(self, report: Report) -> None:
        """Bring what people did to the sender's node."""
        way = self._way_to(report.sender, report.sender)
        with _on_our_side():
            signed = self.signed_report(report)
        self.connect(way).report("", signed)

    def signed_report(self, report: Report) -> Signed:
        """What people did, signed once. Raises NotTaken."""
        taken = self._exchanged.taken(report.consignment, addressee=report.addressee)
        if taken is None:
            raise NotTaken(Code.ENVELOPE_INVALID, "回执所指的公文不是经交换收到的，不能回复。")

        if report.sending not in taken.manifests:
            raise NotTaken(Code.ENVELOPE_INVALID, "回执所指的这一次发送没有收到过，不能回复。")

        def make(previous: str) -> KeptReceipt:
            receipt = Receipt(
                id=report.id,
                consignment=report.consignment,
                sending=report.sending,
                sender=report.sender,
                addressee=report.addressee,
                state=report.state,
                at=report.at,
                manifest=taken.manifests[report.sending],
                parts=tuple(taken.parts[report.sending]),
                previous=previous,
                person=report.person,
                number=report.number,
                code=report.code,
                text=report.text,
            )
            return self._signers.receipted(written_receipt(receipt), receipt)

        return self._exchanged.give(report.addressee, report.consignment, id=report.id, make=make)

    def ask(self, request: Request) -> None:
        """Sign what people ask and bring it to the addressee's node, which knows it by its id."""
        way = self._way_to(request.addressee, request.addressee)
        signed = self._signers.signed(written_request(request), agency=request.sender)
        node = self.connect(way)
        (node.recall if request.asks is Asks.RECALL else node.amend)("", signed)

    def _way_to(self, agency: str, name: str) -> Way:
        way = self._book.way_to(agency, self._clock.now())
        if way is None:
            raise NotTaken(
                Code.ADDRESSEE_UNKNOWN,
                f"通讯录中没有“{name}”，或者它所在的节点已停用，请核对地址或改走其他渠道。",
            )
        return way


@contextmanager
def _on_our_side(*, may_be_there: bool = False) -> Iterator[None]:
    """What goes wrong here is none of the other side's refusals: it is tried again, and the other
    node is not blamed. Except what can never be sent, whoever tries."""
    try:
        yield
    except NotTaken as error:
        if error.code in NEVER and not may_be_there:
            raise
        raise NotSent(error.sentence, may_be_there=may_be_there) from error
    except (Refused, Missing, KeyError) as error:
        raise NotSent(str(error), may_be_there=may_be_there) from error
