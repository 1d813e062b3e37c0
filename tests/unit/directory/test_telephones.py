"""电话 follow the source beside the record: no event has one, and none outlives the source's."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from office.directory.application import Directory, directory_act
from office.directory.entries import Entries
from office.directory.ids import person_id
from office.kernel.journal import journal
from office.kernel.node import Node
from tests.unit.directory.entry_samples import ENTRIES, HE, MAY, ZHOU

HE_ID, ZHOU_ID = person_id(HE.key), person_id(ZHOU.key)


def with_telephones(**telephones: str) -> Entries:
    people = (replace(each, telephone=telephones.get(each.login, "")) for each in ENTRIES.people)
    return replace(ENTRIES, people=tuple(people))


def synchronised(directory: Directory, entries: Entries, *, command: str) -> list[str]:
    act = directory_act("operator", command)
    return directory.synchronise(entries, effective=MAY, act=act)


def test_a_telephone_is_the_one_that_the_source_gave_last(directory: Directory) -> None:
    synchronised(
        directory, with_telephones(hewanqing="5550101", zhouhuaiyuan="5550102"), command="c1"
    )
    assert directory.telephone_of(str(HE_ID)) == "5550101"

    changed = with_telephones(hewanqing="5550199")
    told = ["更新 2 人的电话（不记入事件）。"]
    assert directory.preview(changed, effective=MAY) == told
    assert directory.telephone_of(str(HE_ID)) == "5550101"
    assert synchronised(directory, changed, command="c2") == told
    assert directory.telephones_of([HE_ID, ZHOU_ID]) == {HE_ID: "5550199"}
    assert synchronised(directory, changed, command="c3") == []


def test_a_part_of_the_system_has_no_telephone(directory: Directory) -> None:
    assert directory.telephone_of("system:courier") == ""


def test_no_event_has_a_telephone(directory: Directory, node: Node) -> None:
    synchronised(directory, with_telephones(hewanqing="5550101"), command="c1")
    with node.store.reading() as connection:
        states = list(connection.execute(select(journal.c.state)).scalars())
    assert any(b"hewanqing" in each for each in states)
    assert not any(b"5550101" in each for each in states)
