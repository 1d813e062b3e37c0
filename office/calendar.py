"""Working days: weekdays as the State Council adjusts them from year to year.

The table is data (`data/working_days.toml`); a site may bring a newer one. A year that no table
names is counted by weekdays, and whoever asked is told so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from office.kernel.refusals import Refused

_KEYS = frozenset({"source", "holidays", "workdays"})
_LONGEST = timedelta(days=31)
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A day counted in working days. `guessed`: the years that were counted by weekdays only."""

    day: date
    guessed: tuple[int, ...] = ()

    @property
    def note(self) -> str:
        """What to say beside the day where it may still move; else empty."""
        if not self.guessed:
            return ""
        years = "、".join(map(str, self.guessed))
        return f"{years}年的放假调休安排尚未录入，暂按周一至周五计算。"


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """`adjusted` holds the days that are otherwise than their weekday says; `years` are known."""

    adjusted: Mapping[date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        return self.adjusted.get(day, day.weekday() < _SATURDAY)

    def after(self, day: date, count: int) -> Due:
        """The last of `count` working days, counted from the day after `day` (《民法典》
        第二百零一条: the day itself is not counted). `count` 0 is the day itself."""
        if count < 0:
            raise ValueError("working days are counted forwards")
        current, left = day, count
        while left:
            current += _DAY
            left -= self.is_working(current)
        return Due(current, self._guessed(day, current))

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; negative if it is past."""
        if end < start:
            return -self.between(end, start)
        days = (start + _DAY * (each + 1) for each in range((end - start).days))
        return sum(map(self.is_working, days))

    def with_changes(self, other: WorkingDays) -> WorkingDays:
        """These days, but the years that `other` names as it has them."""
        kept = {day: works for day, works in self.adjusted.items() if day.year not in other.years}
        return WorkingDays({**kept, **other.adjusted}, self.years | other.years)

    def _guessed(self, first: date, last: date) -> tuple[int, ...]:
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)


@cache
def statutory() -> WorkingDays:
    """The table that comes with the program."""
    text = (files("office") / "data" / "working_days.toml").read_text("utf-8")
    return read_working_days(text)


def working_days(site: Path | None = None) -> WorkingDays:
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


def read_working_days(text: str) -> WorkingDays:
    """The table in a TOML text. Raises Refused, naming the year and what is wrong with it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Refused(f"放假调休表不合 TOML 写法：{fault}。请改正后重试。") from fault
    adjusted: dict[date, bool] = {}
    for year, table in data.items():
        adjusted |= dict(_adjusted(year, table))
    return WorkingDays(adjusted, frozenset(map(int, data)))


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
