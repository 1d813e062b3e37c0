"""绿黄红: working days left, and terms in months."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from documents.supervision.lights import (
    days_late,
    green_from,
    light_of,
    months_after,
    next_working_day,
)
from documents.supervision.rules import standard_rules, supervision_rules
from documents.supervision.stages import Light
from office.calendar import statutory
from office.kernel.refusals import Refused

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("deadline", "light", "words"),
    [
        ("2026-11-25", Light.GREEN, "余 3 个工作日"),
        ("2026-11-24", Light.YELLOW, "余 2 个工作日"),
        ("2026-11-20", Light.YELLOW, "今天到期"),
        ("2026-11-19", Light.RED, "超期 1 个工作日"),
        ("2026-11-16", Light.RED, "超期 4 个工作日"),
    ],
)
def test_the_light_counts_working_days(deadline: str, light: Light, words: str) -> None:
    lit = light_of(deadline, today=FRIDAY, yellow=2, calendar=statutory())
    assert (lit.light, lit.words, lit.note) == (light, words, "")


def test_lists_and_pages_agree_on_where_green_begins() -> None:
    green = green_from(FRIDAY, yellow=2, calendar=statutory())
    for day in (20, 21, 22, 23, 24, 25, 26):
        deadline = date(2026, 11, day)
        lit = light_of(deadline.isoformat(), today=FRIDAY, yellow=2, calendar=statutory())
        assert (lit.light is Light.GREEN) == (deadline >= green)


def test_a_year_without_its_table_is_counted_by_weekdays_and_said() -> None:
    lit = light_of("2041-01-03", today=date(2040, 12, 31), yellow=2, calendar=statutory())
    assert lit.days == 3
    assert "2040、2041年" in lit.note


def test_what_is_one_day_late_on_a_weekend_is_late() -> None:
    assert days_late("2026-11-20", on=FRIDAY, calendar=statutory()) == 0
    assert days_late("2026-11-20", on=date(2026, 11, 21), calendar=statutory()) == 1
    assert days_late("2026-11-20", on=date(2026, 11, 24), calendar=statutory()) == 2


def test_months_end_on_the_same_day_or_the_months_last_and_move_off_days_off() -> None:
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 8, 15), 6) == date(2027, 2, 15)
    assert next_working_day(date(2026, 11, 21), calendar=statutory()) == date(2026, 11, 23)


def test_a_site_replaces_whole_sections_and_is_told_what_is_wrong(tmp_path: Path) -> None:
    own = _file(tmp_path, "[lights]\nyellow = 5\n")
    assert supervision_rules(own).yellow == 5
    assert supervision_rules(own).points == standard_rules().points
    for text, words in (
        ("[lights]\nred = 1\n", "yellow"),
        ("[lights]\nyellow = 0\n", "1 到 366"),
        ("[light]\nyellow = 1\n", "应当写明"),
        ("[scoring]\nbase = 1\npoints = {late = 1}\n", "逐条写明分值"),
        ("lights =", "TOML"),
    ):
        with pytest.raises(Refused, match=words):
            supervision_rules(_file(tmp_path, text))
    with pytest.raises(Refused, match=r"wenshu\.supervision"):
        supervision_rules(own.with_name("none.toml"))


def _file(folder: Path, text: str) -> Path:
    path = folder / "supervision.toml"
    path.write_text(text, "utf-8")
    return path
