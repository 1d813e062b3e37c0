"""What a certificate and a revocation list have in common: a body, how it is signed, by whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from hashlib import sha1
from typing import Any

from asn1crypto import algos, core, keys, pem, x509

from signing.keys.algorithms import Algorithm, UnknownAlgorithm, kind_of
from signing.keys.private import PrivateKey
from signing.keys.verifying import is_signed


class Held(StrEnum):
    """Whether a signature over a body holds."""

    HOLDS = "holds"
    BROKEN = "broken"
    WEAK = "weak"
    UNKNOWN = "unknown"


MALFORMED = (
    *(ValueError, TypeError, KeyError, OverflowError),
    *(AttributeError, IndexError, RecursionError),
)
"""What asn1crypto raises at bytes that are not what they should be."""

LEAST_RSA_BITS = 2_048
_DIGESTS = {
    "1.2.840.113549.1.1.11": (Algorithm.RSA, "sha256"),
    "1.2.840.113549.1.1.12": (Algorithm.RSA, "sha384"),
    "1.2.840.113549.1.1.13": (Algorithm.RSA, "sha512"),
    Algorithm.ECDSA.oid: (Algorithm.ECDSA, "sha256"),
    Algorithm.SM2.oid: (Algorithm.SM2, "sm3"),
}
_WEAK = {
    "1.2.840.113549.1.1.2": "MD2",
    "1.2.840.113549.1.1.4": "MD5",
    "1.2.840.113549.1.1.5": "SHA-1",
    "1.2.840.10045.4.1": "SHA-1",
}
_FOUR_DIGITS = 2_050


def held(parsed: Any, *, body: str, value: str, public: bytes) -> Held:
    """Of a signed structure as asn1crypto reads it; `body`, `value`: its fields' names.

    The algorithm is told twice, within the body and beside it, and must be the same.
    """
    beside = parsed["signature_algorithm"]
    bits = parsed[value].contents
    if beside.dump() != parsed[body]["signature"].dump() or bits[:1] != b"\0":
        return Held.BROKEN
    oid = beside["algorithm"].dotted
    if oid in _WEAK or is_weak(public):
        return Held.WEAK
    try:
        algorithm, digest = _DIGESTS[oid]
        if kind_of(public).algorithm is not algorithm:
            return Held.BROKEN
        good = is_signed(
            parsed[body].dump(), signature=bytes(bits[1:]), public=public, digest=digest
        )
    except (KeyError, UnknownAlgorithm):
        return Held.UNKNOWN
    return Held.HOLDS if good else Held.BROKEN


def is_weak(public: bytes) -> bool:
    """Whether a key is one that others can break: RSA below 2048 bits."""
    try:
        kind = kind_of(public)
    except UnknownAlgorithm:
        return False
    return kind.algorithm is Algorithm.RSA and kind.bits < LEAST_RSA_BITS


def written(of: type[Any], body: Any, *, key: PrivateKey, fields: tuple[str, str]) -> bytes:
    """The signed structure, DER. `fields`: what it calls its body and its signature."""
    return bytes(
        of(
            {
                fields[0]: body,
                "signature_algorithm": signature_algorithm(key.algorithm),
                fields[1]: key.sign(body.dump()),
            }
        ).dump()
    )


def signature_algorithm(algorithm: Algorithm) -> algos.SignedDigestAlgorithm:
    """As bodies and signatures name it."""
    made = {"algorithm": algorithm.oid}
    if algorithm is Algorithm.RSA:
        made["parameters"] = core.Null()
    return algos.SignedDigestAlgorithm(made)


def moment(at: datetime) -> x509.Time:
    """Whole seconds, two digits of the year until 2049 (RFC 5280 4.1.2.5)."""
    whole = at.replace(microsecond=0)
    return x509.Time("utc_time" if at.year < _FOUR_DIGITS else "general_time", whole)


def key_identifier(public: bytes) -> bytes:
    """RFC 5280 4.2.1.2 (1): of the key's bits. An identifier, no protection."""
    bits = keys.PublicKeyInfo.load(public)["public_key"].contents[1:]
    return sha1(bits, usedforsecurity=False).digest()


def of_key(public: bytes) -> x509.AuthorityKeyIdentifier:
    """How a body says by which key it was signed."""
    return x509.AuthorityKeyIdentifier({"key_identifier": key_identifier(public)})


def der_from(data: bytes, *, kind: str) -> bytes:
    """From PEM with `kind` between its dashes, or DER as it is. Raises ValueError in Chinese."""
    if not pem.detect(data):
        return data
    try:
        found, _, der = pem.unarmor(data)
    except ValueError as fault:
        raise ValueError("PEM 格式不对") from fault
    if found != kind:
        raise ValueError(f"这是 {found}，不是 {kind}")
    return bytes(der)
