"""Printed names are resolved by the directory of the day, as the rules want them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from documents.outgoing.organs import DirectoryOrgans, organs_of
from documents.rules import Case, Organ, OrganStanding, check, resolved
from documents.rules.organ import relation
from office.directory.answers import Relation
from office.directory.application import Directory, directory_act
from office.directory.ldif import LDIFSource
from office.directory.registers import directory_register
from office.kernel.clock import SetClock
from office.kernel.node import Node
from tests.unit.rules.pairs import request

DEMONSTRATION = Path(__file__).parents[3] / "office/directory/data/demonstration.ldif"
DAY = date(2026, 11, 22)


@pytest.fixture
def directory(sqlite_url: str, tmp_path: Path) -> Iterator[Directory]:
    node = Node(
        database=sqlite_url,
        content=tmp_path / "content",
        clock=SetClock(datetime(2026, 11, 22, 1, 0, tzinfo=UTC)),
        registers=[directory_register],
        guard=lambda act, permission, subject: None,
    )
    node.create()
    directory = Directory(node)
    entries = LDIFSource(DEMONSTRATION).entries()
    directory.synchronise(entries, effective=DAY, act=directory_act("sync", str(uuid4())))
    yield directory
    node.close()


@pytest.fixture
def organs(directory: Directory) -> DirectoryOrgans:
    return organs_of(directory, DAY)


def known(organs: DirectoryOrgans, name: str) -> Organ:
    found = organs.organ(name)
    assert found, name
    return found


def test_agencies_are_known_by_full_and_short_name(organs: DirectoryOrgans) -> None:
    data = known(organs, "澜州市大数据局")
    assert known(organs, "市大数据局") == data
    assert data.standing is OrganStanding.DEPARTMENT
    assert organs.organ("澜州市没有这个局") is None


def test_the_government_is_another_organ_than_its_office(organs: DirectoryOrgans) -> None:
    city, office = known(organs, "澜州市人民政府"), known(organs, "澜州市人民政府办公室")
    assert (city.standing, office.standing) == (OrganStanding.GOVERNMENT, OrganStanding.OFFICE)
    assert known(organs, "市政府") == city
    assert relation(office, city) is Relation.SUPERIOR


def test_units_are_known_behind_the_name_of_their_agency(organs: DirectoryOrgans) -> None:
    assert known(organs, "澜州市人民政府办公室秘书科").standing is OrganStanding.UNIT
    assert known(organs, "澜州市大数据局办公室").standing is OrganStanding.OFFICE


def test_the_line_of_superiors_is_known(organs: DirectoryOrgans) -> None:
    district, province = known(organs, "清河区人民政府"), known(organs, "云川省人民政府")
    assert relation(district, province) is Relation.SUPERIOR
    assert len(district.superiors) == 2


def test_a_request_past_the_city_is_found_with_the_name_of_who_was_skipped(
    organs: DirectoryOrgans,
) -> None:
    draft = request(recipients="云川省人民政府", copies="市政府", issuer="清河区人民政府")
    about = Case(
        manuscript=draft,
        issuer=organs.organ("清河区人民政府"),
        organs=resolved(draft, organs=organs),
    )
    found = [each for each in check(about) if each.rule == "R14b"]
    assert [("市人民政府" in each.message) for each in found] == [True]


def test_a_changed_directory_has_other_organs_and_an_unchanged_one_the_same(
    directory: Directory, organs: DirectoryOrgans
) -> None:
    assert organs_of(directory, DAY) is organs
    entries = LDIFSource(DEMONSTRATION).entries()
    renamed = tuple(
        replace(each, name="澜州市数据局") if each.name == "澜州市大数据局" else each
        for each in entries.agencies
    )
    changed = replace(entries, agencies=renamed)
    directory.synchronise(changed, effective=DAY, act=directory_act("sync", str(uuid4())))
    assert organs_of(directory, DAY).organ("澜州市数据局")
