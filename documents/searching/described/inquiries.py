"""征询件, as it is found."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from documents.answering.application import Inquiries
from documents.answering.inquiry import Inquiry
from documents.answering.registers import ROOM
from documents.answering.stages import STAGE_WORDS
from documents.searching.described.foundation import Describing, day_of
from documents.searching.spoken import acted, spoken
from office.searching.indexed import EVERYBODY, Indexed, Papers


def inquiry_papers(rooms: Inquiries, describing: Describing) -> Papers:
    """征询件, by the day it arrived."""
    return Papers(
        room=ROOM,
        label="征询件",
        events="documents.Inquiry.",
        describe=_describe(rooms, describing),
        stages=tuple(dict.fromkeys(STAGE_WORDS.values())),
    )


def _describe(rooms: Inquiries, describing: Describing) -> Callable[[UUID], Indexed]:
    def describe(id: UUID) -> Indexed:
        it = rooms.load(Inquiry, id)
        events = list(rooms.events.get(id))
        facts = it.capsule.facts
        return Indexed(
            room=ROOM,
            agency=it.agency,
            title=facts["title"],
            day=day_of(events[0]),
            audience=frozenset({EVERYBODY}),
            kind=facts["paper"],
            numbers=tuple(filter(None, (it.number,))),
            origin=it.capsule.sender_name,
            urgency=facts["urgency"],
            stage=STAGE_WORDS[it.stage],
            handlers=describing.handlers(it.holder),
            people=describing.names((*acted(events), it.handler, *it.helpers)),
            pieces=(
                *describing.parts(it.agency, it.capsule),
                *spoken(events, name=describing.name),
            ),
        )

    return describe
