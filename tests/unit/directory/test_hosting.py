"""Which agencies are at home on this node, and who tells of the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from office.directory.application import Directory, directory_act
from office.directory.entries import AgencyEntry, Term
from office.directory.kinds import AgencyKind, Level
from office.kernel.journal import journal_head
from office.kernel.node import Node
from office.kernel.rebuild import rebuild
from tests.unit.directory.entry_samples import DISTRICT, ENTRIES, JUNE, MAY, OFFICE

JULY = date(2026, 7, 1)
PROVINCE = AgencyEntry(
    code="province",
    name="云川省人民政府办公厅",
    short_name="省政府办公厅",
    level=Level.PROVINCE,
    kind=AgencyKind.GOVERNMENT,
    rank=1,
    term=Term(since=MAY),
)
THEIRS = "云川省政务"


def synchronised(directory: Directory, *, on: date, command: str, **changed: object) -> list[str]:
    entries = replace(ENTRIES, **changed)
    return directory.synchronise(entries, effective=on, act=directory_act("operator", command))


def told(
    directory: Directory,
    *entries: AgencyEntry,
    node: str = THEIRS,
    gone: Collection[str] = (),
    on: date = MAY,
    command: str = "told",
) -> list[str]:
    """As an act that takes a snapshot in does it."""

    def decide() -> list[str]:
        return directory.follow_node(node, entries, gone=gone, effective=on)

    act = directory_act("operator", command)
    return directory.perform(act, name="take in", given={}, decide=decide)


def codes(agencies: Sequence[AgencyEntry]) -> list[str]:
    return [each.code for each in agencies]


def test_without_a_setting_all_are_at_home_of_which_no_other_node_tells(
    directory: Directory,
) -> None:
    synchronised(directory, on=MAY, command="c1")
    said = told(directory, PROVINCE)
    assert said == [
        "机关“云川省人民政府办公厅”（province）新设：2026-05-01 起。",
        "机关“云川省人民政府办公厅”（province）改由节点“云川省政务”的通讯录维护。",
    ]
    assert codes(directory.agencies_on(JUNE)) == ["province", "city", "district"]
    assert codes(directory.hosted_on(JUNE)) == ["city", "district"]
    assert directory.hosts("city", JUNE)
    assert not directory.hosts("province", JUNE)
    assert directory.home_of("province") == THEIRS
    assert not directory.hosts("nobody", JUNE)


def test_with_a_setting_those_are_at_home_that_it_names(node: Node) -> None:
    directory = Directory(node, hosted=["district"])
    synchronised(directory, on=MAY, command="c1")
    assert codes(directory.agencies_on(JUNE)) == ["city", "district"]
    assert codes(directory.hosted_on(JUNE)) == ["district"]
    assert not directory.hosts("city", JUNE)


def test_the_source_here_neither_ends_nor_changes_what_another_node_tells_of(
    directory: Directory, node: Node
) -> None:
    synchronised(directory, on=MAY, command="c1")
    told(directory, PROVINCE)
    before = _events(node)
    assert synchronised(directory, on=JUNE, command="c2") == []
    stale = replace(PROVINCE, name="云川省政府办公厅（旧名）")
    agencies = (*ENTRIES.agencies, stale)
    assert synchronised(directory, on=JULY, command="c3", agencies=agencies) == []
    assert _events(node) == before
    assert directory.agency_on("province", JULY) == PROVINCE


def test_an_agency_that_came_home_is_the_sources_again(node: Node) -> None:
    synchronised(Directory(node), on=MAY, command="c1")
    told(Directory(node), replace(DISTRICT, name="清河区人民政府"))
    here = Directory(node, hosted=["city", "district"])
    said = synchronised(here, on=JUNE, command="c2")
    assert said == [
        (
            "机关“清河区人民政府办公室”（district）更名："
            "名称由“清河区人民政府”改为“清河区人民政府办公室”，2026-06-01 起。"
        ),
        "机关“清河区人民政府办公室”（district）改由本节点的组织机构来源维护。",
    ]
    assert here.home_of("district") == ""
    assert synchronised(here, on=JULY, command="c3") == []


def test_what_a_node_lists_no_longer_ends_and_may_come_back(directory: Directory) -> None:
    told(directory, PROVINCE, on=MAY)
    told(directory, gone=["province"], on=JUNE, command="gone")
    assert directory.agency_on("province", MAY) is not None
    assert directory.agency_on("province", JUNE) is None
    told(directory, replace(PROVINCE, term=Term(since=JULY)), on=JULY, command="back")
    assert directory.agency_on("province", JUNE) is None
    assert directory.agency_on("province", JULY) is not None


def test_a_node_that_says_the_same_again_changes_nothing(directory: Directory, node: Node) -> None:
    told(directory, PROVINCE, on=MAY)
    before = _events(node)
    assert told(directory, PROVINCE, on=JUNE, command="again") == []
    assert _events(node) == before


def test_a_rebuild_knows_who_tells_of_whom(directory: Directory, node: Node) -> None:
    synchronised(directory, on=MAY, command="c1")
    told(directory, PROVINCE, replace(OFFICE, rank=5))
    compared = [each for each in rebuild(node.store, node.registers) if "homes" in each.table]
    assert [(each.stood, each.equal) for each in compared] == [(2, True)]


@pytest.mark.parametrize("name", ["agencies_on", "hosted_on"])
def test_who_is_at_home_is_asked_of_a_day(directory: Directory, name: str) -> None:
    synchronised(directory, on=JUNE, command="c1")
    assert getattr(directory, name)(MAY) == []


def _events(node: Node) -> int:
    with node.store.reading() as connection:
        found: int = connection.execute(select(journal_head.c.id)).scalar_one()
    return found
