"""承办情况 on the page of a paper: a line for each party, as of the moment that the page shows."""

from __future__ import annotations

from typing import Any

from documents.assignments.assignment import Assignment
from documents.assignments.stages import ASKED_WORDS, AT_WORK, STAGE_WORDS, Stage
from documents.screens.paper import Paper
from office.calendar.asking import working_days
from office.desk.urgency import pressure
from office.web.frame import now
from office.web.models import Badge, ShareLine, Tone

_TONES = {Stage.DONE: Tone.DONE, Stage.REFUSED: Tone.RETURNED}


def share_lines(paper: Paper[Any]) -> tuple[ShareLine, ...]:
    """The host first, the newest round above the earlier ones."""
    rooms = paper.request.assignments
    found = []
    for row in rooms.on_paper(paper.it.id):
        it = paper.stood(rooms, rooms.load(Assignment, row.subject))
        if it is not None:
            found.append(it)
    newest = sorted(found, key=lambda each: (-each.round, not each.host))
    return tuple(_line(paper, each) for each in newest)


def badges_of(paper: Paper[Any], it: Assignment) -> tuple[Badge, ...]:
    """How the share stands, and what presses: overdue, urged, asked."""
    badges = [Badge(STAGE_WORDS[it.stage], _TONES.get(it.stage, Tone.NEUTRAL))]
    if it.stage in AT_WORK:
        at = paper.moment if paper.in_the_past else now(paper.request)
        days = working_days(paper.request)
        pressed = pressure(urgency=it.about["urgency"], due=it.deadline, now=at, days=days)
        if pressed.overdue:
            badges.append(Badge(pressed.remaining, Tone.RETURNED, "time"))
        if it.unanswered:
            badges.append(Badge(f"催办 {it.unanswered} 次未答复", Tone.WARNING, "retry"))
        if it.request is not None:
            badges.append(Badge(f"申请{ASKED_WORDS[it.request.what]}", Tone.WARNING))
    return tuple(badges)


def _line(paper: Paper[Any], it: Assignment) -> ShareLine:
    handler = paper.names.person(it.handler, paper.moment) if it.handler else ""
    party = paper.names.party(it.party.word, paper.moment)
    return ShareLine(
        party=party,
        role="主办" if it.host else "协办",
        handler="" if handler == party else handler,
        due=paper.day(it.deadline),
        badges=badges_of(paper, it),
        href=paper.request.route_path("assignment", id=it.id),
        round=it.round,
    )
