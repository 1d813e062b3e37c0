"""Writing a paper into the index, and taking it out: in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from office.kernel.journal import journal
from office.searching.index import SearchIndex
from office.searching.indexed import Indexed, Piece
from office.searching.keys import MOST_ROWS, key_of
from office.searching.numbers import number_terms
from office.searching.pinyin import name_terms
from office.searching.tables import papers, pieces, waiting
from office.searching.terms import field, field_pairs, fields, of_texts
from office.searching.text import cleaned
from office.searching.wanted import Wanted, both, either

PLAIN = "平件"
"""What a paper without any urgency is found by."""

SHOWN = ("title", "kind", "numbers", "origin", "urgency", "track", "stage", "handlers")
TITLE = 0
"""The place of the title among a paper's pieces."""
CHARACTER = "character"
OPEN, NAMED = "open", "named"
"""Rows for whoever is of the paper's audience, and for those of it who are named."""
MOST, MOST_NAMED = 850_000, 100_000
"""Bytes of terms of a paper's open texts, and of those for named people; its fields are more."""


def keep(connection: Connection, index: SearchIndex, *, subject: UUID, paper: Indexed) -> None:
    """The paper is found as described, and no other way."""
    forget(connection, index, (subject,))
    sequence = connection.execute(
        select(journal.c.id).where(
            journal.c.originator_id == subject, journal.c.originator_version == 1
        )
    ).scalar()
    if sequence is None:
        return
    enter(connection, index, subject=subject, paper=paper, sequence=sequence)


def enter(
    connection: Connection, index: SearchIndex, *, subject: UUID, paper: Indexed, sequence: int
) -> None:
    """A paper of which there is nothing yet. `sequence`: the journal's id of its first event."""
    enter_all(connection, index, ((subject, paper, sequence),))


def enter_all(
    connection: Connection, index: SearchIndex, given: Iterable[tuple[UUID, Indexed, int]]
) -> None:
    """Several of them, as `enter` says: each its stream, what it is and its number."""
    lines: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    rows: list[tuple[int, set[str]]] = []
    for subject, whole, sequence in given:
        paper = replace(whole, pieces=tuple(_clean(each) for each in whole.pieces))
        key = key_of(paper.day, sequence=sequence)
        of_it = {"subject": subject, "key": key, "agency": paper.agency, "room": paper.room}
        lines.append({**of_it, "shown": shown(paper)})
        heads = enumerate((*_heads(paper), *paper.pieces))
        texts.extend(_row(subject, place, each) for place, each in heads)
        rows.extend((key + place, terms) for place, terms in enumerate(rows_of(paper)))
    connection.execute(papers.insert(), lines)
    connection.execute(pieces.insert(), texts)
    index.put(connection, rows)


def forget(connection: Connection, index: SearchIndex, subjects: Sequence[UUID]) -> None:
    """Nothing of these is left: neither terms nor texts."""
    keys = connection.execute(select(papers.c.key).where(papers.c.subject.in_(subjects))).scalars()
    for key in list(keys):
        index.remove(connection, paper=key)
    for table in (pieces, papers, waiting):
        connection.execute(table.delete().where(table.c.subject.in_(subjects)))


def shown(paper: Indexed) -> str:
    """What results say of it, as JSON."""
    facts = {name: getattr(paper, name) for name in SHOWN}
    dated = paper.dated.isoformat() if paper.dated else ""
    return json.dumps({**facts, "day": paper.day.isoformat(), "dated": dated}, ensure_ascii=False)


def rows_of(paper: Indexed) -> Iterator[set[str]]:
    """What the paper's rows are filed under.

    The first row has what whoever may see the paper may read. Words for named people only are in
    rows of their own, one for each group of people who may read the same of them, with all else
    that these may read: so every combination of words that somebody can read is found by them, and
    by nobody else.
    """
    heads = _heads(paper)
    open_to_all = [*heads, *(each for each in paper.pieces if not each.readers)]
    singles = {term for each in heads for term in field_pairs(CHARACTER, each.text)}
    titled = field_pairs("title", paper.title)
    public = {*_facts(paper), *singles, *titled, *_texts(open_to_all, most=MOST)}
    yield public | audience_terms(OPEN, paper.agency, paper.audience)
    groups: dict[tuple[int, ...], list[str]] = {}
    for reader in dict.fromkeys(each for piece in paper.pieces for each in piece.readers):
        theirs = tuple(
            place for place, piece in enumerate(paper.pieces) if reader in piece.readers
        )
        groups.setdefault(theirs, []).append(reader)
    for theirs, readers in list(groups.items())[: MOST_ROWS - 1]:
        named = {field("reader", each) for each in readers}
        words = _texts((paper.pieces[place] for place in theirs), most=MOST_NAMED)
        yield public | words | named | audience_terms(NAMED, paper.agency, paper.audience)


def seen_by(agency: str, person: str, audience: Iterable[str]) -> Wanted:
    """The rows that somebody may read who is this of the agency's audiences.

    One term says that a row is open and for whom, as such a term is in every row of the office,
    and to pass over a second one takes as long again.
    """
    kinds = (sorted(audience_terms(kind, agency, audience)) for kind in (OPEN, NAMED))
    opened, named = map(either, kinds)
    return either((opened, both(field("reader", person), named)))


def audience_terms(kind: str, agency: str, audience: Iterable[str]) -> set[str]:
    """One of them in a row lets whoever it stands for see the paper."""
    return {field(kind, f"{agency}:{each}") for each in audience}


def day_terms(name: str, day: date) -> Iterator[str]:
    """The day, its month and its year, so that any span is a few of them."""
    text = day.isoformat()
    return (field(f"{name}{len(each)}", each) for each in (text, text[:7], text[:4]))


def _facts(paper: Indexed) -> Iterator[str]:
    yield field("room", paper.room)
    yield from fields("urgency", (paper.urgency or PLAIN,))
    for name in ("kind", "track", "stage"):
        yield from fields(name, (getattr(paper, name),))
    if paper.dated:
        yield from day_terms("dated", paper.dated)
    for number in (*paper.numbers, *paper.codes):
        yield from number_terms(number)
    for kind, names in _named(paper):
        for name in names:
            yield from field_pairs(kind, name)
            yield from name_terms(kind, name)


def _named(paper: Indexed) -> tuple[tuple[str, frozenset[str]], ...]:
    agencies = frozenset(filter(None, (paper.origin, *paper.agencies)))
    handlers = frozenset(paper.handlers)
    return (
        ("agency", agencies),
        ("person", frozenset(paper.people) | handlers),
        ("handler", handlers),
    )


def _heads(paper: Indexed) -> tuple[Piece, Piece]:
    """What is short, and is found by a single character too: the title, and numbers and names."""
    names = (*paper.numbers, paper.origin, *paper.agencies, *paper.people, *paper.handlers)
    rest = "；".join(dict.fromkeys(filter(None, names)))
    return Piece("标题", cleaned(paper.title)), Piece("文号、机关、人员", cleaned(rest))


def _row(subject: UUID, place: int, piece: Piece) -> dict[str, Any]:
    return {
        "subject": subject,
        "place": place,
        "heading": piece.heading,
        "text": piece.text,
        "digest": piece.digest,
        "readers": "\n".join(piece.readers),
    }


def _texts(of: Iterable[Piece], *, most: int) -> set[str]:
    return of_texts([piece.text for piece in of], most=most)


def _clean(piece: Piece) -> Piece:
    return replace(piece, text=cleaned(piece.text))
