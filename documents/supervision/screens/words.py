"""The words that whoever has a supervised matter acts on: what was reported of it, above all."""

from __future__ import annotations

from typing import Any

from documents.screens.acted_on import acted_on, latest
from documents.screens.paper import Paper
from documents.supervision.screens.told import TELLING
from documents.supervision.supervision import Supervision
from office.web.models import OpinionGroup

REPORTS = ("审核反馈", "审阅督办结果", "退回重办")
"""The headings of the forms at which somebody judges what the parties reported."""


def words_above(paper: Paper[Supervision], heading: str) -> tuple[OpinionGroup, ...]:
    """What the hosts reported, and what the office says of it; else what was asked or decided."""
    if heading in REPORTS:
        reports = _reports(paper)
        checked = latest(paper, "Submitted" if heading == "审阅督办结果" else "Returned")
        return acted_on(
            paper, TELLING, lambda event: checked(event) or any(event is it for it in reports)
        )
    if heading.startswith("审定延期"):
        return acted_on(paper, TELLING, latest(paper, "ExtensionAsked"))
    if heading == "销号":
        return acted_on(paper, TELLING, latest(paper, "Seen"))
    return ()


def _reports(paper: Paper[Supervision]) -> list[Any]:
    """The last report of each party; the hosts' alone where they have reported."""
    shares = paper.it.shares
    last = {each.party: each for each in paper.events if type(each).__name__ == "Reported"}
    hosts = [each for party, each in last.items() if party in shares and shares[party].host]
    return hosts or list(last.values())
