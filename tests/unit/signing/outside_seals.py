"""A seal of an outside agency: its maker's key and signature by the program `openssl`, its bytes
written by hand from GB/T 38540-2020 (version 4): no line of what makes or reads ours."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

from tests.unit.signing.old_seals import SM2_WITH_SM3, bits, der, number

_OCTETS, _OID, _SEQUENCE = 0x04, 0x06, 0x30
_UTF8, _IA5, _GENERAL = 0x0C, 0x16, 0x18
USER = "distid:1234567812345678"
"""As GM/T 0009-2012 has it."""


def openssl_key(folder: Path) -> tuple[Path, bytes]:
    """An SM2 key of the program's: its file, and its public half (SubjectPublicKeyInfo, DER)."""
    path = folder / "maker.pem"
    _said("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", str(path))
    return path, _said("pkey", "-in", str(path), "-pubout", "-outform", "DER")


def outside_seal(
    *,
    name: str,
    picture: bytes,
    certificates: list[bytes],
    begins: datetime,
    ends: datetime,
    maker: tuple[Path, bytes],
) -> bytes:
    """SESeal. `maker`: the file of its key and its certificate (DER)."""
    key, certificate = maker
    header = der(_SEQUENCE, der(_IA5, b"ES"), number(4), der(_IA5, b"OUTSIDE"))
    said = der(
        _SEQUENCE,
        number(1),
        der(_UTF8, name.encode()),
        number(1),
        der(_SEQUENCE, *(der(_OCTETS, each) for each in certificates)),
        *(der(_GENERAL, f"{each:%Y%m%d%H%M%SZ}".encode()) for each in (begins, begins, ends)),
    )
    image = der(_SEQUENCE, der(_IA5, b"PNG"), der(_OCTETS, picture), number(45), number(45))
    info = der(_SEQUENCE, header, der(_IA5, b"990200001-1"), said, image)
    signature = _said("dgst", "-sm3", "-sigopt", USER, "-sign", str(key), given=info)
    by = der(_OCTETS, certificate) + der(_OID, SM2_WITH_SM3)
    return der(_SEQUENCE, info, by, bits(signature))


def _said(*words: str, given: bytes = b"") -> bytes:
    done = subprocess.run(["openssl", *words], input=given, capture_output=True, check=True)
    return done.stdout
