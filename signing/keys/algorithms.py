"""The three ways of signing that the office knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from asn1crypto.keys import PublicKeyInfo


class Algorithm(StrEnum):
    """SM2 with SM3 (GB/T 32918, GB/T 32905), RSA and ECDSA with SHA-256 (RFC 8017, FIPS 186-5)."""

    SM2 = "sm2"
    RSA = "rsa"
    ECDSA = "ecdsa"

    @property
    def words(self) -> str:
        """As people are told."""
        return _WORDS[self]

    @property
    def oid(self) -> str:
        """Of key and digest together, as a certificate names it."""
        return _SIGNATURES[self]

    @property
    def digest(self) -> str:
        """The digest's name as hashlib knows it."""
        return "sm3" if self is Algorithm.SM2 else "sha256"


SM2_CURVE = "1.2.156.10197.1.301"
P_256 = "1.2.840.10045.3.1.7"
SM3 = "1.2.156.10197.1.401"
SM2_WITH_SM3 = "1.2.156.10197.1.501"
SM2_USER = b"1234567812345678"
"""The signer's identity in SM2's own digest where nothing else is agreed (GM/T 0009)."""

_WORDS = {
    Algorithm.SM2: "国密 SM2（SM3）",
    Algorithm.RSA: "RSA（SHA-256）",
    Algorithm.ECDSA: "ECDSA P-256（SHA-256）",
}
_SIGNATURES = {
    Algorithm.SM2: SM2_WITH_SM3,
    Algorithm.RSA: "1.2.840.113549.1.1.11",
    Algorithm.ECDSA: "1.2.840.10045.4.3.2",
}


class UnknownAlgorithm(ValueError):
    """A key or signature of a kind that the office does not check."""


@dataclass(frozen=True, slots=True)
class KeyKind:
    """What a public key says of itself. `bits`: of the modulus or the curve."""

    algorithm: Algorithm
    bits: int


def kind_of(public: bytes) -> KeyKind:
    """Of a SubjectPublicKeyInfo (DER). Raises UnknownAlgorithm."""
    try:
        info = PublicKeyInfo.load(public, strict=True)
        if info.algorithm == "rsa":
            return KeyKind(Algorithm.RSA, info.bit_size)
        if info.algorithm == "ec":
            curve = info["algorithm"]["parameters"].chosen.dotted
            return KeyKind({SM2_CURVE: Algorithm.SM2, P_256: Algorithm.ECDSA}[curve], 256)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise UnknownAlgorithm("不认识的公钥") from fault
    raise UnknownAlgorithm(f"不支持 {info.algorithm} 公钥")


def algorithm_of(oid: str) -> Algorithm:
    """By the identifier of key and digest together. Raises UnknownAlgorithm."""
    for algorithm, known in _SIGNATURES.items():
        if known == oid:
            return algorithm
    raise UnknownAlgorithm(f"不支持签名算法 {oid}")
