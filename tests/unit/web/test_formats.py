from __future__ import annotations

from datetime import UTC, date, datetime

from office.web import formats

TODAY = date(2026, 11, 20)


def test_a_day_of_this_year_is_written_without_the_year() -> None:
    assert formats.day(date(2026, 11, 5), today=TODAY) == "11月5日"
    assert formats.day(date(2025, 11, 5), today=TODAY) == "2025年11月5日"


def test_today_is_the_office_s_day_and_not_that_of_greenwich() -> None:
    late_in_greenwich = datetime(2026, 11, 19, 16, 5, tzinfo=UTC)
    assert formats.moment(late_in_greenwich, today=TODAY) == "今天 00:05"
    assert formats.moment(datetime(2026, 11, 19, 15, 59, tzinfo=UTC), today=TODAY) == (
        "11月19日 23:59"
    )


def test_a_friday_is_called_so() -> None:
    assert formats.weekday(TODAY) == "星期五"


def test_numbers_are_grouped_and_do_not_break() -> None:
    assert formats.count(1_284_906) == "1\u00a0284\u00a0906"
    assert formats.count(23) == "23"


def test_a_size_is_never_rounded_down_to_nothing() -> None:
    assert [formats.size(octets) for octets in (0, 1, 188_000, 3 * 1024 * 1024)] == [
        "0 KB",
        "1 KB",
        "184 KB",
        "3.0 MB",
    ]


def test_machines_get_the_offset_too() -> None:
    assert formats.machine_time(datetime(2026, 11, 20, 1, 26, tzinfo=UTC)) == (
        "2026-11-20T09:26:00+08:00"
    )
