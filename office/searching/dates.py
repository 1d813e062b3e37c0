"""Spans of days as people say them: 上个月, 今年二季度, 2026年3月以来, 近三天, 3月5日至3月20日."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from office.searching.text import cleaned

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
_DIGITS = {each: value for value, each in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_N = r"(?:\d{1,4}|[〇零一二两三四五六七八九十]{1,4})"
_YEAR = (
    r"(?:(?P<year>\d{4}|[〇零一二三四五六七八九]{4})年?"
    r"|(?P<when>今年|本年|去年|上年|前年|明年))"
)
_HALF = re.compile(rf"(?:{_YEAR}度?)?(?P<half>上半年|下半年)")
_QUARTER = re.compile(rf"(?:{_YEAR}度?)?第?(?P<quarter>[1-4一二三四])季度")
_MONTH = re.compile(rf"(?:{_YEAR})?(?P<month>{_N})月份?(?P<part>上旬|中旬|下旬|初|底|末)?")
_DAY = re.compile(rf"(?:{_YEAR})?(?P<month>{_N})月(?P<day>{_N})[日号]?")
_ONLY_YEAR = re.compile(rf"(?:{_YEAR})(?:度|全年)?(?P<part>年?[初底末])?")
_DASHED = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?")
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
)
_LATELY = re.compile(
    rf"(?:最近|近|过去)(?:的)?(?P<n>{_N}|半)?个?(?P<unit>天|日|周|星期|月|季度|年)(?:内|来|以来)?"
)
_WITHIN = re.compile(rf"(?P<n>{_N}|半)个?(?P<unit>天|日|周|星期|月|年)(?:以内|之内|内)")
_SINCE = re.compile(r"(?:自|从)?(?P<span>.+?)(?:以来|以后|之后|起|至今|到现在|后)")
_UNTIL = re.compile(r"(?P<span>.+?)(?:以前|之前|前|止|截止|为止)")
_FROM_TO = re.compile(r"(?:自|从)?(?P<one>.+?)(?:至|到|—|–|~|～|--)(?P<two>.+?)(?:止|之间)?")
_MARK = re.compile(r"年|月|日|季|周|天|旬|星期|\d{4}[-./]\d|(?:19|20)\d{6}")
_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_DAYS = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "大前天": 3}
_WEEKS = {"本周": 0, "这周": 0, "本星期": 0, "这个星期": 0, "上周": 1, "上星期": 1, "上个星期": 1}
_MONTHS = {"本月": 0, "这个月": 0, "当月": 0, "上月": 1, "上个月": 1, "上上个月": 2}
_QUARTERS = {"本季度": 0, "这个季度": 0, "上季度": 1, "上个季度": 1}
_LENGTHS = {"天": 1, "日": 1, "周": 7, "星期": 7}
_PARTS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31)}


@dataclass(frozen=True, slots=True)
class Span:
    """Days, the first and the last included. `FIRST` and `LAST` leave a side open."""

    first: date
    last: date


def read_span(phrase: str, *, today: date) -> Span | None:
    """The days that a phrase means; None if it is no such phrase, or no day of the calendar."""
    text = cleaned(phrase).replace(" ", "")
    if not _MARK.search(text):
        return None
    try:
        return _open(text, today) or _simple(text, today)
    except (ValueError, OverflowError):
        return None


def _open(text: str, today: date) -> Span | None:
    """From one to another, since, until."""
    if lately := _LATELY.fullmatch(text) or _WITHIN.fullmatch(text):
        return _back(today, lately["n"] or "1", lately["unit"])
    if found := _FROM_TO.fullmatch(text):
        one, two = _simple(found["one"], today), _simple(found["two"], today)
        two = two or _completed(found["one"], found["two"], today)
        if one and two and one.first <= two.last:
            return Span(one.first, two.last)
    if (found := _SINCE.fullmatch(text)) and (since := _simple(found["span"], today)):
        return Span(since.first, LAST)
    if (found := _UNTIL.fullmatch(text)) and (until := _simple(found["span"], today)):
        return Span(FIRST, until.first - timedelta(days=1))
    return None


def _completed(one: str, two: str, today: date) -> Span | None:
    """2026年3月至5月, 3月5日至20日: what the second leaves out is as in the first."""
    for cut in range(len(one) - 1, 0, -1):
        if one[cut - 1] in "年月" and (found := _simple(one[:cut] + two, today)):
            return found
    return None


def _simple(text: str, today: date) -> Span | None:
    if text in _DAYS:
        day = today - timedelta(days=_DAYS[text])
        return Span(day, day)
    if text in _WEEKS:
        monday = today - timedelta(days=today.weekday() + 7 * _WEEKS[text])
        return Span(monday, monday + timedelta(days=6))
    if text in _MONTHS:
        return _months(*_earlier(today, _MONTHS[text]), count=1)
    if text in _QUARTERS:
        this = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        return _months(*_earlier(this, 3 * _QUARTERS[text]), count=3)
    return _named(text, today)


def _named(text: str, today: date) -> Span | None:
    if found := _DASHED.fullmatch(text):
        year, month = int(found["year"]), int(found["month"])
        return (
            _on(year, month, int(found["day"])) if found["day"] else _months(year, month, count=1)
        )
    if found := _COMPACT.fullmatch(text):
        return _on(int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _HALF.fullmatch(text):
        return _months(_year(found, today), 1 if found["half"] == "上半年" else 7, count=6)
    if found := _QUARTER.fullmatch(text):
        return _months(_year(found, today), 3 * _number(found["quarter"]) - 2, count=3)
    if found := _DAY.fullmatch(text):
        return _on(_year(found, today), _number(found["month"]), _number(found["day"]))
    if found := _MONTH.fullmatch(text):
        return _part(_months(_year(found, today), _number(found["month"]), count=1), found["part"])
    if found := _ONLY_YEAR.fullmatch(text):
        first, count = {"": (1, 12), "初": (1, 2)}.get((found["part"] or "")[-1:], (12, 1))
        return _months(_year(found, today), first, count=count)
    return None


def _part(month: Span, part: str | None) -> Span:
    if not part:
        return month
    first, last = _PARTS[part.replace("末", "底")]
    return Span(month.first.replace(day=first), month.first.replace(day=min(last, month.last.day)))


def _back(today: date, many: str, unit: str) -> Span:
    """近三天 has today in it; 近一个月 begins on the same day of last month."""
    if unit in _LENGTHS:
        number = 1 if many == "半" else _number(many)
        return Span(today - timedelta(days=number * _LENGTHS[unit] - 1), today)
    months = {"月": 1, "季度": 3, "年": 12}[unit]
    if many == "半":
        if unit == "月":
            return Span(today - timedelta(days=14), today)
        back = months // 2
    else:
        back = months * _number(many)
    year, month = _earlier(today, back)
    return Span(date(year, month, min(today.day, monthrange(year, month)[1])), today)


def _earlier(day: date, months: int) -> tuple[int, int]:
    count = day.year * 12 + day.month - 1 - months
    return count // 12, count % 12 + 1


def _months(year: int, month: int, *, count: int) -> Span:
    first = date(year, month, 1)
    end_year, end_month = _earlier(first, 1 - count)
    return Span(first, date(end_year, end_month, monthrange(end_year, end_month)[1]))


def _on(year: int, month: int, day: int) -> Span:
    return Span(date(year, month, day), date(year, month, day))


def _year(found: re.Match[str], today: date) -> int:
    if found["year"]:
        return int("".join(str(_DIGITS.get(each, each)) for each in found["year"]))
    return today.year + _YEARS.get(found["when"] or "今年", 0)


def _number(text: str) -> int:
    """12, 十二, 二十, 二十五."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[each]) for each in text))
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
