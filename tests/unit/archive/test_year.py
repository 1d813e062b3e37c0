"""A year of 6,395 papers and 500 supervision items, with four faults that the inspection names."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from documents.archive.application import Records
from documents.archive.outcomes import Outcome
from documents.archive.record import Record
from documents.archive.registers import listed, records
from office.kernel.refusals import Destroyed, Refused
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


def inspected(room: Records, faulty: dict[str, UUID]) -> set[tuple[str, str]]:
    """Item and name of each faulty record; what is between records by the codes it names."""
    found = room.inspect_shelves(CITY, year=2026)
    codes = {name: str(room.load(Record, id).code) for name, id in faulty.items()}
    named = {
        (fault.item, name)
        for id, each in found.faulty
        for fault in each.faults
        for name in faulty
        if faulty[name] == id
    }
    between = {
        (fault.item, name)
        for fault in found.between.faults
        for name, code in codes.items()
        if code in fault.object
    }
    assert sum(len(each.faults) for _, each in found.faulty) + len(found.between.faults) == len(
        {*named} | {(fault.item, fault.object) for fault in found.between.faults}
    )
    return named | between


def filed(room: Records, *, documents: int, incomings: int, supervisions: int) -> dict[str, UUID]:
    """Everything, and the four that will be faulty."""
    ids = [file_one(room, "document", number) for number in range(documents)]
    for number in range(incomings):
        file_one(room, "incoming", number)
    for number in range(supervisions):
        file_one(room, "supervision", number)
    return dict(zip("abcd", ids[:: len(ids) // 4], strict=False))


FAULTS = {("2-7", "a"), ("2-7", "b"), ("2-6", "c"), ("1-8", "a"), ("1-8", "d")}


def test_a_small_year_is_whole_until_four_faults_are_planted(tmp_path: Path) -> None:
    room = archive(tmp_path)
    faulty = filed(room, documents=40, incomings=20, supervisions=10)
    before = room.inspect_shelves(CITY, year=2026)
    assert (before.count, before.faulty, before.between.faults) == (70, (), ())
    plant(room, faulty)
    assert inspected(room, faulty) == FAULTS
    room.node.close()


@pytest.mark.slow
@pytest.mark.timeout(1_500)
def test_a_year_is_filed_and_its_four_faults_are_named(tmp_path: Path) -> None:
    room = archive(tmp_path)
    faulty = filed(room, documents=DOCUMENTS, incomings=INCOMINGS, supervisions=SUPERVISIONS)
    plant(room, faulty)
    assert inspected(room, faulty) == FAULTS
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
    assert room.inspect_shelves(CITY).between.faults == ()
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
