"""A key and its certificates out of a PKCS#12 file (.p12, .pfx), as authorities hand them out.

`cryptography` reads none with an SM2 key in it, so the file is opened here (RFC 7292), and only
its older ways of encryption are left to the library.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import new as digest_of
from hashlib import pbkdf2_hmac
from typing import Any

from asn1crypto import pkcs12
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from office.kernel.refusals import Refused
from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.signed import MALFORMED, Held
from signing.keys.algorithms import UnknownAlgorithm
from signing.keys.private import PrivateKey
from signing.keys.verifying import is_signed

LARGEST = 200_000
"""Bytes."""
MOST_ITERATIONS = 10_000_000
_PROBE = b"whose certificate this is"
_AES = {"aes128_cbc", "aes192_cbc", "aes256_cbc"}
_CIPHERS: dict[str, Callable[[bytes], Any]] = dict.fromkeys(_AES, algorithms.AES) | {
    "1.2.156.10197.1.104.2": algorithms.SM4
}
_DIGESTS = {"sha1": 64, "sha256": 64, "sha384": 128, "sha512": 128}
"""With the length of the block that each works on, bytes."""
NOT_A_FILE = "这不是 PKCS#12 文件（.p12、.pfx），或者文件不完整。请核对后重新选择。"
WRONG_PASSWORD = "文件的口令不对，或者文件被改动过。请核对后重新输入。"  # noqa: S105 - a sentence
OLD = "文件的加密方式本系统不支持。请用 openssl pkcs12 -export 重新导出（AES-256）后再导入。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What a file held; `issuers`: the certificates above, the nearest first."""

    key: PrivateKey
    certificate: Certificate
    issuers: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bags:
    keys: list[bytes] = field(default_factory=list, repr=False)
    certificates: list[bytes] = field(default_factory=list)


class _Older(Exception):
    """Encrypted in a way that is left to the library."""


def unpack(data: bytes, *, password: str) -> Packed:
    """Raises Refused: no such file, another password, no key or several, no certificate of it."""
    if len(data) > LARGEST:
        raise Refused("文件过大，不像是证书文件。请核对所选的文件。")
    try:
        parsed = pkcs12.Pfx.load(data, strict=True)
        _ = parsed.native
        _check_mac(parsed, password)
        found = _bags(parsed, password)
    except _Older:
        found = _by_library(data, password)
    except MALFORMED as fault:
        raise Refused(NOT_A_FILE) from fault
    if len(found.keys) != 1:
        lacking = "没有私钥" if not found.keys else f"有 {len(found.keys)} 把私钥"
        raise Refused(f"文件中{lacking}，应当正好有一把。请分别导出每一份证书及其私钥后再导入。")
    return _paired(found)


def _paired(found: _Bags) -> Packed:
    try:
        key = PrivateKey.load(found.keys[0])
        certificates = [Certificate(each) for each in dict.fromkeys(found.certificates)]
    except (UnknownAlgorithm, NotACertificate):
        raise Refused(
            "文件中的私钥或证书本系统不支持（应为 SM2、RSA、ECDSA P-256）。请换用别的证书。"
        ) from None
    signed = key.sign(_PROBE)
    for each in certificates:
        if each.algorithm is key.algorithm and is_signed(
            _PROBE, signature=signed, public=each.public
        ):
            return Packed(key=key, certificate=each, issuers=tuple(_above(each, certificates)))
    raise Refused("文件中没有与私钥对应的证书。请连同证书一起导出后再导入。")


def _above(certificate: Certificate, others: Sequence[Certificate]) -> Iterator[bytes]:
    """Up to where the file ends or a certificate signed itself."""
    seen = [certificate]
    while True:
        above = next(
            (each for each in others if seen[-1].signed_by(each) is Held.HOLDS), certificate
        )
        if above in seen:
            return
        seen.append(above)
        yield above.der


def _bags(parsed: pkcs12.Pfx, password: str) -> _Bags:
    found = _Bags()
    for part in parsed.authenticated_safe:
        kind = part["content_type"].native
        if kind == "data":
            within = part["content"].native
        elif kind == "encrypted_data":
            about = part["content"]["encrypted_content_info"]
            within = _decrypted(
                about["content_encryption_algorithm"],
                about["encrypted_content"].native,
                password=password,
            )
        else:
            raise _Older
        _sort(pkcs12.SafeContents.load(within, strict=True), into=found, password=password)
    return found


def _sort(bags: pkcs12.SafeContents, *, into: _Bags, password: str) -> None:
    for each in bags:
        kind, value = each["bag_id"].native, each["bag_value"]
        if kind == "cert_bag" and value["cert_id"].native == "x509":
            into.certificates.append(value["cert_value"].parsed.dump())
        elif kind == "key_bag":
            into.keys.append(value.untag().dump())
        elif kind == "pkcs8_shrouded_key_bag":
            into.keys.append(
                _decrypted(
                    value["encryption_algorithm"],
                    value["encrypted_data"].native,
                    password=password,
                )
            )


def _decrypted(how: Any, data: bytes, *, password: str) -> bytes:
    """PBES2 with PBKDF2 and AES or SM4 (RFC 8018 6.2)."""
    if how["algorithm"].native != "pbes2" or how.kdf != "pbkdf2":
        raise _Older
    scheme = how["parameters"]["encryption_scheme"]
    name = scheme["algorithm"].native
    digest = how.kdf_hmac
    if name not in _CIPHERS or digest not in _DIGESTS:
        raise _Older
    iterations = _bounded(how.kdf_iterations)
    length = int(name[3:6]) // 8 if name in _AES else 16
    derived = pbkdf2_hmac(digest, password.encode(), how.kdf_salt, iterations, dklen=length)
    opened = Cipher(_CIPHERS[name](derived), modes.CBC(scheme["parameters"].native)).decryptor()
    unpadded = PKCS7(128).unpadder()
    try:
        clear: bytes = unpadded.update(opened.update(data) + opened.finalize())
        return clear + unpadded.finalize()
    except ValueError:
        raise Refused(WRONG_PASSWORD, field="password") from None


def _check_mac(parsed: pkcs12.Pfx, password: str) -> None:
    """That the password is right and nothing was changed (RFC 7292 4, appendix B)."""
    mac = parsed["mac_data"]
    if mac.native is None:
        raise Refused("文件没有完整性校验，不能采信。请重新导出后再导入。")
    name = mac["mac"]["digest_algorithm"]["algorithm"].native
    if name not in _DIGESTS:
        raise _Older
    iterations = _bounded(mac["iterations"].native)
    key = _derived(password, salt=mac["mac_salt"].native, iterations=iterations, digest=name)
    content = parsed["auth_safe"]["content"].native
    if not hmac.compare_digest(hmac.digest(key, content, name), mac["mac"]["digest"].native):
        raise Refused(WRONG_PASSWORD, field="password")


def _derived(password: str, *, salt: bytes, iterations: int, digest: str) -> bytes:
    """RFC 7292 B.2 for a MAC, whose key is never longer than one digest."""
    block = _DIGESTS[digest]
    secret = password.encode("utf-16-be") + b"\0\0"
    result = digest_of(
        digest, bytes([3]) * block + _filled(salt, block) + _filled(secret, block)
    ).digest()
    for _ in range(iterations - 1):
        result = digest_of(digest, result).digest()
    return result


def _filled(data: bytes, block: int) -> bytes:
    """Repeated up to whole blocks."""
    whole = block * -(-len(data) // block)
    return (data * (whole // len(data) + 1))[:whole] if data else b""


def _bounded(iterations: int) -> int:
    if not 0 < iterations <= MOST_ITERATIONS:
        raise ValueError("as many rounds as nobody asks for")
    return iterations


def _by_library(data: bytes, password: str) -> _Bags:
    """What older programs wrote. Never SM2."""
    try:
        found = load_pkcs12(data, password.encode())
    except UnsupportedAlgorithm:
        raise Refused(OLD) from None
    except ValueError:
        raise Refused(WRONG_PASSWORD, field="password") from None
    if found.key is None:
        return _Bags()
    named = [] if found.cert is None else [found.cert.certificate]
    named += [each.certificate for each in found.additional_certs]
    shape = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return _Bags(
        [found.key.private_bytes(serialization.Encoding.DER, *shape)],
        [each.public_bytes(serialization.Encoding.DER) for each in named],
    )
