"""追回 and 更正: asked for by the sender, answered by the addressee, told by receipts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from documents.consignments.asking import Asking
from documents.consignments.capsule import Capsule, Request
from documents.consignments.channels import Channel
from documents.consignments.consignment import Consignment
from documents.consignments.states import Asks, Code, Kind, State
from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage, Way
from office.kernel.refusals import Refused
from tests.given import given
from tests.unit.documents.test_consignment import AT, CAPSULE, DOCUMENT, queued, report
from tests.unit.documents.test_incoming import arrived, assigned, registered, screened

Sent, Came = cast("Any", Consignment), cast("Any", Incoming)
"""With the events that the library makes of their methods."""
REQUEST = Request(
    id=str(uuid4()),
    consignment="c1",
    asks=Asks.RECALL,
    sender="A",
    addressee="B",
    at=AT,
    reason="附件有误",
)
AMEND = replace(REQUEST, id=str(uuid4()), asks=Asks.AMEND, replaced_by="c2")


def there(capsule: Capsule = CAPSULE) -> Consignment:
    it = Consignment.prepare(document=DOCUMENT, capsule=capsule, at=AT)
    it.queue(by="clerk", at=AT)
    it.accept(receipt="r", accepted_at=AT, at=AT)
    return it


def recall(it: Consignment) -> Any:
    return it.request_recall(by="clerk", reason="附件有误", at=AT)


def asked_back() -> Consignment:
    it = there()
    recall(it)
    return it


def newer(**other: Any) -> Consignment:
    id = str(Consignment.id_of(document=uuid4(), addressee="B"))
    return there(replace(CAPSULE, consignment=id, **other))


@pytest.mark.parametrize(
    "state", [State.DELIVERED, State.SIGNED_FOR, State.REGISTERED, State.IN_PROGRESS]
)
def test_what_is_there_may_be_asked_for_until_it_is_completed(state: State) -> None:
    it = there()
    it.hear(report(state), at=AT)
    history = list(it.collect_events())
    (event,) = (
        given(*history)
        .when(recall)
        .then((Sent.RecallRequested, {"reason": "附件有误", "by": "clerk"}))
    )
    assert UUID(event.request), "names the stream that carries it"
    assert given(*history, event).aggregate().state is state, "asking moves nothing"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.COMPLETED, "已经办结"),
        (State.REFUSED, "拒收或者退回"),
        (State.RETURNED_MISADDRESSED, "拒收或者退回"),
        (State.RECALLED, "已经追回"),
        (State.AMENDED, "已经追回或者更正"),
    ],
)
def test_what_is_over_is_not_asked_for(state: State, words: str) -> None:
    it = there()
    it.hear(report(state), at=AT)
    given(it).when(recall).then_refused(words)


def test_what_is_not_there_is_stopped_instead() -> None:
    given(queued()).when(recall).then_refused("终止发送")


def test_what_was_given_up_is_not_asked_for() -> None:
    it = queued()
    it.cancel(by="clerk", reason="不发了", at=AT)
    given(it).when(recall).then_refused("没有送达")


def test_paper_copies_are_not_asked_for() -> None:
    it = Consignment.prepare(document=DOCUMENT, capsule=CAPSULE, channel=Channel.POST, at=AT)
    it.hand_over(by="clerk", at=AT)
    given(it).when(recall).then_refused("纸质件")


@pytest.mark.parametrize("kind", [each for each in Kind if each is not Kind.DOCUMENT])
def test_only_formal_documents_are_asked_for(kind: Kind) -> None:
    given(there(replace(CAPSULE, kind=kind))).when(recall).then_refused("不能追回")


def test_asking_needs_a_reason() -> None:
    given(there()).when(lambda it: it.request_recall(by="clerk", reason=" ", at=AT)).then_refused(
        "原因"
    )


def test_asking_twice_is_refused_until_it_is_answered() -> None:
    given(asked_back()).when(recall).then_refused("还没有答复")
    it = asked_back()
    it.hear(report(State.RECALL_REFUSED, text="已经传达"), at=AT)
    assert (it.state, it.asked) == (State.ACCEPTED, State.RECALL_REFUSED)
    first, second = recall(there()).id, recall(it).id
    assert first != second, "each request is carried by a stream of its own"


def test_agreement_ends_it_and_what_comes_later_is_late() -> None:
    it = asked_back()
    it.hear(report(State.RECALLED), at=AT)
    assert (it.state, it.asked) == (State.RECALLED, None)
    given(it).when(lambda it: it.hear(report(State.SIGNED_FOR), at=AT)).then(
        (Consignment.SignedFor, {"late": True})
    )


def test_a_refusal_moves_nothing_and_handling_goes_on() -> None:
    it = asked_back()
    it.hear(report(State.RECALL_REFUSED), at=AT)
    it.hear(report(State.SIGNED_FOR), at=AT)
    assert (it.state, it.asked) == (State.SIGNED_FOR, State.RECALL_REFUSED)


def test_a_refusal_that_nobody_waits_for_is_kept_as_late() -> None:
    given(there()).when(lambda it: it.hear(report(State.RECALL_REFUSED), at=AT)).then(
        (Consignment.RecallRefused, {"late": True})
    )


def test_what_was_recalled_is_not_sent_once_more() -> None:
    it = asked_back()
    it.hear(report(State.RECALLED), at=AT)
    again = given(it).when(lambda it: it.queue(by="clerk", reason="误追回", at=AT))
    again.then_refused("已经追回")


def test_what_replaces_it_went_to_the_same_addressee() -> None:
    def amend(other: Consignment) -> Any:
        return lambda it: it.request_amend(by="c", reason="更正", replaced_by=other, at=AT)

    given(there()).when(amend(newer())).then(Sent.AmendRequested)
    for other in (there(), newer(addressee="C"), newer(kind=Kind.ANSWER)):
        given(there()).when(amend(other)).then_refused("更正件")


def test_the_clerks_are_asked_once() -> None:
    given(arrived()).when(lambda it: it.be_asked(REQUEST, at=AT)).then(Came.Asked)
    it = arrived()
    it.be_asked(REQUEST, at=AT)
    given(it).when(lambda it: it.be_asked(REQUEST, at=AT)).then()


@pytest.mark.parametrize("make", [arrived, registered, screened, assigned])
def test_clerks_give_it_back_wherever_it_is(make: Any) -> None:
    it = make()
    it.be_asked(REQUEST, at=AT)
    history = list(it.collect_events())
    (event,) = (
        given(*history).when(lambda it: it.grant_request(by="clerk", at=AT)).then(Came.Recalled)
    )
    after = given(*history, event).aggregate()
    assert (after.stage, after.holder.nobody, after.asked) == (Stage.RECALLED, True, None)


def test_what_was_amended_says_by_what() -> None:
    it = arrived()
    it.be_asked(AMEND, at=AT)
    given(it).when(lambda it: it.grant_request(by="clerk", at=AT, replaced_by="new")).then(
        (Came.Amended, {"replaced_by": "new"})
    )


def test_a_denial_has_a_reason_and_leaves_it_where_it_is() -> None:
    it = registered()
    it.be_asked(REQUEST, at=AT)
    with pytest.raises(Refused, match="理由"):
        it.deny_request(by="clerk", reason="", at=AT)
    it.deny_request(by="clerk", reason="已经传达", at=AT)
    assert (it.stage, it.asked) == (Stage.REGISTERED, None)


def test_nothing_is_answered_that_nobody_asked() -> None:
    given(arrived()).when(lambda it: it.grant_request(by="clerk", at=AT)).then_refused("没有请求")
    given(arrived()).when(lambda it: it.deny_request(by="c", reason="x", at=AT)).then_refused(
        "没有请求"
    )


def test_what_is_completed_is_not_given_back() -> None:
    it = screened()
    it.complete(by="clerk", way=Way.FILED, result="存查", at=AT)
    it.be_asked(REQUEST, at=AT)
    history = list(it.collect_events())
    grant = given(*history).when(lambda it: it.grant_request(by="clerk", at=AT))
    grant.then_refused("已办结，不能追回")
    given(*history).when(lambda it: it.deny_request(by="clerk", reason="已办结", at=AT)).then(
        Came.RequestDenied
    )


def test_sending_it_back_answers_too() -> None:
    it = arrived()
    it.be_asked(REQUEST, at=AT)
    it.refuse(by="clerk", reason="不是给我们的", at=AT)
    assert it.asked is None
    given(it).when(lambda it: it.be_asked(replace(REQUEST, id="later"), at=AT)).then()


def test_a_request_is_tried_again_and_put_aside_for_good() -> None:
    it = Asking.queue(REQUEST, at=AT)
    it.fail_attempt(code=Code.INTERNAL, text="联系不上", at=AT)
    it.put_aside(code=Code.TYPE_UNMAPPED, text="不受理", at=AT)
    history = list(it.collect_events())
    given(*history).when(lambda it: it.send(at=AT)).then()
    given(*history).when(lambda it: it.fail_attempt(code=Code.INTERNAL, text="", at=AT)).then()
