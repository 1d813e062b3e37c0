"""签报, as it is found: by those on its way, by its readers and by the clerks, as its permission
says."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from documents.handling.holding import held_by
from documents.memoranda.application import Memoranda
from documents.memoranda.memorandum import Memorandum
from documents.memoranda.registers import KIND, ROOM
from documents.memoranda.stages import STAGE_WORDS
from documents.searching.described.foundation import Describing, day_of
from documents.searching.spoken import acted, spoken
from office.directory.kinds import Role
from office.searching.indexed import Indexed, Papers, audience_of


def memorandum_papers(rooms: Memoranda, describing: Describing) -> Papers:
    """签报, by the day it was begun."""
    return Papers(
        room=ROOM,
        label=KIND,
        events="documents.Memorandum.",
        describe=_describe(rooms, describing),
        stages=tuple(dict.fromkeys(STAGE_WORDS.values())),
    )


def _describe(rooms: Memoranda, describing: Describing) -> Callable[[UUID], Indexed]:
    def describe(id: UUID) -> Indexed:
        it = rooms.load(Memorandum, id)
        events = list(rooms.events.get(id))
        people = sorted(it.involved.union(it.readers))
        return Indexed(
            room=ROOM,
            agency=it.agency,
            title=it.facts["title"],
            day=day_of(events[0]),
            audience=audience_of(people=people, roles=(Role.CLERK,)),
            kind=KIND,
            numbers=tuple(filter(None, (it.number,))),
            origin=it.facts["unit"],
            urgency=it.facts["urgency"],
            stage=STAGE_WORDS[it.stage],
            handlers=describing.handlers(held_by(*it.waiting)),
            people=describing.names((*acted(events), *people)),
            pieces=(
                *describing.body(it.agency, it.revision),
                *spoken(events, name=describing.name),
            ),
        )

    return describe
