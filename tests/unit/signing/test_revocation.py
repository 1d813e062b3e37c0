"""Revocation lists are what OpenSSL takes for such, and are believed only when they are signed."""

from __future__ import annotations

from pathlib import Path

import pytest
from asn1crypto import core

from signing.certificates.certificate import Certificate
from signing.certificates.revocation import NotAList, Reason, RevocationList, Revoked
from signing.certificates.signed import Held
from signing.keys.algorithms import Algorithm
from tests.certified import DAY, NOW, TestAuthority, openssl, openssl_verifies, trust_in, two_steps

every_algorithm = pytest.mark.parametrize("algorithm", list(Algorithm))

TAKEN_BACK = Revoked(
    serial=2**126 + 7,
    since=NOW - DAY,
    reason=Reason.KEY_COMPROMISE,
    invalid_since=NOW - 9 * DAY,
)


@every_algorithm
def test_a_list_says_what_was_written_and_openssl_takes_it(
    algorithm: Algorithm, tmp_path: Path
) -> None:
    root, _ = two_steps(algorithm)
    plain = Revoked(serial=5, since=NOW - 3 * DAY)
    made = root.list(TAKEN_BACK, plain, number=41)
    for again in (RevocationList.read(made.pem), RevocationList.read(made.der)):
        assert again.entries == {TAKEN_BACK.serial: TAKEN_BACK, 5: plain}
        assert (again.number, again.begins, again.ends) == (41, NOW - DAY, NOW + 7 * DAY)
        assert again.is_of(root.certificate)
        assert again.signed_by(root.certificate) is Held.HOLDS
        assert not again.critical
    (tmp_path / "root.pem").write_bytes(root.certificate.pem)
    (tmp_path / "list.pem").write_bytes(made.pem)
    shown = ("-in", tmp_path / "list.pem", "-noout")
    if algorithm is Algorithm.SM2:
        said = sm2_verified(tmp_path / "list.pem", by=root, folder=tmp_path)
        assert said.strip() == "Verified OK"
    else:
        _, said = openssl("crl", "-verify", "-CAfile", tmp_path / "root.pem", *shown)
        assert "verify OK" in said
    good, said = openssl("crl", "-text", *shown)
    assert good
    for word in ("Key Compromise", "Invalidity Date", "X509v3 CRL Number"):
        assert word in said


def sm2_verified(path: Path, *, by: TestAuthority, folder: Path) -> str:
    """OpenSSL 3.0 cannot be told SM2's user for a list: its body and signature are taken out."""
    body, signature, key = (folder / name for name in ("body", "signature", "key.pem"))
    _, said = openssl("asn1parse", "-in", path)
    last = said.strip().splitlines()[-1].split(":")[0].strip()
    openssl("asn1parse", "-in", path, "-strparse", "4", "-out", body, "-noout")
    openssl("asn1parse", "-in", path, "-strparse", last, "-out", signature, "-noout")
    (folder / "of.pem").write_bytes(by.certificate.pem)
    _, said = openssl("x509", "-in", folder / "of.pem", "-pubkey", "-noout", "-out", key)
    return openssl(
        *("dgst", "-sm3", "-verify", key, "-sigopt", "distid:1234567812345678"),
        *("-signature", signature, body),
    )[1]


@pytest.mark.parametrize("algorithm", [Algorithm.RSA, Algorithm.ECDSA])
def test_openssl_finds_whom_our_list_names(algorithm: Algorithm, tmp_path: Path) -> None:
    root, issuing = two_steps(algorithm)
    signer = issuing.issue()
    certificate = Certificate(signer.certificate)
    trust = trust_in(root, issuing)
    good, said = openssl_verifies(certificate, trust=trust, folder=tmp_path, at=NOW)
    assert good, said
    named = issuing.list(Revoked(serial=certificate.serial, since=NOW - DAY))
    trust = type(trust)(anchors=trust.anchors, others=trust.others, lists=[trust.lists[0], named])
    good, said = openssl_verifies(certificate, trust=trust, folder=tmp_path, at=NOW)
    assert not good
    assert "certificate revoked" in said


@every_algorithm
@pytest.mark.parametrize("step", [11, pytest.param(1, marks=pytest.mark.slow)])
def test_no_byte_of_a_list_can_be_another(algorithm: Algorithm, step: int) -> None:
    root, _ = two_steps(algorithm)
    made = root.list(TAKEN_BACK)
    for place in range(0, len(made.der), step):
        changed = bytearray(made.der)
        changed[place] ^= 1
        try:
            read = RevocationList(bytes(changed))
        except NotAList:
            continue
        assert read.signed_by(root.certificate) is not Held.HOLDS, place


def test_a_list_of_another_with_the_same_name_is_not_believed() -> None:
    root, other = TestAuthority(Algorithm.ECDSA), TestAuthority(Algorithm.ECDSA)
    made = other.list()
    assert not made.is_of(root.certificate)
    assert made.signed_by(root.certificate) is Held.BROKEN


def test_what_must_be_understood_and_is_not_is_told() -> None:
    root, _ = two_steps(Algorithm.ECDSA)
    made = root.list().parsed.copy()
    made["tbs_cert_list"]["crl_extensions"].append(
        {"extn_id": "delta_crl_indicator", "critical": True, "extn_value": core.Integer(1)}
    )
    assert RevocationList(made.dump(force=True)).critical == {"delta_crl_indicator"}


@pytest.mark.parametrize("junk", [b"", b"0\0", b"-----BEGIN X509 CRL-----\n", bytes(64)])
def test_what_is_no_list_is_refused(junk: bytes) -> None:
    with pytest.raises(NotAList, match="吊销列表"):
        RevocationList.read(junk)


def test_a_certificate_is_no_list() -> None:
    root, _ = two_steps(Algorithm.ECDSA)
    with pytest.raises(NotAList, match="CERTIFICATE"):
        RevocationList.read(root.certificate.pem)
    with pytest.raises(NotAList):
        RevocationList.read(root.certificate.der)


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_entries_for_one_certificate_the_worse_counts(order: int) -> None:
    out = Revoked(serial=5, since=NOW, reason=Reason.KEY_COMPROMISE)
    hold = Revoked(serial=5, since=NOW - DAY, reason=Reason.HOLD)
    plain = Revoked(serial=6, since=NOW), Revoked(serial=6, since=NOW - DAY)
    root, _ = two_steps(Algorithm.ECDSA)
    made = root.list(*(out, hold)[::order], *plain[::order])
    assert made.entries == {5: out, 6: plain[1]}
    assert made.entries[5].counts_at(NOW - 9 * DAY)
