"""Chinese and Arabic numerals as official documents print them."""

from __future__ import annotations

CHINESE = "〇零○ＯO一二三四五六七八九十百"
DIGITS = "0-9０-９"

_VALUES = {"〇": 0, "零": 0, "○": 0, "Ｏ": 0, "O": 0} | {
    character: value for value, character in enumerate("一二三四五六七八九", start=1)
}
_UNITS = {"十": 10, "百": 100}


def value_of(numeral: str) -> int:
    """The number that a numeral such as 12, １２ or 十二 stands for; 0 for what is none."""
    if numeral.isdecimal():
        return int(numeral)
    total = digit = 0
    for character in numeral:
        if character in _UNITS:
            total += max(digit, 1) * _UNITS[character]
            digit = 0
        else:
            digit = _VALUES.get(character, 0)
    return total + digit
