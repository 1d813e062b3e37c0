"""The life of an incoming document."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from documents.consignments.capsule import Capsule
from documents.consignments.states import Kind
from documents.incoming.incoming import Incoming
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Stage, Track, Way
from tests.given import given

AT = datetime(2026, 11, 20, 1, 26, tzinfo=UTC)
CAPSULE = Capsule(
    consignment="c1",
    kind=Kind.DOCUMENT,
    sender="A",
    sender_name="甲",
    addressee="B",
    addressee_name="乙",
    facts={"type": "通知", "title": "关于值班的通知", "number": "1号", "urgency": ""},
    parts=(),
)


def arrived() -> Any:
    return Incoming.arrive(CAPSULE, at=AT)


def registered(track: Track = Track.HANDLING) -> Any:
    it = arrived()
    it.sign_for(by="clerk", at=AT)
    it.register(by="clerk", number="收文〔2026〕1号", track=track, at=AT)
    return it


def screened(track: Track = Track.HANDLING) -> Any:
    it = registered(track)
    it.screen(by="clerk", checks=list(CHECKS), note="", at=AT)
    return it


def proposed() -> Any:
    it = screened()
    it.propose(by="clerk", opinion="拟请阅示", to="leader", at=AT)
    return it


def assigned() -> Any:
    it = proposed()
    it.instruct(by="leader", words="请应急局办理", at=AT)
    it.assign(
        by="clerk",
        host="unit:02",
        helpers=["unit:03", "unit:02"],
        deadline="2026-11-30",
        note="",
        at=AT,
    )
    return it


def handled() -> Any:
    it = assigned()
    it.be_handled(by="handler", assignment="a1", result="已部署", at=AT)
    return it


def circulating() -> Any:
    it = screened(Track.READING)
    it.circulate(by="clerk", to=["a", "b", "a"], circulation="c1", at=AT)
    return it


def test_the_same_consignment_is_the_same_stream() -> None:
    assert arrived().id == arrived().id


def test_it_goes_from_arrival_to_completion() -> None:
    it = handled()
    it.complete(by="clerk", way=Way.TELEPHONE, result="已电话答复", at=AT)
    done = given(it).aggregate()
    assert (done.stage, done.holder.nobody, done.number) == (
        Stage.COMPLETED,
        True,
        "收文〔2026〕1号",
    )


def test_what_was_signed_for_cannot_be_refused() -> None:
    it = arrived()
    it.sign_for(by="clerk", at=AT)
    given(it).when(lambda it: it.refuse(by="clerk", reason="错投", at=AT)).then_refused("拒收")


def test_refusing_needs_a_reason() -> None:
    given(arrived()).when(lambda it: it.refuse(by="c", reason="", at=AT)).then_refused("理由")


def test_an_instruction_turns_a_paper_for_reading_into_one_for_handling() -> None:
    it = circulating()
    it.instruct(by="a", words="请抓紧落实", at=AT)
    after = given(it).aggregate()
    assert (after.track, after.stage) == (Track.HANDLING, Stage.INSTRUCTED)
    after.be_read_by_all(by="b", circulation="c1", at=AT)
    assert not after.pending_events, "it has become a paper to be handled"


def test_a_paper_for_reading_is_not_assigned() -> None:
    given(screened(Track.READING)).when(
        lambda it: it.assign(by="c", host="unit:02", helpers=[], deadline="", note="", at=AT)
    ).then_refused("阅件")


def test_what_all_have_read_comes_back_and_only_then_is_completed() -> None:
    given(circulating()).when(
        lambda it: it.complete(by="c", way=Way.READ, result="", at=AT)
    ).then_refused("没有圈阅")
    it = circulating()
    assert it.pending_events[-1].to == ["a", "b"]
    it.be_read_by_all(by="b", circulation="another", at=AT)
    assert it.holder.nobody, "another circulation is beside its own way"
    it.be_read_by_all(by="b", circulation="c1", at=AT)
    it.complete(by="c", way=Way.READ, result="", at=AT)
    assert given(it).aggregate().stage is Stage.COMPLETED


def test_what_is_withdrawn_from_its_readers_waits_to_be_circulated_again() -> None:
    it = circulating()
    it.be_withdrawn_from_readers(by="c", circulation="c1", at=AT)
    again = given(it).aggregate()
    assert (again.stage, again.holder.role) == (Stage.SCREENED, "clerk")


def test_a_handled_paper_is_completed_with_a_result() -> None:
    given(handled()).when(
        lambda it: it.complete(by="c", way=Way.FILED, result=" ", at=AT)
    ).then_refused("办理结果")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (lambda it: it.propose(by="c", opinion="", to="l", at=AT), "拟办意见"),
        (lambda it: it.circulate(by="c", to=["a"], circulation="c1", at=AT), "办件"),
    ],
)
def test_what_must_be_filled_in_is_asked_for(command: Any, words: str) -> None:
    given(screened()).when(command).then_refused(words)


def test_a_paper_for_reading_goes_to_somebody() -> None:
    given(screened(Track.READING)).when(
        lambda it: it.circulate(by="c", to=[], circulation="c1", at=AT)
    ).then_refused("传阅人")


def test_acts_out_of_turn_say_where_the_paper_stands() -> None:
    for command in (
        lambda it: it.register(by="c", number="1", track=Track.HANDLING, at=AT),
        lambda it: it.propose(by="c", opinion="x", to="l", at=AT),
        lambda it: it.instruct(by="l", words="x", at=AT),
        lambda it: it.assign(by="c", host="unit:02", helpers=[], deadline="", note="", at=AT),
        lambda it: it.circulate(by="c", to=["a"], circulation="c1", at=AT),
        lambda it: it.complete(by="c", way=Way.FILED, result="x", at=AT),
    ):
        given(arrived()).when(command).then_refused("待签收")
