"""A year of 6,395 papers and 500 supervision items, with four faults that the inspection names."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from documents.archive.application import Records
from documents.archive.assembly import keep_archive
from documents.archive.inspecting.application import ShelfInspections
from documents.archive.inspecting.followers import ShelfInspector
from documents.archive.inspecting.registers import inspections
from documents.archive.inspecting.shelf_inspection import ShelfInspection
from documents.archive.outcomes import Outcome
from documents.archive.record import Record
from documents.archive.registers import listed, records
from office.calendar import WorkingHours
from office.desk.registers import items
from office.kernel.refusals import Destroyed, Refused
from office.timers.followers import Timekeeper
from tests.unit.archive.year import CITY, NOW, archive, by, file_one

DOCUMENTS, INCOMINGS, SUPERVISIONS = 2_000, 4_395, 500


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


def plant(room: Records, faulty: dict[str, UUID]) -> None:
    """One package is changed on the disk, one is gone, one title is registered otherwise, and
    one line of the catalogue is lost."""
    content = room.node.content
    changed, gone = (room.load(Record, faulty[name]).packages[0].package for name in "ab")
    path = content._path(CITY, changed)  # type: ignore[attr-defined]  # the folder's own
    path.write_bytes(path.read_bytes().replace("题名".encode(), "名题".encode(), 1))
    content.destroy(CITY, gone)
    with room.node.store.writing(by("hand", "plant")) as connection:
        connection.execute(delete(records).where(records.c.subject == faulty["c"]))
        connection.execute(
            update(records)
            .where(records.c.subject == faulty["d"])
            .values(
                number=select(records.c.number)
                .where(records.c.subject == faulty["a"])
                .scalar_subquery()
            )
        )


def inspected(room: Records, *, year: int = 2026) -> ShelfInspection:
    """Looked at slice by slice, as the follower does it."""
    looking = ShelfInspections(room.node, records=room)
    id = UUID(looking.begin(by("hand", f"look {year} {room.node.clock.now()}"), year=year))
    while ShelfInspector(looking).work(room.node):
        pass
    return looking.load(ShelfInspection, id)


def named(room: Records, it: ShelfInspection, faulty: dict[str, UUID]) -> set[tuple[str, str]]:
    """Each fault's item, and the name of the record whose 档号 it tells."""
    codes = {str(room.load(Record, id).code): name for name, id in faulty.items()}
    return {
        (fault["item"], "".join(name for code, name in codes.items() if code in fault["object"]))
        for fault in it.faults
    }


def filed(room: Records, *, documents: int, incomings: int, supervisions: int) -> dict[str, UUID]:
    """Everything, and the four that will be faulty."""
    wanted = (("document", documents), ("incoming", incomings), ("supervision", supervisions))
    ids = {name: [file_one(room, name, n) for n in range(count)] for name, count in wanted}
    chosen = (
        ids["document"][3],
        ids["supervision"][len(ids["supervision"]) // 2],
        ids["incoming"][len(ids["incoming"]) // 2],
        ids["document"][-1],
    )
    return dict(zip("abcd", chosen, strict=True))


FAULTS = {("2-7", "a"), ("2-7", "b"), ("2-6", "c"), ("2-1", ""), ("1-8", "ad")}
"""The lost line is told twice: a gap in the numbers, and a record more than there are lines."""


def test_a_small_year_is_whole_until_four_faults_are_planted(tmp_path: Path) -> None:
    room = archive(tmp_path)
    faulty = filed(room, documents=40, incomings=20, supervisions=10)
    before = inspected(room)
    assert (before.count, before.faults) == (70, [])
    plant(room, faulty)
    between = room.inspect_between(CITY, year=2026)
    assert {each.item for each in between.faults} == {"2-1", "2-6", "1-8"}, "missed by year, too"
    again = inspected(room, year=0)
    assert named(room, again, faulty) == FAULTS
    assert again.count == 69
    _the_records_and_the_clerks_know(room, again, faulty)
    room.node.close()


def _the_records_and_the_clerks_know(
    room: Records, it: ShelfInspection, faulty: dict[str, UUID]
) -> None:
    """Two are marked in the catalogue; the report waits until somebody has seen to it."""
    with room.node.store.reading() as connection:
        marked = connection.execute(select(records.c.subject).where(records.c.faults > 0))
        assert set(marked.scalars()) == {faulty["a"], faulty["b"]}
        assert connection.execute(select(items.c.subject)).scalars().all() == [it.id]
    looking = ShelfInspections(room.node, records=room)
    with pytest.raises(Refused, match="怎样处理"):
        looking.settle(by("clerk", "no words"), it.id, opinion=" ")
    looking.settle(by("clerk", "settled"), it.id, opinion="已从备份恢复")
    with room.node.store.reading() as connection:
        assert not connection.execute(select(items.c.subject)).all()


def test_an_inspection_goes_on_where_it_was_stopped_and_runs_alone(tmp_path: Path) -> None:
    room = archive(tmp_path)
    for number in range(60):
        file_one(room, "incoming", number)
    first = ShelfInspections(room.node, records=room)
    id = UUID(first.begin(by("clerk", "one"), year=2026))
    with pytest.raises(Refused, match="等它结束"):
        first.begin(by("clerk", "two"), year=0)
    first.go_on()
    again = ShelfInspections(room.node, records=room)  # as after a restart
    it = again.load(ShelfInspection, id)
    so_far = again.progress(it)
    assert (so_far.done, so_far.total, it.is_finished) == (25, 60, False)
    while again.go_on():
        pass
    assert again.load(ShelfInspection, id).count == 60
    with pytest.raises(Refused, match="1999年"):
        again.begin(by("clerk", "three"), year=1999)
    room.node.close()


def test_time_has_shelves_and_records_looked_at_again_once_a_year(tmp_path: Path) -> None:
    """Also when the keeper is another after a restart; what it finds waits for the clerks."""
    room = archive(tmp_path)
    kept, faulty = (file_one(room, "incoming", number) for number in (0, 1))
    inspected(room)
    room.node.content.destroy(CITY, room.load(Record, faulty).packages[0].package)
    room.node.clock.moment = NOW + timedelta(days=366)  # type: ignore[attr-defined]  # set by hand
    for _ in "12":
        while keeper_of(room).work(room.node):
            pass
        while ShelfInspections(room.node, records=room).go_on():
            pass
    done = [
        type(each).__name__
        for id in (kept, faulty)
        for each in room.events.get(id)
        if each.timestamp > NOW + timedelta(days=365)
    ]
    assert done == ["Inspected"] * 3  # once each by its own time, the faulty one by its year, too
    with room.node.store.reading() as connection:
        rows = connection.execute(select(inspections.c.by, inspections.c.faults)).all()
        waiting = connection.execute(select(items.c.subject, items.c.slot)).all()
    assert sorted(map(tuple, rows)) == [("hand", 0), ("timer", 1)]
    assert (faulty, "inspection") in [tuple(each) for each in waiting]
    assert len(waiting) == 2
    room.node.close()


def keeper_of(room: Records) -> Timekeeper:
    """Who keeps the archive's time, with an office that is always open."""
    keeper = Timekeeper()
    always = cast("WorkingHours", SimpleNamespace(is_open=lambda _: True))
    keep_archive(keeper, room, ShelfInspections(room.node, records=room), hours=always)
    return keeper


def test_a_loan_that_is_not_back_is_asked_for_once_until_it_is(tmp_path: Path) -> None:
    room = archive(tmp_path)
    id = file_one(room, "incoming", 1)
    until = date(2026, 12, 4)
    room.lend(by("clerk", "lend"), id, to="reader", purpose="年鉴", until=until, seen=2)
    room.node.clock.moment = NOW.replace(month=12, day=4)  # type: ignore[attr-defined]  # as above
    assert not keeper_of(room).work(room.node)
    room.node.clock.moment = NOW.replace(month=12, day=5)  # type: ignore[attr-defined]  # as above
    for _ in "123":  # a process after the other
        keeper_of(room).work(room.node)
    overdue = [each for each in room.events.get(id) if type(each).__name__ == "LoanOverdue"]
    assert len(overdue) == 1
    with room.node.store.reading() as connection:
        waiting = connection.execute(select(items.c.person, items.c.role, items.c.due)).all()
    assert sorted(map(tuple, waiting)) == [
        ("", "clerk", "2026-12-04"),
        ("reader", "", "2026-12-04"),
    ]
    (loan,) = room.load(Record, id).loans
    room.take_back(by("reader", "back"), id, loan=loan)
    assert not keeper_of(room).work(room.node)
    with room.node.store.reading() as connection:
        assert not connection.execute(select(items.c.subject)).all()
    room.node.close()


@pytest.mark.slow
@pytest.mark.timeout(1_500)
def test_a_year_is_filed_and_its_four_faults_are_named(tmp_path: Path) -> None:
    room = archive(tmp_path)
    faulty = filed(room, documents=DOCUMENTS, incomings=INCOMINGS, supervisions=SUPERVISIONS)
    plant(room, faulty)
    it = inspected(room)
    assert named(room, it, faulty) == FAULTS
    assert it.count == 6_894
    with room.node.store.reading() as connection:
        assert len(connection.execute(select(records.c.subject)).all()) == 6_894
    room.node.close()


def test_what_is_over_its_term_is_destroyed_by_three_and_its_item_number_stays_used(
    tmp_path: Path,
) -> None:
    room = archive(tmp_path)
    ids = [file_one(room, "incoming", number) for number in (0, 3, 6)]  # 阅件, 10年
    room.node.clock.moment = NOW.replace(year=2037)  # type: ignore[attr-defined]  # set by hand
    gone = room.load(Record, ids[-1])
    room.appraise(by("clerk", "a"), gone.id, outcome=Outcome.DESTROY, opinion="无保存价值")
    list_id = UUID(room.draw_up(by("clerk", "b"), [gone.id]))
    with pytest.raises(Refused, match="待审核"):
        room.approve(by("leader", "c"), list_id)
    room.check(by("keeper", "d"), list_id, opinion="已逐件核对")
    for person in ("clerk", "keeper"):
        with pytest.raises(Refused, match="不同的人"):
            room.approve(by(person, f"e {person}"), list_id)
    assert room.load(Record, gone.id).listed
    room.approve(by("leader", "f"), list_id)
    with pytest.raises(Destroyed):
        room.load(Record, gone.id)
    assert not room.node.content.has(CITY, gone.packages[0].package)
    with room.node.store.reading() as connection:
        assert connection.execute(select(listed.c.code)).scalars().all() == [str(gone.code)]
    again = room.load(Record, file_one(room, "incoming", 9))
    assert again.code.item == gone.code.item + 1
    assert inspected(room, year=0).faults == []
    room.node.close()


def test_a_supplement_wraps_the_package_before_and_both_are_remade(tmp_path: Path) -> None:
    room = archive(tmp_path)
    id = file_one(room, "incoming", 1)
    first = room.package(room.load(Record, id))
    source = room.sources["incoming"]
    gather = source.gather
    later = {"version": 9}

    def again(agency: str, paper: UUID):  # type: ignore[no-untyped-def]  # as the source's
        from dataclasses import replace

        return replace(gather(agency, paper), **later)

    source.gather = again  # type: ignore[method-assign]  # a second round was completed
    room.supplement(
        by("clerk", "s"), id, reason="领导再次批示", sheet=b"%PDF-1.7 second %%EOF", seen=2
    )
    it = room.load(Record, id)
    assert len(it.packages) == 2
    assert room.package(it, 0) == first
    assert [room.remake(it, place) for place in (0, 1)] == [room.package(it, n) for n in (0, 1)]
    assert room.inspected(it).faults == ()
    room.node.close()
