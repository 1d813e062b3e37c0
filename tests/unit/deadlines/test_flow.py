"""流转时间: the middle and the longest of what ended in the period, in working hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from documents.incoming.registers import ROOM as INCOMING
from documents.incoming.stages import Step
from documents.statistics.flow import Flow, flows
from documents.statistics.period import Period
from documents.statistics.spells import Spell
from office.calendar import DayTable, WorkingHours
from office.calendar.hours import USUAL, read_sessions

MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 09:00 in the office
WEEK = Period(date(2026, 11, 23), date(2026, 11, 29))
HOURS = WorkingHours(DayTable(), read_sessions(USUAL))


def spell(step: str, hours: float | None, *, since: datetime = MONDAY, unit: str = "A") -> Spell:
    until = None if hours is None else since + timedelta(hours=hours)
    return Spell(uuid4(), "act", INCOMING, step, "todo", "", "", unit, since, 1, until)


def taken(*spells: Spell) -> list[Flow]:
    return flows(spells, period=WEEK, hours=HOURS, unit_of=lambda each: each.unit)


def test_the_middle_one_of_three_is_the_median_and_of_two_what_lies_between() -> None:
    (of_three,) = taken(*(spell(Step.SIGN_FOR, each) for each in (3, 0.5, 1)))
    assert (of_three.count, of_three.middle, of_three.longest) == (3, 1.0, 3.0)
    (of_two,) = taken(spell(Step.SIGN_FOR, 1), spell(Step.SIGN_FOR, 2))
    assert of_two.middle == 1.5


def test_nights_and_week_ends_do_not_count() -> None:
    friday = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)  # 16:30: an hour is left
    (found,) = taken(spell(Step.SIGN_FOR, 65.5, since=friday))  # until Monday 10:00
    assert found.middle == 2.0


def test_each_step_and_unit_has_a_line_the_slowest_first_and_what_goes_on_has_none() -> None:
    found = taken(
        spell(Step.SIGN_FOR, 1),
        spell(Step.SIGN_FOR, 2, unit="B"),
        spell(Step.REGISTER, 3),
        spell(Step.REGISTER, None),
        spell(Step.REGISTER, 1, since=MONDAY - timedelta(days=7)),
        spell("no such step", 3),
    )
    lines = [(each.step, each.unit, each.count) for each in found]
    assert lines == [(Step.REGISTER, "A", 1), (Step.SIGN_FOR, "B", 1), (Step.SIGN_FOR, "A", 1)]
