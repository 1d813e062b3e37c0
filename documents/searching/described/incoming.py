"""收文, as it is found."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.incoming.receiving import received_at
from documents.incoming.registers import ROOM
from documents.incoming.stages import STAGE_WORDS, TRACK_WORDS
from documents.searching.described.foundation import Describing, dated
from documents.searching.spoken import acted, spoken
from office.kernel.clock import office_day
from office.searching.indexed import EVERYBODY, Indexed, Papers


def incoming_papers(rooms: Incomings, describing: Describing) -> Papers:
    """收文, by the day on which it was received."""
    return Papers(
        room=ROOM,
        label="收文",
        events="documents.Incoming.",
        describe=_describe(rooms, describing),
        stages=tuple(dict.fromkeys(STAGE_WORDS.values())),
    )


def _describe(rooms: Incomings, describing: Describing) -> Callable[[UUID], Indexed]:
    def describe(id: UUID) -> Indexed:
        it = rooms.load(Incoming, id)
        events = list(rooms.events.get(id))
        facts = it.capsule.facts
        handling = [row.handler for row in rooms.assignments.on_paper(id) if row.handler]
        readers = rooms.circulations.readers_of(id)
        return Indexed(
            room=ROOM,
            agency=it.agency,
            title=facts["title"],
            day=office_day(received_at(it.arrived_on, entered=it.created_on)),
            audience=frozenset({EVERYBODY}),
            kind=facts["type"],
            numbers=tuple(filter(None, (facts["number"], it.number))),
            codes=tuple(filter(None, (facts.get("identifier", ""),))),
            dated=dated(facts.get("date", "")),
            origin=it.capsule.sender_name,
            agencies=tuple(filter(None, (facts.get("issuer", ""),))),
            urgency=facts["urgency"],
            track=TRACK_WORDS[it.track] if it.track else "",
            stage=STAGE_WORDS[it.stage],
            handlers=describing.handlers(it.holder),
            people=describing.names((*acted(events), *handling, *readers)),
            pieces=(
                *describing.parts(it.agency, it.capsule),
                *spoken(events, name=describing.name),
            ),
        )

    return describe
