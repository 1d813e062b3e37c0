"""What stands in the index: pairs and triples of neighbouring units, and the fields of a paper.

Pairs alone would do for any word; but where two words are written together their pairs are each in
many papers, and finding where they meet takes ever longer. Their triples are in few.

Terms consist of ASCII letters and digits, common ideographs and private-use marks only, so that
neither database's tokenizer changes or drops one (FTS5's unicode61 knows no character that is
younger than Unicode 6.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from office.searching.text import Word, cleaned, lowered, runs
from office.searching.wanted import Wanted, both, either

_FIELD, _IS = "\ue000", "\ue001"
_BYTES = 3
"""Of an ideograph in UTF-8, and no character of a term has more."""
_LONGEST, _LONGEST_VALUE = 60, 600
"""Characters of a run of letters or digits, and of a field's value, by which these are filed: a
term of a tsvector has two kilobytes at most."""
EXACT = 2
"""Units of a word of which the index alone is sure: of longer ones it knows the parts."""
LONG = f"{_FIELD}long{_IS}1"


def pairs(text: str) -> Iterator[str]:
    """Of a cleaned text: every two neighbouring units, and every run of letters or digits."""
    for units in runs(text):
        safe = [_safe(unit) for unit in units]
        yield from map("".join, pairwise(safe))
        yield from (_safe(unit) for unit in units if unit.isascii())


def triples(text: str) -> Iterator[str]:
    """Of a cleaned text: every three neighbouring units."""
    for units in runs(text):
        safe = [_safe(unit) for unit in units]
        yield from map("".join, zip(safe, safe[1:], safe[2:], strict=False))


def of_texts(texts: Sequence[str], *, most: int) -> set[str]:
    """What a row with these cleaned texts is filed under, in at most so many bytes.

    Without its triples, and marked so, where these would be too many: a tsvector holds a megabyte
    of terms. Of a text whose pairs alone are too many the end is not found.
    """
    found = set(_within(most, (term for text in texts for term in pairs(text))))
    more = {term for text in texts for term in triples(text)} - found
    return found | (more if _size(found) + _size(more) <= most else {LONG})


def _within(most: int, terms: Iterable[str]) -> Iterator[str]:
    taken = 0
    for term in dict.fromkeys(terms):
        taken += _BYTES * len(term)
        if taken > most:
            return
        yield term


def _size(terms: Iterable[str]) -> int:
    return _BYTES * sum(map(len, terms))


def of_word(word: Word) -> Wanted | None:
    """How a text that has the word is filed; None for a single ideograph, by which none is."""
    units = [_safe(unit) for unit in word.units]
    if len(units) == 1:
        return units[0] if word.text.isascii() else None
    two = tuple(map("".join, pairwise(units)))
    if len(units) == EXACT:
        return two[0]
    three = map("".join, zip(units, units[1:], units[2:], strict=False))
    return either((both(*three), both(LONG, *two)))


def is_exact(word: Word) -> bool:
    """Whether what is filed so has the word, and need not be compared with it."""
    return len(word.units) <= EXACT and all(_safe(unit) == unit for unit in word.units)


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
    units = [_safe(unit) for unit in word.units]
    found = list(map("".join, pairwise(units))) or units
    return [f"{_FIELD}{name}{_IS}{each}" for each in found]


def fields(name: str, values: Iterable[str]) -> Iterator[str]:
    """Each of the values that there are."""
    return (field(name, value) for value in values if value)


def _whole(value: str) -> str:
    return "".join(_safe(each) for each in lowered(value))[:_LONGEST_VALUE]


@lru_cache(maxsize=65_536)
def _safe(unit: str) -> str:
    if unit.isalnum() and (unit.isascii() or "\u4e00" <= unit <= "\u9fa5"):
        return unit[:_LONGEST]
    return "".join(f"x{ord(each):x}" for each in unit)
