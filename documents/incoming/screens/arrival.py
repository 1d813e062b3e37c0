"""How a paper came in, told on its page: by which way, signed for, sent back, registered."""

from __future__ import annotations

from typing import Any

from documents.consignments.returning import FAULT_WORDS, Fault
from documents.incoming.incoming import Incoming
from documents.incoming.receiving import is_belated
from documents.incoming.routes import ROUTE_WORDS, Route
from documents.incoming.source_kinds import SOURCE_WORDS, SourceKind
from documents.incoming.stages import TRACK_WORDS, Track
from documents.screens.paper import Paper
from documents.screens.telling import Told
from office.kernel.clock import office_day
from office.web.models import Fact


def _arrived(paper: Paper[Any], event: Any) -> str:
    route = Route(getattr(event, "route", Route.EXCHANGE))
    if route is not Route.EXCHANGE:
        day = paper.day(event.arrived_on)
        return f"{paper.it.capsule.sender_name} 来文（{ROUTE_WORDS[route]}），{day}收到，补登"
    again = "再次" if type(event).__name__ == "ArrivedAgain" else ""
    return f"{paper.it.capsule.sender_name} 来文{again}送达"


def _sent_back_as(_: Paper[Any], event: Any) -> str:
    act = "退文" if type(event).__name__ == "Returned" else "拒收"
    fault = getattr(event, "fault", "")
    return f"{act}（{FAULT_WORDS[Fault(fault)]}）" if fault else act


def _registered(_: Paper[Any], event: Any) -> str:
    kind = getattr(event, "kind", "")
    source = f"{SOURCE_WORDS[SourceKind(kind)]}，" if kind else ""
    return f"登记 {event.number}，{source}{TRACK_WORDS[Track(event.track)]}"


def _screened(_: Paper[Any], event: Any) -> str:
    faults = getattr(event, "faults", None) or ()
    words = "、".join(FAULT_WORDS[Fault(each)] for each in faults)
    return f"初审，错情：{words}" if words else "初审"


def source_facts(it: Incoming) -> tuple[Fact, ...]:
    return (Fact("来文类别", SOURCE_WORDS[SourceKind(it.kind)]),) if it.kind else ()


def arrival_facts(paper: Paper[Incoming]) -> tuple[Fact, ...]:
    """Of what a clerk entered: how and when it came, and what the copy bears."""
    it = paper.it
    if it.route is Route.EXCHANGE:
        return ()
    facts = it.capsule.facts
    told = (
        ("来文途径", ROUTE_WORDS[it.route]),
        ("实际收到", paper.day(it.arrived_on)),
        ("补登", paper.day(_entered_on(it))),
        ("份数", str(facts.get("copies", ""))),
        ("份号", facts.get("copy_number", "")),
        ("密级", facts.get("classification", "")),
        ("转办意见", facts.get("transfer_note", "")),
    )
    return tuple(Fact(label, value) for label, value in told if value)


def _entered_on(it: Incoming) -> str:
    belated = is_belated(it.arrived_on, entered=it.created_on)
    return office_day(it.created_on).isoformat() if belated else ""


def _kept_on_paper(_: Paper[Any], event: Any) -> str:
    number = getattr(event, "number", "")  # from before they had one
    return f"登记涉密件 {number}" if number else "登记涉密件"


WAY_IN = {
    "Arrived": Told("送达", mark="送达", details=_arrived, who=False),
    "ArrivedAgain": Told("再次送达", mark="再次送达", details=_arrived, who=False),
    "SignedFor": Told("签收", mark="签收"),
    "Folded": Told("并件", mark="并件"),
    "Unfolded": Told("拆开并件", mark="拆开", opinion="reason"),
    "KeptOnPaper": Told("登记涉密件", mark="纸质办理", details=_kept_on_paper),
    "Refused": Told("拒收", mark="拒收", details=_sent_back_as, opinion="reason"),
    "Returned": Told("退文", mark="退文", details=_sent_back_as, opinion="reason"),
    "Registered": Told("登记", mark="登记", details=_registered),
    "Screened": Told("初审", mark="初审", details=_screened, opinion="note"),
}
"""Told of each event of the way in."""
