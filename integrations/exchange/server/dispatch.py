"""Each operation of the contract: the request taken apart, the call, its answer."""

from __future__ import annotations

from collections.abc import Callable

from documents.consignments.capsule import NotTaken
from integrations.exchange.operations import Operations, Preflight, Receipted
from integrations.exchange.server.answers import Answer
from integrations.exchange.server.asked import Asked
from integrations.exchange.soap import Unreadable

Call = Callable[[Operations, str, Asked, Answer], None]


def call(operations: Operations, caller: str, asked: Asked) -> Answer:
    """Carry the request out; a refusal is an answer. Raises Unreadable, and whatever fails."""
    answer = Answer.to(asked.operation)
    try:
        CALLS[asked.operation](operations, caller, asked, answer)
    except NotTaken as refusal:
        return refused(asked, refusal)
    return answer


def refused(asked: Asked, refusal: NotTaken) -> Answer:
    """The operation's answer that it is not taken. Raises the refusal where there is none."""
    if asked.operation == "ping":
        raise refusal
    answer = Answer.to(asked.operation)
    answer.add_refusal(refusal)
    return answer


def _ping(operations: Operations, caller: str, asked: Asked, answer: Answer) -> None:
    pong = operations.ping(caller)
    answer.add("node", pong.node)
    answer.add("time", pong.time)
    for version in pong.envelope_versions:
        answer.add("envelopeVersion", version)
    answer.add("largestChunk", pong.largest_chunk)
    answer.add("largestConsignment", pong.largest_consignment)
    answer.add("snapshot", pong.snapshot)


def _preflight(operations: Operations, caller: str, asked: Asked, answer: Answer) -> None:
    question = Preflight(
        envelope_version=asked.number("envelopeVersion"),
        sender=asked.text("sender"),
        addressee=asked.text("addressee"),
        kind=asked.text("kind"),
        classification=asked.text("classification"),
        length=asked.number("length"),
        media_types=asked.texts("mediaType"),
    )
    for refusal in operations.preflight(caller, question):
        answer.add_refusal(refusal)


def _submit(operations: Operations, caller: str, asked: Asked, answer: Answer) -> None:
    sent = list(asked.each("part"))
    parts = {each.text("digest"): each.binary("data") for each in sent}
    if len(parts) != len(sent):
        raise Unreadable("同一个部分在请求中出现了两次。")
    done = operations.submit(caller, asked.signed("envelope"), parts)
    if isinstance(done, Receipted):
        answer.add_signed("receipt", done.receipt)
        answer.add("duplicate", done.duplicate)
        return
    for missing in done:
        answer.add_all("missing", digest=missing.digest, offset=missing.offset)


def _put_part(operations: Operations, caller: str, asked: Asked, answer: Answer) -> None:
    received = operations.put_part(
        caller,
        asked.text("consignment"),
        asked.text("digest"),
        asked.number("offset"),
        asked.binary("data"),
    )
    answer.add("received", received)


def _status(operations: Operations, caller: str, asked: Asked, answer: Answer) -> None:
    for receipt in operations.status(caller, asked.text("consignment")):
        answer.add_signed("receipt", receipt)


def _report(operations: Operations, caller: str, asked: Asked, answer: Answer) -> None:
    operations.report(caller, asked.signed("receipt"))


def _recall(operations: Operations, caller: str, asked: Asked, answer: Answer) -> None:
    operations.recall(caller, asked.signed("request"))


def _amend(operations: Operations, caller: str, asked: Asked, answer: Answer) -> None:
    operations.amend(caller, asked.signed("request"))


def _address_book(operations: Operations, caller: str, asked: Asked, answer: Answer) -> None:
    known = {each.text("node"): each.number("sequence") for each in asked.each("known")}
    for snapshot in operations.address_book(caller, known):
        answer.add_signed("snapshot", snapshot)


def _reconcile(operations: Operations, caller: str, asked: Asked, answer: Answer) -> None:
    found = operations.reconcile(caller, asked.day("day"), asked.text("digest"))
    answer.add("digest", found.digest)
    for line in found.lines:
        answer.add_all(
            "line",
            consignment=line.consignment,
            sender=line.sender,
            addressee=line.addressee,
            manifest=line.manifest,
            state=line.state,
        )


CALLS: dict[str, Call] = {
    "ping": _ping,
    "preflight": _preflight,
    "submit": _submit,
    "putPart": _put_part,
    "status": _status,
    "report": _report,
    "recall": _recall,
    "amend": _amend,
    "addressBook": _address_book,
    "reconcile": _reconcile,
}
