"""When two papers are probably the same document."""

from __future__ import annotations

import re
import unicodedata

_ORDINAL = re.compile(r"第(?=\d)")
_FILLED = re.compile(r"(?<!\d)0+(?=\d)")
LONGEST = 128


def number_key(number: str) -> str:
    """One key for a 文号 however it is written: 〔2026〕12号, [2026]第 12 号, full width,
    第012号."""
    plain = unicodedata.normalize("NFKC", number).lower()
    bare = _FILLED.sub("", _ORDINAL.sub("", "".join(plain.split())))
    return "".join(filter(str.isalnum, bare))[:LONGEST]


def name_key(name: str) -> str:
    """An agency's name without blanks and marks."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).lower()))


def same_sender(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Of two senders as code and name: the same code, or the same name."""
    codes = bool(one[0]) and one[0] == other[0]
    return codes or (bool(one[1]) and name_key(one[1]) == name_key(other[1]))
