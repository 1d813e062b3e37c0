"""Texts of any length are taken: what a database holds of a row of the index has its bounds."""

from __future__ import annotations

from datetime import date
from random import Random
from uuid import UUID

import pytest

from office.kernel.node import Node
from office.searching.asking import Asked, by_text
from office.searching.index import search_index
from office.searching.indexed import EVERYBODY, Indexed, Piece
from office.searching.keeping import MOST, enter
from office.searching.searching import Reader, Searching
from office.searching.terms import LONG, of_texts

READER = Reader(agency="A", person="p1", audience=frozenset({EVERYBODY}))


def random_text(*, length: int, characters: int) -> str:
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + characters)))
    return "".join(Random(1).choices(letters, k=length))


def found(node: Node, text: str, asked: str) -> int:
    """How many hits, of a paper with this text for everybody and for one person."""
    index = search_index(node.store)
    paper = Indexed(
        room="document",
        agency="A",
        title="特长的一件",
        day=date(2026, 11, 20),
        audience=frozenset({EVERYBODY}),
        pieces=(Piece("正文", text), Piece("意见", text[::-1], readers=("p1",))),
    )
    with node.store.changing_state() as connection:
        enter(connection, index, subject=UUID(int=1), paper=paper, sequence=1)
    search = Searching(node.store, index, kinds=tuple)
    return len(search.find(Asked(tuple(by_text(asked))), reader=READER, rows=20).hits)


def test_a_long_report_is_found_by_its_last_words_though_it_has_too_many_triples(
    node: Node,
) -> None:
    text = random_text(length=150_000, characters=80) + "全市防汛抗旱工作会议"
    assert LONG in of_texts([text], most=MOST)
    assert found(node, text, "防汛抗旱工作") == 1


@pytest.mark.slow
def test_of_a_text_with_more_pairs_than_a_row_holds_the_beginning_is_found(node: Node) -> None:
    text = "全市防汛抗旱工作会议" + random_text(length=250_000, characters=15_000)
    assert found(node, text, "防汛抗旱工作") == 1


@pytest.mark.parametrize("length", [61, 5_000, 100_000])
def test_a_run_of_letters_of_any_length_is_found_whole_and_no_other(
    node: Node, length: int
) -> None:
    assert found(node, "a" * length, "a" * length) == 1
    assert not found_with_another_end(node, "a" * length)


def found_with_another_end(node: Node, asked: str) -> int:
    search = Searching(node.store, search_index(node.store), kinds=tuple)
    return len(search.find(Asked(tuple(by_text(f"{asked}b"))), reader=READER, rows=20).hits)
