"""Envelopes, receipts and requests: one spelling each, read back as they were, or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.consignments.capsule import NotTaken, Request
from documents.consignments.states import Asks, Code, Kind, State
from integrations.exchange.shapes import (
    TOLD,
    Encryption,
    Envelope,
    PartOf,
    Party,
    Receipt,
    WrappedKey,
)
from integrations.exchange.written.envelopes import read_envelope, written_envelope
from integrations.exchange.written.receipts import (
    read_receipt,
    read_request,
    written_receipt,
    written_request,
)
from tests.unit.exchange.drawn import codes, counts, digests, ids, moments, texts
from tests.unit.exchange.samples import encrypted, envelope, receipt, request

GOLDEN = Path(__file__).parent / "golden"
SPELLINGS: dict[str, tuple[Any, Callable[[Any], bytes], Callable[[bytes], Any]]] = {
    "envelope-1": (envelope(), written_envelope, read_envelope),
    "envelope-2": (encrypted(), written_envelope, read_envelope),
    "receipt-1": (receipt(), written_receipt, read_receipt),
    "request-1": (request(), written_request, read_request),
}


def golden(name: str) -> bytes:
    return (GOLDEN / f"{name}.xml").read_bytes()


@pytest.mark.parametrize("name", SPELLINGS)
def test_each_has_one_spelling_and_is_read_back(name: str) -> None:
    value, write, read = SPELLINGS[name]
    assert write(value) == golden(name)
    assert read(golden(name)) == value


parts = st.builds(PartOf, digests, st.integers(0, 10**18))
parties = st.builds(Party, codes, texts)
keys = st.builds(WrappedKey, digests, st.sampled_from(["sm2", "rsa-oaep-sha256"]), st.binary())
encryptions = st.builds(
    Encryption,
    st.sampled_from(["sm4-gcm", "aes-256-gcm"]),
    st.lists(keys, min_size=1, max_size=3).map(tuple),
)
firsts = st.builds(
    Envelope,
    version=st.just(1),
    id=ids,
    consignment=ids,
    sending=counts,
    kind=st.sampled_from(Kind),
    sender=parties,
    addressee=parties,
    urgency=texts,
    classification=texts,
    made=moments,
    manifest=parts,
    parts=st.lists(parts, max_size=3).map(tuple),
    expires=st.none(),
    encryption=st.none(),
)
seconds = st.builds(
    replace,
    firsts,
    version=st.just(2),
    expires=st.none() | moments,
    encryption=st.none() | encryptions,
)


@given(firsts | seconds)
def test_every_envelope_is_read_back_as_it_was(made: Envelope) -> None:
    assert read_envelope(written_envelope(made)) == made


@given(
    st.builds(
        Receipt,
        id=ids,
        consignment=ids,
        sending=counts,
        sender=texts,
        addressee=texts,
        state=st.sampled_from(sorted(TOLD)),
        at=moments,
        manifest=digests,
        parts=st.lists(digests, max_size=4).map(lambda each: tuple(sorted(each))),
        previous=st.just("") | digests,
        person=texts,
        number=texts,
        code=texts,
        text=texts,
    )
)
def test_every_receipt_is_read_back_as_it_was(made: Receipt) -> None:
    assert read_receipt(written_receipt(made)) == made


@given(
    st.builds(
        Request,
        id=ids,
        consignment=ids,
        asks=st.sampled_from(Asks),
        sender=texts,
        addressee=texts,
        at=moments,
        reason=texts,
        replaced_by=st.just("") | ids,
    )
)
def test_every_request_is_read_back_as_it_was(made: Request) -> None:
    assert read_request(written_request(made)) == made


def test_what_nobody_here_knows_is_passed_over_and_left_in_the_bytes() -> None:
    added = (
        b'<extensions><x:route xmlns:x="urn:example:x" via="hub">1<x:y/></x:route></extensions>'
        b"</envelope>"
    )
    assert read_envelope(golden("envelope-1").replace(b"</envelope>", added)) == envelope()


def test_comments_and_references_do_not_part_a_word() -> None:
    parted = golden("envelope-1").replace(
        "特急".encode(), "特<!-- 不 --><?x y?><![CDATA[急]]>".encode()
    )
    assert read_envelope(parted).urgency == "特急"


@pytest.mark.parametrize(
    ("name", "was", "becomes", "code", "said"),
    [
        ("envelope-1", b"envelope:1", b"envelope:3", Code.VERSION_UNSUPPORTED, "只认第 1、2 版"),
        ("envelope-1", b"envelope:1", b"envelope:x", Code.ENVELOPE_INVALID, "命名空间"),
        ("envelope-1", b"envelope:1", b"receipt:1", Code.ENVELOPE_INVALID, "命名空间"),
        ("envelope-1", b">document<", b">decree<", Code.TYPE_UNMAPPED, "decree"),
        ("envelope-1", b"<sending>2<", b"<sending>-2<", Code.ENVELOPE_INVALID, "sending"),
        ("envelope-1", b"7b0c8a52", b"7B0C8A52", Code.ENVELOPE_INVALID, "consignment"),
        (
            "envelope-1",
            b'code="lanzhou"',
            b'code="../x"',
            Code.ENVELOPE_INVALID,
            "addressee的code",
        ),
        ("envelope-1", b'length="0"', b'length="-1"', Code.ENVELOPE_INVALID, "part的length"),
        ("envelope-2", b'"sm4-gcm"', b'"none"', Code.ENVELOPE_INVALID, "encryption的algorithm"),
        ("receipt-1", b">signed-for<", b">queued<", Code.ENVELOPE_INVALID, "“queued”"),
        ("receipt-1", b"c" * 64, b"a" * 64, Code.ENVELOPE_INVALID, "没有按顺序"),
        ("request-1", b">amend<", b">destroy<", Code.ENVELOPE_INVALID, "asks"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused_by_its_code(
    name: str, was: bytes, becomes: bytes, code: Code, said: str
) -> None:
    assert was in golden(name)
    with pytest.raises(NotTaken, match=said) as refused:
        SPELLINGS[name][2](golden(name).replace(was, becomes))
    assert refused.value.code is code


def test_a_request_is_no_receipt_though_they_share_a_schema() -> None:
    with pytest.raises(NotTaken, match="最外层的元素是“request”") as refused:
        read_receipt(golden("request-1"))
    assert refused.value.code is Code.ENVELOPE_INVALID


def test_an_end_is_nothing_that_version_one_says() -> None:
    with pytest.raises(NotTaken, match="expires"):
        written_envelope(replace(encrypted(), version=1))
    with pytest.raises(NotTaken, match="第 3 版"):
        written_envelope(replace(envelope(), version=3))


def test_a_receipt_is_written_however_much_people_say() -> None:
    odd = replace(receipt(), text="退回\x0b原因\ufffe", person="许\x00文")
    found = read_receipt(written_receipt(odd))
    assert found.text == "退回原因"
    assert found.person == "许文"
    found = read_receipt(written_receipt(replace(receipt(), text="因" * 2_001)))
    assert found.text == f"{'因' * 1_999}…"
    assert (
        read_receipt(written_receipt(replace(receipt(), text="因" * 2_000))).text == "因" * 2_000
    )


def test_a_receipt_says_what_addressees_say() -> None:
    with pytest.raises(ValueError, match="queued"):
        written_receipt(replace(receipt(), state=State.QUEUED))
    with pytest.raises(ValueError, match="sorted"):
        written_receipt(replace(receipt(), parts=("b" * 64, "a" * 64)))
