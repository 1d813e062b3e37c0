"""并件: what is the same document, and what never goes with another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from documents.consignments.capsule import Capsule
from documents.incoming.doubles.likeness import number_key, same_sender
from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage, Track
from tests.given import given
from tests.unit.documents.test_incoming import AT, CAPSULE


def signed(consignment: str, **facts: Any) -> Incoming:
    made: Capsule = replace(
        CAPSULE,
        consignment=consignment,
        facts={**CAPSULE.facts, "number": "甲发〔2026〕1号", **facts},
    )
    it = Incoming.arrive(made, at=AT)
    it.sign_for(by="clerk", at=AT)
    return it


@pytest.mark.parametrize(
    "written",
    [
        "澜政办函〔2026〕12号",
        "澜政办函[2026]第12号",
        "澜政办函（２０２６） 12 号",
        "澜政办函【2026】12号",
        "澜政办函（2026）第012号",
    ],
)
def test_a_number_is_the_same_in_any_writing(written: str) -> None:
    assert number_key(written) == number_key("澜政办函〔2026〕12号") != ""
    assert number_key(written) != number_key("澜政办函〔2026〕121号")
    assert number_key("函〔2026〕10号") != number_key("函〔2026〕1号")


def test_senders_are_the_same_by_code_or_by_name() -> None:
    assert same_sender(("A", "甲"), ("A", "甲（旧称）"))
    assert same_sender(("", "云川省 水利厅"), ("B", "云川省水利厅"))
    assert not same_sender(("A", "甲"), ("", "乙"))
    assert not same_sender(("", ""), ("", ""))


def test_a_copy_goes_with_the_other_and_comes_apart_where_it_stood() -> None:
    copy, into = signed("c1"), signed("c2")
    copy.register(by="c", number="收文〔2026〕2号", track=Track.READING, at=AT)
    copy.fold(by="c", into=into, at=AT)
    after = given(copy).aggregate()
    assert (after.stage, after.holder.nobody) == (Stage.FOLDED, True)
    assert after.folded_into == str(into.id)
    copy = after
    copy.unfold(by="c", reason="附件不同", at=AT)
    assert (copy.stage, copy.folded_into, copy.number) == (
        Stage.REGISTERED,
        "",
        "收文〔2026〕2号",
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"transfer_note": "请阅研"}, "转办意见"),
        ({"copy_number": "000002"}, "份号"),
        ({"number": "甲发〔2026〕2号"}, "不是同一件"),
        ({"number": ""}, "不是同一件"),
    ],
)
def test_a_copy_with_something_of_its_own_stays_apart(facts: dict[str, Any], words: str) -> None:
    into = signed("c2", copy_number="000001")
    given(signed("c1", **facts)).when(lambda it: it.fold(by="c", into=into, at=AT)).then_refused(
        words
    )


def test_nothing_goes_with_itself_or_with_what_went_elsewhere() -> None:
    it = signed("c1")
    given(it).when(lambda it: it.fold(by="c", into=it, at=AT)).then_refused("不是同一件")
    gone = signed("c2")
    gone.fold(by="c", into=signed("c3"), at=AT)
    given(signed("c4")).when(lambda it: it.fold(by="c", into=gone, at=AT)).then_refused("已并件")


def test_a_copy_that_a_leader_instructed_stays_apart() -> None:
    it = signed("c1")
    it.register(by="c", number="1", track=Track.HANDLING, at=AT)
    it.screen(by="c", checks=["ours", "rules", "form", "consulted", "other"], note="", at=AT)
    it.propose(by="c", opinion="拟请阅示", to="leader", at=AT)
    it.instruct(by="leader", words="请办", at=AT)
    given(it).when(lambda it: it.fold(by="c", into=signed("c2"), at=AT)).then_refused("待分办")


def test_nothing_is_told_of_how_another_agencys_copy_stands() -> None:
    theirs = Incoming.arrive(replace(signed("c2", copy_number="7").capsule, addressee="C"), at=AT)
    theirs.refuse(by="c", reason="错投", at=AT)
    ours = signed("c1", copy_number="8", transfer_note="请阅研")
    given(ours).when(lambda it: it.fold(by="c", into=theirs, at=AT)).then_refused("不是同一件")
