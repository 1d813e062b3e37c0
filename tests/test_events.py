"""Every event class of the house survives the journal and is told by registers and pages."""

from __future__ import annotations

import typing
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.utils import resolve_topic

from documents.answering import page as answering_page
from documents.answering.inquiry import Inquiry
from documents.assignments.assignment import Assignment
from documents.assignments.screens import history as assignment_history
from documents.circulation.circulation import Circulation
from documents.circulation.screens import history as circulation_history
from documents.consulting import page as consulting_page
from documents.consulting.consultation import Consultation
from documents.cosealing import page as cosealing_page
from documents.cosealing.co_sealing import CoSealing
from documents.incoming.incoming import Incoming
from documents.incoming.screens import page as incoming_page
from documents.memoranda import page as memorandum_page
from documents.memoranda.memorandum import Memorandum
from documents.outgoing.document import Document
from documents.outgoing.screens import page as outgoing_page
from documents.roster import REGISTERS
from documents.screens.telling import Telling
from integrations.exchange.book.registers import book_register
from integrations.exchange.kept.registers import exchange_register
from office.desk.handing.registers import hand_over_register
from office.desk.registers import desk_register
from office.directory.acting.registers import acting_register
from office.directory.groups.registers import address_register
from office.directory.registers import directory_register
from office.kernel.entity import Entity, Event
from office.kernel.mapping import EventMapper
from office.kernel.references import content_references
from signing.checkpoints.registers import checkpoint_register
from signing.requests.registers import request_register
from signing.seals.registers import seal_register
from tests.test_architecture import _entities, _events

EVENTS = sorted(
    (each for entity in _entities() for each in _events(entity)), key=lambda each: each.TOPIC
)
SAMPLES: dict[Any, Any] = {
    str: "澜政办发〔2026〕1号",
    int: 7,
    bool: True,
    datetime: datetime(2026, 11, 20, 1, 26, 3, 141592, tzinfo=UTC),
    UUID: UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8"),
    list[str]: ["甲", "乙"],
    list[str] | None: ["甲", "乙"],
    list[int]: [1, 2],
    list[dict[str, Any]]: [{"a": 1, "b": "二", "c": None}],
    list[dict[str, Any]] | None: [{"a": 1, "b": "二", "c": None}],
    dict[str, Any]: {"标题": "通知", "n": 1, "list": [1, "二"], "none": None},
    dict[str, Any] | None: {"kind": "paper", "scan": None},
    dict[str, dict[str, Any] | None]: {"2026-01-01": {"name": "甲"}, "2027-01-01": None},
}
"""One value of each type that JSON gives back as it was. An event field of another type (a set,
an enum, a tuple, a date) would come back changed, and has no place here."""


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.TOPIC)
def test_an_event_survives_the_journal(kind: type[Event]) -> None:
    hints = _fields(kind)
    unknown = {name: hint for name, hint in hints.items() if hint not in SAMPLES}
    assert not unknown, "fields whose type JSON does not give back"
    facts = {name: SAMPLES[hint] for name, hint in hints.items()}
    event = object.__new__(kind)
    event.__dict__.update({**facts, "originator_topic": "documents.Document"})
    mapper = EventMapper()
    stored = mapper.to_stored_event(event)
    back = mapper.to_domain_event(stored)
    assert type(back) is kind
    assert vars(back) == vars(event)
    assert stored.state != mapper.to_stored_event(event).state, "two states have one salt"


def _fields(kind: type[Event]) -> dict[str, Any]:
    """Field names and types, as annotated in the modules of all its bases."""
    hints = {
        name: hint
        for base in reversed(kind.__mro__)
        for name, hint in typing.get_type_hints(base).items()
        if typing.get_origin(hint) is not typing.ClassVar
    }
    return {
        name: hints[name]
        for name in hints
        if name not in ("originator_id_type", "originator_topic")
    } | {"originator_id": UUID}


def test_there_are_events() -> None:
    assert len(EVENTS) > 40


OFFICE_REGISTERS = (
    *(desk_register, hand_over_register, directory_register, address_register, acting_register),
    checkpoint_register,
    content_references,
    seal_register,
    request_register,
    book_register,
    exchange_register,
)
HANDLED = frozenset(
    topic for register in (*REGISTERS, *OFFICE_REGISTERS) for topic in register.handlers
)
IN_NO_REGISTER = {
    "exchange.OwnBook.Opened": "the node has said nothing yet; each snapshot has a row",
    "documents.Opening.Opened": "asked for by its id; that somebody looked is no news for a list",
    "documents.Opening.SeenAlso": "the same, of another who may act in that turn",
    "documents.Lamp.Begun": "nobody has looked at it; the first look sets the timer",
    "documents.ReceivedCopies.Begun": "there is no further copy yet; the first entry has a row",
    "documents.SigningWatch.Begun": "nothing is awaited yet; what is has a row",
    "documents.ArrivalAlarm.Begun": "nothing is awaited yet; what is has a row",
    "documents.PhraseBook.Opened": "it begins as the standard; only what is arranged has rows",
}
"""Events that change no register, and why."""


@pytest.mark.parametrize("topic", sorted(HANDLED))
def test_a_registers_topic_is_that_of_an_event(topic: str) -> None:
    assert issubclass(resolve_topic(topic), Event)


def test_every_event_is_told_by_a_register_or_is_named_with_the_reason_why_not() -> None:
    assert {each.TOPIC for each in EVENTS} - HANDLED == set(IN_NO_REGISTER)


READ = circulation_history.TELLING["Begun"]


@pytest.mark.parametrize(
    ("entity", "telling"),  # what the circulations tell is told by these
    [
        (Document, outgoing_page.TELLING),
        (Incoming, incoming_page.TELLING | dict.fromkeys(incoming_page.TOLD_ELSEWHERE, READ)),
        (Memorandum, memorandum_page.TELLING | dict.fromkeys(memorandum_page.UNTOLD, READ)),
        (Inquiry, answering_page.TELLING),
        (CoSealing, cosealing_page.TELLING),
        (Assignment, assignment_history.TELLING),
        (Consultation, consulting_page.TELLING),
        (Circulation, circulation_history.TELLING),
    ],
    ids=lambda each: getattr(each, "TOPIC", ""),
)
def test_a_page_has_words_for_every_event_of_its_paper(
    entity: type[Entity], telling: Telling
) -> None:
    assert {each.__name__ for each in _events(entity)} == set(telling)
    assert all(told.words for told in telling.values())
