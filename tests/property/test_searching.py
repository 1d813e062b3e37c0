"""Whatever papers say and whoever asks: found is what somebody who looked at every paper, with
this person's eyes, would have found; nothing else, and in order of time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from office.kernel.store import Store
from office.searching.asking import Asked, by_text
from office.searching.index import SearchIndex, search_index
from office.searching.indexed import EVERYBODY, Indexed, Piece, person, role
from office.searching.keeping import enter, forget
from office.searching.searching import Reader, Searching
from office.searching.text import Word, cleaned, words_of
from tests.tables import lend_tables

AGENCIES = ("A", "B")
PEOPLE = ("p1", "p2", "p3")
CHARACTERS = "预算执𠮷7１ \n、"
"""Few, so that words repeat; wide, old and rare ones, and what parts or does not part words."""

texts = st.text(alphabet=CHARACTERS, max_size=30)
readers = st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True).map(tuple)
audiences = st.one_of(
    st.just(frozenset({EVERYBODY})),
    st.sets(st.sampled_from([person(each) for each in PEOPLE] + [role("clerk")]), min_size=1).map(
        frozenset
    ),
)
papers = st.lists(
    st.builds(
        Indexed,
        room=st.just("document"),
        agency=st.sampled_from(AGENCIES),
        title=texts,
        day=st.integers(0, 900).map(lambda back: date(2026, 11, 20) - timedelta(days=back)),
        audience=audiences,
        pieces=st.lists(st.builds(Piece, st.just("意见"), texts, readers), max_size=3).map(tuple),
    ),
    max_size=12,
)
askers = st.builds(
    Reader,
    agency=st.sampled_from(AGENCIES),
    person=st.sampled_from(PEOPLE),
    audience=st.sampled_from([frozenset(), frozenset({"clerk"}), frozenset({"drafter"})]),
)


@contextmanager
def filled(given: list[Indexed]) -> Iterator[tuple[Store, SearchIndex, dict[UUID, Indexed]]]:
    with tempfile.TemporaryDirectory() as folder:
        lend_tables(Path(folder) / "index.db")
        store = Store(f"sqlite:///{Path(folder)}/index.db")
        store.create()
        index = search_index(store)
        known = {UUID(int=number): paper for number, paper in enumerate(given, start=1)}
        with store.changing_state() as connection:
            for subject, paper in known.items():
                enter(connection, index, subject=subject, paper=paper, sequence=subject.int)
        yield store, index, known
        store.close()


def as_asked(reader: Reader) -> Reader:
    """Who has any role handles papers, and is themself."""
    if not reader.audience:
        return reader
    audience = {EVERYBODY, person(reader.person), *map(role, reader.audience)}
    return Reader(reader.agency, reader.person, frozenset(audience))


def brute_force(known: dict[UUID, Indexed], words: list[Word], reader: Reader) -> list[UUID]:
    """Look at every paper."""

    def sees(paper: Indexed) -> bool:
        return paper.agency == reader.agency and bool(paper.audience & reader.audience)

    def holds(paper: Indexed, word: Word) -> bool:
        readable = [
            paper.title,
            *(
                each.text
                for each in paper.pieces
                if not each.readers or reader.person in each.readers
            ),
        ]
        return any(word.is_in(cleaned(text)) for text in readable)

    found = [
        (paper.day, subject)
        for subject, paper in known.items()
        if sees(paper) and all(holds(paper, word) for word in words)
    ]
    return [subject for _, subject in sorted(found, reverse=True)]


@settings(max_examples=60)
@given(papers, askers, st.data())
def test_search_finds_what_looking_at_every_paper_finds(
    given: list[Indexed], asker: Reader, data: st.DataObject
) -> None:
    reader = as_asked(asker)
    said = "".join(text for each in given for text in (each.title, *(p.text for p in each.pieces)))
    with filled(given) as (store, index, known):
        searching = Searching(store, index, kinds=tuple)
        for _ in range(6):
            asked = data.draw(parts_of(said))
            words = [word for word in words_of(asked) if len(word.text) > 1 or word.text.isascii()]
            if not words or any(word.text.isalpha() and word.text.isascii() for word in words):
                continue  # a single character is looked for in heads alone, letters as pinyin too
            query = Asked(tuple(clause for word in words for clause in by_text(word.text)))
            rows = data.draw(st.integers(1, 5))
            found, after = [], 0
            while True:
                page = searching.find(query, reader=reader, rows=rows, after=after)
                found += [hit.subject for hit in page.hits]
                after = page.after
                if not after:
                    break
                assert len(page.hits) == rows
            assert found == brute_force(known, words, reader)


@settings(max_examples=20)
@given(papers)
def test_what_leaves_the_index_leaves_nothing_behind(given: list[Indexed]) -> None:
    with filled(given) as (store, index, known):
        with store.changing_state() as connection:
            forget(connection, index, list(known))
        with store.reading() as connection:
            tables = ("papers", "pieces", "terms")
            left = [
                connection.exec_driver_sql(f"select count(*) from state_search_{each}").scalar()
                for each in tables
            ]
        assert left == [0, 0, 0]
        everybody = Reader("A", "p1", frozenset({EVERYBODY}))
        asked = Asked(tuple(by_text("预算")))
        assert not Searching(store, index, kinds=tuple).find(asked, reader=everybody, rows=9).hits


@st.composite
def parts_of(draw: st.DrawFn, said: str) -> str:
    """One or two stretches of what the papers say, or of nothing they need say."""

    def stretch() -> str:
        if not said or draw(st.integers(0, 4)) == 0:
            return draw(st.text(alphabet=CHARACTERS, min_size=2, max_size=4))
        start = draw(st.integers(0, len(said) - 1))
        return said[start : start + draw(st.integers(2, 6))]

    return " ".join(stretch() for _ in range(draw(st.integers(1, 2))))
