"""What is said of a paper in streams of its own: by those who handle it, by those who read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select

from documents.archive.registers import records
from documents.assignments.application import Assignments
from documents.assignments.registers import assignments
from documents.circulation.application import Circulations
from documents.circulation.registers import circulations
from documents.searching.described.foundation import Describing
from documents.searching.spoken import spoken
from office.kernel.store import Store
from office.searching.indexed import Beside, Piece

FILED = "documents.Record.Filed"
TOLD_BY_THE_PAPER = "Opened"
"""The words with which it was given stand in the paper's own event."""


def words_of_handlers(
    rooms: Assignments, describing: Describing, *, of: Iterable[str]
) -> Iterator[Beside]:
    """进展, 办理结果, 催办 and what was asked, of papers of these rooms."""

    def said(paper: UUID) -> Iterable[Any]:
        for row in rooms.on_paper(paper):
            for event in rooms.events.get(row.subject):
                if type(event).__name__ != TOLD_BY_THE_PAPER:
                    yield event

    for room in of:
        yield Beside(
            room=room,
            events="documents.Assignment.",
            subject=_paper_in(rooms.node.store, assignments, room=room),
            pieces=_pieces(said, describing),
        )


def words_of_readers(
    rooms: Circulations, describing: Describing, *, of: Iterable[str]
) -> Iterator[Beside]:
    """What readers wrote while papers of these rooms went round."""
    for room in of:
        yield Beside(
            room=room,
            events="documents.Circulation.",
            subject=_paper_in(rooms.node.store, circulations, room=room),
            pieces=_pieces(rooms.said_on, describing),
        )


def codes_of_records(store: Store, *, of: Iterable[str]) -> Iterator[Beside]:
    """档号: by what stands on the cover of the filed paper its own page is found."""

    def filed_in(room: str) -> Callable[[Any], UUID | None]:
        return lambda event: UUID(event.paper) if getattr(event, "room", "") == room else None

    def codes(paper: UUID) -> list[Piece]:
        with store.reading() as connection:
            found = connection.execute(select(records.c.code).where(records.c.paper == paper))
            return [Piece("档号", code) for code in found.scalars()]

    for room in of:
        yield Beside(room=room, events=FILED, subject=filed_in(room), pieces=codes)


def _paper_in(store: Store, table: Table, *, room: str) -> Callable[[Any], UUID | None]:
    """The paper that the stream of an event is about, where it is one of this room."""

    def paper(event: Any) -> UUID | None:
        query = select(table.c.paper).where(
            table.c.subject == event.originator_id, table.c.room == room
        )
        with store.reading() as connection:
            found: UUID | None = connection.execute(query).scalar()
        return found

    return paper


def _pieces(
    said: Callable[[UUID], Iterable[Any]], describing: Describing
) -> Callable[[UUID], list[Piece]]:
    return lambda paper: list(spoken(said(paper), name=describing.name))
