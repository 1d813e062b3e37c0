"""Address groups are dated: who belonged to one is asked for a day."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from office.directory.address_groups import AddressGroups
from office.directory.application import Directory, directory_act
from office.directory.groups.registers import address_register
from office.directory.ldif import LDIFSource
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Conflict, Refused
from tests.servers.slapd import ROOT

CITY, QINGHE, WANGJIANG, DATA = "990100001", "990102001", "990103001", "990100011"
DISTRICTS = "各区、县人民政府"
TODAY, NEXT_YEAR = date(2026, 11, 22), date(2027, 1, 1)


def act() -> Act:
    return Act(agency=CITY, person="clerk", command=str(uuid4()))


@pytest.fixture
def groups(node: Node, directory: Directory) -> AddressGroups:
    node.registers.append(address_register)
    entries = LDIFSource(ROOT / "office/directory/data/demonstration.ldif").entries()
    directory.synchronise(entries, effective=TODAY, act=directory_act("operator:test", "1"))
    return AddressGroups(node, directory)


def codes(groups: AddressGroups, text: str, day: date | None = None) -> list[str]:
    return [each.code for each in groups.resolve(text, agency=CITY, day=day).agencies]


def test_a_group_means_its_members_of_that_day(groups: AddressGroups) -> None:
    group = groups.establish(act(), name=DISTRICTS, members=[QINGHE], effective=TODAY)
    groups.change_members(act(), group, members=[WANGJIANG, QINGHE], effective=NEXT_YEAR, seen=1)
    assert codes(groups, DISTRICTS) == [QINGHE]
    assert codes(groups, DISTRICTS, NEXT_YEAR - timedelta(days=1)) == [QINGHE]
    assert codes(groups, DISTRICTS, NEXT_YEAR) == [QINGHE, WANGJIANG]
    before = groups.resolve(DISTRICTS, agency=CITY, day=TODAY - timedelta(days=1))
    assert before.unresolved == (DISTRICTS,)


def test_an_agency_is_known_by_its_short_name_and_by_the_names_in_which_it_issues(
    groups: AddressGroups,
) -> None:
    assert codes(groups, "清河区人民政府，市大数据局") == [QINGHE, DATA]
    assert codes(groups, "望江区人民政府办公室") == [WANGJIANG]


def test_an_agency_that_was_not_there_yet_is_not_resolved(groups: AddressGroups) -> None:
    found = groups.resolve("市大数据局", agency=CITY, day=date(2024, 2, 29))
    assert found.unresolved == ("市大数据局",)


def test_another_agencys_groups_mean_nothing_here(groups: AddressGroups) -> None:
    groups.establish(act(), name=DISTRICTS, members=[QINGHE], effective=TODAY)
    assert not groups.resolve(DISTRICTS, agency=QINGHE).agencies


def test_a_second_group_of_a_name_is_refused(groups: AddressGroups) -> None:
    groups.establish(act(), name=DISTRICTS, members=[QINGHE], effective=TODAY)
    with pytest.raises(Refused, match="已有地址组"):
        groups.establish(act(), name=f" {DISTRICTS}", members=[QINGHE], effective=TODAY)


def test_a_member_that_the_directory_does_not_know_is_refused(groups: AddressGroups) -> None:
    with pytest.raises(Refused, match="990999999"):
        groups.establish(act(), name=DISTRICTS, members=["990999999"], effective=TODAY)


def test_an_ended_group_names_nobody_and_may_be_resumed(groups: AddressGroups) -> None:
    group = groups.establish(act(), name=DISTRICTS, members=[QINGHE], effective=TODAY)
    groups.end(act(), group, effective=NEXT_YEAR, seen=1)
    assert codes(groups, DISTRICTS) == [QINGHE]
    assert not codes(groups, DISTRICTS, NEXT_YEAR)
    groups.resume(act(), group, effective=NEXT_YEAR, seen=2)
    assert codes(groups, DISTRICTS, NEXT_YEAR) == [QINGHE]


def test_a_renamed_group_has_the_new_name_from_its_day(groups: AddressGroups) -> None:
    group = groups.establish(act(), name=DISTRICTS, members=[QINGHE], effective=TODAY)
    groups.rename(act(), group, name="各区人民政府", effective=NEXT_YEAR, seen=1)
    assert codes(groups, "各区人民政府", NEXT_YEAR) == [QINGHE]
    assert codes(groups, DISTRICTS, TODAY) == [QINGHE]
    assert not codes(groups, DISTRICTS, NEXT_YEAR)


def test_who_saw_an_older_state_is_told(groups: AddressGroups) -> None:
    group = groups.establish(act(), name=DISTRICTS, members=[QINGHE], effective=TODAY)
    groups.change_members(act(), group, members=[WANGJIANG], effective=TODAY, seen=1)
    with pytest.raises(Conflict):
        groups.change_members(act(), group, members=[QINGHE], effective=TODAY, seen=1)


@pytest.mark.parametrize(
    ("name", "members"), [("", [QINGHE]), ("字" * 61, [QINGHE]), ("各区", [])]
)
def test_a_group_without_a_usable_name_or_members_is_refused(
    groups: AddressGroups, name: str, members: list[str]
) -> None:
    with pytest.raises(Refused, match="地址组"):
        groups.establish(act(), name=name, members=members, effective=TODAY)
