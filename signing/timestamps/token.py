"""A time stamp as it is kept beside what it is of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from asn1crypto import cms, core, tsp

from signing.certificates.certificate import Certificate
from signing.certificates.signed import MALFORMED, Held
from signing.signed_data import DIGESTS, NotSignedData, read_signed_data


class NotATimeStamp(ValueError):
    """Bytes that are no time stamp."""


class Response(core.Sequence):
    """TimeStampResp: a refusal has no token, which asn1crypto does not know."""

    _fields: ClassVar[list[Any]] = [
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStamp:
    """`at`: as the authority says; `digest`: of what it is, by `algorithm` (hashlib's name, empty
    for one not believed); `held`: whether the certificate's key signed it.

    Whether the certificate is to be believed at `at` is another question (`checking.check`).
    """

    der: bytes
    at: datetime
    algorithm: str
    digest: bytes
    nonce: int | None
    certificate: Certificate
    offered: tuple[Certificate, ...]
    held: Held

    def is_of(self, data: bytes) -> bool:
        """Whether it was made of just these bytes."""
        return bool(self.algorithm) and hashlib.new(self.algorithm, data).digest() == self.digest


def read_time_stamp(der: bytes) -> TimeStamp:
    """Raises NotATimeStamp."""
    try:
        signed = read_signed_data(der)
        said = tsp.TSTInfo.load(signed.content, strict=True)
        imprint = said["message_imprint"]
        found = signed.digest
        return TimeStamp(
            der=der,
            at=said["gen_time"].native.astimezone(UTC),
            algorithm=DIGESTS.get(imprint["hash_algorithm"]["algorithm"].dotted, ""),
            digest=imprint["hashed_message"].native,
            nonce=said["nonce"].native,
            certificate=signed.certificate,
            offered=signed.offered,
            held=_held(signed.kind, signed.held(_digest(found, signed.content))),
        )
    except (*MALFORMED, NotSignedData) as fault:
        raise NotATimeStamp("不是时间戳（RFC 3161）。") from fault


def _held(kind: str, held: Held) -> Held:
    return held if kind == "tst_info" else Held.BROKEN


def _digest(name: str | None, content: bytes) -> bytes:
    return hashlib.new(name, content).digest() if name else b""
