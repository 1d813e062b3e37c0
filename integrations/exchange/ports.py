"""What sending and receiving ask of the address book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from integrations.exchange.operations import Operations


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How an agency is reached on a day. `addresses`: of its node, the best first; `tls`:
    fingerprints (SHA-256, hex) by which that node is known; `classification`: its ceiling;
    `kinds`: what it takes, everything where none is named; `encryption`: certificates (DER)."""

    node: str
    addresses: tuple[str, ...]
    tls: tuple[str, ...]
    envelope_versions: tuple[int, ...]
    largest: int
    classification: str
    kinds: tuple[str, ...] = ()
    encryption: tuple[bytes, ...] = ()


class Book(Protocol):
    """The address book, at a moment."""

    def way_to(self, agency: str, at: datetime) -> Way | None:
        """The way, or None where no snapshot names the agency."""

    def way_to_node(self, node: str, at: datetime) -> Way | None:
        """As `way_to`, to answer whoever brought something."""

    def speaks_for(self, node: str, agency: str, at: datetime) -> bool:
        """Whether the node may bring what the agency sends: the agency is with it."""

    def may_sign(self, fingerprint: str, agency: str, at: datetime) -> bool:
        """Whether a certificate (SHA-256, hex) signs for the agency."""

    def moved_to(self, agency: str, at: datetime) -> str:
        """The new address of an agency that was at home here; "" of any other."""


class Connect(Protocol):
    """Makes a connection to a node."""

    def __call__(self, way: Way) -> Operations:
        """Nothing is sent yet."""
