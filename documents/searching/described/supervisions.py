"""督办事项, as it is found: by everybody in the agency, as its list is read."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from documents.searching.described.foundation import Describing, day_of
from documents.searching.spoken import acted, spoken
from documents.supervision.application import Supervisions
from documents.supervision.registers import ROOM
from documents.supervision.stages import KIND_WORDS, STAGE_WORDS
from documents.supervision.supervision import Supervision
from office.searching.indexed import EVERYBODY, Indexed, Papers, Piece


def supervised_matters(rooms: Supervisions, describing: Describing) -> Papers:
    """督办, by the day it was opened."""
    return Papers(
        room=ROOM,
        label="督办",
        events="documents.Supervision.",
        describe=_describe(rooms, describing),
        stages=tuple(dict.fromkeys(STAGE_WORDS.values())),
    )


def _describe(rooms: Supervisions, describing: Describing) -> Callable[[UUID], Indexed]:
    def describe(id: UUID) -> Indexed:
        it = rooms.load(Supervision, id)
        events = list(rooms.events.get(id))
        said = (it.facts["basis"], it.facts["requirement"], it.facts.get("instruction", ""))
        return Indexed(
            room=ROOM,
            agency=it.agency,
            title=it.facts["title"],
            day=day_of(events[0]),
            audience=frozenset({EVERYBODY}),
            kind=KIND_WORDS[it.kind],
            numbers=tuple(filter(None, (it.number, it.answer_number))),
            origin=it.facts["basis"],
            agencies=tuple(each.name for each in it.shares.values()),
            urgency=it.facts["urgency"],
            stage=STAGE_WORDS[it.stage],
            handlers=describing.handlers(it.holder),
            people=describing.names(acted(events)),
            pieces=(
                Piece("正文", "\n".join(filter(None, said))),
                *spoken(events, name=describing.name),
            ),
        )

    return describe
