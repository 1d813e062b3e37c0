"""What may be asked: words, fields, numbers, names, spans of days; each a clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from office.searching.dates import FIRST, LAST, Span
from office.searching.keeping import CHARACTER, TITLE, day_terms
from office.searching.numbers import (
    asked_number,
    number_words,
    pieces_of,
    read_number,
    spoken_number,
)
from office.searching.pinyin import asked_name, is_letters
from office.searching.terms import field, field_word, is_exact, of_word
from office.searching.text import Word, cleaned, words_of
from office.searching.wanted import Some, Wanted, both, either

NAMES = ("agency", "person")


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition. `words` are compared with the texts as they stand, in the piece at `place`
    or (None) in any; `marked` are shown in results."""

    wanted: Wanted
    words: tuple[Word, ...] = ()
    marked: tuple[Word, ...] = ()
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """All of one search. `since` and `until` (both included) are of the paper's own day."""

    clauses: tuple[Clause, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def words(self) -> tuple[Word, ...]:
        """What results mark."""
        return tuple(word for each in self.clauses for word in each.marked)


def by_text(asked: str) -> Iterator[Clause]:
    """Papers that hold every one of these words, or are named so: numbers in any writing, people
    and agencies by pinyin."""
    if read_number(asked):
        yield _number(asked)
        return
    for piece in pieces_of(asked):
        if read_number(piece):
            yield _number(piece)
        elif is_letters(piece) and len(piece) > 1 and is_exact(words_of(piece)[0]):
            yield _letters(piece)
        elif spoken := spoken_number(piece):
            yield _spoken(piece, spoken)
        else:
            yield from (_word(word) for word in words_of(piece))


def by_title(asked: str) -> Iterator[Clause]:
    """Papers with these words in their titles."""
    for word in words_of(asked):
        wanted = both(*field_word("title", word))
        yield Clause(wanted, words=_inexact(word), marked=(word,), place=TITLE)


def by_head(asked: str) -> Iterator[Clause]:
    """Papers whose title, numbers or agencies hold each of these words, or of this number."""
    for word in [] if read_number(asked) else words_of(asked):
        ways = (both(*field_word(kind, word)) for kind in ("title", "number", "agency"))
        yield Clause(either(ways))
    if read_number(asked):
        yield from by_number(asked)


def by_number(asked: str) -> Iterator[Clause]:
    """Papers with this number, or with numbers that have these words in them."""
    wanted = asked_number(asked)
    if wanted is not None:
        yield Clause(wanted)


def by_name(kind: str, asked: str) -> Iterator[Clause]:
    """Papers with which such an agency, person or handler has to do; by pinyin too."""
    for piece in asked.split():
        ways: list[Wanted] = [both(*field_word(kind, word)) for word in words_of(piece)]
        if is_letters(piece):
            ways = [either((*ways, asked_name(kind, piece)))]
        yield from (Clause(each, marked=tuple(words_of(piece))) for each in ways)


def by_choice(name: str, values: Iterable[str]) -> Iterator[Clause]:
    """Papers whose field is one of these."""
    given = [field(name, each) for each in values if each]
    if given:
        yield Clause(either(given))


def by_days(name: str, span: Span) -> Iterator[Clause]:
    """Papers whose field is a day of the span. Of an open side every year from 1949 to 2100."""
    first = max(span.first, date(1949, 1, 1)) if span.first == FIRST else span.first
    last = date(2100, 12, 31) if span.last == LAST else span.last
    yield Clause(either(_covering(name, first, last)) if first <= last else Some(()))


def _covering(name: str, first: date, last: date) -> Iterator[str]:
    """Whole years, whole months, days: few terms for any span."""
    day = first
    while day <= last:
        by_day, by_month, by_year = day_terms(name, day)
        if (day.month, day.day) == (1, 1) and date(day.year, 12, 31) <= last:
            yield by_year
            day = date(day.year + 1, 1, 1)
        elif day.day == 1 and _next_month(day) - timedelta(days=1) <= last:
            yield by_month
            day = _next_month(day)
        else:
            yield by_day
            day += timedelta(days=1)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _number(text: str) -> Clause:
    """The paper itself, or one in whose text the number is cited."""
    words = number_words(text)
    cited = [filed for word in words if (filed := of_word(word))]
    own = asked_number(text)
    ways = [own, both(*cited)] if cited else [own]
    return Clause(either([each for each in ways if each is not None]), marked=tuple(words))


def _spoken(piece: str, number: Wanted) -> Clause:
    """Papers with the number, and those in which the words stand as they are."""
    words = words_of(piece)
    written = both(*(_word(word).wanted for word in words))
    return Clause(either((number, written)), marked=tuple(words))


def _letters(piece: str) -> Clause:
    word = words_of(piece)[0]
    ways = [of_word(word), *(asked_name(kind, piece) for kind in NAMES)]
    return Clause(either(each for each in ways if each is not None), marked=(word,))


def _word(word: Word) -> Clause:
    wanted = of_word(word) or both(*field_word(CHARACTER, word))
    return Clause(wanted, words=_inexact(word), marked=(word,))


def _inexact(word: Word) -> tuple[Word, ...]:
    return () if is_exact(word) else (word,)


def is_asked(text: str) -> bool:
    """Whether there is anything in it to look for."""
    return bool(words_of(cleaned(text)))
