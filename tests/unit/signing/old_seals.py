"""Seals of version 1, written by hand from GM/T 0031-2014: no line of what reads them."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import datetime
from io import BytesIO

from office.packing import packed
from signing.keys.signer import SoftwareSigner

SM2_WITH_SM3 = bytes.fromhex("2a811ccf55018375")
"""1.2.156.10197.1.501."""
OWN = "/Doc_0/Signs/Sign_0/Signature.xml"
VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
_INTEGER, _BITS, _OCTETS, _OID, _SEQUENCE = 0x02, 0x03, 0x04, 0x06, 0x30
_UTF8, _IA5, _UTC = 0x0C, 0x16, 0x17


def der(tag: int, *parts: bytes) -> bytes:
    """An element of X.690 10.1."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def bits(content: bytes) -> bytes:
    """BIT STRING of whole bytes."""
    return der(_BITS, b"\0", content)


def number(value: int) -> bytes:
    """INTEGER below 128."""
    return der(_INTEGER, bytes((value,)))


def seal_info(
    *, name: str, picture: bytes, certificates: list[bytes], begins: datetime, ends: datetime
) -> bytes:
    """SES_SealInfo: header, esID, property, picture."""
    header = der(_SEQUENCE, der(_IA5, b"ES"), number(1), der(_IA5, b"TEST"))
    said = der(
        _SEQUENCE,
        number(1),
        der(_UTF8, name.encode()),
        der(_SEQUENCE, *(der(_OCTETS, each) for each in certificates)),
        *(der(_UTC, f"{each:%y%m%d%H%M%SZ}".encode()) for each in (begins, begins, ends)),
    )
    image = der(_SEQUENCE, der(_IA5, b"PNG"), der(_OCTETS, picture), number(45), number(45))
    return der(_SEQUENCE, header, der(_IA5, b"990100001-1"), said, image)


def old_seal(info: bytes, *, maker: SoftwareSigner, covered: bytes = b"") -> bytes:
    """SESeal: info, and SES_SignInfo over info, certificate and algorithm. `covered`: what the
    maker signs instead."""
    by = der(_OCTETS, maker.certificate) + der(_OID, SM2_WITH_SM3)
    signature = maker.sign(covered or der(_SEQUENCE, info, by))
    return der(_SEQUENCE, info, der(_SEQUENCE, by, bits(signature)))


def old_value(
    seal: bytes, *, signature_xml: bytes, time: bytes, place: str, signer: SoftwareSigner
) -> bytes:
    """SES_Signature: TBS_Sign with the certificate in it, and the signature."""
    to_sign = der(
        _SEQUENCE,
        number(1),
        seal,
        bits(time),
        bits(hashlib.new("sm3", signature_xml).digest()),
        der(_IA5, place.encode()),
        der(_OCTETS, signer.certificate),
        der(_OID, SM2_WITH_SM3),
    )
    return der(_SEQUENCE, to_sign, bits(signer.sign(to_sign)))


def sealed_anew(
    ofd: bytes, seal: bytes, *, signer: SoftwareSigner, time: bytes, place: str = OWN
) -> bytes:
    """The same file with a value of version 1 in the place of its own."""
    with zipfile.ZipFile(BytesIO(ofd)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[VALUE] = old_value(
        seal, signature_xml=parts[OWN[1:]], time=time, place=place, signer=signer
    )
    return packed(parts)
