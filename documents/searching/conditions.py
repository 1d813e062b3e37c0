"""A search as it stands in an address: what was typed, and how it is understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from office.searching.asking import (
    Asked,
    Clause,
    by_choice,
    by_days,
    by_name,
    by_number,
    by_text,
    by_title,
)
from office.searching.dates import FIRST, LAST, Span, read_span
from office.searching.numbers import read_number
from office.searching.text import words_of

TYPED = ("q", "title", "number", "agency", "person", "handler", "when", "dated")
CHOSEN = ("room", "kind", "urgency", "track", "stage")
LITERAL = "literal"
LONGEST = 200
"""Characters of one field."""
NAMED = ("agency", "person", "handler")

NO_DAYS = (
    "“{}”不是能看懂的日期。可以写：上个月、今年二季度、近三十天、2026年3月以来、"
    "2026-03-01至2026-03-31。"
)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What was typed and chosen, by the names of the fields; empty ones are left out."""

    given: Mapping[str, str]
    today: date
    errors: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(name in self.given for name in (*TYPED, *CHOSEN))

    @property
    def literal(self) -> bool:
        """Whether the words of the first field are words and nothing else."""
        return LITERAL in self.given

    def of(self, name: str) -> str:
        """What was typed there."""
        return self.given.get(name, "")

    def without(self, name: str) -> dict[str, str]:
        """The others."""
        return {each: value for each, value in self.given.items() if each != name}

    def days_in_words(self) -> list[tuple[str, Span]]:
        """Of the first field, what says days: 上个月."""
        if self.literal or read_number(self.of("q")):
            return []
        found = ((word, read_span(word, today=self.today)) for word in self.of("q").split())
        return [(word, span) for word, span in found if span is not None]

    def text(self) -> str:
        """Of the first field, what is looked for in the papers."""
        said = {word for word, _ in self.days_in_words()}
        return " ".join(word for word in self.of("q").split() if word not in said)

    def asked(self) -> Asked:
        """What the index is asked."""
        spans = [span for _, span in self.days_in_words()]
        if span := read_span(self.of("when"), today=self.today):
            spans.append(span)
        since = max((each.first for each in spans), default=FIRST)
        until = min((each.last for each in spans), default=LAST)
        return Asked(
            tuple(self._clauses()),
            since=since if since > FIRST else None,
            until=until if until < LAST else None,
        )

    def _clauses(self) -> Iterator[Clause]:
        if self.literal:
            yield from by_text(" ".join(each.text for each in words_of(self.text())))
        else:
            yield from by_text(self.text())
        yield from by_title(self.of("title"))
        yield from by_number(self.of("number"))
        for name in NAMED:
            yield from by_name(name, self.of(name))
        for name in CHOSEN:
            yield from by_choice(name, (self.of(name),))
        if dated := read_span(self.of("dated"), today=self.today):
            yield from by_days("dated", dated)


def read_conditions(typed: Mapping[str, str], *, today: date) -> Conditions:
    """What an address says; a field that nobody can make sense of has a sentence in `errors`."""
    given = {
        name: value[:LONGEST]
        for name in (*TYPED, *CHOSEN, LITERAL)
        if (value := " ".join(typed.get(name, "").split()))
    }
    errors: dict[str, str] = {
        name: NO_DAYS.format(given[name])
        for name in ("when", "dated")
        if name in given and read_span(given[name], today=today) is None
    }
    return replace(Conditions(given, today), errors=errors)
