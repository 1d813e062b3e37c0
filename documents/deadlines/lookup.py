"""What deadlines read: turns not taken in yet, what stands on desks, what is open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Integer, Row, Table, exists, func, select

from documents.consulting.registers import consultations, consulted
from documents.deadlines.deadline import Deadline
from documents.deadlines.paper_clock import PaperClock
from documents.deadlines.registers import answer_drafts, deadlines, paper_clocks, paper_waits
from office.desk.registers import items, subjects
from office.desk.turn_register import turns
from office.kernel.room import Room
from office.kernel.store import state_tables

STATED = "stated"
AT_ONCE = 200

progress = Table(
    "state_deadlines_read",
    state_tables,
    Column("one", Integer, primary_key=True),
    Column("position", BigInteger, nullable=False),
)
"""Until which event turns were taken in. Reading them again changes nothing."""


class DeadlineLookup(Room):
    """Questions to desks and to the register of deadlines."""

    def of_paper(self, paper: UUID) -> Sequence[Row[Any]]:
        """Every deadline of a paper and its shares, the latest first."""
        query = select(deadlines).where(deadlines.c.paper == paper)
        return self._all(query.order_by(deadlines.c.since.desc(), deadlines.c.subject))

    def one(self, id: UUID) -> Row[Any] | None:
        """The row of one deadline."""
        return next(iter(self._all(select(deadlines).where(deadlines.c.subject == id))), None)

    def open_of(self, about: Collection[UUID]) -> Sequence[Row[Any]]:
        """What is open of these subjects of desks."""
        if not about:
            return ()
        query = select(deadlines).where(
            deadlines.c.about.in_(list(about)), deadlines.c.ended_at.is_(None)
        )
        return self._all(query)

    def clock_of(self, paper: UUID) -> PaperClock | None:
        """The paper's clock, if anybody said something of it."""
        id = PaperClock.id_of(paper)
        return self.load(PaperClock, id) if self.exists(id) else None

    def senders_day(self, paper: UUID) -> str:
        """来文时限 of the paper (ISO); empty where nobody said any."""
        query = select(paper_clocks.c.senders).where(paper_clocks.c.paper == paper)
        return next((str(row.senders) for row in self._all(query)), "")

    def open_at(self, about: UUID, slot: str) -> Deadline | None:
        """The one deadline that is open for what waits there."""
        query = select(deadlines.c.subject).where(
            deadlines.c.about == about, deadlines.c.slot == slot, deadlines.c.ended_at.is_(None)
        )
        found = self._all(query)
        return self.load(Deadline, found[0].subject) if found else None

    def asked_outside(self) -> Sequence[Row[Any]]:
        """Consultations about an answer to a paper, for which that does not wait yet.

        Asked at every turn, so it goes from the few that somebody waits for to their papers, and
        never over all that was ever asked.
        """
        awaited = select(consulted.c.subject).where(consulted.c.expected)
        query = (
            select(
                consultations.c.subject.label("consultation"),
                consultations.c.agency,
                answer_drafts.c.subject.label("paper"),
            )
            .join(answer_drafts, answer_drafts.c.document == consultations.c.document)
            .where(
                consultations.c.subject.in_(awaited),
                ~exists().where(
                    paper_waits.c.paper == answer_drafts.c.subject,
                    paper_waits.c.consultation == consultations.c.subject,
                ),
            )
        )
        return self._all(query)

    def heard_outside(self) -> Sequence[Row[Any]]:
        """Consultations that a paper waited for and whose answers are all here, or given up."""
        query = select(paper_waits.c.consultation, paper_waits.c.agency, paper_waits.c.paper)
        still = exists().where(
            consulted.c.subject == paper_waits.c.consultation, consulted.c.expected
        )
        return self._all(query.where(paper_waits.c.consultation.is_not(None), ~still))

    def turns_since(self) -> Sequence[Row[Any]]:
        """The next turns, all of an event together."""
        with self.node.store.reading() as connection:
            position = connection.execute(select(progress.c.position)).scalar() or 0
        query = select(turns).where(turns.c.id > position).order_by(turns.c.id).limit(AT_ONCE)
        rows = self._all(query)
        if len(rows) < AT_ONCE:
            return rows
        whole = [row for row in rows if row.id != rows[-1].id]
        return whole or self._all(select(turns).where(turns.c.id == rows[0].id))

    def read_until(self, id: int) -> None:
        """These need not be taken in again."""
        with self.node.store.changing_state() as connection:
            connection.execute(progress.delete())
            connection.execute(progress.insert().values(one=1, position=id))

    def on_desk(self, subject: UUID) -> Row[Any] | None:
        """What desks say of a subject."""
        return next(iter(self._all(select(subjects).where(subjects.c.subject == subject))), None)

    def title_of(self, subject: UUID) -> str:
        """What desks call it."""
        row = self.on_desk(subject)
        return str(row.title) if row else ""

    def waiting_at(self, subject: UUID, slot: str) -> Row[Any] | None:
        """What waits there now."""
        query = select(items).where(items.c.subject == subject, items.c.slot == slot)
        return next(iter(self._all(query)), None)

    def is_current(self, row: Row[Any]) -> bool:
        """Whether a turn is what the desk shows: nothing came after it."""
        query = select(func.max(turns.c.id)).where(
            turns.c.subject == row.subject, turns.c.slot == row.slot
        )
        with self.node.store.reading() as connection:
            return bool(connection.execute(query).scalar() == row.id)

    def _all(self, query: Any) -> Sequence[Row[Any]]:
        with self.node.store.reading() as connection:
            return connection.execute(query).all()
