"""`office demo`: a document at every stage, by real acts; playing twice does nothing new."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from documents.demonstration.scenes import PROVINCE, RESTING
from documents.incoming.registers import incomings
from documents.incoming.stages import Stage as InStage
from documents.outgoing.registers import documents
from documents.outgoing.stages import Stage
from office.cli import main
from office.desk.application import Desks
from office.house import House
from office.kernel.journal import journal
from office.settings import load_settings
from tests.functional.office_app import copy_of_the_demonstration, demonstration

pytestmark = pytest.mark.slow

MOMENT = r"\s*\d+\s+\d\d-\d\d \d\d:\d\d:\d\d\s"
NEVER_RESTING = {Stage.TYPESETTING}
"""A numbered document is typeset in the same sitting; nothing of the demonstration waits there."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demonstration(tmp_path_factory.getbasetemp())


@pytest.fixture
def house(folder: Path) -> Any:
    house = House(load_settings(folder / "node.ini"))
    yield house
    house.close()


def office(*arguments: str, folder: Path) -> str:
    """Run a command; it must succeed."""
    result = CliRunner().invoke(main, [*arguments, "-c", str(folder / "node.ini")])
    assert result.exit_code == 0, result.output
    return result.output


def rows(house: House, query: Any) -> list[Any]:
    with house.node.store.reading() as connection:
        return list(connection.execute(query))


def test_each_document_rests_where_its_scene_says(house: House) -> None:
    resting = {row.title: row.stage for row in rows(house, select(documents))}
    for word, stage in RESTING.items():
        assert [each for title, each in resting.items() if word in title] == [stage]
    others = {
        stage for title, stage in resting.items() if not any(word in title for word in RESTING)
    }
    assert others == {Stage.DISPATCHED}


def test_there_is_a_document_at_every_stage(house: House) -> None:
    stages = {Stage(row.stage) for row in rows(house, select(documents.c.stage))}
    assert stages == set(Stage) - NEVER_RESTING
    arrived = {InStage(row.stage) for row in rows(house, select(incomings.c.stage))}
    assert arrived >= {
        InStage.ARRIVED,
        InStage.SIGNED_FOR,
        InStage.REGISTERED,
        InStage.PROPOSED,
        InStage.ASSIGNED,
        InStage.CIRCULATING,
        InStage.COMPLETED,
    }


def test_in_every_agency_below_the_province_somebody_has_something_to_do(house: House) -> None:
    desks = Desks(house.node)
    idle = []
    for agency in house.directory.agencies_on():
        if agency.code == PROVINCE:  # it issues, and nobody reports to it yet
            continue
        waiting = [
            count
            for post in house.directory.posts_on(agency.code)
            for identity in house.people.identities(person=str(post.person.id))
            for count in desks.counts(identity).values()
        ]
        if not any(waiting):
            idle.append(agency.name)
    assert idle == []


def test_the_accounts_are_told_with_address_and_password(folder: Path, house: House) -> None:
    told = (folder / "told.txt").read_text(encoding="utf-8")
    assert "http://localhost:6543" in told
    for agency in house.directory.agencies_on():
        assert agency.name in told
        for post in house.directory.posts_on(agency.code):
            assert f"{post.person.login} " in told
            assert post.person.name in told
    password = re.search(r"口令都是 (\S+)", told)
    assert password is not None
    assert house.people.authenticate(login="hewanqing", password=password[1])


def test_a_second_run_records_nothing(folder: Path, house: House) -> None:
    count = select(func.count()).select_from(journal)
    before = rows(house, count)
    told = office("demo", "--no-serve", folder=folder)
    assert rows(house, count) == before
    assert "hewanqing" in told


def test_journal_and_registers_prove_themselves(folder: Path) -> None:
    assert "核验通过" in office("verify", folder=folder)
    told = office("rebuild", "--check", folder=folder)
    assert "不同" not in told
    assert told.count("一致") >= 10


def test_play_prints_every_event_with_person_and_time(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy = copy_of_the_demonstration(tmp_path_factory)
    house = House(load_settings(copy / "node.ini"))
    count = select(func.count()).select_from(journal)
    before = rows(house, count)[0][0]
    told = office("demo", "--play", folder=copy)
    played = rows(house, count)[0][0] - before
    house.close()
    lines = [line for line in told.splitlines() if re.match(MOMENT, line)]
    assert len(lines) == played
    assert played >= 30
    numbers = [int(line.split()[0]) for line in lines]
    assert numbers == list(range(before + 1, before + played + 1))
    for line, who, topic in (
        (lines[0], "程予安", "documents.Document.Drafted"),
        (next(each for each in lines if "SignedOff" in each), "周怀远", "SignedOff"),
        (lines[-1], "", "documents."),
    ):
        assert who in line
        assert topic in line
    assert any("冯小满" in line and "Incoming.SignedFor" in line for line in lines)
    assert any("Incoming.Completed" in line for line in lines)
