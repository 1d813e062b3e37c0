"""While a record is kept: looked at again, lent, appraised when its term is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, select, union

from documents.archive.acts.filing import Filing
from documents.archive.destroying.registers import destroyed
from documents.archive.inspection import Inspected, InspectionStage, inspect_shelves
from documents.archive.outcomes import Outcome
from documents.archive.permissions import Permission
from documents.archive.record import Record
from documents.archive.registers import ROOM, listed, records
from documents.archive.retention import Retention
from office.desk.registers import subjects
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.journal import journal
from office.kernel.refusals import Destroyed
from office.timers.timer import Timer


@dataclass(frozen=True, slots=True)
class Shelved:
    """A line of the catalogue: how many faults were found in it when it was last looked at."""

    subject: UUID
    code: str
    faults: int


class Keeping(Filing):
    """The part that keeps records."""

    def inspect(self, act: Act, record: UUID) -> None:
        """四性检测 by somebody's wish."""
        it = self._held(record)
        self.guard_ahead(act, Permission.Record.INSPECT, it)
        ahead = None if self.node.commands.answered(act) else self.inspected(it)

        def decide() -> None:
            now = self.open(Record, record, act=act, permission=Permission.Record.INSPECT)
            self._note_ahead(act, now, it, ahead)

        given = {"record": record}
        self.perform(act, name=Permission.Record.INSPECT, given=given, decide=decide)

    def inspect_on_schedule(self, act: Act, timer: Timer) -> None:
        """The same because its year is over."""
        it = self._held(timer.subject)
        ahead = None if self.node.commands.answered(act) else self.inspected(it)

        def decide() -> None:
            self._note_ahead(act, self._held(timer.subject), it, ahead)

        given = {"record": timer.subject}
        self.perform(act, name="record.inspect_on_schedule", given=given, decide=decide)

    def _note_ahead(self, act: Act, it: Record, then: Record, found: Inspected | None) -> None:
        """What was found before the commit; looked at anew if it was supplemented meanwhile."""
        if found is None or it.packages != then.packages:
            found = self.inspected(it)
        self._noted(it, act, InspectionStage.KEEPING, found)
        self.save(it)

    def looked_at(self, record: UUID) -> Inspected | None:
        """What 四性检测 of it finds now; None for what is destroyed meanwhile."""
        try:
            return self.inspected(self._held(record))
        except Destroyed:
            return None

    def note_inspection(self, act: Act, record: UUID, found: Inspected) -> None:
        """Have the record tell what an inspection of many found."""

        def decide() -> None:
            it = self._held(record)
            self._noted(it, act, InspectionStage.KEEPING, found)
            self.save(it)

        given = {"record": record}
        self.perform(act, name="record.note_inspection", given=given, decide=decide)

    def count(self, agency: str, *, year: int = 0) -> int:
        """How many records there are of a year, or at all."""
        query = select(func.count()).select_from(records).where(*_shelves(agency, year))
        with self.node.store.reading() as connection:
            return connection.execute(query).scalar_one()

    def shelved(self, agency: str, *, year: int, after: str, most: int) -> list[Shelved]:
        """The next records of a year (0: of all) in the order of their 档号."""
        query = (
            select(records.c.subject, records.c.code, records.c.faults)
            .where(*_shelves(agency, year), records.c.code > after)
            .order_by(records.c.code)
            .limit(most)
        )
        with self.node.store.reading() as connection:
            return [Shelved(*row) for row in connection.execute(query)]

    def inspect_between(self, agency: str, *, year: int = 0) -> Inspected:
        """How the records of a year (0: all) stand to each other: by the register alone."""
        rows = select(records.c.code, records.c.number, records.c.room)
        ended = union(
            select(listed.c.code).where(listed.c.agency == agency, listed.c.destroyed),
            select(destroyed.c.code).where(destroyed.c.agency == agency),
        )
        with self.node.store.reading() as connection:
            found = connection.execute(rows.where(*_shelves(agency, year))).all()
            codes = connection.execute(ended).scalars()
            gone = [code for code in codes if not year or f"·{year}-" in code]
        held = [(row.code, row.number, int(row.room == "document")) for row in found]
        held += [(code, "", 0) for code in gone]
        known = self._described(agency, year) if year else self._filed(agency)
        return inspect_shelves(held, registered=known + len(gone))

    def _described(self, agency: str, year: int) -> int:
        """How many records of a year the desks know, whose rows the catalogue does not make."""
        query = select(func.count()).where(
            subjects.c.agency == agency,
            subjects.c.room == ROOM,
            subjects.c.number.like(f"%·{year}-%"),
        )
        with self.node.store.reading() as connection:
            return connection.execute(query).scalar_one()

    def _filed(self, agency: str) -> int:
        """How many records the journal knows, but for those that were destroyed."""
        query = select(func.count()).where(
            journal.c.topic == Record.Filed.TOPIC,
            journal.c.agency == agency,
            func.length(journal.c.state) > 0,
        )
        with self.node.store.reading() as connection:
            return connection.execute(query).scalar_one()

    def lend(
        self, act: Act, record: UUID, *, to: str, purpose: str, until: date, seen: int
    ) -> None:
        """借阅."""

        def decide() -> None:
            it = self.open(Record, record, act=act, permission=Permission.Record.LEND, seen=seen)
            now = self.clock.now()
            it.lend(
                by=act.person,
                loan=str(uuid4()),
                to=to,
                purpose=purpose,
                until=until,
                at=now,
                today=office_day(now),
            )
            self.save(it)

        given = {"record": record, "to": to, "purpose": purpose, "until": until, "seen": seen}
        self.perform(act, name=Permission.Record.LEND, given=given, decide=decide)

    def take_back(self, act: Act, record: UUID, *, loan: str, note: str = "") -> None:
        """归还."""

        def decide() -> None:
            it = self.open(Record, record, act=act, permission=Permission.Record.TAKE_BACK)
            it.take_back(by=act.person, loan=loan, note=note, at=self.clock.now())
            self.save(it)

        given = {"record": record, "loan": loan, "note": note}
        self.perform(act, name=Permission.Record.TAKE_BACK, given=given, decide=decide)

    def note_overdue(self, act: Act, timer: Timer) -> None:
        """借阅逾期: the loan that the timer names is not back."""

        def decide() -> None:
            it = self._held(timer.subject)
            it.note_overdue(by=act.person, loan=timer.slot, at=self.clock.now())
            self.save(it)

        given = {"record": timer.subject, "loan": timer.slot}
        self.perform(act, name="record.note_overdue", given=given, decide=decide)

    def appraise(
        self,
        act: Act,
        record: UUID,
        *,
        outcome: Outcome,
        opinion: str,
        retention: Retention | None = None,
        seen: int | None = None,
    ) -> None:
        """鉴定."""

        def decide() -> None:
            it = self.open(
                Record, record, act=act, permission=Permission.Record.APPRAISE, seen=seen
            )
            now = self.clock.now()
            it.appraise(
                by=act.person,
                outcome=outcome,
                retention=retention,
                opinion=opinion,
                at=now,
                today=office_day(now),
            )
            self.save(it)

        given = {
            "record": record,
            "outcome": str(outcome),
            "opinion": opinion,
            "retention": str(retention or ""),
            "seen": seen,
        }
        self.perform(act, name=Permission.Record.APPRAISE, given=given, decide=decide)

    def records_of(self, ids: Sequence[UUID]) -> list[Record]:
        """These, in the order of their 档号."""
        return sorted(map(self._held, ids), key=lambda each: str(each.code))


def _shelves(agency: str, year: int) -> tuple[ColumnElement[bool], ...]:
    of_agency = records.c.agency == agency
    return (of_agency, records.c.year == year) if year else (of_agency,)
