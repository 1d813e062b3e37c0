"""A certificate, read (X.509 v3, RFC 5280; the same form for SM2, GM/T 0015)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from asn1crypto import pem, x509

from signing.certificates.names import same_name
from signing.certificates.signed import MALFORMED, Held, der_from, held
from signing.keys.algorithms import Algorithm, UnknownAlgorithm, kind_of

_NAMES = ("common_name", "organization_name", "organizational_unit_name", "serial_number")

LARGEST = 20_000
"""Bytes; those of authorities have two thousand. A few bytes more an element take milliseconds."""


class NotACertificate(ValueError):
    """Bytes that are no X.509 certificate."""


@dataclass(frozen=True)
class Certificate:
    """`der`: as issued, never written anew. Compare by that."""

    der: bytes

    def __post_init__(self) -> None:
        if len(self.der) > LARGEST:
            raise NotACertificate("这不是 X.509 证书：内容过多。")
        _ = self.parsed  # a bad one never stands

    @classmethod
    def read(cls, data: bytes) -> Certificate:
        """From PEM or DER. Raises NotACertificate."""
        try:
            return cls(der_from(data, kind="CERTIFICATE"))
        except NotACertificate:
            raise
        except ValueError as fault:
            raise NotACertificate(f"这不是 X.509 证书：{fault}。") from fault

    @property
    def parsed(self) -> x509.Certificate:
        """As asn1crypto reads it: to be read only, others have the same one."""
        return _parsed(self.der)

    @property
    def pem(self) -> bytes:
        """As text between BEGIN and END."""
        armored: bytes = pem.armor("CERTIFICATE", self.der)
        return armored

    @property
    def subject(self) -> str:
        """Whose it is: the common name, else the organisation."""
        return _name(self.parsed.subject)

    @property
    def organization(self) -> str:
        """Of which organisation its owner is; empty where it does not say."""
        said = self.parsed.subject.native.get("organization_name", "")
        return said if isinstance(said, str) else "、".join(said)

    @property
    def issuer(self) -> str:
        """Who issued it."""
        return _name(self.parsed.issuer)

    @property
    def serial(self) -> int:
        """Unique with its issuer."""
        return int(self.parsed.serial_number)

    @property
    def begins(self) -> datetime:
        """From when it is valid."""
        return self.parsed["tbs_certificate"]["validity"]["not_before"].native  # type: ignore[no-any-return]  # asn1crypto has no types

    @property
    def ends(self) -> datetime:
        """Until when."""
        return self.parsed["tbs_certificate"]["validity"]["not_after"].native  # type: ignore[no-any-return]  # as above

    @property
    def public(self) -> bytes:
        """Its SubjectPublicKeyInfo, DER."""
        dumped: bytes = self.parsed.public_key.dump()
        return dumped

    @property
    def algorithm(self) -> Algorithm | None:
        """Of its key; None for one that the office does not check."""
        try:
            return kind_of(self.public).algorithm
        except UnknownAlgorithm:
            return None

    @property
    def is_authority(self) -> bool:
        """Whether it may issue others."""
        constraints = self.parsed.basic_constraints_value
        return bool(constraints and constraints["ca"].native)

    @property
    def is_self_signed(self) -> bool:
        """Whether it names itself as its issuer."""
        return same_name(self.parsed.subject, self.parsed.issuer)

    def signed_by(self, issuer: Certificate) -> Held:
        """Whether the issuer's key made its signature; names and dates are others' business."""
        return _signed(self, issuer)

    @property
    def fingerprint(self) -> str:
        """SHA-256, hex."""
        return sha256(self.der).hexdigest()


@lru_cache(maxsize=1_000)
def _parsed(der: bytes) -> x509.Certificate:
    """Whole, now and not when somebody looks. It takes milliseconds, and the same few authorities
    are looked at again and again. Raises NotACertificate."""
    try:
        parsed = x509.Certificate.load(der, strict=True)
        _ = parsed.native, parsed.critical_extensions, _name(parsed.subject), _name(parsed.issuer)
    except MALFORMED as fault:
        raise NotACertificate("这不是 X.509 证书。") from fault
    return parsed


@lru_cache(maxsize=2_000)
def _signed(certificate: Certificate, issuer: Certificate) -> Held:
    """Of two that never change."""
    return held(
        certificate.parsed, body="tbs_certificate", value="signature_value", public=issuer.public
    )


def _name(name: x509.Name) -> str:
    said = name.native
    for each in _NAMES:
        if value := said.get(each):
            return value if isinstance(value, str) else "、".join(value)
    return str(name.human_friendly)
