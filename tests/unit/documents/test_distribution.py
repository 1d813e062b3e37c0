"""From the printed recipients to consignments on every channel, on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.consignments.channels import Channel
from documents.consignments.states import State
from documents.distribution.line import Line, LineKind, LineStanding, key_of
from documents.distribution.registers import distributions
from documents.incoming.incoming import Incoming
from documents.outgoing.document import Document
from office.access.permissions import NotAllowed
from office.desk.registers import subjects
from office.kernel.refusals import Refused
from tests.offices import (
    AGENCIES,
    CITY,
    EAST,
    WEST,
    Offices,
    arrived,
    by,
    manuscript,
    released,
    signed_off,
    waiting,
)

CLERK, LEADER = f"{CITY}/clerk", f"{CITY}/signer"


def listed(office: Offices) -> UUID:
    """A released document with a list."""
    document = released(office)
    office.distributions.make(by(CLERK), document)
    return document


def version(office: Offices, document: UUID) -> int:
    it = office.distributions.of(document)
    assert it is not None
    return it.version


def correct(office: Offices, document: UUID, *lines: Line, numbered: bool = False) -> None:
    seen = version(office, document)
    office.distributions.correct(
        by(CLERK), document, lines=lines, numbered=numbered, settled=(), seen=seen
    )


def send(office: Offices, document: UUID) -> None:
    """What the document's own dispatch does with its list."""
    act, lists = by(CLERK), office.distributions
    subject = lists.load(Document, document)
    lists.perform(
        act, name="dispatch", given={}, decide=lambda: lists.dispatch(act, subject) and None
    )


def test_printed_recipients_become_lines_and_the_file_copy_stands_last(office: Offices) -> None:
    lines = office.distributions.lines(listed(office))
    assert [(line.code, line.channel) for line in lines] == [
        (EAST, Channel.EXCHANGE),
        (WEST, Channel.EXCHANGE),
        ("", Channel.KEPT),
    ]


def test_a_list_is_made_once_and_not_before_sign_off(office: Offices) -> None:
    document = listed(office)
    office.distributions.make(by(CLERK), document)
    assert version(office, document) == 1
    with pytest.raises(NotAllowed):
        office.distributions.make(by(f"{CITY}/drafter"), document)


def test_only_clerks_correct_it_and_names_must_be_known(office: Offices) -> None:
    document = listed(office)
    strange = Line(key_of(LineKind.AGENCY, "X"), LineKind.AGENCY, "无此机关", code="X")
    with pytest.raises(Refused, match="通讯录中没有"):
        correct(office, document, strange)
    with pytest.raises(NotAllowed):
        office.distributions.correct(
            by(f"{CITY}/drafter"), document, lines=(), numbered=False, seen=1
        )


def test_network_and_paper_leave_together_and_paper_is_signed_for_by_hand(
    office: Offices,
) -> None:
    document = listed(office)
    east, west, file = office.distributions.lines(document)
    west = replace(west, channel=Channel.CONFIDENTIAL, copies=4)
    outside = Line(
        "other:1", LineKind.OTHER, "云川日报社", channel=Channel.POST, address="新华路 1 号"
    )
    correct(office, document, east, west, file, outside, numbered=True)
    send(office, document)
    office.deliver()
    rows = {row.addressee_name[:3]: row for row in office.consignments.of_document(document)}
    assert [rows[name].state for name in ("清河区", "望江区", "云川日")] == [
        State.DELIVERED,
        State.TRANSMITTED,
        State.TRANSMITTED,
    ]
    facts = office.incomings.load(Incoming, arrived(office, EAST)).capsule.facts
    assert (facts["copies"], facts["copy_numbers"]) == (1, "000001")
    now = office.node.clock.now()
    office.consignments.enter_signature(
        by(CLERK), rows["望江区"].subject, person="王晴", signed_at=now, note=""
    )
    row = next(each for each in office.consignments.of_document(document) if each.signer)
    assert (row.state, row.signer, row.signed_for_at) == (State.SIGNED_FOR, "王晴", now)
    with pytest.raises(NotAllowed):
        office.consignments.come_back(
            by(f"{CITY}/drafter"), rows["云川日"].subject, reason="地址不详"
        )


def test_a_supplement_leaves_when_the_leader_approves(office: Offices) -> None:
    document = listed(office)
    east, west, file = office.distributions.lines(document)
    correct(office, document, east, file)
    send(office, document)
    office.deliver()
    lists = office.distributions
    seen = version(office, document)
    with pytest.raises(Refused, match="审批职责"):
        lists.propose_supplement(
            by(CLERK), document, lines=[west], reason="漏送", to=CLERK, seen=seen
        )
    lists.propose_supplement(
        by(CLERK), document, lines=[west], reason="漏送", to=LEADER, seen=seen
    )
    assert (LEADER, "", "审批补发") in waiting(office, CITY)
    office.deliver()
    assert len(office.consignments.of_document(document)) == 1
    with pytest.raises(NotAllowed):
        lists.approve_supplement(by(CLERK), document, opinion="", seen=seen + 1)
    lists.approve_supplement(by(LEADER), document, opinion="同意", seen=seen + 1)
    office.deliver()
    assert arrived(office, WEST)
    assert (LEADER, "", "审批补发") not in waiting(office, CITY)


def test_a_declined_supplement_goes_nowhere(office: Offices) -> None:
    document = listed(office)
    east, west, file = office.distributions.lines(document)
    correct(office, document, east, file)
    send(office, document)
    lists, seen = office.distributions, version(office, document)
    lists.propose_supplement(
        by(CLERK), document, lines=[west], reason="漏送", to=LEADER, seen=seen
    )
    lists.decline_supplement(by(LEADER), document, reason="不必", seen=seen + 1)
    assert len(office.consignments.of_document(document)) == 1
    assert waiting(office, CITY) == [("", "clerk", "分发")]


def test_without_sign_off_there_is_no_list(office: Offices) -> None:
    drafted = office.documents.draft(
        by(f"{CITY}/drafter"), identity=f"{CITY}-office", manuscript=manuscript()
    )
    with pytest.raises(Refused, match="还没有签发"):
        office.distributions.make(by(CLERK), drafted)


def returned_and_signed_anew(office: Offices, document: UUID, **other: Any) -> None:
    """From the desk for typesetting back to the drafter, revised so, signed and numbered again."""
    rooms = office.documents

    def seen() -> int:
        return rooms.load(Document, document).version

    for _ in ("number", "recheck"):
        rooms.send_back(by(CLERK), document, reason="主送有误", seen=seen())
    rooms.return_to(by(CLERK), document, position=0, reason="请改主送", seen=seen())
    revised = manuscript(**other)
    rooms.revise(by(f"{CITY}/drafter"), document, manuscript=revised, seen=seen())
    rooms.submit(by(f"{CITY}/drafter"), document, to=[f"{CITY}/reviewer"], seen=seen())
    rooms.review(by(f"{CITY}/reviewer"), document, opinion="", to=[LEADER], seen=seen())
    rooms.sign_off(by(LEADER), document, opinion="同意", seen=seen())
    rooms.recheck(by(CLERK), document, opinion="", seen=seen())
    rooms.take_number(by(CLERK), document, seen=seen())


def numbered(office: Offices) -> UUID:
    """A document that waits to be typeset, with its list."""
    document = signed_off(office)
    office.documents.recheck(by(CLERK), document, opinion="", seen=4)
    office.documents.take_number(by(CLERK), document, seen=5)
    return document


def test_a_document_signed_anew_goes_only_to_whom_it_is_addressed_now(office: Offices) -> None:
    document = numbered(office)
    east, west, file = office.distributions.lines(document)
    outside = Line("other:1", LineKind.OTHER, "云川日报社", channel=Channel.POST)
    leader = Line(
        key_of(LineKind.LEADER, LEADER), LineKind.LEADER, "签发人", channel=Channel.PICK_UP
    )
    leader = replace(leader, code=LEADER)
    west = replace(west, channel=Channel.CONFIDENTIAL, copies=4)
    correct(office, document, east, west, file, outside, leader)
    title = "关于只发望江区的通知"
    to_west = AGENCIES[WEST].name
    returned_and_signed_anew(office, document, title=title, recipients=to_west)
    assert {line.key: line.copies for line in office.distributions.lines(document)} == {
        west.key: 4,
        leader.key: 1,
        file.key: 1,
    }
    it = office.distributions.of(document)
    assert it is not None
    assert it.facts["title"] == title
    with office.node.store.reading() as connection:
        told = connection.execute(select(subjects).where(subjects.c.subject == it.id)).one()
        row = connection.execute(
            select(distributions).where(distributions.c.subject == it.id)
        ).one()
    assert told.title == f"{title}（分送）"
    assert (row.recipients, row.copies) == (2, 6)


def test_copies_printed_anew_stand_on_the_list(office: Offices) -> None:
    document = numbered(office)
    here = {"recipients": AGENCIES[EAST].name, "copies": AGENCIES[WEST].name}
    returned_and_signed_anew(office, document, **here)
    assert [(line.code, line.standing) for line in office.distributions.lines(document)[:2]] == [
        (EAST, LineStanding.MAIN),
        (WEST, LineStanding.COPIED),
    ]


def test_a_list_stands_as_corrected_where_the_document_is_addressed_as_it_was(
    office: Offices,
) -> None:
    document = numbered(office)
    east, _, file = office.distributions.lines(document)
    correct(office, document, east, file)
    returned_and_signed_anew(office, document, title="关于另一件事的通知")
    assert office.distributions.lines(document) == (east, file)
    it = office.distributions.of(document)
    assert it is not None
    assert it.facts["title"] == "关于另一件事的通知"
