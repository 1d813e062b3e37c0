"""Numbers and days as old registers write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

_NUMBER = re.compile(
    r"(?P<word>[^\W\d_]{0,20})\s*(?:"
    r"[〔\[(【]\s*(?P<bracketed>(?:19|20)\d{2})\s*年?[〕\])】]"
    r"|(?P<year>(?:19|20)\d{2})\s*(?:年|[-—–/.])"
    r"|(?P<close>(?:19|20)\d{2})(?=\d{4,5}号?$)"
    r")\s*第?\s*0*(?P<serial>[1-9]\d{0,5})\s*号?"
)
_SERIAL = re.compile(r"(?:第\s*)?0*([1-9]\d{0,5})\s*号?")
_DAY = re.compile(
    r"((?:19|20)\d{2})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_DAY_IN_DIGITS = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was read; `word` is empty and `year` 0 where it does not say."""

    word: str
    year: int
    serial: int


def read_number(text: str) -> Number | None:
    """收文〔2024〕15号, 2024-0015, 20240015 or 15; None for what is no number."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _NUMBER.fullmatch(plain):
        year = found["bracketed"] or found["year"] or found["close"]
        return Number(found["word"], int(year), int(found["serial"]))
    if found := _SERIAL.fullmatch(plain):
        return Number("", 0, int(found[1]))
    return None


def read_day(value: object) -> date | None:
    """A spreadsheet's own day, or one in words; None for what is no day of the calendar."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    plain = unicodedata.normalize("NFKC", written(value)).strip()
    found = _DAY.fullmatch(plain) or _DAY_IN_DIGITS.fullmatch(plain)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def written(value: object) -> str:
    """A value as its cell shows it: 15 and not 15.0, days in ISO form."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value).replace("_x000D_", "").replace("\r", "").strip()
