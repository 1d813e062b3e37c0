"""退文: sent back after signing for it, told with its reason, and itself signed for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from documents.consignments.capsule import Capsule, Report
from documents.consignments.channels import Channel
from documents.consignments.consignment import Consignment
from documents.consignments.returning import Fault, fault_and_words
from documents.consignments.states import Kind, State
from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage
from tests.given import given
from tests.unit.documents.test_incoming import arrived, assigned, registered, screened

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
CAPSULE = Capsule(
    consignment="6ba7b811-9dad-11d1-80b4-00c04fd430c9",
    kind=Kind.DOCUMENT,
    sender="CITY",
    sender_name="澜州市人民政府办公室",
    addressee="EAST",
    addressee_name="清河区人民政府办公室",
    facts={"title": "通知"},
    parts=(),
)


def send_back(it: Incoming, *, reason: str = "应送市水务局") -> None:
    it.return_to_sender(by="clerk", fault=Fault.MISADDRESSED, reason=reason, at=NOW)


def sent() -> Any:
    document = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
    it = Consignment.prepare(document=document, capsule=CAPSULE, at=NOW)
    it.queue(by="clerk", at=NOW)
    return it


def report(state: State, *, id: str = "r1") -> Report:
    return Report(
        id=id,
        consignment=CAPSULE.consignment,
        digest=CAPSULE.digest,
        sender="CITY",
        addressee="EAST",
        state=state,
        at=NOW,
        code="misaddressed",
        text="应送市水务局",
    )


def returned() -> Any:
    it = sent()
    it.hear(report(State.RETURNED_MISADDRESSED), at=NOW)
    return it


@pytest.mark.parametrize("stage", [registered, screened])
def test_what_lies_with_the_office_is_sent_back_and_lies_with_nobody(stage: Any) -> None:
    (event,) = given(stage()).when(send_back).then(Incoming.Returned)
    after = given(stage(), event).aggregate()
    assert (after.stage, after.holder.nobody) == (Stage.RETURNED, True)


def test_it_is_not_sent_back_before_signing_for_it_nor_while_units_handle_it() -> None:
    given(arrived()).when(send_back).then_refused("待签收")
    given(assigned()).when(send_back).then_refused("承办中")
    given(registered()).when(lambda it: send_back(it, reason=" ")).then_refused("理由")


def test_what_was_sent_back_and_comes_again_begins_anew() -> None:
    it = registered()
    send_back(it)
    again = Capsule.from_json({**it.capsule.to_json(), "sending": 2})
    it.arrive_again(again, at=NOW)
    after = given(it).aggregate()
    assert (after.stage, after.number, after.track) == (Stage.ARRIVED, "", None)


def test_the_senders_clerk_signs_for_the_return_before_it_may_go_out_again() -> None:
    given(returned()).when(lambda it: it.queue(by="c", reason="已改正", at=NOW)).then_refused(
        "先签收退文"
    )
    it = returned()
    it.sign_for_return(by="c", at=NOW)
    it.queue(by="c", reason="已改正", at=NOW)
    after = given(it).aggregate()
    assert (after.state, after.sending, after.return_signed_for) == (State.QUEUED, 2, False)


def test_a_return_is_signed_for_once_and_only_where_something_came_back() -> None:
    given(sent()).when(lambda it: it.sign_for_return(by="c", at=NOW)).then_refused("没有等待")
    it = returned()
    it.sign_for_return(by="c", at=NOW)
    given(it).when(lambda it: it.sign_for_return(by="c", at=NOW)).then_refused("已经签收")


def test_a_paper_copy_that_came_back_has_no_return_to_sign_for() -> None:
    document = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
    it = Consignment.prepare(document=document, capsule=CAPSULE, channel=Channel.POST, at=NOW)
    it.hand_over(by="c", at=NOW)
    it.come_back(by="c", reason="查无此人", at=NOW)
    given(it).when(lambda it: it.sign_for_return(by="c", at=NOW)).then_refused("没有等待")


def test_the_receipt_of_signing_that_comes_after_the_return_changes_nothing() -> None:
    it = returned()
    it.hear(report(State.SIGNED_FOR, id="r2"), at=NOW)
    assert given(it).aggregate().state is State.RETURNED_MISADDRESSED


def test_a_code_that_another_system_made_up_is_left_out() -> None:
    assert fault_and_words("misaddressed", "应送水务局") == "错投：应送水务局"
    assert fault_and_words("gone-fishing", "应送水务局") == "应送水务局"
    assert fault_and_words("other", "应送水务局") == "应送水务局"
