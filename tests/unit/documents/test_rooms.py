"""The rooms together, on both databases: one document from draft to completion elsewhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.consignments.capsule import NotTaken
from documents.consignments.ports import HERE
from documents.consignments.registers import outbox
from documents.consignments.states import Code, State
from documents.incoming.incoming import Incoming
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Stage as InStage
from documents.incoming.stages import Track, Way
from documents.numbering.registers import numbers
from documents.outgoing.document import Document
from office.access.permissions import NotAllowed
from office.classification import TooSecret
from office.kernel.clock import SetClock
from office.kernel.refusals import Conflict, Missing, Refused
from office.kernel.verify import verify
from tests.offices import (
    CITY,
    EAST,
    WEST,
    Offices,
    arrived,
    by,
    dispatched,
    finish,
    goes_round,
    manuscript,
    signed_off,
    states,
    waiting,
)


def version(office: Offices, document: UUID) -> int:
    return office.documents.load(Document, document).version


def test_one_document_travels_from_draft_to_completion_in_two_districts(office: Offices) -> None:
    it = dispatched(office)
    office.deliver()
    assert states(office, it) == [State.DELIVERED, State.DELIVERED]
    rooms = office.incomings
    for agency in (EAST, WEST):
        paper, clerk = arrived(office, agency), f"{agency}/clerk"
        rooms.sign_for(by(clerk), paper, seen=1)
        rooms.register(by(clerk), paper, track=Track.HANDLING, checks=tuple(CHECKS), seen=2)
        rooms.propose(by(clerk), paper, opinion="拟请阅示", to=f"{agency}/signer", seen=4)
        rooms.instruct(by(f"{agency}/signer"), paper, words="请抓紧落实", seen=5)
        rooms.assign(
            by(clerk),
            paper,
            host=f"person:{agency}/handler",
            deadline="2026-11-30",
            note="",
            seen=6,
        )
        finish(office, paper, by=f"{agency}/handler", result="已部署到位")
        rooms.complete(by(clerk), paper, way=Way.FILED, result="已部署到位，存查", seen=8)
    office.deliver()
    assert states(office, it) == [State.COMPLETED, State.COMPLETED]
    row = office.consignments.of_document(it)[0]
    assert row.number == "收文〔2026〕1号"
    assert all((row.delivered_at, row.signed_for_at, row.registered_at, row.completed_at))
    assert waiting(office, CITY) == []
    for agency in (EAST, WEST):
        assert waiting(office, agency) == [(f"{agency}/signer", "", "阅知办结")]


def test_opinions_never_leave_the_agency(office: Offices) -> None:
    test_one_document_travels_from_draft_to_completion_in_two_districts(office)
    secret = ("拟请阅示", "请抓紧落实", "已部署到位")
    sent = [
        str(vars(event))
        for row in office.node.recorder.select_notifications(start=None, limit=1000)
        if row.topic.startswith(("documents.Consignment", "documents.Receipt"))
        for event in [office.documents.mapper.to_domain_event(row)]
    ]
    assert sent
    assert not [words for words in secret for text in sent if words in text]


def test_without_an_answer_due_the_sender_learns_of_signing_for_only(office: Offices) -> None:
    it = dispatched(office, answer_due=False)
    office.deliver()
    paper = arrived(office, EAST)
    office.incomings.sign_for(by(f"{EAST}/clerk"), paper, seen=1)
    office.incomings.register(by(f"{EAST}/clerk"), paper, track=Track.HANDLING, seen=2)
    office.deliver()
    assert states(office, it) == [State.SIGNED_FOR, State.DELIVERED]


def test_a_refused_consignment_tells_the_sender_why(office: Offices) -> None:
    it = dispatched(office)
    office.deliver()
    office.incomings.refuse(by(f"{EAST}/clerk"), arrived(office, EAST), reason="错投", seen=1)
    office.deliver()
    row = office.consignments.of_document(it)[0]
    assert (row.state, row.problem) == (State.REFUSED, "错投")


@pytest.mark.slow
def test_a_capsule_that_arrives_a_hundred_times_is_one_paper(office: Offices) -> None:
    dispatched(office)
    office.deliver()
    paper = office.incomings.load(Incoming, arrived(office, EAST))
    contents = {
        part.digest: office.node.content.get(CITY, part.digest) for part in paper.capsule.parts
    }
    receipts = {office.arrivals.take(paper.capsule, contents).receipt for _ in range(100)}
    assert len(receipts) == 1
    assert arrived(office, EAST) == paper.id


def test_the_same_consignment_with_other_content_is_a_conflict(office: Offices) -> None:
    dispatched(office)
    office.deliver()
    capsule = office.incomings.load(Incoming, arrived(office, EAST)).capsule
    forged = replace(capsule, parts=(), facts={**capsule.facts, "title": "另一件"})
    with pytest.raises(NotTaken) as error:
        office.arrivals.take(forged, {})
    assert error.value.code is Code.CONFLICT
    kept = office.incomings.load(Incoming, arrived(office, EAST)).capsule
    assert kept == capsule


def test_a_damaged_or_missing_part_is_not_taken_and_nothing_is_stored(office: Offices) -> None:
    dispatched(office)
    office.deliver()
    capsule = office.incomings.load(Incoming, arrived(office, EAST)).capsule
    good, rest = b"a good part", capsule.parts[0]
    first = replace(rest, digest=sha256(good).hexdigest(), length=len(good))
    other = replace(capsule, consignment="another", parts=(first, rest))
    before = set(office.node.content.digests(EAST))
    for contents, code in (
        ({}, Code.PART_MISSING),
        ({first.digest: good}, Code.PART_MISSING),
        ({first.digest: good, rest.digest: b"damaged"}, Code.PART_CORRUPT),
    ):
        with pytest.raises(NotTaken) as error:
            office.arrivals.take(other, contents)
        assert error.value.code is code
    assert set(office.node.content.digests(EAST)) == before
    assert arrived(office, EAST)


def test_a_secret_capsule_is_not_taken(office: Offices) -> None:
    dispatched(office)
    office.deliver()
    capsule = office.incomings.load(Incoming, arrived(office, EAST)).capsule
    facts = {**capsule.facts, "classification": "机密★1年"}
    with pytest.raises(NotTaken) as error:
        office.arrivals.take(replace(capsule, facts=facts), {})
    assert error.value.code is Code.SECRECY_EXCEEDS


def test_a_gateway_that_is_down_is_tried_again_later(office: Offices) -> None:
    class Down:
        def reaches(self, agency: str) -> bool:
            return True

        def destination(self, agency: str) -> str:
            return HERE

        def send(self, capsule: Any, contents: Any) -> Any:
            raise ConnectionError

        def report(self, report: Any) -> None:
            raise ConnectionError

    real = list(office.consignments.gateways)
    office.consignments.gateways[:] = [Down()]
    it = dispatched(office)
    office.deliver()
    rows = office.consignments.of_document(it)
    assert [(row.state, row.problem) for row in rows] == [
        (State.QUEUED, "暂时联系不上对方，将自动重试。")
    ] * 2
    office.consignments.gateways[:] = real
    office.deliver()
    assert states(office, it) == [State.QUEUED] * 2  # not before its time
    clock = office.node.clock
    assert isinstance(clock, SetClock)
    clock.advance(minutes=1)
    office.deliver()
    assert states(office, it) == [State.DELIVERED] * 2
    with office.node.store.reading() as connection:
        assert connection.execute(select(outbox)).all() == []


def test_a_secret_draft_is_refused_before_the_first_byte_is_stored(office: Offices) -> None:
    with pytest.raises(TooSecret, match="涉密渠道"):
        office.documents.draft(
            by(f"{CITY}/drafter"),
            identity=f"{CITY}-office",
            manuscript=manuscript(classification="秘密★6个月"),
        )
    assert list(office.node.content.digests(CITY)) == []
    assert verify(office.node.store).events == 0


@pytest.mark.parametrize("who", ["reviewer", "signer", "clerk", "drafter"])
@pytest.mark.slow
def test_a_draft_in_another_persons_hands_is_not_theirs_to_move(office: Offices, who: str) -> None:
    it = office.documents.draft(
        by(f"{CITY}/handler"), identity=f"{CITY}-office", manuscript=manuscript()
    )
    with pytest.raises(NotAllowed):
        office.documents.submit(by(f"{CITY}/{who}"), it, to=[f"{CITY}/reviewer"], seen=1)


def test_another_agency_does_not_even_learn_that_a_document_exists(office: Offices) -> None:
    it = signed_off(office)
    with pytest.raises(Missing):
        office.documents.recheck(by(f"{EAST}/clerk"), it, opinion="", seen=4)


def test_an_identity_of_another_agency_cannot_be_used(office: Offices) -> None:
    with pytest.raises(Refused, match="发文名义"):
        office.documents.draft(
            by(f"{EAST}/drafter"), identity=f"{CITY}-office", manuscript=manuscript()
        )


def test_acting_on_an_outdated_page_is_a_conflict(office: Offices) -> None:
    it = signed_off(office)
    with pytest.raises(Conflict):
        office.documents.recheck(by(f"{CITY}/clerk"), it, opinion="", seen=3)


@pytest.mark.slow
def test_eight_threads_take_numbers_without_gap_or_duplicate(office: Offices) -> None:
    waiting_ = [signed_off(office) for _ in range(24)]
    for it in waiting_:
        office.documents.recheck(by(f"{CITY}/clerk"), it, opinion="", seen=4)
    with ThreadPoolExecutor(8) as threads:
        list(
            threads.map(
                lambda it: office.documents.take_number(by(f"{CITY}/clerk"), it, seen=5), waiting_
            )
        )
    taken = {office.documents.load(Document, it).number for it in waiting_}
    assert taken == {f"澜政办发〔2026〕{serial}号" for serial in range(1, 25)}
    with office.node.store.reading() as connection:
        serials = connection.execute(select(numbers.c.serial).order_by(numbers.c.serial))
        assert list(serials.scalars()) == list(range(1, 25))


def test_pressing_sign_off_fifty_times_at_once_is_one_act(office: Offices) -> None:
    rooms = office.documents
    it = rooms.draft(by(f"{CITY}/drafter"), identity=f"{CITY}-office", manuscript=manuscript())
    rooms.submit(by(f"{CITY}/drafter"), it, to=[f"{CITY}/reviewer"], seen=1)
    rooms.review(by(f"{CITY}/reviewer"), it, opinion="", to=[f"{CITY}/signer"], seen=2)

    def press(number: int) -> str:
        try:
            rooms.sign_off(by(f"{CITY}/signer", f"c{number % 2}"), it, opinion="", seen=3)
        except Refused as refusal:
            return type(refusal).__name__
        return "done"

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(press, range(50)))
    assert outcomes.count("done") == 25
    assert version(office, it) == 4


def test_a_new_year_begins_with_number_one(office: Offices) -> None:
    first = signed_off(office)
    office.documents.recheck(by(f"{CITY}/clerk"), first, opinion="", seen=4)
    office.documents.take_number(by(f"{CITY}/clerk"), first, seen=5)
    clock = office.node.clock
    assert isinstance(clock, SetClock)
    clock.advance(days=60)
    second = signed_off(office)
    office.documents.recheck(by(f"{CITY}/clerk"), second, opinion="", seen=4)
    office.documents.take_number(by(f"{CITY}/clerk"), second, seen=5)
    assert office.documents.load(Document, second).number == "澜政办发〔2027〕1号"


def test_desks_show_what_waits_for_whom(office: Offices) -> None:
    it = signed_off(office)
    assert waiting(office, CITY) == [("", "clerk", "复核")]
    office.documents.return_to(by(f"{CITY}/clerk"), it, position=0, reason="附件缺页", seen=4)
    assert waiting(office, CITY) == [(f"{CITY}/drafter", "", "退回修改")]


def test_a_paper_for_reading_lies_on_each_readers_list(office: Offices) -> None:
    dispatched(office)
    office.deliver()
    paper, clerk = arrived(office, EAST), f"{EAST}/clerk"
    readers = [f"{EAST}/signer", f"{EAST}/handler"]
    office.incomings.sign_for(by(clerk), paper, seen=1)
    office.incomings.register(by(clerk), paper, track=Track.READING, checks=tuple(CHECKS), seen=2)
    office.incomings.circulate(by(clerk), paper, to=readers, seen=4)
    assert {row[0] for row in waiting(office, EAST)} == set(readers)
    it, rooms = goes_round(office, paper), office.circulations
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda who: rooms.initial(by(who), it, opinion=""), readers))
    assert waiting(office, EAST) == [("", "clerk", "办结")]
    office.incomings.complete(by(clerk), paper, way=Way.READ, result="", seen=6)
    assert office.incomings.load(Incoming, paper).stage is InStage.COMPLETED
