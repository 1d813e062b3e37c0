"""Answers: papers that are as asked, the newest first, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from office.kernel.store import Store
from office.searching.asking import Asked, Clause
from office.searching.index import SearchIndex
from office.searching.indexed import Papers
from office.searching.keeping import seen_by
from office.searching.keys import HIGHEST, first_key, paper_of
from office.searching.snippets import Snippet, snippets
from office.searching.tables import papers, pieces, waiting
from office.searching.text import Word
from office.searching.wanted import both

BATCHES = 40
"""How often a page looks further when hits prove to be none: words whose pairs stand apart."""

MOST_WAITING = 1_000


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks. `audience`: what they are in their agency's audiences; empty for who may see
    nothing. `person`: by which words for named people are theirs."""

    agency: str
    person: str
    audience: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """One paper that was found."""

    subject: UUID
    room: str
    key: int
    facts: dict[str, Any]
    snippets: tuple[Snippet, ...]


class _GivenUp(Exception):
    """After so many hits that were none. `below`: where the search goes on when asked again."""

    def __init__(self, below: int) -> None:
        super().__init__()
        self.below = below


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what was found; `after` begins the next page, 0 for none. `gave_up`: so many hits
    proved to be none that the search stopped at `after`, and there may be more."""

    hits: tuple[Hit, ...]
    after: int = 0
    gave_up: bool = False


class Searching:
    """The office's search. Whoever asks gives who they are: what they may not see is no hit."""

    def __init__(
        self, store: Store, index: SearchIndex, *, kinds: Callable[[], tuple[Papers, ...]]
    ) -> None:
        self._store = store
        self._index = index
        self._kinds = kinds

    @property
    def kinds(self) -> tuple[Papers, ...]:
        """The kinds of papers that are found."""
        return self._kinds()

    def waiting(self) -> int:
        """How many papers changed and are not indexed yet; a thousand for more."""
        some = select(waiting.c.subject).limit(MOST_WAITING).subquery()
        with self._store.reading() as connection:
            return connection.execute(select(func.count()).select_from(some)).scalar_one()

    def find(
        self, asked: Asked, *, reader: Reader, rows: int, after: int = 0, quoted: bool = True
    ) -> Page:
        """A page of at most so many papers, behind the key `after` (0: from the newest on).

        `quoted`: with the words around the hits.
        """
        if not reader.audience:
            return Page(())
        found: list[Hit] = []
        with self._store.reading() as connection:
            below = after or HIGHEST
            try:
                for hit in self._hits(
                    connection, asked, reader, below=below, rows=rows, quoted=quoted
                ):
                    if len(found) == rows:
                        return Page(tuple(found), after=found[-1].key)
                    found.append(hit)
            except _GivenUp as stopped:
                return Page(tuple(found), after=stopped.below, gave_up=True)
        return Page(tuple(found))

    def _hits(
        self,
        connection: Connection,
        asked: Asked,
        reader: Reader,
        *,
        below: int,
        rows: int,
        quoted: bool,
    ) -> Iterator[Hit]:
        mine = seen_by(reader.agency, reader.person, reader.audience)
        wanted = both(mine, *(each.wanted for each in asked.clauses))
        at_least = first_key(asked.since) if asked.since else 0
        if asked.until and asked.until < date.max:
            below = min(below, first_key(asked.until) + _DAY)
        for _ in range(BATCHES):
            keys = self._index.find(
                connection, wanted, at_least=at_least, below=below, limit=rows + 1
            )
            yield from self._told(connection, keys, asked, reader, quoted=quoted)
            if len(keys) <= rows:
                return
            below = paper_of(keys[-1])
        raise _GivenUp(below)

    def _told(
        self,
        connection: Connection,
        keys: Sequence[int],
        asked: Asked,
        reader: Reader,
        *,
        quoted: bool,
    ) -> Iterator[Hit]:
        """Those of them that hold every word as it stands, each paper once."""
        wanted = list(dict.fromkeys(map(paper_of, keys)))
        rows = {
            row.key: row
            for row in connection.execute(select(papers).where(papers.c.key.in_(wanted)))
        }
        subjects = [row.subject for row in rows.values()]
        compared = quoted or any(each.words for each in asked.clauses)
        texts = self._texts(connection, subjects, reader) if compared else {}
        for key in wanted:
            row = rows.get(key)
            if row is None:
                continue
            mine = texts.get(row.subject, [])
            if all(_holds(each, mine) for each in asked.clauses):
                around = snippets(mine, asked.words) if quoted else ()
                yield Hit(row.subject, row.room, key, json.loads(row.shown), around)

    @staticmethod
    def _texts(
        connection: Connection, subjects: Sequence[UUID], reader: Reader
    ) -> dict[UUID, list[Any]]:
        query = (
            select(pieces)
            .where(pieces.c.subject.in_(subjects))
            .where(or_(pieces.c.readers == "", pieces.c.readers.contains(reader.person)))
            .order_by(pieces.c.subject, pieces.c.place)
        )
        found: dict[UUID, list[Any]] = {}
        for row in connection.execute(query):
            if not row.readers or reader.person in row.readers.split("\n"):
                found.setdefault(row.subject, []).append(row)
        return found


_DAY = first_key(date(1, 1, 2)) - first_key(date(1, 1, 1))


def _holds(clause: Clause, texts: Sequence[Any]) -> bool:
    return all(_has(word, clause, texts) for word in clause.words)


def _has(word: Word, clause: Clause, texts: Sequence[Any]) -> bool:
    return any(word.is_in(each.text) for each in texts if clause.place in (None, each.place))
