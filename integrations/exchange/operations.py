"""The operations of the protocol, as both sides have them.

A client calls another node's, the server hands on what came to this node's. `NotTaken` is a
refusal of the protocol; anything else is a fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from documents.consignments.capsule import NotTaken
from integrations.exchange.shapes import Missing, Signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Pong:
    """What a node says of itself. `largest_chunk`, `largest_consignment`: bytes; `snapshot`: the
    sequence of its newest."""

    node: str
    time: datetime
    envelope_versions: tuple[int, ...]
    largest_chunk: int
    largest_consignment: int
    snapshot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preflight:
    """What is asked before anything travels. `length`: bytes of all parts."""

    envelope_version: int
    sender: str
    addressee: str
    kind: str
    classification: str
    length: int
    media_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipted:
    """It is there; `duplicate`: it was before."""

    receipt: Signed
    duplicate: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One consignment of a day, as one side has it. `manifest`: digest."""

    consignment: str
    sender: str
    addressee: str
    manifest: str
    state: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The other side's digest of the day, and its lines where the digests differ."""

    digest: str
    lines: tuple[Line, ...]


class Operations(Protocol):
    """`caller`: the node at the other end, by its TLS certificate; a client leaves it empty. Every
    method but `ping` raises NotTaken."""

    def ping(self, caller: str) -> Pong:
        """Who is there and what it takes."""

    def preflight(self, caller: str, asked: Preflight) -> Sequence[NotTaken]:
        """Every reason for which it would not be taken; none if it would."""

    def submit(
        self, caller: str, envelope: Signed, parts: Mapping[str, bytes]
    ) -> Receipted | Sequence[Missing]:
        """Hand over, with as many parts by digest as fit."""

    def put_part(
        self, caller: str, consignment: str, digest: str, offset: int, data: bytes
    ) -> int:
        """A piece of a part of a submitted envelope; how many bytes of it are there now."""

    def status(self, caller: str, consignment: str) -> Sequence[Signed]:
        """All receipts of a consignment that the caller sent, oldest first."""

    def report(self, caller: str, receipt: Signed) -> None:
        """Bring a receipt to the sender's node."""

    def recall(self, caller: str, request: Signed) -> None:
        """Ask for a consignment back."""

    def amend(self, caller: str, request: Signed) -> None:
        """Ask that another consignment take its place."""

    def address_book(self, caller: str, known: Mapping[str, int]) -> Sequence[Signed]:
        """Snapshots newer than those known, by node and sequence; as many as fit, asked again
        for the others."""

    def reconcile(self, caller: str, day: date, digest: str) -> Reconciled:
        """Compare a day's consignments between the two nodes."""
