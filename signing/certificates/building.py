"""Certificates written and signed: the form is one, whatever key signs (RFC 5280, GM/T 0015)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha1
from typing import Any

from asn1crypto import algos, core, keys, x509

from signing.certificates.certificate import Certificate
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey


class Purpose(StrEnum):
    """What a certificate is for; its usages follow."""

    AUTHORITY = "authority"
    PERSON = "person"
    AGENCY = "agency"
    SEAL = "seal"
    SEAL_MAKER = "seal-maker"
    TIME = "time"


_USAGES = {Purpose.AUTHORITY: {"key_cert_sign", "crl_sign"}}
_FOUR_DIGITS = 2_050
_SIGNING = {"digital_signature", "non_repudiation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be certified. `subject`: names as asn1crypto calls them (common_name, …)."""

    subject: Mapping[str, str]
    public: bytes
    purpose: Purpose
    begins: datetime
    ends: datetime
    crl: str = ""
    """The address at which its issuer publishes what is revoked."""
    depth: int | None = None
    """How many authorities may stand below an authority."""
    serial: int = field(default_factory=lambda: secrets.randbits(127) | 1 << 126)


def issued(wanted: Wanted, *, key: PrivateKey, issuer: Certificate | None = None) -> Certificate:
    """Signed with the issuer's key; without `issuer` it is a root, signed with its own."""
    own = x509.Name.build(dict(wanted.subject))
    signature = _signature(key.algorithm)
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": wanted.serial,
            "signature": signature,
            "issuer": issuer.parsed.subject if issuer else own,
            "validity": {"not_before": _time(wanted.begins), "not_after": _time(wanted.ends)},
            "subject": own,
            "subject_public_key_info": keys.PublicKeyInfo.load(wanted.public),
            "extensions": _extensions(wanted, above=issuer.public if issuer else wanted.public),
        }
    )
    signed = x509.Certificate(
        {
            "tbs_certificate": body,
            "signature_algorithm": signature,
            "signature_value": key.sign(body.dump()),
        }
    )
    return Certificate(signed.dump())


def _time(at: datetime) -> x509.Time:
    """Two digits of the year until 2049 (RFC 5280 4.1.2.5)."""
    return x509.Time("utc_time" if at.year < _FOUR_DIGITS else "general_time", at)


def _signature(algorithm: Algorithm) -> algos.SignedDigestAlgorithm:
    made = {"algorithm": algorithm.oid}
    if algorithm is Algorithm.RSA:
        made["parameters"] = core.Null()
    return algos.SignedDigestAlgorithm(made)


def _extensions(wanted: Wanted, *, above: bytes) -> Sequence[dict[str, Any]]:
    authority = wanted.purpose is Purpose.AUTHORITY
    constraints: dict[str, Any] = {"ca": authority}
    if authority and wanted.depth is not None:
        constraints["path_len_constraint"] = wanted.depth
    found: list[dict[str, Any]] = [
        _extension("basic_constraints", x509.BasicConstraints(constraints), critical=True),
        _extension(
            "key_usage", x509.KeyUsage(_USAGES.get(wanted.purpose, _SIGNING)), critical=True
        ),
        _extension("key_identifier", core.OctetString(_identifier(wanted.public))),
        _extension(
            "authority_key_identifier",
            x509.AuthorityKeyIdentifier({"key_identifier": _identifier(above)}),
        ),
    ]
    if wanted.purpose is Purpose.TIME:
        usage = x509.ExtKeyUsageSyntax(["time_stamping"])
        found.append(_extension("extended_key_usage", usage, critical=True))
    if wanted.crl:
        found.append(_extension("crl_distribution_points", _points(wanted.crl)))
    return found


def _extension(name: str, value: Any, *, critical: bool = False) -> dict[str, Any]:
    return {"extn_id": name, "critical": critical, "extn_value": value}


def _points(address: str) -> x509.CRLDistributionPoints:
    name = x509.GeneralName("uniform_resource_identifier", address)
    return x509.CRLDistributionPoints([{"distribution_point": {"full_name": [name]}}])


def _identifier(public: bytes) -> bytes:
    """RFC 5280 4.2.1.2 (1): of the key's bits. An identifier, no protection."""
    bits = keys.PublicKeyInfo.load(public)["public_key"].contents[1:]
    return sha1(bits, usedforsecurity=False).digest()
