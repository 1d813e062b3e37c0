"""Numbers and days, however a clerk of ten years ago wrote them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from documents.registers_import.values import Number, read_day, read_number, written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("收文〔2024〕15号", Number("收文", 2024, 15)),
        ("澜政办发[2024]第003号", Number("澜政办发", 2024, 3)),
        ("澜政办发（２０２４）３号", Number("澜政办发", 2024, 3)),
        ("2024-0015", Number("", 2024, 15)),
        ("收2024年15号", Number("收", 2024, 15)),
        ("20240015", Number("", 2024, 15)),
        ("15", Number("", 0, 15)),
        ("第 15 号", Number("", 0, 15)),
        ("20241", Number("", 0, 20241)),
    ],
)
def test_a_number_is_read_in_any_writing(text: str, number: Number) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", "收文", "15-1", "2024-15之一", "0", "〔2024〕", "12、13"])
def test_what_is_no_single_number_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    "value",
    [
        datetime(2024, 3, 5, 8, 30),  # noqa: DTZ001 (a spreadsheet's day)
        date(2024, 3, 5),
        "2024-03-05",
        "2024.3.5",
        "2024/3/5",
        "2024年3月5日",
        "20240305",
        20240305.0,
        "2024-03-05 00:00:00",
    ],
)
def test_a_day_is_read_in_any_writing(value: object) -> None:
    assert read_day(value) == date(2024, 3, 5)


@pytest.mark.parametrize("value", ["2024-02-30", "3月5日", "2024", None, "去年"])
def test_what_is_no_day_is_none(value: object) -> None:
    assert read_day(value) is None


def test_a_value_is_written_as_its_cell_shows_it() -> None:
    assert [written(each) for each in (15.0, 1.5, " 甲\r\n乙 ", None)] == [
        "15",
        "1.5",
        "甲\n乙",
        "",
    ]
