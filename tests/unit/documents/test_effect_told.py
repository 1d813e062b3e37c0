"""A change of effect reaches everybody who got the document, and comes back confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.consignments.channels import Channel
from documents.consignments.consignment import Consignment
from documents.consignments.states import State
from documents.effect.effect import Effect
from documents.effect.force import Change, Force
from documents.effect.links import Relation
from documents.effect.lookup import effects_on
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Track
from documents.outgoing.document import Document
from office.access.permissions import NotAllowed
from office.kernel.clock import SetClock
from office.kernel.refusals import Conflict, Missing, Refused
from tests.carrying import due
from tests.changing_effect import (
    CLERK,
    LATER,
    SIGNER,
    TODAY,
    annulled,
    decide,
    heard,
    notices,
    propose,
)
from tests.offices import (
    CITY,
    EAST,
    WEST,
    Offices,
    arrived,
    by,
    dispatched,
    released,
    waiting,
)


def test_until_something_is_decided_an_issued_document_is_in_force(office: Offices) -> None:
    document = released(office)
    assert office.effects.in_force(document, TODAY) is None
    office.documents.dispatch(
        by(CLERK),
        document,
        addressees=[EAST],
        seen=office.documents.load(Document, document).version,
    )
    assert office.effects.in_force(document, TODAY) is Force.IN_FORCE
    assert office.effects.in_force(document, date(2026, 11, 19)) is Force.NOT_YET


def test_what_was_not_issued_has_no_effect_to_change(office: Offices) -> None:
    with pytest.raises(Refused, match="还没有印发"):
        propose(office, released(office), Change.ANNUL)


def test_an_annulment_waits_for_the_signer_and_then_reaches_every_recipient(
    office: Offices,
) -> None:
    document = dispatched(office)
    office.deliver()
    propose(office, document, Change.ANNUL)
    assert (SIGNER, "", "决定撤销") in waiting(office, CITY)
    assert office.effects.in_force(document, TODAY) is Force.IN_FORCE
    with pytest.raises(NotAllowed):
        office.effects.decide(by(CLERK), document, opinion="", seen=2)
    decide(office, document)
    office.deliver()
    assert office.effects.in_force(document, date(2020, 1, 1)) is Force.ANNULLED
    assert heard(office) == {EAST: "annul", WEST: "annul"}
    assert notices(office, document) == [State.DELIVERED, State.DELIVERED]
    assert ("", "clerk", "阅知效力变更") in waiting(office, EAST)


def test_the_receivers_handlers_take_note_and_the_first_note_confirms(office: Offices) -> None:
    document = dispatched(office)
    office.deliver()
    paper, clerk, handler = arrived(office, EAST), f"{EAST}/clerk", f"{EAST}/handler"
    office.incomings.sign_for(by(clerk), paper, seen=1)
    office.incomings.register(by(clerk), paper, track=Track.HANDLING, checks=tuple(CHECKS), seen=2)
    office.incomings.assign(
        by(clerk), paper, host=f"person:{handler}", deadline="", note="", seen=4
    )
    propose(office, document, Change.REPEAL, day=LATER)
    decide(office, document)
    office.deliver()
    asked = [each for each in waiting(office, EAST) if each[2] == "阅知效力变更"]
    assert asked == [("", "clerk", "阅知效力变更"), (handler, "", "阅知效力变更")]
    office.effect_notices.note_effect(by(handler), paper)
    office.deliver()
    assert notices(office, document)[0] == State.SIGNED_FOR
    assert ("", "clerk", "阅知效力变更") in waiting(office, EAST)
    office.effect_notices.note_effect(by(clerk), paper)
    assert not [each for each in waiting(office, EAST) if each[2] == "阅知效力变更"]
    with pytest.raises(Refused, match="已经阅知"):
        office.effect_notices.note_effect(by(clerk), paper)
    with pytest.raises(Missing):
        office.effect_notices.note_effect(by(f"{WEST}/clerk"), paper)


def test_a_notice_that_overtakes_its_document_waits_for_it(office: Offices) -> None:
    document = dispatched(office)
    propose(office, document, Change.REPEAL, day=LATER)  # in force until then: it still goes out
    decide(office, document)
    courier = office.consignments
    waiting_items = due(courier)
    late = [each for each in waiting_items if each.subject in _ids(office, document)]
    early = [
        each for each in waiting_items if each.subject in _ids(office, Effect.id_of(document))
    ]
    for item in early:
        courier.carry(item)
    assert heard(office) == {}
    for item in late:
        courier.carry(item)
    clock = office.node.clock
    assert isinstance(clock, SetClock)
    clock.advance(minutes=1)
    office.deliver()
    assert heard(office) == {EAST: "repeal", WEST: "repeal"}


def _ids(office: Offices, document: UUID) -> set[UUID]:
    return {row.subject for row in office.consignments.of_document(document)}


def test_a_notice_twice_is_one_notice(office: Offices) -> None:
    document = annulled(office)
    office.deliver()
    (row, *_) = office.consignments.of_document(Effect.id_of(document))
    capsule = office.consignments.load(Consignment, row.subject).capsule
    before = office.effect_notices.of(arrived(office, EAST))
    office.arrivals.take(capsule, {})
    office.arrivals.take(replace(capsule, sending=2), {})
    after = office.effect_notices.of(arrived(office, EAST))
    assert before is not None
    assert after is not None
    assert before.version == after.version


def test_who_refused_the_document_is_not_told_and_paper_is_told_on_paper(
    office: Offices,
) -> None:
    document = released(office)
    lists = office.distributions
    lists.make(by(CLERK), document)
    east, west, file = lists.lines(document)
    west = replace(west, channel=Channel.POST)
    lists.correct(by(CLERK), document, lines=[east, west, file], numbered=False, seen=1)
    act, subject = by(CLERK), lists.load(Document, document)

    def send() -> None:
        consignments = lists.dispatch(act, subject)
        subject.dispatch(by=CLERK, consignments=consignments, at=office.node.clock.now())
        lists.save(subject)

    lists.perform(act, name="dispatch", given={}, decide=send)
    office.deliver()
    office.incomings.refuse(by(f"{EAST}/clerk"), arrived(office, EAST), reason="错送", seen=1)
    office.deliver()
    propose(office, document, Change.ANNUL)
    decide(office, document)
    office.deliver()
    rows = office.consignments.of_document(Effect.id_of(document))
    assert [(row.addressee, row.channel, row.state) for row in rows] == [
        (WEST, Channel.POST, State.TRANSMITTED)
    ]


def test_what_was_annulled_is_not_sent_again_but_its_notice_is(office: Offices) -> None:
    document = dispatched(office)
    office.deliver()
    office.incomings.refuse(by(f"{EAST}/clerk"), arrived(office, EAST), reason="错送", seen=1)
    office.deliver()
    east, _ = office.consignments.of_document(document)
    propose(office, document, Change.REPEAL, day=LATER)
    again = {"reason": "已电话说明"}
    clock = office.node.clock
    assert isinstance(clock, SetClock)
    decide(office, document)
    clock.advance(days=8)
    office.consignments.gateways.clear()
    office.deliver()
    (notice,) = office.consignments.of_document(Effect.id_of(document))
    assert notice.state in (State.DEAD_LETTERED, State.EXPIRED)
    with pytest.raises(Refused, match=r"自 2026-12-01 起废止.*第三十三条"):
        office.consignments.requeue(by(CLERK), east.subject, **again)
    clock.advance(days=8)
    with pytest.raises(Refused, match="此件已废止"):
        office.consignments.requeue(by(CLERK), east.subject, **again)
    office.consignments.requeue(by(CLERK), notice.subject, **again)
    assert notices(office, document) == [State.QUEUED]


def test_what_was_annulled_goes_to_nobody_else(office: Offices) -> None:
    document = annulled(office)
    it = office.distributions.of(document)
    assert it is not None
    with pytest.raises(Refused, match="此件已撤销"):
        office.distributions.propose_supplement(
            by(CLERK), document, lines=it.in_order, reason="补", to=SIGNER, seen=it.version
        )


def test_a_document_that_both_amends_and_replaces_keeps_the_one_when_the_other_goes(
    office: Offices,
) -> None:
    old, new = dispatched(office), dispatched(office)
    number = office.documents.load(Document, old).number
    for seen, relation in enumerate((Relation.REPLACES, Relation.AMENDS)):
        office.effects.link(
            by(CLERK), new, relation=relation, words=number, seen=seen and seen + 1
        )
    ours = office.effects.of(new)
    assert ours is not None
    key = next(key for key, each in ours.links.items() if each["relation"] == Relation.REPLACES)
    office.effects.unlink(by(CLERK), new, key=key, reason="误录", seen=ours.version)
    theirs = office.effects.of(old)
    assert theirs is not None
    assert [each["relation"] for each in theirs.links.values()] == [Relation.AMENDED_BY]


def test_two_documents_are_linked_from_both_sides(office: Offices) -> None:
    old, new = dispatched(office), dispatched(office)
    number = office.documents.load(Document, old).number
    office.effects.link(by(CLERK), new, relation=Relation.REPLACES, words=number, seen=0)
    theirs = office.effects.of(old)
    assert theirs is not None
    (link,) = theirs.links.values()
    assert (link["relation"], link["other"]) == (Relation.REPLACED_BY, str(new))
    ours = office.effects.of(new)
    assert ours is not None
    (key,) = ours.links
    office.effects.unlink(by(CLERK), new, key=key, reason="误录", seen=ours.version)
    theirs = office.effects.of(old)
    assert theirs is not None
    assert not theirs.links


def test_the_document_that_repeals_another_is_linked_to_it(office: Offices) -> None:
    old, new = dispatched(office), dispatched(office)
    number = office.documents.load(Document, new).number
    propose(office, old, Change.REPEAL, day=LATER, basis=number)
    decide(office, old)
    theirs = office.effects.of(new)
    assert theirs is not None
    (link,) = theirs.links.values()
    assert (link["relation"], link["other"]) == (Relation.REPEALS, str(old))


def test_a_period_reminds_and_runs_out_by_itself_and_everybody_is_told(
    office: Offices,
) -> None:
    document = dispatched(office)
    office.deliver()
    office.effects.state_period(
        by(CLERK), document, since="2026-11-20", until="2026-12-31", seen=0
    )
    clock = office.node.clock
    assert isinstance(clock, SetClock)
    office.deliver()
    assert ("", "clerk", "有效期将满") not in waiting(office, CITY)
    clock.advance(days=12)
    office.deliver()
    assert ("", "clerk", "有效期将满") in waiting(office, CITY)
    clock.advance(days=30)
    office.deliver()
    office.deliver()
    assert office.effects.in_force(document, date(2027, 1, 1)) is Force.LAPSED
    assert office.effects.in_force(document, date(2026, 12, 31)) is Force.IN_FORCE
    assert heard(office) == {EAST: "lapse", WEST: "lapse"}
    assert ("", "clerk", "有效期将满") not in waiting(office, CITY)


def test_a_decision_is_on_what_was_seen(office: Offices) -> None:
    document = dispatched(office)
    propose(office, document, Change.ANNUL)
    with pytest.raises(Conflict):
        office.effects.decide(by(SIGNER), document, opinion="", seen=1)


@pytest.mark.slow
def test_the_register_says_of_every_day_what_the_one_calculation_says(office: Offices) -> None:
    documents = [dispatched(office) for _ in range(4)]
    office.deliver()
    annul, repeal, lapse, ending = documents
    for document, change, day in (
        (annul, Change.ANNUL, ""),
        (repeal, Change.REPEAL, "2026-11-25"),
        (lapse, Change.LAPSE, "2026-11-22"),
    ):
        propose(office, document, change, day=day)
        decide(office, document)
    office.effects.state_period(by(CLERK), ending, since="2026-11-22", until="2026-11-24", seen=0)
    for offset in range(10):
        day = date(2026, 11, 18 + offset)
        with office.node.store.reading() as connection:
            table = effects_on(day)
            told = {row.subject: row.force for row in connection.execute(select(table))}
        for document in documents:
            it = office.effects.of(document)
            assert it is not None
            assert told[document] == it.on(day) == office.effects.in_force(document, day)


@pytest.mark.parametrize(
    ("until", "after"), [("2026-12-31", Force.LAPSED), ("长期", Force.IN_FORCE)]
)
def test_a_regulatory_document_has_the_period_that_was_stated_from_dispatch_on(
    office: Offices, until: str, after: Force
) -> None:
    document = released(office)
    act, lists = by(CLERK), office.distributions
    subject = lists.load(Document, document)
    subject.particulars = {
        "regulatory": True,
        "effective_from": "2026-11-25",
        "valid_until": until,
    }

    def send() -> None:
        consignments = lists.dispatch(act, subject, addressees=[EAST])
        subject.dispatch(by=CLERK, consignments=consignments, at=office.node.clock.now())
        lists.save(subject)

    lists.perform(act, name="dispatch", given={}, decide=send)
    it = office.effects.of(document)
    assert it is not None
    assert (it.stated, it.lasting) == (True, until == "长期")
    assert office.effects.in_force(document, date(2027, 1, 1)) is after
    assert office.effects.in_force(document, date(2026, 11, 24)) is Force.NOT_YET
    assert office.effects.in_force(document, date(2026, 11, 25)) is Force.IN_FORCE
