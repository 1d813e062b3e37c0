"""People and agencies by pinyin: whole syllables (caizhengting) or first letters (czt)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from types import ModuleType

from office.searching.terms import field
from office.searching.text import cleaned
from office.searching.wanted import Some, Wanted, both, either

SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "区": "ou",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "盖": "ge",
    "朴": "piao",
    "缪": "miao",
    "覃": "qin",
    "员": "yun",
    "乐": "yue",
    "翟": "zhai",
    "祭": "zhai",
    "黑": "he",
    "隗": "wei",
    "折": "she",
    "种": "chong",
    "秘": "bi",
    "繁": "po",
    "召": "shao",
    "卜": "bu",
    "郇": "xun",
    "薄": "bo",
}
"""How a character is read as a surname, where a dictionary says otherwise. The dictionary's own
reading is filed as well: who bears the name decides, and who searches may not know."""

LONGEST = 40
"""Letters of pinyin that are read as syllables."""
_MOST_WAYS = 32

Reading = tuple[str, ...]


def name_terms(kind: str, name: str) -> Iterator[str]:
    """What a name is filed under: each two neighbouring syllables, each two first letters, and
    each syllable; of every way to read it."""
    for reading in readings(name, person=kind == "person"):
        initials = [each[0] for each in reading]
        yield from (_term(kind, each) for each in reading)
        yield from (_term(kind, "".join(each)) for each in pairwise(reading))
        yield from (_term(f"{kind}initials", "".join(each)) for each in pairwise(initials))


def asked_name(kind: str, letters: str) -> Wanted:
    """Names that have these letters, as syllables or as first letters. Of letters that can be
    neither there is no name."""
    low = letters.lower()
    ways: list[Wanted] = [_all(kind, way) for way in _syllables(low)]
    if 2 <= len(low) <= LONGEST:
        ways.append(_all(f"{kind}initials", tuple(low)))
    return either(ways) if ways else Some(())


def is_letters(text: str) -> bool:
    """Whether it may be pinyin."""
    return text.isascii() and text.isalpha()


@lru_cache(maxsize=16_384)
def readings(name: str, *, person: bool) -> tuple[Reading, ...]:
    """A name's syllables without tones, what is no ideograph left out; first as a name is read."""
    dictionary = _pypinyin().pinyin_dict.pinyin_dict
    plain = "".join(each for each in cleaned(name) if ord(each) in dictionary)
    if not plain:
        return ()
    usual = _read(plain)
    for length in (2, 1):
        surname = plain[:length]
        if person and len(surname) == length and surname in SURNAMES:
            own = (*_cut(SURNAMES[surname], len(surname)), *_read(plain[length:]))
            return tuple(dict.fromkeys((own, usual)))
    return (usual,)


def _read(text: str) -> Reading:
    spoken: list[str] = _pypinyin().lazy_pinyin(text)
    return tuple(each.replace("ü", "v") for each in spoken)


def _pypinyin() -> ModuleType:
    import pypinyin  # noqa: PLC0415 - its dictionaries take a second to load

    return pypinyin


def _cut(syllables: str, count: int) -> Reading:
    ways = [way for way in _syllables(syllables) if len(way) == count]
    return ways[0]


def _all(kind: str, parts: Reading) -> Wanted:
    if len(parts) == 1:
        return _term(kind, parts[0])
    return both(*(_term(kind, "".join(each)) for each in pairwise(parts)))


def _term(kind: str, letters: str) -> str:
    return field(f"{kind}letters", letters)


def _syllables(letters: str) -> list[Reading]:
    """Every way to part the letters into syllables; none, if it cannot be done."""
    if len(letters) > LONGEST:
        return []
    ways: list[list[Reading]] = [[()]]
    for end in range(1, len(letters) + 1):
        here = [
            (*before, letters[start:end])
            for start in range(max(0, end - 6), end)
            if letters[start:end] in _known()
            for before in ways[start]
        ]
        ways.append(here[:_MOST_WAYS])
    return ways[-1] if letters else []


@cache
def _known() -> frozenset[str]:
    """The syllables of the language, as the dictionary has them."""
    entries: Iterable[str] = _pypinyin().pinyin_dict.pinyin_dict.values()
    spoken = {reading for entry in entries for reading in entry.split(",")}
    plain = {_without_tone(each) for each in spoken}
    return frozenset(each for each in plain if set(each) & set("aeiouv") and each.isascii())


def _without_tone(syllable: str) -> str:
    parted = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(each for each in parted if not unicodedata.combining(each))
