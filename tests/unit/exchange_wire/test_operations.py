"""Every operation over the wire's server side, written by hand, inline and with MTOM."""

from __future__ import annotations

import base64
from datetime import date

import pytest

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange import contract
from integrations.exchange.operations import Preflight
from integrations.exchange.server.dispatch import CALLS
from integrations.exchange.soap import SOAP_11, SOAP_12, Version
from tests.in_memory_node import CONSIGNMENT, InMemoryNode, digest_of, envelope
from tests.unit.exchange_wire.speaking import (
    MTOM_12,
    Heard,
    encoded,
    exchange,
    included,
    message,
    multipart,
    post,
    signed_in_words,
)

PART = b"%PDF-1.7 \x00\xff\r\n--edge-of-part"
DIGEST = digest_of(PART)
ENVELOPE = envelope([PART])
SUBMIT = (
    f"<x:submit><x:envelope>{signed_in_words(ENVELOPE.content)}</x:envelope>"
    "<x:part><x:digest>{digest}</x:digest><x:data>{data}</x:data></x:part></x:submit>"
)
INLINE = SUBMIT.format(digest=DIGEST, data=encoded(PART))
SIGNED = signed_in_words("内容".encode())
EVERY = {
    "ping": "<x:ping/>",
    "preflight": "<x:preflight><x:envelopeVersion>1</x:envelopeVersion><x:sender>YC01</x:sender>"
    "<x:addressee>YC02</x:addressee><x:kind>document</x:kind><x:length>5</x:length>"
    "<x:mediaType>application/pdf</x:mediaType></x:preflight>",
    "submit": INLINE,
    "putPart": f"<x:putPart><x:consignment>{CONSIGNMENT}</x:consignment>"
    f"<x:digest>{DIGEST}</x:digest><x:offset>0</x:offset><x:data>eA==</x:data></x:putPart>",
    "status": f"<x:status><x:consignment>{CONSIGNMENT}</x:consignment></x:status>",
    "report": f"<x:report><x:receipt>{SIGNED}</x:receipt></x:report>",
    "recall": f"<x:recall><x:request>{SIGNED}</x:request></x:recall>",
    "amend": f"<x:amend><x:request>{SIGNED}</x:request></x:amend>",
    "addressBook": "<x:addressBook><x:known><x:node>云川省政务</x:node>"
    "<x:sequence>3</x:sequence></x:known></x:addressBook>",
    "reconcile": f"<x:reconcile><x:day>2026-11-22+08:00</x:day><x:digest>{'c' * 64}</x:digest>"
    "</x:reconcile>",
}


def said(node: InMemoryNode, inner: str, version: Version = SOAP_12) -> Heard:
    heard = post(exchange(node), message(inner, version=version), content_type=version.media_type)
    assert heard.headers["content-type"] == f"{version.media_type}; charset=utf-8"
    return heard


def test_every_operation_of_the_contract_is_answered() -> None:
    assert set(CALLS) == contract.operations() == set(EVERY)


@pytest.mark.parametrize("version", [SOAP_11, SOAP_12])
@pytest.mark.parametrize("operation", EVERY)
def test_an_answer_is_as_the_contract_has_it(operation: str, version: Version) -> None:
    node = InMemoryNode()
    heard = said(node, EVERY[operation], version)
    assert heard.status == 200
    assert contract.fault_in(heard.inside) == ""
    assert heard.inside.tag == contract.name(f"{operation}Response")
    assert node.calls == [(operation, "临江市政务")]


@pytest.mark.parametrize("operation", sorted(set(EVERY) - {"ping"}))
def test_a_refusal_is_an_answer_with_all_that_it_says(operation: str) -> None:
    refusal = NotTaken(
        Code.ADDRESSEE_MOVED,
        "该机关已迁往另一节点。",
        remedy="请更新通讯录后重发。",
        retry_after=90,
        moved_to="https://other.example/exchange/v1",
        limit=1000,
    )
    heard = said(InMemoryNode(refusal=refusal), EVERY[operation])
    assert heard.status == 200
    assert contract.fault_in(heard.inside) == ""
    (found,) = heard.inside.iter(contract.name("refusal"))
    assert [each.text for each in found] == [
        "Addressee.Moved",
        "human",
        "该机关已迁往另一节点。",
        "请更新通讯录后重发。",
        "90",
        "https://other.example/exchange/v1",
        "1000",
    ]


def test_a_sentence_that_is_too_long_for_the_contract_is_cut() -> None:
    heard = said(InMemoryNode(refusal=NotTaken(Code.CONFLICT, "长" * 3000)), EVERY["status"])
    assert contract.fault_in(heard.inside) == ""
    assert heard.text("sentence") == "长" * 2000


def test_what_is_asked_before_arrives_as_it_was_asked() -> None:
    node = InMemoryNode()
    said(node, EVERY["preflight"])
    said(node, EVERY["addressBook"])
    said(node, EVERY["reconcile"])
    assert node.asked == [
        Preflight(
            envelope_version=1,
            sender="YC01",
            addressee="YC02",
            kind="document",
            classification="",
            length=5,
            media_types=("application/pdf",),
        ),
        {"云川省政务": 3},
        date(2026, 11, 22),
    ]


def test_a_part_arrives_byte_for_byte_inline_and_beside() -> None:
    inline, beside = InMemoryNode(), InMemoryNode()
    first = said(inline, INLINE)
    root = message(SUBMIT.format(digest=DIGEST, data=included("part%201")))
    body = multipart(root, {"part 1": PART})
    second = post(exchange(beside), body, content_type=MTOM_12)
    assert inline.parts == beside.parts == {DIGEST: PART}
    receipt = base64.b64decode(second.text("content") or "")
    assert receipt == base64.b64decode(first.text("content") or "")
    assert receipt == f"accepted {ENVELOPE.digest}".encode()
    assert second.text("duplicate") == "false"
    again = post(exchange(beside), body, content_type=MTOM_12)
    assert again.text("duplicate") == "true"


def test_what_is_missing_is_named_with_its_offset() -> None:
    node = InMemoryNode(parts={DIGEST: PART[:4]})
    inner = f"<x:submit><x:envelope>{signed_in_words(ENVELOPE.content)}</x:envelope></x:submit>"
    heard = said(node, inner)
    assert (heard.text("digest"), heard.text("offset")) == (DIGEST, "4")
