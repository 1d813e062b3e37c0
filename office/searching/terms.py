"""What stands in the index: pairs of neighbouring units, and the fields of a paper.

Terms consist of ASCII letters and digits, common ideographs and private-use marks only, so that
neither database's tokenizer changes or drops one (FTS5's unicode61 knows no character that is
younger than Unicode 6.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from office.searching.text import Word, cleaned, lowered, runs

_FIELD, _IS = "\ue000", "\ue001"


def pairs(text: str) -> set[str]:
    """Of a cleaned text: every two neighbouring units, and every run of letters or digits."""
    found: set[str] = set()
    for units in runs(text):
        safe = [_safe(unit) for unit in units]
        found.update(map("".join, pairwise(safe)))
        found.update(unit for unit in units if unit.isascii())
    return found


def of_word(word: Word) -> list[str]:
    """What a text that has the word is filed under; nothing for a single ideograph."""
    units = [_safe(unit) for unit in word.units]
    if len(units) == 1:
        return units if word.text.isascii() else []
    return ["".join(pair) for pair in pairwise(units)]


def field(name: str, value: str) -> str:
    """The paper's field has this value, whole."""
    return f"{_FIELD}{name}{_IS}{_whole(value)}"


def field_pairs(name: str, text: str) -> set[str]:
    """The same as `pairs`, of one field; single ideographs too, as fields are short."""
    clean = cleaned(text)
    singles = {_safe(unit) for units in runs(clean) for unit in units}
    return {f"{_FIELD}{name}{_IS}{each}" for each in (*pairs(clean), *singles)}


def field_word(name: str, word: Word) -> list[str]:
    """What a field that has the word is filed under."""
    found = of_word(word) or [_safe(unit) for unit in word.units]
    return [f"{_FIELD}{name}{_IS}{each}" for each in found]


def fields(name: str, values: Iterable[str]) -> Iterator[str]:
    """Each of the values that there are."""
    return (field(name, value) for value in values if value)


def _whole(value: str) -> str:
    return "".join(_safe(each) for each in lowered(value))


@lru_cache(maxsize=65_536)
def _safe(unit: str) -> str:
    if unit.isalnum() and (unit.isascii() or "\u4e00" <= unit <= "\u9fa5"):
        return unit
    return "".join(f"x{ord(each):x}" for each in unit)
