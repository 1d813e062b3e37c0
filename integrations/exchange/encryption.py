"""Parts that only the addressee reads (docs/exchange.md, Encryption): one content key an envelope,
wrapped for certificates of the addressee."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.shapes import Encryption, WrappedKey
from office.kernel.refusals import Refused
from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.checking import Trust, Use, check
from signing.keys.algorithms import Algorithm, UnknownAlgorithm
from signing.keys.decryption import Decryption
from signing.keys.wrapping import NotWrapped, wrap

NONCE_BYTES, TAG_BYTES = 12, 16
ADDED = NONCE_BYTES + TAG_BYTES
"""Bytes that a part has more outside than inside."""
SM4, AES = "sm4-gcm", "aes-256-gcm"
_KEY_BYTES = {SM4: 16, AES: 32}
_WRAPPED = {Algorithm.SM2: "sm2", Algorithm.RSA: "rsa-oaep-sha256"}
_MOST_KEYS = 8


@dataclass(frozen=True, slots=True)
class Bound:
    """What all that is encrypted is bound to besides its place, as the envelope says it: put into
    another envelope it opens for nobody. Codes of agencies, the consignment's id."""

    consignment: str
    sender: str
    addressee: str

    def at(self, place: int) -> bytes:
        """The associated data of the part at that place; the manifest's is 0."""
        return "\n".join((self.consignment, self.sender, self.addressee, str(place))).encode()


class ContentKey:
    """Used for one envelope, and shown nowhere."""

    def __init__(self, algorithm: str, key: bytes) -> None:
        self.algorithm = algorithm
        self._key = key

    def __repr__(self) -> str:
        return f"ContentKey({self.algorithm})"

    @classmethod
    def fresh(cls, algorithm: str) -> ContentKey:
        """From the system's randomness."""
        return cls(algorithm, secrets.token_bytes(_KEY_BYTES[algorithm]))

    def encrypt(self, data: bytes, *, bound: Bound, place: int) -> bytes:
        """Nonce, ciphertext, tag. `place`: in the envelope, the manifest's is 0."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        writing = Cipher(self._block(), modes.GCM(nonce)).encryptor()
        writing.authenticate_additional_data(bound.at(place))
        body = writing.update(data) + writing.finalize()
        return b"".join((nonce, body, writing.tag))

    def decrypt(self, data: bytes, *, bound: Bound, place: int) -> bytes:
        """What was inside, whole or not at all. Raises NotTaken (Part.Corrupt)."""
        if len(data) < ADDED:
            raise _corrupt(place)
        nonce, tag = data[:NONCE_BYTES], data[-TAG_BYTES:]
        reading = Cipher(self._block(), modes.GCM(nonce, tag)).decryptor()
        reading.authenticate_additional_data(bound.at(place))
        try:
            return reading.update(data[NONCE_BYTES:-TAG_BYTES]) + reading.finalize()
        except InvalidTag:
            raise _corrupt(place) from None

    def wrapped_for(self, certificate: Certificate) -> WrappedKey:
        """Raises UnknownAlgorithm for a key that cannot be encrypted for."""
        wrapped = wrap(self._key, public=certificate.public)
        algorithm = certificate.algorithm
        assert algorithm is not None  # or `wrap` had refused
        return WrappedKey(certificate.fingerprint, _WRAPPED[algorithm], wrapped)

    def _block(self) -> algorithms.SM4 | algorithms.AES:
        return algorithms.SM4(self._key) if self.algorithm == SM4 else algorithms.AES(self._key)


def good_for_encryption(
    certificates: Sequence[bytes], *, trust: Trust, at: datetime
) -> list[Certificate]:
    """Of those that the address book lists for the addressee (DER), the ones that count.

    Raises NotTaken, with the reasons, where none does: nothing is then sent in the clear instead.
    """
    found: list[Certificate] = []
    reasons: list[str] = []
    for certificate, wrong in _looked_at(certificates, trust=trust, at=at):
        if certificate is None or wrong:
            reasons.append(wrong)
        else:
            found.append(certificate)
    if not found:
        why = "".join(dict.fromkeys(reasons)) or "通讯录中没有它的加密证书。"
        raise NotTaken(
            Code.SIGNATURE_INVALID,
            f"不能为收文机关加密：{why}请联系对方更新通讯录后重新发送。",
        )
    return found[:_MOST_KEYS]


def _looked_at(
    certificates: Sequence[bytes], *, trust: Trust, at: datetime
) -> Iterator[tuple[Certificate | None, str]]:
    """Each, and what is wrong with it."""
    for der in certificates:
        try:
            certificate = Certificate(der)
        except NotACertificate as fault:
            yield None, str(fault)
            continue
        outcome = check(certificate, trust=trust, at=at, use=Use.ENCRYPT)
        if not outcome.is_good:
            yield certificate, outcome.words
        elif certificate.algorithm not in _WRAPPED:
            yield certificate, f"证书“{certificate.subject}”的公钥不能用来加密。"
        else:
            yield certificate, ""


def encrypted(
    contents: Sequence[bytes], *, certificates: Sequence[Certificate], bound: Bound
) -> tuple[Encryption, tuple[bytes, ...]]:
    """All that travels, the manifest first, for certificates that are `good_for_encryption`.

    SM4 where all of them are national, else AES.
    """
    national = all(each.algorithm is Algorithm.SM2 for each in certificates)
    key = ContentKey.fresh(SM4 if national else AES)
    keys = tuple(key.wrapped_for(each) for each in certificates)
    outside = tuple(
        key.encrypt(each, bound=bound, place=place) for place, each in enumerate(contents)
    )
    return Encryption(key.algorithm, keys), outside


def key_of(encryption: Encryption, *, opening: Callable[[str], Decryption]) -> ContentKey:
    """`opening`: `Keystore.decryption` of the addressee. Raises NotTaken where none of the keys
    was wrapped for a certificate of it, or what was is damaged."""
    for each in encryption.keys:
        try:
            decryption = opening(each.certificate)
            if _WRAPPED.get(decryption.algorithm) != each.algorithm:
                continue
            opened = decryption.unwrap(each.wrapped)
        except (Refused, NotWrapped, UnknownAlgorithm):
            continue
        if len(opened) == _KEY_BYTES[encryption.algorithm]:
            return ContentKey(encryption.algorithm, opened)
    raise NotTaken(
        Code.ENVELOPE_INVALID,
        "公文不是用收文机关现有的加密证书加密的，打不开。请发送方取得最新的通讯录后重新发送。",
        remedy="请取得最新的通讯录后重新发送。",
    )


def _corrupt(place: int) -> NotTaken:
    what = "清单" if place == 0 else f"第 {place} 个附件"
    return NotTaken(
        Code.PART_CORRUPT,
        f"加密的{what}打不开：内容被改动过、调换过或者不完整，"
        "或者原本是装在另一个信封里的。请重新发送。",
    )
