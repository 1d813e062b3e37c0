"""What is typed and not saved: kept for who typed it, within bounds, until it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from documents.revisions.autosave import application
from documents.revisions.autosave.application import A_MINUTE, MOST, Autosaves, Owner
from office.classification import Ceiling, TooSecret
from office.kernel.clock import SetClock
from office.kernel.destruction import Destructions
from office.kernel.node import Node
from office.kernel.refusals import Missing, Refused
from office.kernel.store import Store
from tests.specimen import Tallies, tally_id, tally_register
from tests.unit.kernel.conftest import A, act, everybody_may

NOW = datetime(2026, 11, 20, 2, 32, tzinfo=UTC)
ME, OTHER = Owner("990100001", "cheng"), Owner("990100001", "xu")
DOCUMENT = uuid4()
TYPED = {"title": "关于森林防火的通知", "body": "一、加强火源管控。", "seen": "3"}


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def autosaves(database_url: str, clock: SetClock) -> Iterator[Autosaves]:
    store = Store(database_url)
    store.create()
    yield Autosaves(store, clock=clock, ceiling=Ceiling())
    store.close()


def test_what_was_typed_last_is_found_again(autosaves: Autosaves) -> None:
    autosaves.keep(ME, "e1", subject=DOCUMENT, fields={"title": "关于"})
    assert autosaves.keep(ME, "e1", subject=DOCUMENT, fields=TYPED) == NOW
    (waiting,) = autosaves.waiting(ME, subject=DOCUMENT)
    assert (waiting.title, waiting.at) == (TYPED["title"], NOW)
    assert autosaves.fetch(ME, "e1", subject=DOCUMENT).fields == TYPED


def test_two_editors_of_one_person_do_not_overwrite_each_other(autosaves: Autosaves) -> None:
    autosaves.keep(ME, "e1", fields={"title": "甲"})
    autosaves.keep(ME, "e2", fields={"title": "乙"})
    assert {each.title for each in autosaves.waiting(ME, subject=None)} == {"甲", "乙"}


def test_nobody_else_finds_it(autosaves: Autosaves) -> None:
    autosaves.keep(ME, "e1", subject=DOCUMENT, fields=TYPED)
    assert autosaves.waiting(OTHER, subject=DOCUMENT) == ()
    with pytest.raises(Missing):
        autosaves.fetch(OTHER, "e1", subject=DOCUMENT)
    autosaves.finish(OTHER, "e1")
    assert autosaves.fetch(ME, "e1", subject=DOCUMENT).fields == TYPED


def test_it_belongs_to_its_document(autosaves: Autosaves) -> None:
    autosaves.keep(ME, "e1", subject=DOCUMENT, fields=TYPED)
    assert autosaves.waiting(ME, subject=None) == ()
    with pytest.raises(Missing):
        autosaves.fetch(ME, "e1", subject=None)


def test_what_is_saved_is_gone_and_a_late_autosave_does_not_bring_it_back(
    autosaves: Autosaves,
) -> None:
    autosaves.keep(ME, "e1", fields=TYPED, images="abc")
    autosaves.finish(ME, "e1")
    autosaves.keep(ME, "e1", fields=TYPED)
    assert autosaves.waiting(ME, subject=None) == ()
    with autosaves.store.reading() as connection:
        row = connection.execute(application.state_autosave.select()).one()
    assert (row.title, row.fields, row.images) == ("", "{}", "")


def test_images_that_were_sent_once_stay(autosaves: Autosaves) -> None:
    autosaves.keep(ME, "e1", fields=TYPED, images="abc")
    autosaves.keep(ME, "e1", fields=TYPED)
    assert autosaves.fetch(ME, "e1", subject=None).fields == {**TYPED, "images": "abc"}


@pytest.mark.parametrize(
    "fields",
    [{"title": "通知", "classification": "秘密★1年"}, {"title": "通知", "body": "机密★3年\n文"}],
)
def test_what_is_too_secret_is_refused_before_the_first_byte(
    autosaves: Autosaves, fields: dict[str, str]
) -> None:
    with pytest.raises(TooSecret):
        autosaves.keep(ME, "e1", fields=fields)
    assert autosaves.waiting(ME, subject=None) == ()


def test_too_much_is_refused(autosaves: Autosaves, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "LARGEST", 20)
    with pytest.raises(Refused, match="内容过长"):
        autosaves.keep(ME, "e1", fields={"title": "甲" * 11, "body": "乙" * 10})


def test_an_editor_that_saves_without_end_is_slowed_down(
    autosaves: Autosaves, clock: SetClock
) -> None:
    for _ in range(A_MINUTE):
        autosaves.keep(ME, "e1", fields=TYPED)
    with pytest.raises(Refused, match="过于频繁"):
        autosaves.keep(ME, "e1", fields=TYPED)
    clock.advance(minutes=1)
    autosaves.keep(ME, "e1", fields=TYPED)


def test_so_many_editors_and_no_more(autosaves: Autosaves, clock: SetClock) -> None:
    for number in range(MOST):
        autosaves.keep(ME, f"e{number}", fields=TYPED)
    with pytest.raises(Refused, match="放弃"):
        autosaves.keep(ME, "one more", fields=TYPED)
    autosaves.finish(ME, "e0")
    autosaves.keep(ME, "one more", fields=TYPED)
    assert len(autosaves.waiting(ME, subject=None)) == MOST


def test_a_finished_editor_is_forgotten_after_a_day(autosaves: Autosaves, clock: SetClock) -> None:
    autosaves.keep(ME, "e1", fields=TYPED)
    autosaves.finish(ME, "e1")
    clock.advance(days=2)
    autosaves.keep(ME, "e2", fields=TYPED)
    with autosaves.store.reading() as connection:
        rows = connection.execute(application.state_autosave.select()).all()
    assert [each.editing for each in rows] == ["e2"]


def test_with_its_document_goes_what_was_typed_beside_it(sqlite_url: str, tmp_path: Path) -> None:
    node = Node(
        database=sqlite_url,
        content=tmp_path / "content",
        registers=[tally_register],
        guard=everybody_may,
    )
    node.create()
    room, destructions = Tallies(node), Destructions(node)
    room.open_tally(act("c1"), "secret", content=b"text")
    autosaves = Autosaves(node.store, clock=node.clock, ceiling=Ceiling())
    autosaves.keep(ME, "e1", subject=tally_id(A, "secret"), fields=TYPED)
    autosaves.keep(ME, "e2", subject=DOCUMENT, fields=TYPED)
    proposal = destructions.propose(act("d1"), subjects=[tally_id(A, "secret")], reason="误传")
    destructions.approve(act("d2", person="p2"), UUID(proposal))
    with node.store.reading() as connection:
        rows = connection.execute(application.state_autosave.select()).all()
    assert [each.editing for each in rows] == ["e2"]
    node.close()
