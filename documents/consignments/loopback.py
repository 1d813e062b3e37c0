"""The gateway between agencies of one node: same port, same checks, no network."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from documents.consignments.capsule import Accepted, Capsule, Report, Request
from documents.consignments.ports import HERE, Arrivals


class LoopbackGateway:
    """Hands capsules to this node's own arrivals. What passes is plain JSON, as on the wire."""

    def __init__(self, arrivals: Arrivals, *, hosts: Callable[[str], bool]) -> None:
        self._arrivals = arrivals
        self._hosts = hosts

    def reaches(self, agency: str) -> bool:
        """Whether the agency is on this node."""
        return self._hosts(agency)

    def destination(self, agency: str) -> str:
        """This node."""
        return HERE

    def send(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """Hand over; errors are the arrivals' own."""
        return self._arrivals.take(Capsule.from_json(capsule.to_json()), contents)

    def report(self, report: Report) -> None:
        """Bring a receipt to the sender."""
        self._arrivals.hear(Report.from_json(report.to_json()))

    def ask(self, request: Request) -> None:
        """Bring a request to the addressee."""
        self._arrivals.ask(Request.from_json(request.to_json()))
