"""发文, as it is found."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.registers import ROOM
from documents.outgoing.stages import STAGE_WORDS
from documents.searching.described.foundation import Describing, day_of
from documents.searching.spoken import acted, spoken
from office.kernel.clock import office_day
from office.searching.indexed import EVERYBODY, Indexed, Papers


def outgoing_papers(rooms: Documents, describing: Describing) -> Papers:
    """发文, by number or by the day it was begun."""
    return Papers(
        room=ROOM,
        label="发文",
        events="documents.Document.",
        describe=_describe(rooms, describing),
        stages=tuple(dict.fromkeys(STAGE_WORDS.values())),
    )


def _describe(rooms: Documents, describing: Describing) -> Callable[[UUID], Indexed]:
    def describe(id: UUID) -> Indexed:
        it = rooms.load(Document, id)
        events = list(rooms.events.get(id))
        signed = office_day(it.signed_off_at) if it.signed_off_at else None
        return Indexed(
            room=ROOM,
            agency=it.agency,
            title=it.facts["title"],
            day=signed or day_of(events[0]),
            audience=frozenset({EVERYBODY}),
            kind=it.facts["type"],
            numbers=tuple(filter(None, (it.number,))),
            codes=tuple(filter(None, (it.identifier,))),
            dated=signed,
            origin=it.facts["issuer"],
            agencies=tuple(filter(None, (it.facts.get("recipients", ""),))),
            urgency=it.facts["urgency"],
            stage=STAGE_WORDS[it.stage],
            handlers=describing.handlers(it.holder),
            people=describing.names(acted(events)),
            pieces=(
                *describing.body(it.agency, it.revision),
                *spoken(events, name=describing.name),
            ),
        )

    return describe
