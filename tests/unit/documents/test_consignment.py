"""A consignment's states: forward only, whatever the network does to the order of messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from documents.consignments.capsule import Capsule, Report
from documents.consignments.consignment import TELLING, Consignment
from documents.consignments.retrying import TIME_TO_LIVE
from documents.consignments.states import LINE, Kind, State
from office.kernel.refusals import Refused
from tests.given import given

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
DOCUMENT = uuid4()
CAPSULE = Capsule(
    consignment=str(Consignment.id_of(document=DOCUMENT, addressee="B")),
    kind=Kind.DOCUMENT,
    sender="A",
    sender_name="甲",
    addressee="B",
    addressee_name="乙",
    facts={"title": "t"},
    parts=(),
)


def queued() -> Consignment:
    it = Consignment.prepare(document=DOCUMENT, capsule=CAPSULE, at=AT)
    it.queue(by="clerk", at=AT)
    return it


def report(state: State, **other: Any) -> Report:
    facts: dict[str, Any] = {
        "id": f"{state}",
        "consignment": CAPSULE.consignment,
        "digest": CAPSULE.digest,
        "sender": "A",
        "addressee": "B",
        "state": state,
        "at": AT,
    }
    return Report(**{**facts, **other})


def test_it_goes_down_the_line() -> None:
    it = queued()
    it.accept(receipt="r", accepted_at=AT, at=AT)
    for state in (State.DELIVERED, State.SIGNED_FOR, State.REGISTERED, State.COMPLETED):
        it.hear(report(state), at=AT)
        assert given(*it.pending_events).aggregate().state is state


def test_each_receipt_is_an_event_of_its_own_name() -> None:
    given(queued()).when(lambda it: it.hear(report(State.SIGNED_FOR), at=AT)).then(
        Consignment.SignedFor
    )


def test_the_same_receipt_twice_is_once() -> None:
    it = queued()
    it.hear(report(State.SIGNED_FOR), at=AT)
    given(it).when(lambda it: it.hear(report(State.SIGNED_FOR), at=AT)).then()


@for_all(st.permutations([State.DELIVERED, State.SIGNED_FOR, State.REGISTERED, State.COMPLETED]))
def test_receipts_in_any_order_end_in_the_same_state(order: list[State]) -> None:
    it = queued()
    highest = State.QUEUED
    for state in order:
        it.hear(report(state), at=AT)
        highest = max(highest, state, key=LINE.index)
        assert it.state is highest
    assert (it.state, len(it.reports)) == (State.COMPLETED, 4)


def test_a_transport_receipt_that_comes_after_the_reader_signed_changes_nothing() -> None:
    it = queued()
    it.hear(report(State.SIGNED_FOR), at=AT)
    given(it).when(lambda it: it.accept(receipt="r", accepted_at=AT, at=AT)).then()


def test_a_late_answer_changes_nothing_once_the_paper_came_back() -> None:
    it = queued()
    it.hear(report(State.RETURNED_MISADDRESSED, text="错投"), at=AT)
    given(it).when(lambda it: it.accept(receipt="r", accepted_at=AT, at=AT, sending=1)).then()
    it.sign_for_return(by="clerk", at=AT)


def test_an_answer_to_an_earlier_sending_says_nothing_of_this_one() -> None:
    it = queued()
    it.put_aside(code="Addressee.Moved", text="搬了", at=AT)
    it.queue(by="clerk", reason="改投", at=AT)
    given(it).when(lambda it: it.accept(receipt="r", accepted_at=AT, at=AT, sending=1)).then()
    it.accept(receipt="r", accepted_at=AT, at=AT, sending=2)
    assert it.state is State.ACCEPTED


def test_a_receipt_for_other_content_is_no_proof() -> None:
    given(queued()).when(
        lambda it: it.hear(report(State.SIGNED_FOR, digest="0" * 64), at=AT)
    ).then_refused("不一致")


@pytest.mark.parametrize("state", [state for state in State if state not in TELLING])
def test_only_the_addressees_own_states_come_by_receipt(state: State) -> None:
    given(queued()).when(lambda it: it.hear(report(state), at=AT)).then_refused("回执")


def test_pauses_grow_and_time_runs_out() -> None:
    it = queued()
    pauses = []
    now = AT
    while it.state is State.QUEUED:
        it.fail_attempt(code="Internal", text="x", at=now)
        last: Any = it.pending_events[-1]
        if it.state is State.QUEUED:
            pauses.append(last.next_try - now)
            now = last.next_try
    assert pauses[:6] == [
        timedelta(seconds=30),
        timedelta(minutes=2),
        timedelta(minutes=20),
        timedelta(hours=1),
        timedelta(hours=6),
        timedelta(hours=24),
    ]
    assert it.state is State.EXPIRED
    assert now - AT >= TIME_TO_LIVE


def test_it_is_queued_again_only_after_it_came_back_and_with_a_reason() -> None:
    given(queued()).when(lambda it: it.queue(by="c", reason="x", at=AT)).then_refused("不能重复")
    it = queued()
    it.put_aside(code="Addressee.Moved", text="搬了", at=AT)
    given(it).when(lambda it: it.queue(by="c", at=AT)).then_refused("原因")
    it.queue(by="c", reason="改投", at=AT)
    assert it.state is State.QUEUED


def test_a_refusal_by_a_person_ends_it() -> None:
    it = queued()
    it.hear(report(State.REFUSED, text="错投"), at=AT)
    assert it.state is State.REFUSED
    it.hear(report(State.DELIVERED), at=AT)
    assert it.state is State.REFUSED


@pytest.mark.parametrize(
    "fail",
    [
        lambda it: it.fail_attempt(code="Internal", text="x", at=AT),
        lambda it: it.put_aside(code="Addressee.Moved", text="搬了", at=AT),
    ],
)
def test_what_got_there_does_not_go_back_because_an_attempt_failed(fail: Any) -> None:
    accepted, delivered, aside = queued(), queued(), queued()
    accepted.accept(receipt="r", accepted_at=AT, at=AT)
    delivered.hear(report(State.DELIVERED), at=AT)
    aside.put_aside(code="Addressee.Moved", text="搬了", at=AT)
    for it in (accepted, delivered, aside):
        given(it).when(fail).then()


def expired() -> Consignment:
    it = queued()
    it.fail_attempt(code="Internal", text="答复丢失", at=AT + TIME_TO_LIVE)
    assert it.state is State.EXPIRED
    return it


@pytest.mark.parametrize("state", [State.DELIVERED, State.SIGNED_FOR, State.REFUSED])
def test_a_receipt_of_what_was_given_up_says_how_it_stands_there(state: State) -> None:
    it = expired()
    it.hear(report(state), at=AT)
    heard: Any = it.pending_events[-1]
    assert (heard.late, heard.after_all) == (True, True)
    assert given(*it.pending_events).aggregate().state is state


@pytest.mark.parametrize(("code", "may_be_there"), [("Internal", True), ("Busy", False)])
def test_an_attempt_without_an_answer_may_have_got_there(code: str, may_be_there: bool) -> None:
    it = queued()
    assert not it.may_be_there
    it.fail_attempt(code=code, text="x", at=AT)
    assert it.may_be_there is may_be_there
    it.cancel(by="signer", reason="此件已撤销", at=AT)
    assert it.state is State.CANCELLED_BEFORE_ACCEPT
    assert given(*it.pending_events).aggregate().may_be_there is may_be_there
    it.hear(report(State.REFUSED), at=AT)
    assert not it.may_be_there


def test_what_is_there_cannot_be_stopped_any_more() -> None:
    it = queued()
    it.accept(receipt="r", accepted_at=AT, at=AT)
    given(it).when(lambda it: it.cancel(by="signer", reason="x", at=AT)).then()


def test_a_receipt_of_another_agency_is_none() -> None:
    given(queued()).when(
        lambda it: it.hear(report(State.COMPLETED, addressee="C"), at=AT)
    ).then_refused("不是由此件的收文机关")


def test_receipts_of_an_earlier_sending_do_not_close_a_later_one() -> None:
    it = queued()
    it.hear(report(State.REFUSED), at=AT)
    it.queue(by="c", reason="已说明", at=AT)
    for late in (State.DELIVERED, State.SIGNED_FOR, State.REFUSED):
        it.hear(report(late, id=f"first {late}"), at=AT)
        assert it.state is State.QUEUED
    it.hear(report(State.DELIVERED, id="second", sending=2), at=AT)
    assert it.state is State.DELIVERED


def test_a_transport_receipt_after_a_refusal_changes_nothing() -> None:
    it = queued()
    it.hear(report(State.REFUSED), at=AT)
    given(it).when(lambda it: it.accept(receipt="r", accepted_at=AT, at=AT)).then()


def test_how_often_it_was_sent_is_no_part_of_the_content() -> None:
    assert replace(CAPSULE, sending=2).digest == CAPSULE.digest
    written = CAPSULE.to_json()
    del written["sending"]  # as it was written before sendings were counted
    assert Capsule.from_json(written) == CAPSULE
    assert Consignment.Delivered.earlier is False  # what a receipt of that time is read as


def test_capsule_and_report_survive_json() -> None:
    assert Capsule.from_json(CAPSULE.to_json()) == CAPSULE
    assert Report.from_json(report(State.SIGNED_FOR).to_json()) == report(State.SIGNED_FOR)


def test_refusals_are_sentences() -> None:
    with pytest.raises(Refused, match=r"。$"):
        queued().queue(by="x", at=AT)
