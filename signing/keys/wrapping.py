"""A content key put under somebody's public key, so that only its owner opens it.

SM2 after GB/T 32918.4-2016, in the DER of GM/T 0009-2012 7.2; RSA-OAEP with SHA-256 (RFC 8017).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from asn1crypto import core
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from tongsuopy.backends.tongsuo.binding import Binding
from tongsuopy.crypto import serialization as national

from signing.keys.algorithms import Algorithm, UnknownAlgorithm, kind_of

_OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
_lib, _ffi = Binding().lib, Binding.ffi
_LARGEST = 1_024
"""Bytes of a wrapped key; it has 512 under RSA with 4096 bits."""
_DIGEST_BYTES = 32


class NotWrapped(ValueError):
    """Bytes that this key does not open: wrapped for another, changed, or nothing of the kind."""


class _Ciphertext(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """GM/T 0009-2012 7.2."""

    _fields: ClassVar = [
        ("x", core.Integer),
        ("y", core.Integer),
        ("hash", core.OctetString),
        ("ciphertext", core.OctetString),
    ]


def wrap(content_key: bytes, *, public: bytes) -> bytes:
    """For the owner of a SubjectPublicKeyInfo (DER). Raises UnknownAlgorithm for a key that cannot
    be encrypted for."""
    algorithm = kind_of(public).algorithm
    if algorithm not in WRAPS:
        raise UnknownAlgorithm(f"{algorithm.words}的公钥不能用来加密")
    try:
        return WRAPS[algorithm](public, content_key)
    except ValueError as fault:
        raise UnknownAlgorithm("这不是可用的公钥") from fault


def unwrap_sm2(key: Any, wrapped: bytes) -> bytes:
    """`key`: Tongsuo's. Raises NotWrapped."""
    if not _is_ciphertext(wrapped):
        raise NotWrapped("这不是 SM2 密文")
    return _passed(key, wrapped, _lib.EVP_PKEY_decrypt_init, _lib.EVP_PKEY_decrypt)


def unwrap_rsa(key: Any, wrapped: bytes) -> bytes:
    """`key`: of cryptography. Raises NotWrapped."""
    try:
        opened: bytes = key.decrypt(wrapped, _OAEP)
    except ValueError as fault:
        raise NotWrapped("这把密钥解不开") from fault
    return opened


def _by_sm2(public: bytes, content_key: bytes) -> bytes:
    key = national.load_der_public_key(public)
    return _passed(key, content_key, _lib.EVP_PKEY_encrypt_init, _lib.EVP_PKEY_encrypt)


def _by_rsa(public: bytes, content_key: bytes) -> bytes:
    key: Any = serialization.load_der_public_key(public)
    wrapped: bytes = key.encrypt(content_key, _OAEP)
    return wrapped


WRAPS: dict[Algorithm, Callable[[bytes, bytes], bytes]] = {
    Algorithm.SM2: _by_sm2,
    Algorithm.RSA: _by_rsa,
}
"""By which algorithms a key is wrapped."""


def _passed(key: Any, data: bytes, begin: Any, carry_out: Any) -> bytes:
    """Through Tongsuo's EVP, whose SM2 encryption its Python side binds and does not offer.

    The room for the answer is not what the library asks for: that was too little once
    (CVE-2021-3711). No answer is longer than a ciphertext's parts and the data itself.
    """
    loaded = key._evp_pkey  # noqa: SLF001 - the key as the library has it
    context = _ffi.gc(_lib.EVP_PKEY_CTX_new(loaded, _ffi.NULL), _lib.EVP_PKEY_CTX_free)
    room = _ffi.new("unsigned char[]", len(data) + _LARGEST)
    size = _ffi.new("size_t *", len(room))
    good = begin(context) == 1 and carry_out(context, room, size, data, len(data)) == 1
    if not good:
        _lib.ERR_clear_error()  # or the next signature would be taken for what failed here
        raise NotWrapped("这把密钥解不开")
    return bytes(_ffi.buffer(room, size[0]))


def _is_ciphertext(wrapped: bytes) -> bool:
    """In DER and nothing else, within bounds: what lies behind is asked with sound input only."""
    if len(wrapped) > _LARGEST:
        return False
    try:
        parsed = _Ciphertext.load(wrapped, strict=True)
        numbers = (parsed["x"].native, parsed["y"].native)
        return (
            all(0 <= each < 1 << 256 for each in numbers)
            and len(parsed["hash"].native) == _DIGEST_BYTES
            and len(parsed["ciphertext"].native) > 0
            and parsed.dump(force=True) == wrapped
        )
    except (ValueError, TypeError, KeyError):
        return False
