"""Words whose parts stand apart in many papers: a search stops, says so, and can go on."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from office.kernel.node import Node
from office.searching import searching
from office.searching.asking import Asked, by_text
from office.searching.index import search_index
from office.searching.indexed import EVERYBODY, Indexed, Piece
from office.searching.keeping import enter
from office.searching.searching import Reader, Searching

READER = Reader(agency="A", person="p1", audience=frozenset({EVERYBODY}))
DAY = date(2026, 11, 20)


def paper(number: int, text: str) -> Indexed:
    return Indexed(
        room="document",
        agency="A",
        title=f"第{number}件",
        day=DAY - timedelta(days=number),
        audience=frozenset({EVERYBODY}),
        pieces=(Piece("正文", text),),
    )


def test_a_search_that_stopped_says_so_and_goes_on(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "BATCHES", 2)
    index = search_index(node.store)
    texts = [*["防汛抗，汛抗旱"] * 9, "做好防汛抗旱工作"]
    with node.store.changing_state() as connection:
        for number, text in enumerate(texts):
            made, subject = paper(number, text), UUID(int=number + 1)
            enter(connection, index, subject=subject, paper=made, sequence=number + 1)
    search = Searching(node.store, index, kinds=tuple)
    asked = Asked(tuple(by_text("防汛抗旱")))
    first = search.find(asked, reader=READER, rows=1)
    assert (first.hits, first.gave_up) == ((), True)
    page, turns = first, 1
    while page.gave_up:
        page = search.find(asked, reader=READER, rows=1, after=page.after)
        turns += 1
    assert [hit.subject for hit in page.hits] == [UUID(int=10)]
    assert 1 < turns < 9
