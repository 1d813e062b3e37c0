"""Receipts that come: whether they hold, for what, and what they tell."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from documents.consignments.capsule import NotTaken, Report
from documents.consignments.consignment import Consignment
from documents.consignments.ports import Arrivals
from documents.consignments.states import Code, State
from integrations.exchange.credentials import Credentials
from integrations.exchange.kept.application import Exchanged
from integrations.exchange.kept.receipts import KeptReceipt
from integrations.exchange.kept.sent import Sent
from integrations.exchange.shapes import Envelope, Receipt, Signed
from integrations.exchange.written.receipts import read_receipt, read_request
from office.kernel.refusals import Conflict, Missing, Refused


class Hearing:
    """What other nodes tell of our consignments, and ask of theirs."""

    def __init__(
        self, *, arrivals: Arrivals, exchanged: Exchanged, credentials: Credentials
    ) -> None:
        self._arrivals = arrivals
        self._exchanged = exchanged
        self._credentials = credentials

    def report(self, caller: str, signed: Signed) -> None:
        """A receipt for a consignment of an agency of ours. Raises NotTaken."""
        receipt = read_receipt(signed.content)
        self._credentials.must_speak_for(caller, receipt.addressee)
        self.take(signed)

    def take(self, signed: Signed) -> None:
        """As `report`, of a receipt that was fetched. Raises NotTaken."""
        receipt = read_receipt(signed.content)
        self._credentials.must_be_signed(signed, agency=receipt.addressee)
        sent = self._exchanged.sent(receipt.consignment)
        if sent is None or (sent.agency, sent.addressee) != (receipt.sender, receipt.addressee):
            raise NotTaken(
                Code.ENVELOPE_INVALID, "本节点没有向该机关发出过这件公文，回执没有接收。"
            )
        _must_be_of(receipt, manifest=sent.manifests.get(receipt.sending, ""))
        self._keep(sent, kept_receipt(receipt, signed))
        self._tell(receipt, sent)

    def status(self, caller: str, consignment: str) -> Sequence[Signed]:
        """Every receipt that was given for it, oldest first; none for what did not come. For the
        node that brought it, and for the one that has its sender now."""
        taken = self._exchanged.taken_by_id(consignment)
        if taken is None:
            return ()
        if caller != taken.node:
            self._credentials.must_speak_for(caller, taken.sender)
        return [each.signed for each in taken.receipts]

    def ask(self, caller: str, signed: Signed) -> None:
        """追回 or 更正, asked by a sender. Raises NotTaken."""
        request = read_request(signed.content)
        self._credentials.must_speak_for(caller, request.sender)
        self._credentials.must_be_signed(signed, agency=request.sender)
        self._arrivals.ask(request)

    def _keep(self, sent: Sent, receipt: KeptReceipt) -> None:
        """The first of its id is the one that counts, whatever it is of."""
        try:
            self._exchanged.keep_receipt(sent.agency, sent.consignment, receipt)
        except Conflict:
            raise  # meanwhile the stream went on: the next attempt finds it
        except Refused as fault:
            raise NotTaken(
                Code.CONFLICT,
                "同一编号的回执已收到内容不同的一件，原件未被覆盖。",
                remedy="请核对后以新的编号重新签发。",
            ) from fault

    def _tell(self, receipt: Receipt, sent: Sent) -> None:
        if receipt.state is State.ACCEPTED:
            return  # what `submit` answered; the courier has it or asks again
        try:
            consignment = self._exchanged.load(Consignment, UUID(receipt.consignment))
            self._arrivals.hear(report_of(receipt, digest=consignment.capsule.digest))
        except (Refused, Missing) as refusal:
            raise NotTaken(Code.ENVELOPE_INVALID, str(refusal)) from refusal


def kept_receipt(receipt: Receipt, signed: Signed) -> KeptReceipt:
    """To be kept in the stream of its consignment."""
    return KeptReceipt(
        id=receipt.id,
        sending=receipt.sending,
        state=receipt.state,
        previous=receipt.previous,
        signed=signed,
    )


def must_answer(receipt: Receipt, envelope: Envelope) -> None:
    """That it is the acceptance of this very envelope. Raises NotTaken: it is asked for again."""
    said = (receipt.consignment, receipt.sending, receipt.sender, receipt.addressee)
    asked = (
        envelope.consignment,
        envelope.sending,
        envelope.sender.code,
        envelope.addressee.code,
    )
    parts = tuple(sorted({each.digest for each in envelope.parts}))
    if said != asked or receipt.state is not State.ACCEPTED or tuple(receipt.parts) != parts:
        raise NotTaken(Code.INTERNAL, "对方的接收回执与发出的公文不符，将再次核对。")
    _must_be_of(receipt, manifest=envelope.manifest.digest)


def report_of(receipt: Receipt, *, digest: str) -> Report:
    """As the consignment hears it; `digest`: of the capsule whose manifest the receipt names."""
    return Report(
        id=receipt.id,
        consignment=receipt.consignment,
        digest=digest,
        sender=receipt.sender,
        addressee=receipt.addressee,
        state=receipt.state,
        at=receipt.at,
        person=receipt.person,
        number=receipt.number,
        code=receipt.code,
        text=receipt.text,
        sending=receipt.sending,
    )


def _must_be_of(receipt: Receipt, *, manifest: str) -> None:
    if receipt.manifest != manifest:
        raise NotTaken(Code.CONFLICT, "回执所载内容与发出的公文不一致，不能作为回执，没有接收。")
