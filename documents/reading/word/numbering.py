"""Automatic numbering: the numerals that Word prints and does not store, restored as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from documents.reading.word.names import attribute, child, number, short, value
from office.outside.xml import Element

_CHINESE = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_COUNTING = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographEnclosedCircle",
}
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_REFERENCE = re.compile("%([1-9])")
_LEVELS = range(9)
_HIGHEST = 9999
_LONGEST_TEXT = 100
"""Characters around and for a numeral: it is printed before each paragraph of its list."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is counted. `restarts`: the level that begins it anew, 0 for none."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restarts: int | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a document, counted as its paragraphs are met."""

    lists: Mapping[str, Mapping[int, Level]]
    abstracts: Mapping[str, str]
    starts: Mapping[str, Mapping[int, int]]
    bullets: int = 0
    overlong: int = 0
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, level: int) -> str:
        """The numeral of the next paragraph of a list; "" for none, and for bullets."""
        levels = self.lists.get(list_id, {})
        if level not in levels:
            return ""
        counts = self._count(list_id, level, levels)
        mine = levels[level]
        if mine.format == "bullet":
            self.bullets += 1
            return ""
        if len(mine.text) > _LONGEST_TEXT:
            self.overlong += 1
            return ""
        label = _REFERENCE.sub(
            lambda found: _numeral(int(found[1]) - 1, mine, levels, counts), mine.text
        )
        blank = "\u3000" if mine.suffix != "nothing" and label[-1:].isalnum() else ""
        return f"{label}{blank}"

    def _count(self, list_id: str, level: int, levels: Mapping[int, Level]) -> dict[int, int]:
        """Lists of one definition count on together, unless one of them begins anew."""
        counts = self._counts.setdefault(self.abstracts[list_id], {})
        anew = self.starts.get(list_id, {}).get(level)
        if anew is not None and (list_id, level) not in self._begun:
            counts[level] = anew
        else:
            counts[level] = min(counts.get(level, levels[level].start - 1) + 1, _HIGHEST)
        self._begun.add((list_id, level))
        for deeper in [each for each in counts if each > level]:
            restarts = levels[deeper].restarts if deeper in levels else None
            if restarts is None or level < restarts:
                del counts[deeper]
        return counts


def read_numbering(root: Element | None) -> Numbering:
    """The lists of `numbering.xml`; none for a document without that part."""
    if root is None:
        return Numbering({}, {}, {})
    definitions = {
        attribute(each, "w:abstractNumId"): each for each in root if short(each) == "w:abstractNum"
    }
    by_style = {
        style: id for id, each in definitions.items() if (style := value(each, "w:styleLink"))
    }
    levels = {id: _levels(each) for id, each in definitions.items()}
    links = {id: value(each, "w:numStyleLink") for id, each in definitions.items()}
    lists, abstracts, starts = {}, {}, {}
    for each in root:
        if short(each) == "w:num":
            id, abstract = attribute(each, "w:numId"), value(each, "w:abstractNumId")
            if abstract not in definitions:
                continue
            lists[id] = {**levels[abstract], **_overridden(each)}
            abstract = by_style.get(links[abstract], abstract)
            abstracts[id], starts[id] = abstract, _starts(each)
    return Numbering(lists, abstracts, starts)


def _levels(parent: Element) -> dict[int, Level]:
    return {
        place: _level(each)
        for each in parent
        if short(each) == "w:lvl" and (place := number(attribute(each, "w:ilvl"))) in _LEVELS
    }


def _overridden(list: Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for each in list:
        if short(each) == "w:lvlOverride":
            found |= _levels(each)
    return found


def _starts(list: Element) -> dict[int, int]:
    return {
        number(attribute(each, "w:ilvl")): number(value(each, "w:startOverride"), 1)
        for each in list
        if short(each) == "w:lvlOverride" and child(each, "w:startOverride") is not None
    }


def _level(element: Element) -> Level:
    restart = value(element, "w:lvlRestart")
    level = Level(
        start=number(value(element, "w:start", default="1"), 1),
        format=value(element, "w:numFmt", default="decimal"),
        text=value(element, "w:lvlText"),
        suffix=value(element, "w:suff", default="tab"),
        legal=child(element, "w:isLgl") is not None,
    )
    return replace(level, restarts=number(restart)) if restart else level


def _numeral(
    place: int, mine: Level, levels: Mapping[int, Level], counts: Mapping[int, int]
) -> str:
    level = levels.get(place, Level())
    count = counts.get(place, level.start)
    return numeral(count, format="decimal" if mine.legal else level.format)


def numeral(count: int, *, format: str) -> str:
    """A count as Word prints it in a number format (ISO/IEC 29500-1, 17.18.59)."""
    if format in _COUNTING:
        return chinese(count)
    if format in _OTHERS and count > 0:
        return _OTHERS[format](count)
    return str(count)


def chinese(count: int) -> str:
    """十二 for 12, 一百零五 for 105."""
    return _grouped(count, digits=_CHINESE, units="十百千", one_before_ten=False)


def _grouped(count: int, *, digits: str, units: str, one_before_ten: bool) -> str:
    if not 0 < count <= _HIGHEST:
        return digits[0] if count == 0 else str(count)
    text = ""
    for place, digit in enumerate(reversed(str(count))):
        if digit != "0":
            unit = units[place - 1] if place else ""
            text = f"{digits[int(digit)]}{unit}{text}"
        elif text and not text.startswith(digits[0]):
            text = digits[0] + text
    begins_with_ten = 10 <= count < 20 and not one_before_ten
    return text[1:] if begins_with_ten else text


def _letters(count: int) -> str:
    """A to Z, then AA, BB and so on, as Word counts."""
    return chr(ord("A") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10)


def _roman(count: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    names = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    text = ""
    for worth, name in zip(values, names, strict=True):
        text += name * (count // worth)
        count %= worth
    return text


_OTHERS: Mapping[str, Callable[[int], str]] = {
    "none": lambda count: "",
    **dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital"),
        lambda count: "".join("〇一二三四五六七八九"[int(digit)] for digit in str(count)),
    ),
    "chineseLegalSimplified": lambda count: _grouped(
        count, digits=_LEGAL, units="拾佰仟", one_before_ten=True
    ),
    **dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"),
        lambda count: str(count).translate(_FULL_WIDTH),
    ),
    "decimalZero": lambda count: f"{count:02}",
    **dict.fromkeys(
        ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"),
        lambda count: chr(ord("①") + count - 1) if count <= 20 else str(count),
    ),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "ideographTraditional": lambda count: _STEMS[(count - 1) % 10],
    "ideographZodiac": lambda count: _BRANCHES[(count - 1) % 12],
}
