"""What must hold after any fault, whatever was under way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from eventsourcing.persistence import PersistenceError
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from documents.consignments.registers import consignments, outbox
from documents.consignments.states import State
from documents.incoming.incoming import Incoming
from documents.incoming.registers import incomings
from documents.numbering.registers import numbers, series
from office.kernel.commands import commands
from office.kernel.content import FolderContentStore
from office.kernel.journal import journal
from office.kernel.node import Node
from office.kernel.rebuild import rebuild
from office.kernel.references import references
from office.kernel.verify import verify
from tests.faults.client import Answered

ERRORS = (OSError, DBAPIError, PersistenceError)
"""What a fault of disk or database looks like to whoever acts."""


def assert_sound(node: Node) -> None:
    """Chain, registers, number series, content: all of it as if nothing had happened."""
    assert_chain_holds(node)
    assert_registers_equal_a_rebuild(node)
    assert_numbers_have_no_gap_or_duplicate(node)
    assert_content_is_there(node)
    assert_each_command_is_one_act(node)


def assert_chain_holds(node: Node) -> None:
    found = verify(node.store)
    assert found.fault is None, found.fault
    with node.store.reading() as connection:
        ids = list(connection.execute(select(journal.c.id).order_by(journal.c.id)).scalars())
        assert ids == list(range(1, found.events + 1))
        if node.store.sqlite:
            assert connection.execute(text("pragma integrity_check")).scalar() == "ok"


def assert_registers_equal_a_rebuild(node: Node) -> None:
    compared = rebuild(node.store, node.registers, replace=False)
    assert [each for each in compared if not each.equal] == []


def assert_numbers_have_no_gap_or_duplicate(node: Node) -> None:
    with node.store.reading() as connection:
        rows = connection.execute(
            select(numbers, series.c.word).join(series, series.c.subject == numbers.c.subject)
        ).all()
    taken: dict[object, list[int]] = defaultdict(list)
    for row in rows:
        taken[row.subject].append(row.serial)
    for serials in taken.values():
        assert sorted(serials) == list(range(1, len(serials) + 1))
    assert len({(row.agency, row.number) for row in rows}) == len(rows)
    # A document has one 文号 and one 公文标识, each of a word of its own.
    papers = [(row.word, row.taken_for) for row in rows if row.taken_for]
    assert len(set(papers)) == len(papers)


def assert_content_is_there(node: Node) -> None:
    """Every object that an event refers to, whole: reading checks its digest."""
    with node.store.reading() as connection:
        rows = connection.execute(select(references.c.agency, references.c.digest)).all()
    for row in rows:
        node.content.get(row.agency, row.digest)


def assert_each_command_is_one_act(node: Node) -> None:
    """The events of a command stand together, in one commit, and none is repeated."""
    with node.store.reading() as connection:
        rows = connection.execute(
            select(journal.c.id, journal.c.agency, journal.c.command).order_by(journal.c.id)
        ).all()
    ids: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        ids[row.agency, row.command].append(row.id)
    torn = {key: of for key, of in ids.items() if of[-1] - of[0] + 1 != len(of)}
    assert torn == {}


def assert_answered_once(node: Node, answered: Sequence[Answered]) -> None:
    """Every acknowledged command is in the table of commands and, once, in the journal."""
    assert len({each.command for each in answered}) == len(answered)
    with node.store.reading() as connection:
        rows = connection.execute(select(commands.c.person, commands.c.command)).all()
        topics: dict[str, list[str]] = defaultdict(list)
        for row in connection.execute(select(journal.c.command, journal.c.topic)):
            topics[row.command].append(row.topic)
    known = {(row.person, row.command) for row in rows}
    assert {(each.person, each.command) for each in answered} <= known
    for each in answered:
        told = [topic for topic in topics[each.command] if topic.startswith(DOCUMENT)]
        told = [topic for topic in told if topic != ASKED]
        assert told == [DOCUMENT + EVENTS[each.act]], (each, topics[each.command])


DOCUMENT = "documents.Document."
ASKED = DOCUMENT + "SecrecyReviewAsked"
"""Follows from an act and stands in its commit."""
EVENTS = {
    "draft": "Drafted",
    "submit": "Submitted",
    "review": "Reviewed",
    "sign_off": "SignedOff",
    "recheck": "Rechecked",
    "number": "Numbered",
    "typeset": "Typeset",
    "release": "Released",
    "dispatch": "Dispatched",
}


def undelivered(node: Node) -> int:
    """What the courier has still to carry."""
    with node.store.reading() as connection:
        return len(connection.execute(select(outbox.c.subject)).all())


def assert_delivered_once(node: Node, *, expected: int) -> None:
    """Each consignment is one paper at its addressee, with one receipt of delivery."""
    with node.store.reading() as connection:
        sent = connection.execute(select(consignments)).all()
        arrived = connection.execute(select(incomings.c.subject)).scalars().all()
        events = connection.execute(select(journal.c.originator_id, journal.c.topic)).all()
    assert len(sent) == expected
    assert {row.state for row in sent} == {State.DELIVERED}
    assert sorted(arrived) == sorted(
        Incoming.id_of(agency=row.addressee, sender=row.agency, consignment=str(row.subject))
        for row in sent
    )
    told = Counter(tuple(row) for row in events if row.topic in ONCE)
    assert set(told.values()) == {1}, "an event of a consignment or receipt twice"
    counted = Counter(topic for _, topic in told)
    # A receipt of delivery may overtake the answer, where two couriers are at work: then the
    # delivery says that it was accepted, and nothing else does.
    overtaken = {topic: expected - counted.pop(topic, 0) for topic in ANSWERED}
    assert len(set(overtaken.values())) == 1
    assert min(overtaken.values()) >= 0
    assert counted == dict.fromkeys(set(ONCE) - set(ANSWERED), expected)


ANSWERED = ("documents.Consignment.Transmitted", "documents.Consignment.Accepted")
ONCE = (
    "documents.Consignment.Queued",
    *ANSWERED,
    "documents.Consignment.Delivered",
    "documents.Receipt.Queued",
    "documents.Receipt.Sent",
)


def assert_no_half_file(folder: Path) -> None:
    """What is not an object of the content store is not there."""
    store = FolderContentStore(folder)
    files = {path for path in folder.rglob("*") if path.is_file()}
    whole = {
        store.root / agency.name / digest[:2] / digest
        for agency in folder.iterdir()
        for digest in store.digests(agency.name)
    }
    assert files == whole
