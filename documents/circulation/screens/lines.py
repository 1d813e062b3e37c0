"""传阅情况: a line for each reader, on the paper's page and on that of the circulation, as of the
moment that the page shows."""

from __future__ import annotations

from typing import Any

from documents.circulation.circulation import Circulation
from documents.circulation.readers import Place
from documents.circulation.stages import DONE, MARK_WORDS, MODE_WORDS, STAGE_WORDS, Mark
from documents.screens.paper import Paper
from office.web.models import Badge, ReadingLine, ReadingList, Tone

_BADGES = {
    Mark.AHEAD: Badge(MARK_WORDS[Mark.AHEAD], Tone.NEUTRAL),
    Mark.REACHED: Badge(MARK_WORDS[Mark.REACHED], Tone.WARNING),
    Mark.READ: Badge(MARK_WORDS[Mark.READ], Tone.DONE, "tick"),
    Mark.INSTRUCTED: Badge(MARK_WORDS[Mark.INSTRUCTED], Tone.DONE, "tick"),
    Mark.SKIPPED: Badge(MARK_WORDS[Mark.SKIPPED], Tone.RETURNED),
}


def reading_lists(paper: Paper[Any]) -> tuple[ReadingList, ...]:
    """Every circulation of the paper, the newest first."""
    rooms = paper.request.circulations
    found = []
    for row in rooms.on_paper(paper.it.id):
        it = paper.stood(rooms, rooms.load(Circulation, row.subject))
        if it is not None:
            href = paper.request.route_path("circulation", id=it.id)
            found.append(reading_list(paper, it, href=href))
    return tuple(reversed(found))


def reading_list(paper: Paper[Any], it: Circulation, *, href: str = "") -> ReadingList:
    """One of them."""
    return ReadingList(
        words=f"{MODE_WORDS[it.mode]}　{STAGE_WORDS[it.stage]}",
        read=sum(place.mark in DONE for place in it.places.values()),
        lines=tuple(_line(paper, person, place) for person, place in it.places.items()),
        href=href,
    )


def _line(paper: Paper[Any], person: str, place: Place) -> ReadingLine:
    reminded = (Badge(f"催阅 {place.reminded} 次", Tone.WARNING, "retry"),)
    late = reminded if place.reminded and place.mark is Mark.REACHED else ()
    return ReadingLine(
        person=paper.names.person(person, paper.moment),
        post=paper.names.post(person, paper.moment),
        badges=(*late, _BADGES[place.mark]),
        since=place.since,
    )
