"""Answers about people are remembered, and never longer than they are true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from office.directory.application import Directory, directory_act
from office.directory.ldif import LDIFSource
from office.kernel.node import Node
from tests.functional.office_app import LDIF, OfficeApp, office_app


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


def statements(office: OfficeApp, of: str) -> int:
    """How many statements asking this of the house takes that name a table of posts."""
    said: list[str] = []

    def listen(_: object, __: object, statement: str, *more: object) -> None:
        said.append(statement)

    engine = office.house.node.store.engine
    event.listen(engine, "before_cursor_execute", listen)
    try:
        office.house.people.identities(person=of)
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return len([each for each in said if "directory_posts" in each])


def test_who_somebody_is_is_asked_once(office: OfficeApp) -> None:
    person = office.person("chengyuan")
    office.house.people.identities(person=person)
    assert statements(office, person) == 0


def test_what_another_process_changed_is_known_at_once(office: OfficeApp) -> None:
    """A second node over the same database, as the command line is."""
    person = office.person("chengyuan")
    (before,) = office.house.people.identities(person=person)
    known = office.house.node
    other = Node(
        database=str(known.store.engine.url),
        content=office.house.settings.content,
        clock=office.clock,
        registers=known.registers,
        guard=lambda *_: None,
    )
    entries = LDIFSource(LDIF).entries()
    posts = tuple(
        replace(each, title="主任科员") if each.key == before.post_key else each
        for each in entries.posts
    )
    Directory(other).synchronise(
        replace(entries, posts=posts),
        effective=date(2026, 11, 1),
        act=directory_act("operator:other", "other"),
    )
    other.close()
    (after,) = office.house.people.identities(person=person)
    assert (before.post != "主任科员", after.post) == (True, "主任科员")


def test_what_was_rolled_back_is_not_remembered(office: OfficeApp) -> None:
    person = office.person("chengyuan")
    store = office.house.node.store
    remembering = office.house.directory.remembering
    with store.writing():
        assert (
            remembering.answer("asked in a write", lambda: "of a doomed act") == "of a doomed act"
        )
    assert remembering.answer("asked in a write", lambda: "true") == "true"
    assert remembering.answer("asked in a write", lambda: "not asked") == "true"
    assert office.house.people.identities(person=person)
