"""Signed messages of one signer, whose certificate there is no doubt about."""

from __future__ import annotations

import pytest
from asn1crypto import cms, x509

from signing.keys.algorithms import Algorithm
from signing.signed_data import NotSignedData, read_signed_data, signed_data
from tests.certified import NOW
from tests.unit.signing.signed import CITY, organ


def message(*more: bytes) -> bytes:
    """With these certificates (DER) before the signer's own."""
    signer = organ(CITY, Algorithm.ECDSA)
    info = cms.ContentInfo.load(signed_data(b"words", kind="data", signer=signer, at=NOW))
    came = info["content"]["certificates"]
    info["content"]["certificates"] = [
        *(x509.Certificate.load(each) for each in more),
        *(each.chosen for each in came),
    ]
    return bytes(info.dump(force=True))


def test_a_certificate_that_came_twice_is_one() -> None:
    own = organ(CITY, Algorithm.ECDSA).certificate
    assert read_signed_data(message()).certificate.der == own
    assert read_signed_data(message(own)).certificate.der == own


def test_of_two_certificates_under_the_signers_name_none_is_chosen() -> None:
    own = organ(CITY, Algorithm.ECDSA).certificate
    twin = own[:-1] + bytes([own[-1] ^ 1])
    with pytest.raises(NotSignedData):
        read_signed_data(message(twin))
