"""成文日期 as it may be typed, made regular (GB/T 9704-2012 7.3.5.4)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from documents.reading.numerals import CHINESE, value_of
from documents.reading.phrases import without_blanks

_ISO = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})")
_PRINTED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_WRITTEN = re.compile(rf"([{CHINESE}]{{4}})年([{CHINESE}]{{1,3}}|元)月([{CHINESE}]{{1,3}})日")


def normal_date(text: str) -> str:
    """The date as 2026年3月6日, in Arabic numerals without padding; "" for what is no date.

    Taken is what `day_in` takes.
    """
    day = day_in(text)
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def day_in(text: str) -> date | None:
    """The day that is written; None for what is none.

    Taken are 2026-03-06, 2026年03月06日 and 二〇二六年三月六日. The day must be in the calendar.
    """
    bare = without_blanks(text)
    if found := _WRITTEN.fullmatch(bare):
        month = 1 if found[2] == "元" else value_of(found[2])
        parts = (_year(found[1]), month, value_of(found[3]))
    else:
        plain = unicodedata.normalize("NFKC", bare)
        found = _ISO.fullmatch(plain)
        if found:
            parts = (int(found[1]), int(found[3]), int(found[4]))
        elif found := _PRINTED.fullmatch(plain):
            parts = (int(found[1]), int(found[2]), int(found[3]))
        else:
            return None
    try:
        return date(*parts)
    except ValueError:
        return None


def _year(digits: str) -> int:
    """Of a year written digit by digit: 二〇二六."""
    return int("".join(str(value_of(each) % 10) for each in digits))
