"""成批检测: begun by a clerk or by time, carried on slice by slice, finished in one act."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Row, func, select

from documents.archive.acts.keeping import Shelved
from documents.archive.application import Records
from documents.archive.inspecting.registers import AGAIN, inspections, progress
from documents.archive.inspecting.shelf_inspection import ShelfInspection
from documents.archive.inspection import Fault
from documents.archive.permissions import Permission
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room
from office.timers.timer import Timer

SLICE = 25
"""Records looked at between two notes of how far it has come."""

INSPECTOR = "system"
"""The name under which what was begun is carried on."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one has come."""

    after: str
    done: int
    total: int
    faults: tuple[dict[str, Any], ...] = ()


class ShelfInspections(Room):
    """成批检测. Commands carry the same names as the aggregate's."""

    def __init__(self, node: Node, *, records: Records) -> None:
        super().__init__(node)
        self.records = records

    def begin(self, act: Act, *, year: int) -> str:
        """开始检测 of a year's records, 0 for all; gives its id. One runs at a time."""

        def decide() -> str:
            self.node.guard(act, Permission.Record.INSPECT, act)
            if self._running(act.agency):
                raise Refused("本机关正在进行一次检测。请等它结束，再开始新的检测。")
            if not self.records.count(act.agency, year=year):
                raise Refused(f"目录里没有{f'{year}年的' if year else ''}档案，不用检测。")
            return self._begin(act, year)

        given = {"year": year}
        return self.perform(act, name="record.inspect_shelves", given=given, decide=decide)

    def begin_on_schedule(self, act: Act, timer: Timer) -> None:
        """The same, a year after the last time."""

        def decide() -> str:
            return self._begin(act, int(timer.data))

        self.perform(act, name=AGAIN, given={"at": timer.at}, decide=decide)

    def _begin(self, act: Act, year: int) -> str:
        it = ShelfInspection.start(
            id=uuid5(NAMESPACE_URL, f"wenshu:shelf-inspection:{act.agency}:{act.command}"),
            agency=act.agency,
            by=act.person,
            year=year,
            at=self.clock.now(),
        )
        self.save(it)
        return str(it.id)

    def settle(self, act: Act, inspection: UUID, *, opinion: str) -> None:
        """登记处理."""

        def decide() -> None:
            it = self.open(
                ShelfInspection, inspection, act=act, permission=Permission.Record.INSPECT
            )
            it.settle(by=act.person, opinion=opinion, at=self.clock.now())
            self.save(it)

        given = {"inspection": inspection, "opinion": opinion}
        self.perform(act, name="record.settle_inspection", given=given, decide=decide)

    def of(self, agency: str) -> list[Row[Any]]:
        """The agency's inspections, the newest first."""
        query = select(inspections).where(inspections.c.agency == agency)
        with self.node.store.reading() as connection:
            return list(connection.execute(query.order_by(inspections.c.begun_at.desc())))

    def progress(self, it: ShelfInspection) -> Progress:
        """How far one that runs has come."""
        with self.node.store.reading() as connection:
            row = connection.execute(
                select(progress).where(progress.c.subject == it.id)
            ).one_or_none()
        if row is None:
            return Progress("", 0, self.records.count(it.agency, year=it.year))
        return Progress(row.after, row.done, row.total, tuple(json.loads(row.faults)))

    def go_on(self) -> bool:
        """Look at the next slice of whatever runs; tells whether anything does."""
        query = select(inspections.c.subject).where(inspections.c.finished.is_(False))
        with self.node.store.reading() as connection:
            found = connection.execute(query.order_by(inspections.c.begun_at).limit(1)).scalar()
        if found is None:
            return False
        it = self.load(ShelfInspection, found)
        before = self.progress(it)
        rows = self.records.shelved(it.agency, year=it.year, after=before.after, most=SLICE)
        if rows:
            self._note(it, self._looked(it, before, rows))
        else:
            self._finish(it, before)
        return True

    def _looked(self, it: ShelfInspection, before: Progress, rows: list[Shelved]) -> Progress:
        faults = [fault for row in rows for fault in self._faults_of(it, row)]
        return replace(
            before,
            after=rows[-1].code,
            done=before.done + len(rows),
            faults=(*before.faults, *faults),
        )

    def _faults_of(self, it: ShelfInspection, row: Shelved) -> Iterator[dict[str, Any]]:
        """What is wrong with one; its record tells of it, and of being in order again."""
        found = self.records.looked_at(row.subject)
        if found is None:
            return
        if found.faults or row.faults:
            command = uuid5(NAMESPACE_URL, f"wenshu:shelf-inspection:{it.id}:{row.subject}")
            act = Act(agency=it.agency, person=INSPECTOR, command=str(command))
            self.records.note_inspection(act, row.subject, found)
        for fault in found.faults:
            yield _told(fault, record=str(row.subject))

    def _note(self, it: ShelfInspection, now: Progress) -> None:
        values = {
            "after": now.after,
            "done": now.done,
            "total": max(now.total, now.done),
            "faults": json.dumps(now.faults, ensure_ascii=False),
        }
        with self.node.store.changing_state() as connection:
            connection.execute(progress.delete().where(progress.c.subject == it.id))
            connection.execute(progress.insert().values(subject=it.id, **values))

    def _finish(self, it: ShelfInspection, before: Progress) -> None:
        between = self.records.inspect_between(it.agency, year=it.year)
        faults = (*before.faults, *(_told(fault) for fault in between.faults))
        act = Act(agency=it.agency, person=INSPECTOR, command=f"inspected:{it.id}")

        def decide() -> None:
            standing = self.load(ShelfInspection, it.id)
            standing.finish(by=INSPECTOR, count=before.done, faults=faults, at=self.clock.now())
            self.save(standing)

        self.perform(act, name="record.inspected", given={"inspection": it.id}, decide=decide)
        with self.node.store.changing_state() as connection:
            connection.execute(progress.delete().where(progress.c.subject == it.id))

    def _running(self, agency: str) -> bool:
        query = select(func.count()).where(
            inspections.c.agency == agency, inspections.c.finished.is_(False)
        )
        with self.node.store.reading() as connection:
            return bool(connection.execute(query).scalar_one())


def _told(fault: Fault, *, record: str = "") -> dict[str, Any]:
    return {**fault.to_json(), "record": record}
