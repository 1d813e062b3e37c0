"""Numbers of papers in any writing: 云政发〔2026〕12号, 云政发[2026]第012号, 云政发2026年12号,
云政发2026-12, 云政发〔2026〕十二号, and as people say them: 云政发12号."""

from __future__ import annotations

import re
from dataclasses import dataclass

from office.searching.terms import field, field_pairs, field_word
from office.searching.text import Word, cleaned, words_of
from office.searching.wanted import Wanted, both, either

NAME = "number"
SPOKEN = "spoken-number"
"""The field of a number without its year, as it is said."""

_OPEN, _CLOSE = "〔﹝\\[［【〖（(〈<《", "〕﹞\\]］】〗）)〉>》"
_BLANKS = "[ \u3000]*"
_WRITTEN = re.compile(
    rf"(?P<code>[\u4e00-\u9fffA-Za-z]{{1,20}})?{_BLANKS}"
    rf"(?P<open>[{_OPEN}])?{_BLANKS}(?P<year>(?:19|20)\d{{2}}){_BLANKS}(?P<mark>年)?{_BLANKS}"
    rf"(?P<close>[{_CLOSE}])?{_BLANKS}(?P<dash>[-—–－])?{_BLANKS}(?P<ordinal>第)?{_BLANKS}"
    rf"0*(?P<serial>[1-9]\d{{0,6}}){_BLANKS}(?P<end>号)?"
)
_SPOKEN = re.compile(r"(?P<code>[\u4e00-\u9fff]{0,20}?)第?0*(?P<serial>[1-9]\d{0,6})号")
_DASHED = re.compile(r"(?P<start>[\u4e00-\u9fff]{1,20}(?:19|20)\d{2})[-—–－](?P<serial>\d{1,5})")
_DIGITS = "〇一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_YEAR_IN_WORDS = re.compile(f"[{_DIGITS}零]{{4}}(?=[年{_CLOSE}])")
_SERIAL_IN_WORDS = re.compile(rf"[{_DIGITS}零十百千]+(?=号$)|^[{_DIGITS}零十百千]+$")
_SERIAL = re.compile(r"第?0*([1-9]\d{0,6})号")
_PLAIN = re.compile(r"[0-9]{1,7}")
_PARTED = re.compile(rf"(?<=[0-9０-９{_DIGITS}零十百千]){_BLANKS}(?=号(?:\s|$))")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[1-9])")


@dataclass(frozen=True, slots=True)
class Written:
    """What a number says, however it is written. `code` may be empty: 〔2026〕12号."""

    code: str
    year: str
    serial: str

    @property
    def plain(self) -> str:
        """In the standard form, GB/T 9704-2012 7.2.5: the year in 〔〕, the serial without 第 and
        without zeros before it."""
        return f"{self.code}〔{self.year}〕{self.serial}号"


def number_terms(number: str) -> set[str]:
    """What a paper with this number is filed under."""
    if not number:
        return set()
    found = field_pairs(NAME, number) | {field(NAME, _bare(number))}
    said = read_number(number)
    if said is not None:
        found |= {field(NAME, each.plain) for each in (said, Written("", said.year, said.serial))}
        found |= {field("serial", said.serial), field(SPOKEN, f"{said.code}{said.serial}")}
    elif last := re.findall(r"\d+", _in_digits(cleaned(number))):
        found.add(field("serial", last[-1].lstrip("0")))
    return found


def asked_number(asked: str) -> Wanted | None:
    """Papers with this number, or with these words in it. None if nothing is asked."""
    if not cleaned(asked):
        return None
    said, counted = read_number(asked), _bare(_in_digits(cleaned(asked)))
    ways: list[Wanted] = [field(NAME, _bare(asked))]
    if spoken := spoken_number(asked):
        ways.append(spoken)
    if said is not None:
        ways.append(field(NAME, said.plain))
    elif serial := _SERIAL.fullmatch(counted) or _PLAIN.fullmatch(counted):
        ways.append(field("serial", serial.group(serial.lastindex or 0).lstrip("0")))
    else:
        words = [term for word in words_of(asked) for term in field_word(NAME, word)]
        ways.extend([both(*words)] if words else [])
    return either(ways)


def spoken_number(asked: str) -> Wanted | None:
    """Papers with the number that this may be: of any year where none is said (云政发12号), of
    any code too (第12号), or without brackets and 号 (云政发2026-12). It may as well be no number
    at all."""
    text = _in_digits(cleaned(asked))
    if found := _SPOKEN.fullmatch(text):
        code, serial = found["code"], found["serial"]
        return field(SPOKEN, f"{code}{serial}") if code else field("serial", serial)
    if found := _DASHED.fullmatch(text):
        said = read_number(f"{found['start']}年{found['serial']}号")
        return field(NAME, said.plain) if said else None
    return None


def pieces_of(asked: str) -> list[str]:
    """What was typed, parted at its blanks but for the one before 号 (三百二十五 号)."""
    return _PARTED.sub("", asked).split()


def standard_number(typed: str) -> str:
    """A 文号 that was typed, in the standard form; in their words where it is none."""
    said = read_number(typed)
    return said.plain if said else " ".join(typed.split())


def number_words(text: str) -> list[Word]:
    """The words of a number as other papers cite it: 云政发, 2026, 12号."""
    said = read_number(text)
    return words_of(said.plain) if said else []


def read_number(text: str) -> Written | None:
    """The number that a text is, if it is one: code, year and serial, in any writing."""
    found = _WRITTEN.fullmatch(_in_digits(cleaned(text)))
    if found is None:
        return None
    bracketed = bool(found["open"] and found["close"])
    parted = bool(found["mark"] or found["dash"] or found["ordinal"])
    if not (bracketed or (parted and found["code"] and found["end"])):
        return None
    return Written(found["code"] or "", found["year"], found["serial"])


def _in_digits(text: str) -> str:
    """With the year and the serial that stand in words: 〔二〇二六〕八十八号."""
    dated = _YEAR_IN_WORDS.sub(lambda found: _by_digit(found[0]), text)
    return _SERIAL_IN_WORDS.sub(lambda found: _counted(found[0]), dated)


def _by_digit(words: str) -> str:
    return "".join(str(_DIGITS.index(each.replace("零", "〇"))) for each in words)


def _counted(words: str) -> str:
    """八十八, 一百零八; 八八 digit by digit."""
    if not any(unit in words for unit in _UNITS):
        return _by_digit(words)
    total, last = 0, 0
    for each in words:
        if each in _UNITS:
            total, last = total + (last or 1) * _UNITS[each], 0
        else:
            last = int(_by_digit(each))
    return str(total + last)


def _bare(number: str) -> str:
    """Its letters and digits alone, without the zeros before a serial."""
    return "".join(each for each in _ZEROS.sub("", cleaned(number)) if each.isalnum()).lower()
