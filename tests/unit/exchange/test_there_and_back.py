"""A capsule written, encrypted, signed; verified, opened and read on the other side."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.consignments.capsule import Capsule, NotTaken
from documents.consignments.states import Code
from integrations.exchange.encryption import encrypted, good_for_encryption, key_of
from integrations.exchange.entering.opening import bound_by
from integrations.exchange.shapes import PartOf, Signed
from integrations.exchange.signatures import must_hold, sign
from integrations.exchange.written.envelopes import read_envelope, written_envelope
from integrations.exchange.written.manifests import read_manifest, written_manifest
from integrations.exchange.written.receipts import read_receipt, written_receipt
from signing.certificates.building import Purpose
from signing.keys.algorithms import Algorithm
from signing.keys.decryption import Decryption
from signing.keys.private import PrivateKey
from tests.certified import NOW, trust_in, two_steps
from tests.unit.exchange.samples import capsule, receipt, under

TRUST = trust_in(*two_steps(Algorithm.SM2))
FILES = (b"%PDF-1.7 original", b"")


@cache
def agency() -> Decryption:
    """The addressee's key for what is encrypted."""
    key = PrivateKey.generate(Algorithm.SM2)
    issued = two_steps(Algorithm.SM2)[1].issue("澜州市", key=key, purpose=Purpose.ENCRYPTION)
    return Decryption(key, issued.certificate)


def whole() -> Capsule:
    """With parts that are the files."""
    parts = (
        replace(part, digest=sha256(file).hexdigest(), length=len(file))
        for part, file in zip(capsule().parts, FILES, strict=True)
    )
    return replace(capsule(), parts=tuple(parts))


@cache
def sent() -> tuple[Signed, tuple[bytes, ...]]:
    """What travels: the envelope, and all parts by their places."""
    manifest = written_manifest(whole())
    certificates = good_for_encryption([agency().certificate], trust=TRUST, at=NOW)
    bound = bound_by(under(whole(), manifest))
    encryption, outside = encrypted((manifest, *FILES), certificates=certificates, bound=bound)
    named = [PartOf(sha256(each).hexdigest(), len(each)) for each in outside]
    envelope = replace(
        under(whole(), manifest),
        version=2,
        encryption=encryption,
        manifest=named[0],
        parts=tuple(named[1:]),
    )
    sender = two_steps(Algorithm.SM2)[1].issue("云川省", purpose=Purpose.EXCHANGE)
    return sign(written_envelope(envelope), sender), outside


def received(signed: Signed, outside: tuple[bytes, ...]) -> tuple[Capsule, tuple[bytes, ...]]:
    must_hold(signed, trust=TRUST, at=NOW)
    envelope = read_envelope(signed.content)
    assert envelope.encryption is not None
    key = key_of(envelope.encryption, opening=lambda _: agency())
    bound = bound_by(envelope)
    inside = [key.decrypt(each, bound=bound, place=place) for place, each in enumerate(outside)]
    return read_manifest(inside[0], envelope=envelope), tuple(inside[1:])


def test_what_is_sent_arrives_as_it_was() -> None:
    assert received(*sent()) == (whole(), FILES)


@given(data=st.data())
def test_one_byte_of_anything_changed_on_the_way_and_nothing_is_taken(data: st.DataObject) -> None:
    signed, outside = sent()
    things = (signed.content, signed.value, signed.certificates[0], *outside)
    which = data.draw(st.integers(0, len(things) - 1))
    place = data.draw(st.integers(0, len(things[which]) - 1))
    was = bytearray(things[which])
    was[place] ^= data.draw(st.integers(1, 255))
    content, value, own, *parts = (*things[:which], bytes(was), *things[which + 1 :])
    changed = replace(
        signed, content=content, value=value, certificates=(own, *signed.certificates[1:])
    )
    with pytest.raises(NotTaken) as refused:
        received(changed, tuple(parts))
    assert refused.value.code in (Code.SIGNATURE_INVALID, Code.PART_CORRUPT)


def test_parts_exchanged_on_the_way_are_not_taken_for_each_other() -> None:
    signed, (manifest, one, two) = sent()
    with pytest.raises(NotTaken, match="第 1 个附件打不开"):
        received(signed, (manifest, two, one))


def test_a_receipt_is_kept_by_its_bytes_and_names_the_one_before() -> None:
    addressee = two_steps(Algorithm.SM2)[1].issue("澜州市", purpose=Purpose.EXCHANGE)
    first = sign(written_receipt(replace(receipt(), previous="")), addressee)
    second = sign(written_receipt(replace(receipt(), previous=first.digest)), addressee)
    for each in (first, second):
        must_hold(each, trust=TRUST, at=NOW)
    assert read_receipt(second.content).previous == sha256(first.content).hexdigest()
