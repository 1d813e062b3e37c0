"""What counts as a word when papers are searched, and how writing is made comparable.

A Chinese word is found wherever its characters stand in this order; a run of letters or digits
is one unit and is found whole (12 is not found in 2012). Punctuation and spaces part words. Width,
case and the spaces that a line break or a layout puts between characters make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_HAN = "\u3007\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff\U00020000-\U000323af"
_WIDE_PUNCTUATION = "\u3001-\u3003\u3008-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff5e"
_BROKEN = re.compile(f"(?<=[{_HAN}{_WIDE_PUNCTUATION}])\\s+|\\s+(?=[{_HAN}{_WIDE_PUNCTUATION}])")
_BLANKS = re.compile(r"\s+")
_RUN = re.compile(r"[^\W_]+")
_UNIT = re.compile(r"[0-9a-z]+|.")
_NOT_TEXT = dict.fromkeys((*range(0xE000, 0xF900), *range(0x200B, 0x2010), 0xFEFF), " ")
"""Private-use and invisible characters; the former also name the fields of the index."""


def _compatible() -> dict[int, str]:
    """One character for one: half for full width, and the ideograph that a font's or a PDF's
    compatibility character or radical stands for."""
    blocks = (
        *(range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20)),
        *(range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B)),
    )
    codes = (code for block in blocks for code in block)
    plain = {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}
    return {code: text for code, text in plain.items() if len(text) == 1 and text != chr(code)}


_TABLE = {**_compatible(), **_NOT_TEXT, 0x3000: " "}


def cleaned(text: str) -> str:
    """As it is kept and shown in results: no line breaks, no spaces between characters."""
    return _BLANKS.sub(" ", _BROKEN.sub("", text.translate(_TABLE))).strip()


def lowered(text: str) -> str:
    """In lower case, every character in its place."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in text)


def runs(text: str) -> Iterator[list[str]]:
    """The units of each unbroken piece of a cleaned text."""
    for run in _RUN.findall(lowered(text)):
        yield _UNIT.findall(run)


class Word:
    """Something asked for, to be found as it stands."""

    def __init__(self, units: list[str]) -> None:
        self.units = tuple(units)
        self.text = "".join(units)
        first, last = units[0], units[-1]
        self._alone = _is_plain(first) or _is_plain(last)
        before = "(?<![0-9a-z])" if _is_plain(first) else ""
        after = "(?![0-9a-z])" if _is_plain(last) else ""
        self._pattern = re.compile(before + re.escape(self.text) + after)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a cleaned text: from, to."""
        return (found.span() for found in self._pattern.finditer(lowered(text)))

    def is_in(self, text: str) -> bool:
        """Whether it stands in a cleaned text."""
        low = lowered(text)
        return bool(self._pattern.search(low)) if self._alone else self.text in low


def words_of(asked: str) -> list[Word]:
    """The words of what somebody typed; each once."""
    pieces = (units for piece in asked.split() for units in runs(cleaned(piece)))
    return list({"".join(units): Word(units) for units in pieces}.values())


def _is_plain(unit: str) -> bool:
    return unit.isascii()
