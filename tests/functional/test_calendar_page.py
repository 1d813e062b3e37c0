"""工作日历: the system administrator brings next year's days."""

from __future__ import annotations

from datetime import date

from office.calendar.application import OfficeCalendar
from tests.functional.office_app import DRAFTER, OfficeApp, filled, form_with, sentence

ADMINISTRATOR = "mengchuan"
NEXT = '[2027]\nsource = "国办发明电〔2026〕9号"\nholidays = ["2027-01-01/2027-01-03"]\n'


def bring(office: OfficeApp, text: str, *, status: int = 303) -> str:
    visitor = office.log_in(ADMINISTRATOR)
    form = form_with(visitor.open("/calendar"), "bring")
    fields = filled(form, act="bring", typed={"file": ()})
    answer = visitor.post(
        "/calendar",
        fields,
        upload_files=[("file", "days.toml", text.encode())],
        status=status,
    )
    return sentence(answer) if status != 303 else answer.follow().text


def test_next_years_days_are_missed_until_they_are_brought(office: OfficeApp) -> None:
    calendar = office.house.find(OfficeCalendar)
    page = office.log_in(ADMINISTRATOR).open("/calendar")
    assert "2027 年" in page.html.select_one("tbody tr").text
    assert "尚未录入" in page.html.select_one("tbody tr").text
    assert calendar.after(date(2026, 12, 31), 1).guessed == (2027,)

    told = bring(office, NEXT)
    assert "国办发明电〔2026〕9号" in told
    assert "孟川" in told
    assert "尚未录入" not in told
    assert calendar.after(date(2026, 12, 30), 2).day == date(2027, 1, 4)
    assert calendar.after(date(2026, 12, 31), 1).note == ""
    assert not calendar.is_working(date(2026, 10, 1)), "what was known is known"
    holidays = calendar.adjusted_after(date(2027, 1, 1), until=date(2027, 12, 31))
    assert holidays == {date(2027, 1, 2): False, date(2027, 1, 3): False}


def test_a_table_that_cannot_be_read_changes_nothing(office: OfficeApp) -> None:
    assert "起止不对" in bring(office, '[2027]\nholidays = ["2026-01-01"]', status=422)
    assert "没有任何一年" in bring(office, "", status=422)


def test_nobody_else_has_to_do_with_it(office: OfficeApp) -> None:
    visitor = office.log_in(DRAFTER)
    assert "/calendar" not in visitor.open("/").text
    visitor.open("/calendar", status=403)
