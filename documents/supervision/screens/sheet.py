"""督办通知单 of a matter as its page shows it, with what was reported and found up to then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from documents.layout.forms import Value
from documents.printing.lines import opinion_cells
from documents.screen_pages import ScreenPages
from documents.screens.paper import Paper
from documents.screens.telling import opinions
from documents.supervision.notice import FORM, notice_values
from documents.supervision.screens.told import TELLING
from office.kernel.clock import office_day

CELLS = {"办理情况": "report", "办理进展": "report", "督查意见": "finding", "领导审阅": "finding"}
"""Which cell of the form the opinions of a step stand in; other words are about the way there."""


def sheet_values(paper: Paper[Any]) -> dict[str, Value]:
    """Everything that the form shows of the matter as it stood then."""
    it, at = paper.it, paper.moment
    agency = paper.request.house.directory.agency_on(it.agency, office_day(at))
    said = [each for each in opinions(paper, TELLING) if each.step in CELLS]
    cells = opinion_cells(said, CELLS)
    return notice_values(
        it,
        it.current,
        agency=agency.name if agency else "",
        ink=paper.request.supervisions.ink_of(it),
        day=_given_on(paper),
        leader=paper.names.person(it.leader, at) if it.leader else "",
        contact=paper.names.person(it.opener, paper.events[0].timestamp),
        reports=cells.get("report", ()),
        findings=cells.get("finding", ()),
    )


def sheet_screen(paper: Paper[Any]) -> ScreenPages:
    """The filled-in form for the screen."""
    screen: ScreenPages = paper.request.printer.screen(FORM, sheet_values(paper))
    return screen


def screen_name(paper: Paper[Any], screen: ScreenPages) -> str:
    """A screen in an address: of which moment, and what it looked like."""
    return f"{paper.as_of}.{screen.digest[:16]}"


def screen_address(paper: Paper[Any], screen: ScreenPages) -> Callable[[str], str]:
    """The addresses of files of the form's pages for the screen."""
    where = {"id": paper.it.id, "name": screen_name(paper, screen)}
    return lambda file: str(paper.request.route_path("supervision.screen", file=file, **where))


def _given_on(paper: Paper[Any]) -> date | None:
    given = (each.timestamp for each in paper.events if type(each).__name__ == "Assigned")
    return next((office_day(at) for at in given), None)
