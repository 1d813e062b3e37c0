"""An electronic seal: what a maker signed of a picture, its name, and who may press it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import new
from typing import Any

from asn1crypto import core

from signing.certificates.certificate import Certificate, NotACertificate
from signing.keys.algorithms import SM2_WITH_SM3, SM3, UnknownAlgorithm
from signing.keys.signer import Signer
from signing.keys.verifying import is_signed
from signing.ofd.structures import OldSealStructure, OldSigned, SealInfo, SealStructure

MAKER = "WENSHU"
"""The maker's own mark in the seal's header."""
AGENCY_SEAL = 1
"""property.type of an agency's seal; 2 is a person's."""
WHOLE = 1
"""certListType: certificates, not their digests."""
VERSIONS = frozenset({1, 4, 5})


class NotASeal(ValueError):
    """Bytes that are no electronic seal of a version that the office reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectronicSeal:
    """`der`: as the maker signed it. `width`, `height` in mm. `certificates`: who may press it,
    whole (DER) or, for `digests`, their digests by algorithm."""

    der: bytes
    version: int
    id: str
    name: str
    begins: datetime
    ends: datetime
    picture: bytes
    picture_type: str
    width: int
    height: int
    certificates: tuple[bytes, ...]
    digests: tuple[tuple[str, bytes], ...]
    maker: bytes
    algorithm: str
    signed: bytes
    signature: bytes

    @property
    def is_made(self) -> bool:
        """Whether the maker's signature is over just this."""
        try:
            public = Certificate(self.maker).public
            return self.algorithm == SM2_WITH_SM3 and is_signed(
                self.signed, signature=self.signature, public=public
            )
        except (NotACertificate, UnknownAlgorithm):
            return False

    def is_pressed_by(self, certificate: bytes) -> bool:
        """Whether whoever has this certificate is on the seal's list."""
        if certificate in self.certificates:
            return True
        return any(_digest(name, certificate) == value for name, value in self.digests)


def make_seal(
    *,
    id: str,
    name: str,
    picture: bytes,
    picture_type: str = "PNG",
    size: tuple[int, int],
    certificates: Sequence[bytes],
    begins: datetime,
    ends: datetime,
    maker: Signer,
    version: int = 4,
) -> bytes:
    """A seal (DER) of version 4 or 5, signed by its maker with SM2.

    `size`: width and height in mm; `certificates`: of whoever may press it.
    """
    info = SealInfo(
        {
            "header": {"id": "ES", "version": version, "vid": MAKER},
            "id": id,
            "property": {
                "type": AGENCY_SEAL,
                "name": name,
                "list_type": WHOLE,
                "certificates": list(certificates),
                "created": _time(begins),
                "begins": _time(begins),
                "ends": _time(ends),
            },
            "picture": {
                "type": picture_type,
                "data": picture,
                "width": size[0],
                "height": size[1],
            },
        }
    )
    return bytes(
        SealStructure(
            {
                "info": info,
                "certificate": maker.certificate,
                "algorithm": SM2_WITH_SM3,
                "signature": maker.sign(info.dump()),
            }
        ).dump()
    )


def read_seal(der: bytes) -> ElectronicSeal:
    """A seal of version 1, 4 or 5. Raises NotASeal."""
    try:
        return _read_old(der) if _is_old(der) else _read(der)
    except (ValueError, TypeError, KeyError, OverflowError) as fault:
        raise NotASeal("这不是电子印章数据（GB/T 38540—2020）。") from fault


def _is_old(der: bytes) -> bool:
    """Version 1 is a pair, the others have four parts or five."""
    return len(core.SequenceOf.load(der, spec=core.Any, strict=True)) == 2


def _read(der: bytes) -> ElectronicSeal:
    seal = SealStructure.load(der, strict=True)
    info = seal["info"]
    listed = info["property"]["certificates"].native
    whole = info["property"]["list_type"].native == WHOLE
    return ElectronicSeal(
        der=der,
        **_facts(info),
        certificates=tuple(listed) if whole else (),
        digests=() if whole else tuple((each["type"], each["value"]) for each in listed),
        maker=seal["certificate"].native,
        algorithm=seal["algorithm"].native,
        signed=info.dump(),
        signature=octets(seal["signature"]),
    )


def _read_old(der: bytes) -> ElectronicSeal:
    seal = OldSealStructure.load(der, strict=True)
    info, signed = seal["info"], seal["signed"]
    covered = OldSigned(
        {
            "info": info,
            "certificate": signed["certificate"],
            "algorithm": signed["algorithm"],
        }
    )
    return ElectronicSeal(
        der=der,
        **_facts(info),
        certificates=tuple(info["property"]["certificates"].native),
        digests=(),
        maker=signed["certificate"].native,
        algorithm=signed["algorithm"].native,
        signed=covered.dump(),
        signature=octets(signed["signature"]),
    )


def _facts(info: Any) -> dict[str, Any]:
    header, said, picture = info["header"], info["property"], info["picture"]
    if header["id"].native != "ES" or header["version"].native not in VERSIONS:
        raise NotASeal("电子印章的标识或版本不是 ES 和 1、4、5 版。")
    return {
        "version": header["version"].native,
        "id": info["id"].native,
        "name": said["name"].native,
        "begins": said["begins"].native,
        "ends": said["ends"].native,
        "picture": picture["data"].native,
        "picture_type": picture["type"].native.upper(),
        "width": picture["width"].native,
        "height": picture["height"].native,
    }


def octets(value: core.OctetBitString) -> bytes:
    """Of a BIT STRING of whole bytes; ValueError for any other."""
    if value.contents[:1] != b"\0":
        raise ValueError("a signature is whole bytes")
    return bytes(value.contents[1:])


def _time(at: datetime) -> Any:
    return {"general": core.GeneralizedTime(at.astimezone(UTC).replace(microsecond=0))}


def _digest(name: str, certificate: bytes) -> bytes:
    known = {SM3: "sm3", "SM3": "sm3", "SHA256": "sha256", "SHA-256": "sha256"}
    return new(known[name], certificate).digest() if name in known else b""
