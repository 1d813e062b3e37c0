"""SignedValue.dat: who pressed which seal over which Signature.xml, read in every version."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from asn1crypto import core

from signing.certificates.certificate import Certificate, NotACertificate
from signing.der import must_be_small
from signing.keys.algorithms import SM2_WITH_SM3, UnknownAlgorithm
from signing.keys.verifying import is_signed
from signing.ofd.seal import ElectronicSeal, NotASeal, octets, read_seal
from signing.ofd.structures import OldSealedStructure, SealedStructure

MOST_ELEMENTS = 5_000
"""Of a value; a seal that a hundred certificates may press has four hundred."""


class NotPressed(ValueError):
    """Bytes that are no SES_Signature of a version that the office reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """`der`: all of it, as it came; `at`: as whoever sealed says, None where that cannot be read;
    `digest`: of the Signature.xml that lies at `place`; `time_stamp`: as it came, empty without
    one."""

    der: bytes = field(repr=False)
    version: int
    seal: ElectronicSeal
    at: datetime | None
    digest: bytes
    place: str
    certificate: bytes
    algorithm: str
    signed: bytes
    signature: bytes
    time_stamp: bytes

    @property
    def is_signed(self) -> bool:
        """Whether the certificate's key signed just this."""
        if self.algorithm != SM2_WITH_SM3:
            return False
        try:
            public = Certificate(self.certificate).public
            return is_signed(self.signed, signature=self.signature, public=public)
        except (NotACertificate, UnknownAlgorithm):
            return False


def read_pressed(der: bytes) -> Pressed:
    """SES_Signature of version 1, 4 or 5. Raises NotPressed."""
    try:
        must_be_small(der, elements=MOST_ELEMENTS)
        return _read_old(der) if _is_old(der) else _read(der)
    except (ValueError, TypeError, KeyError, OverflowError, NotASeal) as fault:
        raise NotPressed("签章值不是电子签章数据（GB/T 38540—2020）。") from fault


def _is_old(der: bytes) -> bool:
    """Version 1 is a pair, the others have four parts or five."""
    return len(core.SequenceOf.load(der, spec=core.Any, strict=True)) == 2


def _read(der: bytes) -> Pressed:
    sealed = SealedStructure.load(der, strict=True)
    said = sealed["to_sign"]
    stamp = sealed["time_stamp"]
    return Pressed(
        **_facts(said),
        der=der,
        at=said["time"].native,
        certificate=sealed["certificate"].native,
        algorithm=sealed["algorithm"].native,
        signature=octets(sealed["signature"]),
        time_stamp=octets(stamp) if stamp.native is not None else b"",
    )


def _read_old(der: bytes) -> Pressed:
    sealed = OldSealedStructure.load(der, strict=True)
    said = sealed["to_sign"]
    return Pressed(
        **_facts(said),
        der=der,
        at=_old_time(said["time"].native),
        certificate=said["certificate"].native,
        algorithm=said["algorithm"].native,
        signature=octets(sealed["signature"]),
        time_stamp=b"",
    )


def _facts(said: Any) -> dict[str, Any]:
    return {
        "version": said["version"].native,
        "seal": read_seal(said["seal"].dump()),
        "digest": octets(said["digest"]),
        "place": said["property"].native,
        "signed": said.dump(),
    }


def _old_time(said: bytes) -> datetime | None:
    """Version 1 has bits for it: the digits of a time, or a time in DER."""
    try:
        digits = said.decode("ascii").strip("Z")[:14]
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        pass
    for kind in (core.GeneralizedTime, core.UTCTime):
        try:
            told: datetime = kind.load(said, strict=True).native
        except (ValueError, TypeError):
            continue
        return told
    return None
