"""The directory of record on both databases: follows by differences, answers for any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from office.directory.answers import Relation
from office.directory.application import SYNCHRONISE, Directory, directory_act
from office.directory.entries import Entries, PersonEntry, PostEntry, Term
from office.directory.ids import person_id
from office.directory.kinds import Level, Role
from office.directory.ldif import LDIFSource
from office.directory.record import Record
from office.kernel.act import Act
from office.kernel.journal import journal_head
from office.kernel.node import Node
from office.kernel.rebuild import rebuild
from office.kernel.refusals import Refused
from tests.servers.slapd import ROOT
from tests.unit.directory.entry_samples import (
    CLERK,
    DISTRICT,
    ENTRIES,
    HE,
    IDENTITY,
    JUNE,
    MAY,
    MAYOR,
    OFFICE,
    UNIT,
    ZHOU,
)

DEMONSTRATION = LDIFSource(ROOT / "office/directory/data/demonstration.ldif").entries()
BEFORE_JUNE = date(2026, 5, 31)


def synchronised(
    directory: Directory, entries: Entries, *, on: date = MAY, command: str = "c1"
) -> list[str]:
    act = directory_act("operator", command)
    return directory.synchronise(entries, effective=on, act=act)


def events(node: Node) -> int:
    with node.store.reading() as connection:
        return connection.execute(select(journal_head.c.id)).scalar_one()


def test_the_demonstration_is_recorded_once(directory: Directory, node: Node) -> None:
    first = synchronised(directory, DEMONSTRATION)
    recorded = events(node)

    assert first[-1] == "更新 27 人的电话（不记入事件）。"
    assert len(first[:-1]) == recorded == 90
    assert synchronised(directory, DEMONSTRATION, on=JUNE, command="c2") == []
    assert events(node) == recorded


def test_a_rebuild_gives_the_same_directory(directory: Directory, node: Node) -> None:
    synchronised(directory, DEMONSTRATION)
    changed = replace(
        DEMONSTRATION, posts=DEMONSTRATION.posts[:-5], agencies=DEMONSTRATION.agencies
    )
    synchronised(directory, changed, on=JUNE, command="c2")

    compared = [each for each in rebuild(node.store, node.registers) if "directory" in each.table]

    assert [each.stood for each in compared] == [7, 11, 10, 30, 32, 0, 1]
    assert all(each.equal for each in compared)


def test_registers_and_aggregates_tell_the_same_periods(directory: Directory, node: Node) -> None:
    synchronised(directory, ENTRIES)
    synchronised(directory, replace(ENTRIES, posts=(MAYOR,)), on=JUNE, command="c2")

    with node.store.reading() as connection:
        record = Record.read(connection)

    for id, timeline in {**record.agencies, **record.people, **record.identities}.items():
        assert directory.repository.get(id).timeline == timeline
    he = directory.repository.get(person_id("1"))
    assert he.posts == {"1-1": record.posts[person_id("1"), "1-1"]}


def test_only_what_differs_is_recorded(directory: Directory, node: Node) -> None:
    synchronised(directory, ENTRIES)
    before = events(node)
    changed = replace(
        ENTRIES,
        agencies=(replace(OFFICE, name="澜州市政府办公室"), DISTRICT),
        people=(replace(HE, name="何婉青"), ZHOU),
        posts=(replace(CLERK, title="科长", rank=25), MAYOR),
    )

    told = synchronised(directory, changed, on=JUNE, command="c2")

    assert events(node) == before + len(told)
    assert told == [
        (
            "机关“澜州市政府办公室”（city）更名："
            "名称由“澜州市人民政府办公室”改为“澜州市政府办公室”，2026-06-01 起。"
        ),
        "人员“何婉青”（1）更名：名称由“何婉清”改为“何婉青”，2026-06-01 起。",
        "任职“何婉青　科长”（1-1）改变职务：职务由“副科长”改为“科长”，2026-06-01 起。",
        "任职“何婉青　科长”（1-1）改变排序：排序号由“30”改为“25”，2026-06-01 起。",
    ]


def test_a_preview_says_the_same_and_records_nothing(directory: Directory, node: Node) -> None:
    told = directory.preview(ENTRIES, effective=MAY)

    assert events(node) == 0
    assert told == synchronised(directory, ENTRIES)


def test_the_same_act_twice_is_one(directory: Directory, node: Node) -> None:
    first = synchronised(directory, ENTRIES)

    assert synchronised(directory, ENTRIES) == first
    assert events(node) == len(first)


def test_who_somebody_was_on_a_day_is_answered_for_that_day(directory: Directory) -> None:
    synchronised(directory, ENTRIES)
    changed = replace(
        ENTRIES,
        people=(replace(HE, name="何婉青", login="hewq"), ZHOU),
        posts=(replace(CLERK, title="科长"), MAYOR),
    )
    synchronised(directory, changed, on=JUNE, command="c2")
    id = person_id("1")

    def was(day: date) -> tuple[str, str]:
        (post,) = directory.posts_of(id, day)
        return post.person.name, post.title

    assert was(BEFORE_JUNE) == ("何婉清", "副科长")
    assert was(JUNE) == ("何婉青", "科长")
    assert directory.posts_of(id, date(2025, 6, 30)) == []
    known = directory.person_on(id, date(2020, 1, 1))
    assert known is not None
    assert known.name == "何婉清"
    assert directory.person_by_login("HEWANQING", BEFORE_JUNE) == known
    assert directory.person_by_login("hewanqing") is None
    assert directory.person_by_login("hewq") == directory.person_by_key("1")
    assert directory.person_name(str(id)) == "何婉青"
    assert directory.person_name("courier") == "courier"


def test_what_the_source_lists_no_longer_has_ended_and_is_still_known(
    directory: Directory,
) -> None:
    synchronised(directory, ENTRIES)
    rest = Entries(agencies=(OFFICE,), identities=(), units=(), people=(ZHOU,), posts=(MAYOR,))
    synchronised(directory, rest, on=JUNE, command="c2")

    assert directory.agency_on("district", BEFORE_JUNE) is not None
    assert directory.agency_on("district", JUNE) is None
    assert directory.identity("city-1", BEFORE_JUNE) is not None
    assert directory.identity("city-1", JUNE) is None
    assert directory.units("city", JUNE) == []
    assert directory.person_on(person_id("1"), JUNE) is None
    assert [each.name for each in directory.people("city", BEFORE_JUNE)] == ["周怀远", "何婉清"]
    assert [each.name for each in directory.people("city", JUNE)] == ["周怀远"]


def test_what_comes_back_holds_again_with_the_gap_between(directory: Directory) -> None:
    synchronised(directory, ENTRIES)
    synchronised(directory, replace(ENTRIES, agencies=(OFFICE,)), on=JUNE, command="c2")
    july = date(2026, 7, 1)
    synchronised(directory, ENTRIES, on=july, command="c3")

    standing = [directory.agency_on("district", day) for day in (BEFORE_JUNE, JUNE, july)]
    assert [each is not None for each in standing] == [True, False, True]


def test_lists_come_by_rank(directory: Directory) -> None:
    synchronised(directory, ENTRIES)

    assert [each.title for each in directory.posts_on("city")] == ["副市长", "副科长"]
    assert [each.person.name for each in directory.signers("city")] == ["周怀远"]
    (clerk,) = directory.people_with_role("city", Role.CLERK)
    assert (clerk.unit_name, clerk.roles) == ("秘书科", (Role.DRAFTER, Role.CLERK))


def test_who_signs_in_a_name_is_named_there_and_holds_the_post(directory: Directory) -> None:
    synchronised(directory, ENTRIES)

    # 何婉清 is named in the identity too, but has no signer's post
    assert [each.person.name for each in directory.signers_of("city-1")] == ["周怀远"]
    assert directory.signers_of("nowhere") == []


def test_entries_come_back_as_they_were_given(directory: Directory) -> None:
    synchronised(directory, DEMONSTRATION)

    by_code = {each.code: each for each in DEMONSTRATION.agencies}
    assert {each.code: each for each in directory.agencies_on()} == by_code
    identities = directory.identities("990100001")
    assert identities == [each for each in DEMONSTRATION.identities if each in identities]
    assert len(identities) == 2
    units = directory.units("990100001")
    assert units == [each for each in DEMONSTRATION.units if each.agency == "990100001"]


def test_how_agencies_stand_to_each_other(directory: Directory) -> None:
    synchronised(directory, DEMONSTRATION)
    province, city, qinghe, wangjiang, archives = (
        *("990000001", "990100001", "990102001", "990103001", "990100012"),
    )

    assert directory.relation(city, city) == Relation.SELF
    assert directory.relation(qinghe, province) == Relation.SUPERIOR
    assert directory.relation(province, qinghe) == Relation.SUBORDINATE
    assert directory.relation(qinghe, wangjiang) == Relation.PEER
    assert directory.relation(qinghe, archives) == Relation.UNRELATED
    assert directory.relation(qinghe, "nowhere") == Relation.UNRELATED
    assert [each.code for each in directory.superiors(qinghe)] == [city, province]
    assert [each.level for each in directory.subordinates(city)] == [
        *(Level.COUNTY, Level.COUNTY, Level.CITY, Level.CITY, Level.CITY),
    ]


def test_entries_that_contradict_themselves_are_not_recorded(
    directory: Directory, node: Node
) -> None:
    with pytest.raises(Refused, match="上级“city”不在目录中"):
        synchronised(directory, replace(ENTRIES, agencies=(DISTRICT,)))

    assert events(node) == 0


def test_a_source_that_lost_most_people_is_not_followed_unless_that_is_meant(
    directory: Directory, node: Node
) -> None:
    numbers = range(20)
    crowd = replace(
        ENTRIES,
        people=tuple(PersonEntry(str(each), f"p{each}", f"某{each}") for each in numbers),
        posts=tuple(
            PostEntry(key=str(each), person=str(each), agency="city", title="科员", rank=each)
            for each in numbers
        ),
    )
    synchronised(directory, crowd)
    before = events(node)
    few = replace(crowd, people=crowd.people[:9], posts=(), identities=(), units=(UNIT,))

    with pytest.raises(Refused, match="缺少目录现有 20 人中的 11 人"):
        synchronised(directory, few, on=JUNE, command="c2")
    assert events(node) == before

    act = directory_act("operator", "c3")
    assert directory.synchronise(few, effective=JUNE, act=act, losing_most=True)


def test_following_needs_its_permission_and_an_act_on_the_directory(node: Node) -> None:
    asked = []
    node.guard = lambda act, permission, subject: asked.append(permission)
    directory = Directory(node)
    synchronised(directory, ENTRIES)
    assert asked == [SYNCHRONISE]

    other = Act(agency="city", person="operator", command="c2")
    with pytest.raises(TypeError, match="an act of city on a stream of directory"):
        directory.synchronise(
            replace(ENTRIES, identities=(replace(IDENTITY, name="新名"),)),
            effective=JUNE,
            act=other,
        )


def test_a_person_moves_to_another_agency_and_stays_the_same_person(
    directory: Directory,
) -> None:
    synchronised(directory, ENTRIES)
    moved = replace(
        CLERK, key="1-2", agency="district", unit="", title="主任", term=Term(since=JUNE)
    )
    former = replace(CLERK, term=Term(since=date(2025, 7, 1), until=JUNE))
    synchronised(directory, replace(ENTRIES, posts=(MAYOR, former, moved)), on=JUNE, command="c2")

    def places(day: date) -> list[tuple[str, str]]:
        return [(each.agency, each.title) for each in directory.posts_of(person_id("1"), day)]

    assert places(BEFORE_JUNE) == [("city", "副科长")]
    assert places(JUNE) == [("district", "主任")]
