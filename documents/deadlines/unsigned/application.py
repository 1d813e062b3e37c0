"""Watches over what was sent: who has not signed for it in time.

The clerks of the addressee are reminded by their own deadline; here the sender is told. By the
same table, on the same node or as ours has it for the others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from documents.consignments.registers import consignments
from documents.consignments.states import Kind, State
from documents.deadlines.table import DeadlineTable
from documents.deadlines.unsigned.registers import unsigned
from documents.deadlines.unsigned.watch import SigningWatch
from documents.incoming.registers import ROOM as INCOMING
from documents.incoming.stages import Step
from office.calendar import WorkingHours
from office.desk.registers import subjects as described
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.room import Room
from office.timers.timer import TIMER, Timer

SIGNED_FOR = (Kind.DOCUMENT, Kind.SUPERVISION)
"""What arrives as a paper that is signed for; questions of other agencies have days of their
own."""


class SigningWatches(Room):
    """签收提醒, of all agencies. Everything here happens by itself."""

    def __init__(self, node: Node, *, hours: WorkingHours, table: DeadlineTable) -> None:
        super().__init__(node)
        self.hours = hours
        self.table = table

    def look_at(self, moved: Sequence[UUID], *, cause: int) -> None:
        """Wait for these consignments of one paper, or no more, as they stand now.

        `cause`: the id of the last event that may have changed that. Looking twice because of the
        same one is looking once.
        """
        sent = self._sent(moved)
        if not sent:
            return  # destroyed since, or what they carry is described nowhere
        act = Act(agency=sent[0].agency, person=TIMER, command=f"signing:{cause}")

        def decide() -> None:
            due = {row.subject: self.due_of(row) for row in sent}
            known = self.exists(SigningWatch.id_of(sent[0].document))
            if not (known or any(due.values())):
                return
            it, now = self._watch(sent[0]), self.clock.now()
            for consignment, moment in due.items():
                if moment is None:
                    it.settle(consignment, by=TIMER, at=now)
                else:
                    it.wait_for(consignment, by=TIMER, due=moment, at=now)
            self.save(it)

        # Not which: what is left of them, looked at again, is a part of what was looked at.
        given = {"of": sent[0].document}
        self.perform(act, name="watch signing", given=given, decide=decide)

    def pass_by(self, act: Act, timer: Timer) -> None:
        """The moment is past."""

        def decide() -> None:
            it = self.load(SigningWatch, timer.subject)
            it.pass_by(by=TIMER, at=self.clock.now())
            self.save(it)

        self.perform(act, name="unsigned", given={"at": timer.at}, decide=decide)

    def due_of(self, row: Row[Any]) -> datetime | None:
        """By when it is to be signed for; None where nobody waits for that."""
        if row.state != State.DELIVERED or row.delivered_at is None:
            return None
        allowed = self.table.allowance(
            (INCOMING, Step.SIGN_FOR), kinds=(row.type,), urgency=row.urgency
        )
        return allowed.ends(row.delivered_at, self.hours) if allowed else None

    def over_of(self, documents: Collection[UUID]) -> Mapping[UUID, int]:
        """Of these papers, how many addressees should have signed for them and have not."""
        query = (
            select(unsigned.c.document, func.count())
            .where(unsigned.c.document.in_(list(documents)), unsigned.c.over)
            .group_by(unsigned.c.document)
        )
        with self.node.store.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def _sent(self, which: Sequence[UUID]) -> Sequence[Row[Any]]:
        query = (
            select(consignments, described.c.kind.label("type"), described.c.urgency)
            .join(described, described.c.subject == consignments.c.document)
            .where(
                consignments.c.subject.in_(which),
                consignments.c.kind.in_([str(each) for each in SIGNED_FOR]),
            )
            .order_by(consignments.c.place)
        )
        with self.node.store.reading() as connection:
            return connection.execute(query).all()

    def _watch(self, row: Row[Any]) -> SigningWatch:
        id = SigningWatch.id_of(row.document)
        if self.exists(id):
            return self.load(SigningWatch, id)
        return SigningWatch.begin_for(
            agency=row.agency, document=row.document, at=self.clock.now()
        )
