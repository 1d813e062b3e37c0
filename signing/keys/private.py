"""A private key in this process's memory. Its repr says what kind it is and nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from tongsuopy.crypto import hashes as national_hashes
from tongsuopy.crypto import serialization as national
from tongsuopy.crypto.asymciphers import ec as national_ec

from signing.keys.algorithms import Algorithm, UnknownAlgorithm, kind_of
from signing.keys.wrapping import NotWrapped, unwrap_rsa, unwrap_sm2

RSA_BITS = 3_072


class PrivateKey:
    """Signs. `public`: its SubjectPublicKeyInfo (DER)."""

    def __init__(self, key: Any, *, algorithm: Algorithm) -> None:
        self._key = key
        self.algorithm = algorithm
        shapes = national if algorithm is Algorithm.SM2 else serialization
        self.public: bytes = key.public_key().public_bytes(
            shapes.Encoding.DER, shapes.PublicFormat.SubjectPublicKeyInfo
        )

    def __repr__(self) -> str:
        return f"PrivateKey({self.algorithm.value})"

    @classmethod
    def generate(cls, algorithm: Algorithm) -> PrivateKey:
        """A new one from the system's randomness."""
        return cls(_GENERATE[algorithm](), algorithm=algorithm)

    @classmethod
    def load(cls, pkcs8: bytes) -> PrivateKey:
        """From an unencrypted PKCS#8 (DER). Raises UnknownAlgorithm."""
        if _SM2_CURVE_DER in pkcs8:
            return cls(_national(pkcs8), algorithm=Algorithm.SM2)
        try:
            key = serialization.load_der_private_key(pkcs8, password=None)
        except (ValueError, TypeError) as fault:
            raise UnknownAlgorithm("这不是可用的私钥") from fault
        public = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return cls(key, algorithm=kind_of(public).algorithm)

    def pkcs8(self) -> bytes:
        """Unencrypted, DER: only for whoever encrypts it at once."""
        shapes = national if self.algorithm is Algorithm.SM2 else serialization
        written: bytes = self._key.private_bytes(
            shapes.Encoding.DER, shapes.PrivateFormat.PKCS8, shapes.NoEncryption()
        )
        return written

    def sign(self, data: bytes) -> bytes:
        """Over the digest of `data`: SEQUENCE (r, s) for SM2 and ECDSA, PKCS#1 v1.5 for RSA."""
        made: bytes = _SIGN[self.algorithm](self._key, data)
        return made

    def unwrap(self, wrapped: bytes) -> bytes:
        """A key that was wrapped for this one (`wrapping.wrap`). Raises NotWrapped."""
        if self.algorithm not in _UNWRAP:
            raise NotWrapped(f"{self.algorithm.words}的私钥不能解密")
        return _UNWRAP[self.algorithm](self._key, wrapped)


_SM2_CURVE_DER = bytes.fromhex("06082a811ccf5501822d")


def _national(pkcs8: bytes) -> Any:
    try:
        return national.load_der_private_key(pkcs8, None)
    except (ValueError, TypeError) as fault:
        raise UnknownAlgorithm("这不是可用的 SM2 私钥") from fault


_GENERATE: dict[Algorithm, Callable[[], Any]] = {
    Algorithm.SM2: lambda: national_ec.generate_private_key(national_ec.SM2()),
    Algorithm.RSA: lambda: rsa.generate_private_key(public_exponent=65_537, key_size=RSA_BITS),
    Algorithm.ECDSA: lambda: ec.generate_private_key(ec.SECP256R1()),
}
_SIGN: dict[Algorithm, Callable[[Any, bytes], bytes]] = {
    Algorithm.SM2: lambda key, data: key.sign(data, national_ec.ECDSA(national_hashes.SM3())),
    Algorithm.RSA: lambda key, data: key.sign(data, padding.PKCS1v15(), hashes.SHA256()),
    Algorithm.ECDSA: lambda key, data: key.sign(data, ec.ECDSA(hashes.SHA256())),
}
_UNWRAP: dict[Algorithm, Callable[[Any, bytes], bytes]] = {
    Algorithm.SM2: unwrap_sm2,
    Algorithm.RSA: unwrap_rsa,
}
