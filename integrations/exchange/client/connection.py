"""Another node's operations, called over the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from http import HTTPStatus
from typing import Any

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.client import messages
from integrations.exchange.client.values import not_taken, signed_fields, signed_of
from integrations.exchange.client.wire import Answered, Wire
from integrations.exchange.contract import LARGEST_REQUEST
from integrations.exchange.operations import Line, Pong, Preflight, Receipted, Reconciled
from integrations.exchange.shapes import Missing, Signed
from integrations.exchange.soap import SOAP_12, Fault, Unreadable, Version

_LONGEST_WAIT = 24 * 3600
_USUAL_WAIT = 60
_LONGEST_SENTENCE = 500


class Connection:
    """`Operations` of the node at the other end; the caller is who the certificate says.

    Raises NotTaken for a refusal or a fault, OSError where no answer came that can be read: then
    nobody knows whether it was done, and it is asked again.
    """

    def __init__(self, wire: Wire, *, version: Version = SOAP_12) -> None:
        self._wire = wire
        self._version = version

    def ping(self, caller: str = "") -> Pong:
        """As the port says."""
        pong = self._call("ping")
        return Pong(
            node=pong.node,
            time=pong.time,
            envelope_versions=tuple(pong.envelopeVersion),
            largest_chunk=pong.largestChunk,
            largest_consignment=pong.largestConsignment,
            snapshot=pong.snapshot,
        )

    def preflight(self, caller: str, asked: Preflight) -> Sequence[NotTaken]:
        """As the port says."""
        refusals = self._call(
            "preflight",
            envelopeVersion=asked.envelope_version,
            sender=asked.sender,
            addressee=asked.addressee,
            kind=asked.kind,
            classification=asked.classification or None,
            length=asked.length,
            mediaType=list(asked.media_types),
        )
        return tuple(map(not_taken, refusals or ()))

    def submit(
        self, caller: str, envelope: Signed, parts: Mapping[str, bytes]
    ) -> Receipted | Sequence[Missing]:
        """As the port says."""
        answer = self._asked(
            "submit",
            tuple(parts.values()),
            envelope=signed_fields(envelope),
            part=[{"digest": digest, "data": b""} for digest in parts],
        )
        if answer.receipt is not None:
            return Receipted(signed_of(answer.receipt), answer.duplicate)
        return tuple(Missing(each.digest, each.offset) for each in answer.missing)

    def put_part(
        self, caller: str, consignment: str, digest: str, offset: int, data: bytes
    ) -> int:
        """As the port says."""
        answer = self._asked(
            "putPart",
            (data,),
            consignment=consignment,
            digest=digest,
            offset=offset,
            data=b"",
        )
        return int(answer.received)

    def status(self, caller: str, consignment: str) -> Sequence[Signed]:
        """As the port says."""
        answer = self._asked("status", consignment=consignment)
        return _documents(answer and answer.receipt)

    def report(self, caller: str, receipt: Signed) -> None:
        """As the port says."""
        self._tell("report", receipt=receipt)

    def recall(self, caller: str, request: Signed) -> None:
        """As the port says."""
        self._tell("recall", request=request)

    def amend(self, caller: str, request: Signed) -> None:
        """As the port says."""
        self._tell("amend", request=request)

    def address_book(self, caller: str, known: Mapping[str, int]) -> Sequence[Signed]:
        """As the port says."""
        fields = [{"node": node, "sequence": sequence} for node, sequence in known.items()]
        answer = self._asked("addressBook", known=fields)
        return _documents(answer and answer.snapshot)

    def reconcile(self, caller: str, day: date, digest: str) -> Reconciled:
        """As the port says."""
        answer = self._asked("reconcile", day=day, digest=digest)
        lines = (
            Line(each.consignment, each.sender, each.addressee, each.manifest, each.state)
            for each in answer.line or ()
        )
        return Reconciled(answer.digest, tuple(lines))

    def _tell(self, operation: str, **signed: Signed) -> None:
        fields = {name: signed_fields(each) for name, each in signed.items()}
        refusal = self._call(operation, (), **fields)
        if refusal is not None:
            raise not_taken(refusal)

    def _asked(self, operation: str, attached: Sequence[bytes] = (), **fields: Any) -> Any:
        """The answer, where a refusal is one of its choices; None if it is empty."""
        answer = self._call(operation, attached, **fields)
        if answer is not None and answer.refusal is not None:
            raise not_taken(answer.refusal)
        return answer

    def _call(self, operation: str, attached: Sequence[bytes] = (), **fields: Any) -> Any:
        outgoing = messages.request(operation, fields, attached, version=self._version)
        answered = self._wire.post(outgoing.headers, outgoing.body)
        _must_be_soap(answered, self._version)
        try:
            return messages.answer(operation, answered.body, version=self._version)
        except Unreadable as unreadable:
            raise ConnectionError(f"the answer cannot be read: {unreadable}") from unreadable
        except Fault as fault:
            code = Code.ENVELOPE_INVALID if fault.is_the_sender_s else Code.INTERNAL
            raise NotTaken(code, fault.reason[:_LONGEST_SENTENCE]) from fault


def _documents(found: Any) -> tuple[Signed, ...]:
    """zeep has None for a list without anything in it."""
    return tuple(map(signed_of, found or ()))


def _must_be_soap(answered: Answered, version: Version) -> None:
    """What HTTP says instead of a message."""
    media_type = answered.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == version.media_type and "content-encoding" not in answered.headers:
        return
    if answered.status == HTTPStatus.SERVICE_UNAVAILABLE:
        wait = answered.headers.get("retry-after", "")
        seconds = int(wait) if wait.isascii() and wait.isdigit() else _USUAL_WAIT
        raise NotTaken(
            Code.BUSY, "对方节点正忙，稍后自动重试。", retry_after=min(seconds, _LONGEST_WAIT)
        )
    if answered.status == HTTPStatus.FORBIDDEN:
        raise NotTaken(
            Code.SENDER_MISMATCH,
            "对方节点不认识本节点的证书。",
            remedy="请系统管理员把本节点的最新快照送给对方。",
        )
    if answered.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise NotTaken(Code.SIZE_EXCEEDED, "对方节点不接受这样大的请求。", limit=LARGEST_REQUEST)
    raise ConnectionError(f"no answer of the protocol: HTTP {answered.status}, {media_type}")
