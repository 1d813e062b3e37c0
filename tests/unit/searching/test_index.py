"""The contract of the index, kept by both of its implementations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select, text

from office.kernel.node import Node
from office.searching.index import SearchIndex, search_index
from office.searching.keys import HIGHEST, key_of, paper_of
from office.searching.tables import terms
from office.searching.wanted import All, Some, Wanted, both, either

TODAY = date(2026, 11, 20)


def keys(*days: date) -> list[int]:
    return [key_of(day, sequence=number) for number, day in enumerate(days, start=1)]


class Rows:
    """An index, and what it was filled with."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.index: SearchIndex = search_index(node.store)
        self.rows: dict[int, set[str]] = {}

    def put(self, rows: dict[int, Iterable[str]]) -> None:
        with self.node.store.changing_state() as connection:
            for key, words in rows.items():
                self.index.put(connection, [(key, words)])
                self.rows[key] = set(words)

    def find(
        self, wanted: Wanted, *, at_least: int = 0, below: int = HIGHEST, limit: int = 100
    ) -> list[int]:
        with self.node.store.reading() as connection:
            return list(
                self.index.find(connection, wanted, at_least=at_least, below=below, limit=limit)
            )

    def expected(self, wanted: Wanted) -> list[int]:
        return sorted((key for key, row in self.rows.items() if is_so(wanted, row)), reverse=True)


def is_so(wanted: Wanted, row: set[str]) -> bool:
    match wanted:
        case All(parts):
            return all(is_so(each, row) for each in parts)
        case Some(parts):
            return any(is_so(each, row) for each in parts)
        case term:
            return term in row


@pytest.fixture
def rows(node: Node) -> Rows:
    return Rows(node)


def test_rows_are_found_by_all_and_by_some_of_their_terms_the_newest_first(rows: Rows) -> None:
    old, new, newest = keys(TODAY - timedelta(days=900), TODAY, TODAY)
    rows.put({old: {"预算", "执行"}, newest: {"预算", "教育"}, new: {"教育"}})
    assert rows.find("预算") == [newest, old]
    assert rows.find(both("预算", either(["执行", "教育"]))) == [newest, old]
    assert rows.find(both("预算", "教育")) == [newest]
    assert rows.find(both("预算", Some(()))) == []
    assert rows.find("没有") == []


def test_a_page_ends_at_its_limit_and_the_next_begins_below_its_last_key(rows: Rows) -> None:
    given = keys(*(TODAY - timedelta(days=37 * back) for back in range(60)))
    rows.put({key: {"预算"} for key in given})
    first = rows.find("预算", limit=25)
    second = rows.find("预算", limit=25, below=first[-1])
    third = rows.find("预算", limit=25, below=second[-1])
    assert [len(each) for each in (first, second, third)] == [25, 25, 10]
    assert [*first, *second, *third] == sorted(given, reverse=True)


def test_a_search_between_days_finds_both_ends(rows: Rows) -> None:
    days = [TODAY - timedelta(days=back) for back in (0, 1, 64, 65, 4_096, 9_000)]
    given = keys(*days)
    rows.put({key: {"预算"} for key in given})
    assert rows.find("预算", at_least=given[2], below=given[0]) == given[1:3]
    assert rows.find("预算", at_least=given[5]) == given
    assert rows.find("预算", at_least=given[0] + 1) == []


def test_what_is_taken_out_is_found_no_more_and_its_neighbours_are(rows: Rows) -> None:
    one, two = keys(TODAY, TODAY)
    rows.put({one: {"预算"}, one + 1: {"预算", "限定"}, two: {"预算"}})
    with rows.node.store.changing_state() as connection:
        rows.index.remove(connection, paper=paper_of(one + 1))
    assert rows.find("预算") == [two]
    rows.put({one: {"教育"}})
    assert rows.find("教育") == [one]
    with rows.node.store.changing_state() as connection:
        rows.index.clear(connection)
    assert rows.find("预算") == rows.find("教育") == []
    with rows.node.store.reading() as connection:
        assert connection.execute(select(terms.c.key)).first() is None


def test_terms_that_were_taken_out_leave_nothing_in_the_database(rows: Rows) -> None:
    """Pairs of a destroyed text would tell what it said (design D7)."""
    kept, secret = keys(TODAY, TODAY)
    rows.put({kept: {"预算"}, secret: {"机密", "预算"}})
    with rows.node.store.changing_state() as connection:
        rows.index.remove(connection, paper=secret)
    if not rows.node.store.sqlite:
        return  # what VACUUM removes, and when, is the database's own
    with rows.node.store.reading() as connection:
        connection.execute(
            text("create virtual table temp.words using fts5vocab(main, state_search_index, row)")
        )
        counted = connection.execute(text("select term, doc from temp.words")).all()
    assert dict(list(map(tuple, counted))) == {"预算": 1}


@pytest.mark.parametrize("seed", range(3))
def test_the_index_agrees_with_looking_at_every_row(rows: Rows, seed: int) -> None:
    random = Random(seed)
    vocabulary = ["预算", "执行", "教育", "x301412", "2026", "\ue000stage\ue001办结"]
    given = keys(*(TODAY - timedelta(days=random.randrange(5_000)) for _ in range(200)))
    rows.put({key: set(random.sample(vocabulary, k=random.randrange(1, 6))) for key in given})

    def asked(depth: int) -> Wanted:
        if depth == 0 or random.random() < 0.4:
            return random.choice(vocabulary)
        parts = tuple(asked(depth - 1) for _ in range(random.randrange(1, 4)))
        return random.choice([All, Some])(parts)

    for _ in range(40):
        wanted = asked(3)
        below = random.choice([HIGHEST, *given])
        expected = [key for key in rows.expected(wanted) if key < below]
        assert rows.find(wanted, below=below, limit=300) == expected
        assert rows.find(wanted, below=below, limit=7) == expected[:7]
