"""签收告警: by urgency, at any hour where minutes are written, to whom the site's table says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest

from documents.deadlines.alarm.table import site_alarms, usual_alarms
from documents.deadlines.alarm.watch import ArrivalAlarm
from documents.deadlines.table import site_deadlines, usual_deadlines
from office.calendar import WorkingHours, statutory
from office.calendar.hours import USUAL, read_sessions
from office.kernel.clock import CHINA
from office.kernel.refusals import Refused
from tests.given import given

AT = datetime(2026, 11, 20, 9, 42, tzinfo=UTC)
Made = cast("Any", ArrivalAlarm)
"""With the events that the library makes of its methods."""
HOURS = WorkingHours(statutory(), read_sessions(USUAL))


def of_office(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("urgency", "came", "rings"),
    [
        ("特急", "11-21T23:50", "11-22T00:20"),  # a Saturday night
        ("特提", "11-20T09:00", "11-20T09:30"),
        ("加急", "11-20T09:00", "11-20T11:00"),
        ("", "11-20T09:00", "11-23T17:30"),
    ],
)
def test_the_more_urgent_the_sooner(urgency: str, came: str, rings: str) -> None:
    assert usual_alarms().rings(urgency, of_office(came), HOURS) == of_office(rings)


def test_a_site_changes_single_lines_and_says_who(tmp_path: Path) -> None:
    site = tmp_path / "deadlines.toml"
    site.write_text('[alarm]\n"加急" = "45m"\n"其他" = ""\nto = ["duanwen"]\n', "utf-8")
    table = site_alarms(site)
    assert table.to == ("duanwen",)
    assert table.rings("加急", AT, HOURS) == AT + timedelta(minutes=45)
    assert table.rings("平件", AT, HOURS) is None
    assert table.rings("特急", AT, HOURS) == AT + timedelta(minutes=30), "as the program has it"
    assert site_deadlines(site).steps == usual_deadlines().steps, "it is no room"


@pytest.mark.parametrize("text", ['"加急" = "0m"', '"加急" = "soon"', 'to = "文书"'])
def test_what_is_no_alarm_is_refused(tmp_path: Path, text: str) -> None:
    site = tmp_path / "deadlines.toml"
    site.write_text(f"[alarm]\n{text}\n", "utf-8")
    with pytest.raises(Refused, match="alarm"):
        site_alarms(site)


def waiting() -> Any:
    it = ArrivalAlarm.begin_for(agency="B", incoming=uuid4(), at=AT)
    it.wait(by="timer", due=AT, at=AT)
    return it


def test_it_rings_once_and_not_before_its_moment() -> None:
    early = AT - timedelta(minutes=1)
    given(waiting()).when(lambda it: it.ring(by="timer", to=["a"], at=early)).then()
    given(waiting()).when(lambda it: it.ring(by="timer", to=["a", "", "a"], at=AT)).then(
        (Made.Rang, {"to": ["a", ""]})
    )
    rung = waiting()
    rung.ring(by="timer", to=["a"], at=AT)
    given(rung).when(lambda it: it.ring(by="timer", to=["b"], at=AT)).then()


def test_what_is_signed_for_tells_nobody_any_more() -> None:
    rung = waiting()
    rung.ring(by="timer", to=["a"], at=AT)
    given(rung).when(lambda it: it.settle(by="timer", at=AT)).then((Made.Settled, {"told": ["a"]}))
    settled = waiting()
    settled.settle(by="timer", at=AT)
    given(settled).when(lambda it: it.ring(by="timer", to=["a"], at=AT)).then()


def test_what_comes_again_is_waited_for_anew() -> None:
    later = AT + timedelta(days=1)
    given(waiting()).when(lambda it: it.wait(by="timer", due=later, at=AT)).then(Made.Awaited)
    given(waiting()).when(lambda it: it.wait(by="timer", due=AT, at=AT)).then()
