"""Keys sign, others verify; certificates are what OpenSSL takes for certificates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from signing.certificates.building import Purpose, Wanted, issued
from signing.certificates.certificate import Certificate, NotACertificate
from signing.keys.algorithms import Algorithm, UnknownAlgorithm, kind_of
from signing.keys.private import PrivateKey
from signing.keys.verifying import is_signed
from tests.readers.openssl import openssl

NOW = datetime(2026, 11, 20, 1, 42, tzinfo=UTC)
WORDS = "澜政办发〔2026〕12号".encode()

every_algorithm = pytest.mark.parametrize("algorithm", list(Algorithm))


def certified(
    key: PrivateKey,
    *,
    name: str,
    purpose: Purpose,
    by: tuple[PrivateKey, Certificate] | None = None,
) -> Certificate:
    wanted = Wanted(
        subject={"country_name": "CN", "common_name": name},
        public=key.public,
        purpose=purpose,
        begins=NOW,
        ends=NOW + timedelta(days=365),
    )
    return issued(wanted, key=by[0] if by else key, issuer=by[1] if by else None)


@every_algorithm
def test_what_is_signed_verifies_and_nothing_else_does(algorithm: Algorithm) -> None:
    key, other = PrivateKey.generate(algorithm), PrivateKey.generate(algorithm)
    signature = key.sign(WORDS)
    assert is_signed(WORDS, signature=signature, public=key.public)
    assert not is_signed(WORDS + b" ", signature=signature, public=key.public)
    assert not is_signed(WORDS, signature=signature, public=other.public)
    for broken in (b"", b"0", signature[:-1], signature + b"\0", bytes(len(signature))):
        assert not is_signed(WORDS, signature=broken, public=key.public)


@every_algorithm
def test_a_key_is_the_same_after_it_was_written(algorithm: Algorithm) -> None:
    key = PrivateKey.generate(algorithm)
    again = PrivateKey.load(key.pkcs8())
    assert again.public == key.public
    assert kind_of(again.public).algorithm is algorithm
    assert is_signed(WORDS, signature=again.sign(WORDS), public=key.public)


def test_a_key_does_not_tell_itself() -> None:
    assert repr(PrivateKey.generate(Algorithm.SM2)) == "PrivateKey(sm2)"


@pytest.mark.parametrize("junk", [b"", b"0\0", b"-----BEGIN", bytes(64)])
def test_what_is_no_key_is_refused(junk: bytes) -> None:
    with pytest.raises(UnknownAlgorithm):
        PrivateKey.load(junk)
    with pytest.raises(UnknownAlgorithm):
        kind_of(junk)
    with pytest.raises(NotACertificate):
        Certificate.read(junk)


@every_algorithm
def test_openssl_takes_a_chain_of_ours(algorithm: Algorithm, tmp_path: Path) -> None:
    root = PrivateKey.generate(algorithm)
    authority = certified(root, name="云川测试根", purpose=Purpose.AUTHORITY)
    key = PrivateKey.generate(algorithm)
    person = certified(key, name="周怀远", purpose=Purpose.PERSON, by=(root, authority))
    assert (person.subject, person.issuer) == ("周怀远", "云川测试根")
    assert authority.is_authority
    assert not person.is_authority
    (tmp_path / "root.pem").write_bytes(authority.pem)
    (tmp_path / "person.pem").write_bytes(person.pem)
    good, said = openssl(
        *("verify", "-x509_strict", "-attime", str(int(NOW.timestamp()) + 1)),
        *("-vfyopt", "distid:1234567812345678") * (algorithm is Algorithm.SM2),
        *("-CAfile", tmp_path / "root.pem", tmp_path / "person.pem"),
    )
    assert good, said
