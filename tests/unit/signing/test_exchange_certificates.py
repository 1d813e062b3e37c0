"""Certificates of the exchange: for signing what travels or for encryption, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from office.kernel.clock import SetClock
from office.kernel.refusals import Refused
from office.kernel.store import Store
from signing.certificates.building import EXCHANGE_USAGE, Purpose, Wanted, issued
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Use, check
from signing.certificates.findings import Code
from signing.certificates.trusted import Trusted
from signing.issuing.application import Certificates, Holder
from signing.issuing.holders import usual_for
from signing.issuing.states import state_of
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import HeldKey, Owner, OwnerKind
from signing.keys.private import PrivateKey
from signing.keys.wrapping import wrap
from tests.certified import NOW, openssl, subject, trust_in, two_steps
from tests.unit.signing.test_pkcs12 import PASSWORD, packed

OWNER = Owner(OwnerKind.AGENCY, "lanzhou")
EXCHANGE = Holder(owner=OWNER, purpose=Purpose.EXCHANGE, name="澜州市（公文交换）")
ENCRYPTION = Holder(owner=OWNER, purpose=Purpose.ENCRYPTION, name="澜州市（加密）")
CONTENT_KEY = b"sixteen bytes..."


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Certificates]:
    """A node with an authority for trying."""
    store, clock = Store(f"sqlite:///{tmp_path}/office.db"), SetClock(NOW)
    store.create()
    secret = tmp_path / "secret"
    made = Certificates(
        Keystore(store, clock=clock, secret=secret),
        Trusted(store, clock),
        clock=clock,
        secret=secret,
        folder=tmp_path / "ca",
    )
    made.make_authority(name="云川", by="admin")
    yield made
    store.close()


def given(room: Certificates, holder: Holder, algorithm: Algorithm = Algorithm.SM2) -> HeldKey:
    return room.issue(holder, algorithm=algorithm, by="admin")


def codes(purpose: Purpose, use: Use) -> set[Code]:
    steps = two_steps(Algorithm.SM2)
    certificate = Certificate(steps[1].issue("澜州市", purpose=purpose).certificate)
    return set(check(certificate, trust=trust_in(*steps), at=NOW, use=use).codes)


@pytest.mark.parametrize("use", Use)
def test_each_serves_its_use_and_no_other(use: Use) -> None:
    for purpose, own in ((Purpose.EXCHANGE, Use.EXCHANGE), (Purpose.ENCRYPTION, Use.ENCRYPT)):
        assert codes(purpose, use) == (set() if use is own else {Code.USAGE})


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.AUTHORITY])
def test_no_other_certificate_serves_the_exchange(purpose: Purpose) -> None:
    for own, use in ((Purpose.EXCHANGE, Use.EXCHANGE), (Purpose.ENCRYPTION, Use.ENCRYPT)):
        assert codes(purpose, use) == (set() if purpose is own else {Code.USAGE})


def test_a_key_that_signs_and_decrypts_is_not_encrypted_for() -> None:
    steps = two_steps(Algorithm.RSA)
    both = Certificate.read(_with_usages(steps[1].key, above=steps[1].certificate))
    found = check(both, trust=trust_in(*steps), at=NOW, use=Use.ENCRYPT)
    assert found.codes == {Code.USAGE}
    assert "不能用来加密公文" in found.words


def _with_usages(key: PrivateKey, *, above: Certificate) -> bytes:
    from signing.certificates import building

    wanted = Wanted(
        subject=subject("澜州市"),
        public=PrivateKey.generate(Algorithm.RSA).public,
        purpose=Purpose.ENCRYPTION,
        begins=above.begins,
        ends=above.ends,
    )
    usual = building._USAGES[Purpose.ENCRYPTION]
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(building._USAGES, Purpose.ENCRYPTION, {*usual, "digital_signature"})
        return issued(wanted, key=key, issuer=above).pem


def test_openssl_reads_what_each_is_for(tmp_path: Path) -> None:
    for purpose, words in (
        (Purpose.EXCHANGE, ("Extended Key Usage: critical", EXCHANGE_USAGE)),
        (Purpose.ENCRYPTION, ("Key Usage: critical", "Key Encipherment, Data Encipherment")),
    ):
        made = two_steps(Algorithm.ECDSA)[1].issue("澜州市", purpose=purpose)
        (tmp_path / "one.pem").write_bytes(Certificate(made.certificate).pem)
        good, said = openssl("x509", "-in", tmp_path / "one.pem", "-noout", "-text")
        assert good
        assert all(each in said for each in words), said


def test_an_agency_has_keys_for_signing_and_for_the_exchange_beside_each_other(
    room: Certificates,
) -> None:
    plain = given(room, Holder(owner=OWNER, purpose=Purpose.AGENCY, name="澜州市"))
    exchange, encryption = given(room, EXCHANGE), given(room, ENCRYPTION)
    for each in (plain, exchange, encryption):
        assert room.keys.find(each.id).in_use
    signer = room.keys.signer(OWNER, algorithm=Algorithm.SM2, purpose=Purpose.EXCHANGE)
    assert signer.certificate == exchange.certificate.der


def test_the_encryption_key_opens_and_never_signs(room: Certificates) -> None:
    for algorithm in usual_for(Purpose.ENCRYPTION):
        held = given(room, ENCRYPTION, algorithm)
        wrapped = wrap(CONTENT_KEY, public=held.certificate.public)
        opening = room.keys.decryption(OWNER, held.certificate.fingerprint)
        assert opening.unwrap(wrapped) == CONTENT_KEY
        assert opening.certificate == held.certificate.der
        assert repr(opening) == f"Decryption({algorithm.value})"
        assert not hasattr(opening, "sign")
        with pytest.raises(Refused, match="加密用的，不能签名"):
            room.keys.signer_of(held.id)


def test_what_was_encrypted_before_the_key_was_replaced_is_still_opened(
    room: Certificates,
) -> None:
    old = given(room, ENCRYPTION)
    wrapped = wrap(CONTENT_KEY, public=old.certificate.public)
    new = given(room, ENCRYPTION)
    assert room.keys.find(old.id).replaced_by == new.id
    room.rotate_secret()
    assert room.keys.decryption(OWNER, old.certificate.fingerprint).unwrap(wrapped) == CONTENT_KEY
    current = room.keys.current(OWNER, algorithm=Algorithm.SM2, purpose=Purpose.ENCRYPTION)
    assert current is not None
    assert current.id == new.id
    room.keys.end(old.id, by="admin")
    with pytest.raises(Refused, match="没有这张加密证书的私钥"):
        room.keys.decryption(OWNER, old.certificate.fingerprint)


def test_what_is_for_one_agency_is_opened_for_no_other_of_the_node(room: Certificates) -> None:
    held = given(room, ENCRYPTION)
    neighbour = Owner(OwnerKind.AGENCY, "neighbour")
    given(room, replace(ENCRYPTION, owner=neighbour))
    with pytest.raises(Refused, match="没有这张加密证书的私钥"):
        room.keys.decryption(neighbour, held.certificate.fingerprint)


def test_a_key_that_signs_is_given_out_for_no_decryption(room: Certificates) -> None:
    held = given(room, EXCHANGE)
    with pytest.raises(Refused, match="没有这张加密证书的私钥"):
        room.keys.decryption(OWNER, held.certificate.fingerprint)


def test_a_signing_key_that_was_replaced_is_gone_as_before(room: Certificates) -> None:
    plain = Holder(owner=OWNER, purpose=Purpose.AGENCY, name="澜州市")
    old = given(room, plain)
    given(room, plain)
    assert not room.keys.find(old.id).is_kept
    with pytest.raises(Refused, match="已停用"):
        room.keys.signer_of(old.id)


def test_one_of_the_exchange_that_was_replaced_signs_on_until_it_is_let_go(
    room: Certificates,
) -> None:
    old, other = given(room, EXCHANGE), given(room, ENCRYPTION)
    room.keys.let_go(old.id)
    assert room.keys.find(old.id).is_kept, "it was not replaced"
    new = given(room, EXCHANGE)
    room.rotate_secret()
    assert room.keys.signer_of(old.id).certificate == old.certificate.der
    (signing,) = (each for each in room.keys.held_by(OWNER) if each.signs_on)
    assert signing.id == old.id
    trust = room.trusted.trust()
    assert "仍用它签署" in state_of(signing, trust=trust, now=NOW).said
    room.keys.let_go(old.id)
    assert not state_of(room.keys.find(old.id), trust=trust, now=NOW).said
    for gone in (old, other):
        with pytest.raises(Refused):
            room.keys.signer_of(gone.id)
    assert room.keys.signer_of(new.id).certificate == new.certificate.der


def test_one_that_was_ended_does_not_sign_on(room: Certificates) -> None:
    old = given(room, EXCHANGE)
    given(room, EXCHANGE)
    room.keys.end(old.id, by="admin")
    assert not room.keys.find(old.id).signs_on
    with pytest.raises(Refused, match="已停用"):
        room.keys.signer_of(old.id)


@pytest.mark.parametrize("holder", [EXCHANGE, ENCRYPTION])
def test_what_the_node_does_by_itself_has_no_pin(
    room: Certificates, holder: Holder, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="不能设 PIN 码"):
        room.issue(holder, algorithm=Algorithm.SM2, by="admin", pin="852741")
    data = packed(tmp_path, Algorithm.ECDSA, purpose=holder.purpose)
    with pytest.raises(Refused, match="不能设 PIN 码"):
        room.bring(data, password=PASSWORD, holder=holder, by="admin", pin="852741")
    with pytest.raises(Refused, match="要输 PIN 码的介质"):
        room.bring_token(
            "pkcs11:token=a;object=b", certificates=b"", holder=holder, by="admin", pin="852741"
        )


def test_nobody_encrypts_for_a_key_that_only_signs(room: Certificates, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不能用来加密"):
        given(room, ENCRYPTION, Algorithm.ECDSA)
    data = packed(tmp_path, Algorithm.ECDSA, purpose=Purpose.ENCRYPTION)
    with pytest.raises(Refused, match="不能用来加密"):
        room.bring(data, password=PASSWORD, holder=ENCRYPTION, by="admin")
    data = packed(tmp_path, Algorithm.ECDSA, purpose=Purpose.AGENCY)
    with pytest.raises(Refused, match=EXCHANGE_USAGE):
        room.bring(data, password=PASSWORD, holder=EXCHANGE, by="admin")
