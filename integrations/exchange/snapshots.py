"""What a node says of itself and of whom it speaks for (通讯录快照), as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256


class Standing(StrEnum):
    """How a node has an agency. The value travels and never changes."""

    HOSTED = "hosted"  # at home there
    REPRESENTED = "represented"  # the node signs for it
    RELAYED = "relayed"  # behind the node


@dataclass(frozen=True, slots=True)
class DatedCertificate:
    """X.509 (`der`) that counts from `begins` to `ends` besides its own dates; None: by its own
    dates alone. Moments are aware."""

    der: bytes
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def fingerprint(self) -> str:
        """SHA-256, hex."""
        return sha256(self.der).hexdigest()

    def counts_at(self, moment: datetime) -> bool:
        """By the snapshot alone; what the certificate itself says is asked besides."""
        return (self.begins is None or self.begins <= moment) and (
            self.ends is None or moment <= self.ends
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAgency:
    """An agency as its node lists it, from `begins` to `ends` (both days count; None: no end).

    `kinds` and `media_types`: what it takes, as the node writes it: a newer one may name kinds
    that are unknown here. `signers` sign for it, `encryption` is what to encrypt for.
    """

    code: str
    name: str
    level: str
    kind: str
    rank: int
    begins: date
    standing: Standing
    signers: tuple[DatedCertificate, ...]
    short_name: str = ""
    superior: str = ""
    ends: date | None = None
    kinds: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    encryption: tuple[DatedCertificate, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """An agency that is at another node from a day on."""

    code: str
    node: str
    address: str
    begins: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """`versions`: of envelopes; `largest`: bytes of a consignment; `classification`: the most that
    may travel to it; `tls`: with which certificates it is met, as server and as client."""

    node: str
    sequence: int
    made: datetime
    addresses: tuple[str, ...]
    versions: tuple[int, ...]
    largest: int
    classification: str
    tls: tuple[DatedCertificate, ...]
    agencies: tuple[ListedAgency, ...] = ()
    moved: tuple[Moved, ...] = ()
