"""An OFD's seals verified from the standards alone (GB/T 33190-2016 18, GB/T 38540-2020, and for
seals of version 1 GM/T 0031-2014): its own walk through DER, hashlib's SM3 and the program
`openssl`; nothing of what writes them."""

from __future__ import annotations

import base64
import hashlib
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from tests.readers.openssl import openssl

OFD = "{http://www.ofdspec.org/2016}"
USER = "distid:1234567812345678"


def children(der: bytes) -> list[tuple[int, bytes, bytes]]:
    """Of the first element: tag, whole and content of each element in it."""
    return list(elements(next(elements(der))[2]))


def elements(der: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    at = 0
    while at < len(der):
        tag, length, start = der[at], der[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length = int.from_bytes(der[start : start + count], "big")
            start += count
        yield tag, der[at : start + length], der[start : start + length]
        at = start + length


def signed(data: bytes, *, signature: bytes, certificate: bytes, folder: Path) -> bool:
    """By OpenSSL, with the certificate's key."""
    (folder / "c.der").write_bytes(certificate)
    (folder / "data").write_bytes(data)
    (folder / "signature").write_bytes(signature)
    asked = ("x509", "-inform", "DER", "-in", "c.der", "-noout", "-pubkey", "-out", "key.pem")
    read, said = openssl(*asked, folder=folder)
    assert read, said
    verify = ("dgst", "-sm3", "-verify", "key.pem", "-sigopt", USER)
    return openssl(*verify, "-signature", "signature", "data", folder=folder)[0]


def verdicts(ofd: bytes, *, folder: Path) -> list[dict[str, bool]]:
    """Of each signature: what holds."""
    with zipfile.ZipFile(BytesIO(ofd)) as archive:
        parts = {f"/{name}": archive.read(name) for name in archive.namelist()}
    place = next(ET.fromstring(parts["/OFD.xml"]).iter(f"{OFD}Signatures")).text
    listed = ET.fromstring(parts[str(place)]).findall(f"{OFD}Signature")
    return [_verdict(parts, str(each.get("BaseLoc")), folder=folder) for each in listed]


def _verdict(parts: dict[str, bytes], own: str, *, folder: Path) -> dict[str, bool]:
    root = ET.fromstring(parts[own])
    value = parts[str(root.findtext(f"{OFD}SignedValue"))]
    found = (_old if len(children(value)) == 2 else _new)(value, folder=folder)
    digest, place = found.told
    return {
        "digests": all(
            hashlib.new("sm3", parts[str(each.get("FileRef"))]).digest()
            == base64.b64decode(str(each.findtext(f"{OFD}CheckValue")))
            for each in root.iter(f"{OFD}Reference")
        ),
        "description": hashlib.new("sm3", parts[own]).digest() == digest[1:],
        "place": place.decode() == own,
        "signature": found.signature,
        "seal": found.seal,
        "listed": found.listed,
    }


@dataclass(frozen=True, kw_only=True)
class Found:
    """`told`: the digest (behind the count of unused bits) and the place that was signed."""

    told: tuple[bytes, bytes]
    signature: bool
    seal: bool
    listed: bool


def _new(value: bytes, *, folder: Path) -> Found:
    to_sign, certificate, _, signature, *_ = children(value)
    _, seal, _, digest, place, *_ = children(to_sign[1])
    info, maker, _, made, *_ = children(seal[1])
    listed = children(children(info[1])[2][1])[3]
    return Found(
        told=(digest[2], place[2]),
        signature=signed(
            to_sign[1], signature=signature[2][1:], certificate=certificate[2], folder=folder
        ),
        seal=signed(info[1], signature=made[2][1:], certificate=maker[2], folder=folder),
        listed=certificate[2] in [each[2] for each in children(listed[1])],
    )


def _old(value: bytes, *, folder: Path) -> Found:
    """Version 1: the certificate stands in what is signed, and the maker signs his own with the
    seal."""
    to_sign, signature = children(value)
    _, seal, _, digest, place, certificate, _ = children(to_sign[1])
    info, by_maker = children(seal[1])
    maker, algorithm, made = children(by_maker[1])
    covered = info[1] + maker[1] + algorithm[1]
    length = len(covered).to_bytes((len(covered).bit_length() + 7) // 8, "big")
    whole = bytes((0x30, 0x80 | len(length))) + length + covered
    listed = children(children(info[1])[2][1])[2]
    return Found(
        told=(digest[2], place[2]),
        signature=signed(
            to_sign[1], signature=signature[2][1:], certificate=certificate[2], folder=folder
        ),
        seal=signed(whole, signature=made[2][1:], certificate=maker[2], folder=folder),
        listed=certificate[2] in [each[2] for each in children(listed[1])],
    )
