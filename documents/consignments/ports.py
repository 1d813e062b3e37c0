"""How consignments leave and enter: ports that gateways and the rooms implement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from documents.consignments.capsule import Accepted, Capsule, Report, Request
from documents.consignments.states import Kind

HERE = ""


class Gateway(Protocol):
    """Carries capsules and receipts to agencies it can reach."""

    def reaches(self, agency: str) -> bool:
        """Whether this gateway is the way to that agency."""

    def destination(self, agency: str) -> str:
        """What that agency stands or falls with: a node, a platform. `HERE` for this node, where
        nothing is slow."""

    def send(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """Hand over; `contents` are the parts by digest.

        Sending again is safe: a capsule that arrived before gives its first receipt, as success.
        Raises `NotTaken` with a code when the other side declines, OSError when it is not there.
        """

    def report(self, report: Report) -> None:
        """Bring a receipt to the sender. Safe to repeat; errors as for `send`."""

    def ask(self, request: Request) -> None:
        """Bring a request (追回、更正) to the addressee. Safe to repeat; errors as for `send`."""


class Arrivals(Protocol):
    """Takes what gateways bring to agencies of this node."""

    @property
    def kinds(self) -> Sequence[Kind]:
        """What some room takes, in the order of the protocol."""

    def take(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """Store every part and the arrival in one act, or raise `NotTaken` and store nothing."""

    def check(self, capsule: Capsule, contents: Mapping[str, bytes]) -> None:
        """Raises `NotTaken` for what `take` would not take; it takes long, and stores nothing."""

    def lay_in(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """`take` of what was checked, as part of a larger act that has stored the parts."""

    def hear(self, report: Report) -> None:
        """Note a receipt on its consignment. Late and repeated ones are harmless."""

    def ask(self, request: Request) -> None:
        """Lay a request before people. Repeated ones are harmless; raises `NotTaken` where nobody
        could ever answer it."""
