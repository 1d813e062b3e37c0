"""Certificates written and signed: the form is one, whatever key signs (RFC 5280, GM/T 0015)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from ipaddress import ip_address
from typing import Any

from asn1crypto import core, keys, x509

from signing.certificates.certificate import Certificate
from signing.certificates.signed import (
    key_identifier,
    moment,
    of_key,
    signature_algorithm,
    written,
)
from signing.keys.private import PrivateKey


class Purpose(StrEnum):
    """What a certificate is for; its usages follow."""

    AUTHORITY = "authority"
    PERSON = "person"
    AGENCY = "agency"
    SEAL = "seal"
    SEAL_MAKER = "seal-maker"
    TIME = "time"
    NODE = "node"
    EXCHANGE = "exchange"
    ENCRYPTION = "encryption"
    TLS = "tls"


NODE_USAGE = "2.25.34814570395916042713125802273597751349"
"""To sign for a node, in the extended key usage: of an arc that belongs to whoever made its UUID
(ITU-T X.667), as nobody has registered one for what a node says of its journal."""
SEAL_MAKER_USAGE = "2.25.265960718392127441946584522733954824421"
"""To make electronic seals, of an arc as above: whoever may sign must not thereby make himself
the seal of another."""
EXCHANGE_USAGE = "2.25.165338406742920563470612539617424896134"
"""To sign for an agency what travels between nodes (docs/exchange.md), of an arc as above: a node
signs envelopes and receipts by itself, and must not thereby seal papers."""
EXTENDED: dict[Purpose, tuple[str, ...]] = {
    Purpose.TIME: ("time_stamping",),
    Purpose.NODE: (NODE_USAGE,),
    Purpose.SEAL_MAKER: (SEAL_MAKER_USAGE,),
    Purpose.EXCHANGE: (EXCHANGE_USAGE,),
    Purpose.TLS: ("server_auth", "client_auth"),  # a node calls and is called
}
"""What a certificate is for alone: it stands as critical, so that nobody takes it for more."""
_USAGES = {
    Purpose.AUTHORITY: {"key_cert_sign", "crl_sign"},
    Purpose.ENCRYPTION: {"key_encipherment", "data_encipherment"},
    Purpose.TLS: {"digital_signature"},
}
_SIGNING = {"digital_signature", "non_repudiation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be certified. `subject`: names as asn1crypto calls them (common_name, …)."""

    subject: Mapping[str, str]
    public: bytes
    purpose: Purpose
    begins: datetime
    ends: datetime
    hosts: tuple[str, ...] = ()
    """Names and IP addresses by which a server is called (RFC 5280 4.2.1.6)."""
    crl: str = ""
    """The address at which its issuer publishes what is revoked."""
    depth: int | None = None
    """How many authorities may stand below an authority."""
    serial: int = field(default_factory=lambda: secrets.randbits(127) | 1 << 126)


def issued(wanted: Wanted, *, key: PrivateKey, issuer: Certificate | None = None) -> Certificate:
    """Signed with the issuer's key; without `issuer` it is a root, signed with its own."""
    own = x509.Name.build(dict(wanted.subject))
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": wanted.serial,
            "signature": signature_algorithm(key.algorithm),
            "issuer": issuer.parsed.subject if issuer else own,
            "validity": {"not_before": moment(wanted.begins), "not_after": moment(wanted.ends)},
            "subject": own,
            "subject_public_key_info": keys.PublicKeyInfo.load(wanted.public),
            "extensions": _extensions(wanted, above=issuer.public if issuer else wanted.public),
        }
    )
    fields = ("tbs_certificate", "signature_value")
    return Certificate(written(x509.Certificate, body, key=key, fields=fields))


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
        _extension("key_identifier", core.OctetString(key_identifier(wanted.public))),
        _extension("authority_key_identifier", of_key(above)),
    ]
    if alone := EXTENDED.get(wanted.purpose):
        usage = x509.ExtKeyUsageSyntax(list(alone))
        found.append(_extension("extended_key_usage", usage, critical=True))
    if wanted.hosts:
        names = x509.GeneralNames([_general(each) for each in wanted.hosts])
        found.append(_extension("subject_alt_name", names))
    if wanted.crl:
        found.append(_extension("crl_distribution_points", _points(wanted.crl)))
    return found


def _extension(name: str, value: Any, *, critical: bool = False) -> dict[str, Any]:
    return {"extn_id": name, "critical": critical, "extn_value": value}


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.GeneralName("ip_address", str(ip_address(host)))
    except ValueError:
        return x509.GeneralName("dns_name", host)


def _points(address: str) -> x509.CRLDistributionPoints:
    name = x509.GeneralName("uniform_resource_identifier", address)
    return x509.CRLDistributionPoints([{"distribution_point": {"full_name": [name]}}])
