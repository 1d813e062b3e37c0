"""While a record is kept: looked at again, lent, appraised when its term is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select

from documents.archive.acts.filing import Filing
from documents.archive.inspection import Inspected, InspectionStage, inspect_shelves
from documents.archive.outcomes import Outcome
from documents.archive.permissions import Permission
from documents.archive.record import Record
from documents.archive.registers import listed, records
from documents.archive.retention import Retention
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.timers.timer import Timer


@dataclass(frozen=True, slots=True)
class ShelvesInspected:
    """What came of looking at many: each record with faults, and what is wrong between them."""

    count: int
    faulty: tuple[tuple[UUID, Inspected], ...]
    between: Inspected


class Keeping(Filing):
    """The part that keeps records."""

    def inspect(self, act: Act, record: UUID) -> None:
        """四性检测 by somebody's wish."""

        def decide() -> None:
            it = self.open(Record, record, act=act, permission=Permission.Record.INSPECT)
            self._look_at(it, act, InspectionStage.KEEPING)
            self.save(it)

        given = {"record": record}
        self.perform(act, name=Permission.Record.INSPECT, given=given, decide=decide)

    def inspect_on_schedule(self, act: Act, timer: Timer) -> None:
        """The same because its year is over."""

        def decide() -> None:
            it = self._held(timer.subject)
            self._look_at(it, act, InspectionStage.KEEPING)
            self.save(it)

        given = {"record": timer.subject}
        self.perform(act, name="record.inspect_on_schedule", given=given, decide=decide)

    def inspect_shelves(self, agency: str, *, year: int | None = None) -> ShelvesInspected:
        """Look at all records of a year (or at all), and at how they stand to each other.

        Nothing is recorded: the acts that look at one record do that.
        """
        of_agency = records.c.agency == agency
        wanted = [of_agency, *([records.c.year == year] if year else [])]
        with self.node.store.reading() as connection:
            rows = connection.execute(
                select(records.c.subject, records.c.code, records.c.number, records.c.room)
                .where(*wanted)
                .order_by(records.c.code)
            ).all()
            destroyed = connection.execute(
                select(listed.c.code).where(listed.c.agency == agency, listed.c.destroyed)
            ).scalars()
            gone = [code for code in destroyed if year is None or f"·{year}-" in code]
            count = connection.execute(
                select(func.count()).select_from(records).where(*wanted)
            ).scalar_one()
        found = ((row.subject, self.inspected(self._held(row.subject))) for row in rows)
        held = [(row.code, row.number, int(row.room == "document")) for row in rows]
        between = inspect_shelves(
            [*held, *((code, "", 0) for code in gone)], registered=count + len(gone)
        )
        return ShelvesInspected(
            count=len(rows),
            faulty=tuple((id, each) for id, each in found if each.faults),
            between=between,
        )

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
