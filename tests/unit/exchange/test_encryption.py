"""What is encrypted: opened by the addressee, at its place, whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from Crypto.Cipher import AES as AES_of_others  # noqa: N811 - a class there
from hypothesis import given
from hypothesis import strategies as st
from tongsuopy.crypto import ciphers as tongsuo
from tongsuopy.crypto.ciphers import modes as tongsuo_modes

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.encryption import (
    ADDED,
    AES,
    SM4,
    Bound,
    ContentKey,
    encrypted,
    good_for_encryption,
    key_of,
)
from integrations.exchange.shapes import Encryption
from integrations.exchange.written.manifests import ENCRYPTED_BYTES
from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.keys.algorithms import Algorithm
from signing.keys.decryption import Decryption
from signing.keys.private import PrivateKey
from tests.certified import ENDS, NOW, trust_in, two_steps

BOUND = Bound("0f8fad5b-d9cb-469f-a165-70867728950e", "yunchuan", "lanzhou")
CONTENTS = (b"<manifest/>", b"%PDF-1.7", b"")
SM2, RSA = Algorithm.SM2, Algorithm.RSA


@cache
def owner(algorithm: Algorithm) -> Decryption:
    """Of an agency, with a certificate to be encrypted for."""
    key = PrivateKey.generate(algorithm)
    signer = two_steps(algorithm)[1].issue("澜州市（加密）", key=key, purpose=Purpose.ENCRYPTION)
    return Decryption(key, signer.certificate)


def certificate(algorithm: Algorithm) -> Certificate:
    return Certificate(owner(algorithm).certificate)


def keystore(*held: Algorithm) -> Callable[[str], Decryption]:
    """As a node's that holds these."""
    known = {certificate(each).fingerprint: owner(each) for each in held}

    def decryption(fingerprint: str) -> Decryption:
        if fingerprint not in known:
            raise Refused("没有")
        return known[fingerprint]

    return decryption


def opened(
    encryption: Encryption, outside: tuple[bytes, ...], *held: Algorithm
) -> tuple[bytes, ...]:
    key = key_of(encryption, opening=keystore(*held))
    return tuple(key.decrypt(each, bound=BOUND, place=place) for place, each in enumerate(outside))


@pytest.mark.parametrize(
    ("algorithms", "by"), [((SM2,), SM4), ((RSA,), AES), ((SM2, RSA), AES), ((RSA, SM2), AES)]
)
def test_each_certificate_opens_all_and_the_envelope_tells_how(
    algorithms: tuple[Algorithm, ...], by: str
) -> None:
    for_whom = [certificate(each) for each in algorithms]
    encryption, outside = encrypted(CONTENTS, certificates=for_whom, bound=BOUND)
    assert encryption.algorithm == by
    assert [each.certificate for each in encryption.keys] == [it.fingerprint for it in for_whom]
    assert [len(each) for each in outside] == [len(each) + ADDED for each in CONTENTS]
    for each in algorithms:
        assert opened(encryption, outside, each) == CONTENTS


def test_what_encryption_adds_is_what_manifests_reckon_with() -> None:
    assert ADDED == ENCRYPTED_BYTES


def test_nothing_of_what_is_inside_is_seen_outside_and_no_key_serves_twice() -> None:
    words = "关于防汛的通知".encode() * 20
    for_whom = [certificate(SM2)]
    one, two = (encrypted((words,), certificates=for_whom, bound=BOUND) for _ in range(2))
    assert words[:16] not in one[1][0]
    assert one[1][0] != two[1][0]
    with pytest.raises(NotTaken):
        opened(one[0], two[1], SM2)


@pytest.mark.parametrize("algorithm", [SM4, AES])
@given(st.binary(max_size=200), st.integers(0, 999))
def test_whatever_goes_in_comes_out(algorithm: str, data: bytes, place: int) -> None:
    key = ContentKey.fresh(algorithm)
    outside = key.encrypt(data, bound=BOUND, place=place)
    assert key.decrypt(outside, bound=BOUND, place=place) == data


@pytest.mark.parametrize("algorithm", [SM4, AES])
def test_one_byte_changed_cut_or_at_another_place_opens_nothing(algorithm: str) -> None:
    key = ContentKey.fresh(algorithm)
    good = key.encrypt(b"%PDF-1.7 ...", bound=BOUND, place=1)
    changed = [
        good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :] for place in range(len(good))
    ]
    cut = [good[:length] for length in range(len(good))]
    for each in (*changed, *cut, good + b"\0"):
        with pytest.raises(NotTaken, match="第 1 个附件打不开") as refused:
            key.decrypt(each, bound=BOUND, place=1)
        assert refused.value.code is Code.PART_CORRUPT
    for place in (0, 2, 11):
        with pytest.raises(NotTaken):
            key.decrypt(good, bound=BOUND, place=place)
    with pytest.raises(NotTaken):
        ContentKey.fresh(algorithm).decrypt(good, bound=BOUND, place=1)


@pytest.mark.parametrize("algorithm", [SM4, AES])
def test_what_is_put_into_another_envelope_opens_nothing(algorithm: str) -> None:
    key = ContentKey.fresh(algorithm)
    good = key.encrypt(b"%PDF-1.7 ...", bound=BOUND, place=0)
    for other in (
        replace(BOUND, consignment="0f8fad5b-d9cb-469f-a165-70867728950f"),
        replace(BOUND, sender="stranger"),
        replace(BOUND, addressee="neighbour"),
        replace(BOUND, sender=BOUND.addressee, addressee=BOUND.sender),
    ):
        with pytest.raises(NotTaken, match="另一个信封") as refused:
            key.decrypt(good, bound=other, place=0)
        assert refused.value.code is Code.PART_CORRUPT


def test_other_libraries_read_it_as_the_protocol_says() -> None:
    key = bytes(range(32))
    data = b"0f8fad5b-d9cb-469f-a165-70867728950e\nyunchuan\nlanzhou\n12"
    outside = ContentKey(AES, key).encrypt(b"words", bound=BOUND, place=12)
    other = AES_of_others.new(key, AES_of_others.MODE_GCM, nonce=outside[:12])
    other.update(data)
    assert other.decrypt_and_verify(outside[12:-16], outside[-16:]) == b"words"
    outside = ContentKey(SM4, key[:16]).encrypt(b"words", bound=BOUND, place=12)
    gcm = tongsuo_modes.GCM(outside[:12], outside[-16:])
    national = tongsuo.Cipher(tongsuo.algorithms.SM4(key[:16]), gcm).decryptor()
    national.authenticate_additional_data(data)
    assert national.update(outside[12:-16]) + national.finalize() == b"words"


def test_who_holds_none_of_the_certificates_opens_nothing() -> None:
    encryption, _ = encrypted(CONTENTS, certificates=[certificate(SM2)], bound=BOUND)
    with pytest.raises(NotTaken, match="不是用收文机关现有的加密证书") as refused:
        key_of(encryption, opening=keystore(RSA))
    assert refused.value.code is Code.ENVELOPE_INVALID


@pytest.mark.parametrize("algorithm", [SM2, RSA])
def test_a_wrapped_key_that_was_changed_opens_nothing(algorithm: Algorithm) -> None:
    encryption, _ = encrypted(CONTENTS, certificates=[certificate(algorithm)], bound=BOUND)
    (good,) = encryption.keys
    other = {"sm2": "rsa-oaep-sha256", "rsa-oaep-sha256": "sm2"}[good.algorithm]
    for bad in (
        replace(good, wrapped=good.wrapped[:-1] + bytes([good.wrapped[-1] ^ 1])),
        replace(good, wrapped=b""),
        replace(good, algorithm=other),
    ):
        with pytest.raises(NotTaken, match="打不开"):
            key_of(replace(encryption, keys=(bad,)), opening=keystore(algorithm))
    changed = {SM4: AES, AES: SM4}[encryption.algorithm]
    with pytest.raises(NotTaken, match="打不开"):
        key_of(replace(encryption, algorithm=changed), opening=keystore(algorithm))


def test_only_certificates_that_count_are_encrypted_for() -> None:
    trust = trust_in(*two_steps(SM2))
    good = owner(SM2).certificate
    signs = two_steps(SM2)[1].issue("澜州市", purpose=Purpose.EXCHANGE).certificate
    stranger = owner(RSA).certificate
    found = good_for_encryption([signs, stranger, b"none", good], trust=trust, at=NOW)
    assert [each.der for each in found] == [good]
    for bad, said in (
        ([signs], "不能用来加密公文"),
        ([stranger], "不是受信任的机构签发的"),
        ([b"none"], "不是 X.509 证书"),
        ([], "通讯录中没有它的加密证书"),
    ):
        with pytest.raises(NotTaken, match=said) as refused:
            good_for_encryption(bad, trust=trust, at=NOW)
        assert refused.value.code is Code.SIGNATURE_INVALID
    with pytest.raises(NotTaken, match="已过期"):
        good_for_encryption([good], trust=trust, at=ENDS + timedelta(days=1))


def test_a_key_that_only_signs_is_passed_over_whatever_its_certificate_says() -> None:
    trust = trust_in(*two_steps(Algorithm.ECDSA))
    only_signs = two_steps(Algorithm.ECDSA)[1].issue("澜州市", purpose=Purpose.ENCRYPTION)
    with pytest.raises(NotTaken, match="公钥不能用来加密"):
        good_for_encryption([only_signs.certificate], trust=trust, at=NOW)
