"""签收告警: whoever is on duty finds on the desk what nobody signs for, until somebody does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage
from tests.functional.office_app import (
    CLERK,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    OfficeApp,
    issue,
    office_app,
)

TITLE = "关于报送值班安排的通知"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    """Sent at 09:42 of a Friday, 平件: the alarm rings at 17:30 of Monday."""
    with office_app(tmp_path) as running:
        issue(running, TITLE, to=[QINGHE])
        yield running


def at(office: OfficeApp, text: str) -> None:
    """Let the time be this in the office (China), and what is due happen."""
    office.clock.moment = datetime.fromisoformat(f"2026-{text}+08:00").astimezone(UTC)
    office.deliver()


def told(office: OfficeApp, login: str) -> list[str]:
    """The lines of the desk about it."""
    rows = office.log_in(login).open("/reading").html.select(".rows li")
    return [row.get_text(" ", strip=True) for row in rows if TITLE in row.text]


def test_the_clerks_are_told_once_and_no_more_when_it_is_signed_for(office: OfficeApp) -> None:
    at(office, "11-23T17:29")
    assert not told(office, QINGHE_CLERK)
    at(office, "11-23T17:31")
    (line,) = told(office, QINGHE_CLERK)
    assert "来文久未签收" in line
    assert not told(office, QINGHE_LEADER), "nobody but who is on duty"
    at(office, "11-24T09:31")
    assert len(told(office, QINGHE_CLERK)) == 1
    box = office.log_in(QINGHE_CLERK).open("/exchange-box")
    (row,) = [each for each in box.html.select("tr") if "来文签收超时" in each.text]
    assert "1" in row.text
    rooms, paper = office.house.find(Incomings), office.arrived(TITLE, at=QINGHE)
    it = rooms.load(Incoming, paper)
    assert it.stage is Stage.ARRIVED, "nothing signs for itself"
    rooms.sign_for(office.by(QINGHE_CLERK), paper, seen=it.version)
    office.deliver()
    assert not told(office, QINGHE_CLERK)
    assert not told(office, CLERK), "the sender has a notice of its own"


def test_a_site_names_who_is_on_duty(tmp_path: Path) -> None:
    table = tmp_path / "own.toml"
    table.write_text(f'[alarm]\n"其他" = "30m"\nto = ["{QINGHE_LEADER}", "nobody"]\n', "utf-8")
    (tmp_path / "office").mkdir()
    with office_app(tmp_path / "office", deadlines=table) as office:
        issue(office, TITLE, to=[QINGHE])
        at(office, "11-22T03:00")  # a Sunday night
        assert told(office, QINGHE_LEADER)
        assert not told(office, QINGHE_CLERK)
