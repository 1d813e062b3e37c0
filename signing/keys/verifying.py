"""Whether a signature over some bytes was made with the private half of a public key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asn1crypto.algos import DSASignature
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from tongsuopy.crypto import exceptions as national_exceptions
from tongsuopy.crypto import hashes as national_hashes
from tongsuopy.crypto import serialization as national
from tongsuopy.crypto.asymciphers import ec as national_ec

from signing.keys.algorithms import Algorithm, UnknownAlgorithm, kind_of


def is_signed(data: bytes, *, signature: bytes, public: bytes, digest: str | None = None) -> bool:
    """`public`: SubjectPublicKeyInfo (DER), which says the algorithm. Raises UnknownAlgorithm.

    `digest`: what others take with RSA instead of SHA-256; every other algorithm has one only.

    Whatever is malformed is no signature.
    """
    algorithm = kind_of(public).algorithm
    shapes: Any = national if algorithm is Algorithm.SM2 else serialization
    try:
        key = shapes.load_der_public_key(public)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise UnknownAlgorithm("这不是可用的公钥") from fault
    if algorithm is not Algorithm.RSA and not _is_pair(signature):
        return False
    if digest not in _DIGESTS[algorithm]:
        raise UnknownAlgorithm(f"{algorithm.words} 的签名不支持摘要算法 {digest}")
    try:
        _VERIFY[algorithm](key, signature, data, digest)
    except (InvalidSignature, national_exceptions.InvalidSignature, ValueError):
        return False
    return True


def _is_pair(signature: bytes) -> bool:
    """SEQUENCE (r, s) in DER and nothing else: one signature has one form. Tongsuo takes what is
    malformed for a fault of its own."""
    try:
        pair = DSASignature.load(signature, strict=True)
        return (
            all(each > 0 for each in pair.native.values()) and pair.dump(force=True) == signature
        )
    except (ValueError, TypeError, KeyError):
        return False


_RSA: dict[str | None, hashes.HashAlgorithm] = {
    None: hashes.SHA256(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_DIGESTS = {
    Algorithm.SM2: (None, "sm3"),
    Algorithm.RSA: tuple(_RSA),
    Algorithm.ECDSA: (None, "sha256"),
}
_VERIFY: dict[Algorithm, Callable[[Any, bytes, bytes, str | None], None]] = {
    Algorithm.SM2: lambda key, signature, data, _: key.verify(
        signature, data, national_ec.ECDSA(national_hashes.SM3())
    ),
    Algorithm.RSA: lambda key, signature, data, digest: key.verify(
        signature, data, padding.PKCS1v15(), _RSA[digest]
    ),
    Algorithm.ECDSA: lambda key, signature, data, _: key.verify(
        signature, data, ec.ECDSA(hashes.SHA256())
    ),
}
