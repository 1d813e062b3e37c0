"""The table of adjusted days as a TOML text, one section a year.

One comes with the program (`data/working_days.toml`); a site may bring a newer one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from office.calendar.days import DayTable
from office.kernel.refusals import Refused

_KEYS = frozenset({"source", "holidays", "workdays"})
_LONGEST = timedelta(days=31)
_DAY = timedelta(days=1)


@cache
def statutory() -> DayTable:
    """The table that comes with the program."""
    text = (files("office") / "data" / "working_days.toml").read_text("utf-8")
    return read_working_days(text)


def working_days(site: Path | None = None) -> DayTable:
    """The statutory table, with the years of the site's own file in their place.

    Raises Refused for a file that cannot be read.
    """
    if site is None:
        return statutory()
    try:
        text = site.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(
            f"读不了放假调休文件 {site}：{fault}。请检查设置 wenshu.working_days。"
        ) from fault
    return statutory().with_changes(read_working_days(text))


def read_working_days(text: str) -> DayTable:
    """The table in a TOML text. Raises Refused, naming the year and what is wrong with it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Refused(f"放假调休表不合 TOML 写法：{fault}。请改正后重试。") from fault
    adjusted: dict[date, bool] = {}
    for year, table in data.items():
        adjusted |= dict(_adjusted(year, table))
    return DayTable(adjusted, {int(year): str(data[year].get("source", "")) for year in data})


def _adjusted(year: str, table: Any) -> Iterator[tuple[date, bool]]:
    if not (year.isascii() and year.isdecimal() and len(year) == 4) or not isinstance(table, dict):
        raise Refused(f"放假调休表的“{year}”不是一年。请一年写一节，如 [2026]。")
    if unknown := sorted(set(table) - _KEYS):
        raise Refused(
            f"放假调休表 {year} 年有不认识的项：{'、'.join(unknown)}。"
            "可以使用：holidays、workdays、source。"
        )
    for key, works in (("holidays", False), ("workdays", True)):
        spans = table.get(key, [])
        if not isinstance(spans, list):
            raise Refused(f"放假调休表 {year} 年的 {key} 应当是一列日期。请改正。")
        for span in spans:
            yield from ((day, works) for day in _days(span, year=year))


def _days(span: Any, *, year: str) -> Iterator[date]:
    first, _, last = str(span).partition("/")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError as fault:
        raise Refused(
            f"放假调休表 {year} 年的“{span}”不是日期。请写作 2026-10-01 或 2026-10-01/2026-10-07。"
        ) from fault
    if start > end or end - start > _LONGEST or {start.year, end.year} != {int(year)}:
        raise Refused(f"放假调休表 {year} 年的“{span}”起止不对。请核对年份和先后。")
    while start <= end:
        yield start
        start += _DAY
