"""The life of a memorandum (签报)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from documents.memoranda.application import retitled
from documents.memoranda.decision import Said
from documents.memoranda.memorandum import Memorandum
from documents.memoranda.route import Turn
from documents.memoranda.stages import Stage, Step
from office.kernel.refusals import Refused
from tests.given import given
from tests.quick import examples

AT = datetime(2026, 11, 20, 1, 26, tzinfo=UTC)
ID = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
SHOWN = {"revision": "r1"}
FACTS = {"title": "关于购置设备的请示", "urgency": "", "unit": "综合科"}
ROUTE = (
    Turn(Step.REVIEW, ("head",)),
    Turn(Step.COUNTERSIGN, ("east", "west")),
    Turn(Step.CHECK, ("office",)),
    Turn(Step.APPROVE, ("deputy",)),
    Turn(Step.APPROVE, ("chief",)),
)


def drafted() -> Any:
    return Memorandum.draft(
        id=ID, agency="A", by="drafter", whose="drafter", revision="r1", facts=FACTS, at=AT
    )


def submit(it: Any, route: Any = ROUTE, *, whose: str = "drafter") -> None:
    it.submit(
        by=whose,
        whose=whose,
        route=route,
        number="签报〔2026〕1号",
        series=str(ID),
        shown=SHOWN,
        at=AT,
    )


def said(who: str, opinion: str = "同意", *, revision: str = "r1", by: str = "") -> Said:
    return Said(by or who, who, opinion, {"revision": revision}, AT)


def submitted(route: Any = ROUTE) -> Any:
    it = drafted()
    submit(it, route)
    return it


def before_the_leaders() -> Any:
    it = submitted()
    it.review(said("head"))
    it.countersign(said("west"))
    it.countersign(said("east"))
    it.review(said("office"))
    return it


def test_it_goes_turn_by_turn_to_the_leaders_and_is_approved_by_the_last() -> None:
    it = before_the_leaders()
    assert (it.step, it.waiting) == (Step.APPROVE, ("deputy",))
    it.approve(said("deputy"))
    assert it.stage is Stage.ROUND
    it.approve(said("chief", ""))
    done = given(it).aggregate()
    assert (done.stage, done.waiting, done.number) == (Stage.APPROVED, (), "签报〔2026〕1号")


def test_those_who_have_it_at_once_do_not_wait_for_each_other() -> None:
    it = submitted()
    it.review(said("head"))
    it.countersign(said("west"))
    assert given(it).aggregate().waiting == ("east",)


def test_a_route_ends_with_a_leader_and_never_leads_through_its_drafter() -> None:
    given(drafted()).when(lambda it: submit(it, [Turn(Step.REVIEW, ("head",))])).then_refused(
        "审批领导"
    )
    given(drafted()).when(lambda it: submit(it, [Turn(Step.APPROVE, ("drafter",))])).then_refused(
        "拟稿人自己"
    )
    late = [Turn(Step.APPROVE, ("chief",)), Turn(Step.CHECK, ("office",))]
    late.append(Turn(Step.APPROVE, ("deputy",)))
    given(drafted()).when(lambda it: submit(it, late)).then_refused("在领导审批之前")


def test_a_turn_without_people_is_passed_over() -> None:
    route = [Turn(Step.REVIEW, ()), Turn(Step.APPROVE, ("chief", "chief"))]
    it = submitted(route)
    assert (it.waiting, len(it.route)) == (("chief",), 1)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (lambda it: it.review(said("west")), "没有等您办理"),
        (lambda it: it.approve(said("head")), "不能审批"),
        (lambda it: it.review(said("head", revision="r0")), "又有修改"),
        (lambda it: submit(it), "不能呈报"),
        (lambda it: it.return_to_drafter(said("head", " "), straight=True), "写明理由"),
        (lambda it: it.revise(by="drafter", revision="r2", facts=FACTS, at=AT), "不能修改"),
        (lambda it: it.acknowledge(by="drafter", whose="drafter", at=AT), "没有等您阅知"),
        (lambda it: it.become(by="drafter", document=ID, at=AT), "批准以后"),
    ],
)
def test_what_is_out_of_turn_is_refused_in_a_sentence(command: Any, words: str) -> None:
    given(submitted()).when(command).then_refused(words)


def test_who_differs_gives_a_reason_and_it_goes_on() -> None:
    it = submitted()
    it.review(said("head"))
    given(it).when(lambda it: it.differ(said("east", ""))).then_refused("写明不同意见")
    it = submitted()
    it.review(said("head"))
    it.differ(said("east", "建议先租"))
    it.countersign(said("west"))
    assert given(it).aggregate().step is Step.CHECK


def test_a_refusal_of_one_in_order_ends_it_and_the_next_is_not_asked() -> None:
    it = before_the_leaders()
    it.disapprove(said("deputy", "今年不宜"))
    done = given(it).aggregate()
    assert (done.stage, done.waiting) == (Stage.DISAPPROVED, ())


def test_at_once_all_are_heard_before_one_refusal_counts() -> None:
    it = submitted([Turn(Step.APPROVE, ("deputy", "chief"))])
    it.disapprove(said("deputy", "今年不宜"))
    assert it.stage is Stage.ROUND
    it.approve(said("chief"))
    assert given(it).aggregate().stage is Stage.DISAPPROVED


def test_what_was_returned_goes_straight_back_or_along_the_route_again() -> None:
    for straight, expected in ((True, ("deputy",)), (False, ("head",))):
        it = before_the_leaders()
        it.return_to_drafter(said("deputy", "请补充"), straight=straight)
        assert (it.stage, it.waiting) == (Stage.DRAFTING, ("drafter",))
        it.revise(by="drafter", revision="r2", facts=FACTS, at=AT)
        it.submit(
            by="drafter",
            whose="drafter",
            route=ROUTE,
            number="签报〔2026〕9号",
            series=str(ID),
            shown={"revision": "r2"},
            at=AT,
        )
        again = given(it).aggregate()
        assert again.waiting == expected
        assert again.number == "签报〔2026〕1号", "it keeps its number"


def test_the_latest_act_is_taken_back_until_somebody_has_opened_it() -> None:
    it = submitted()
    it.review(said("head"))
    given(it).when(
        lambda it: it.take_back(by="head", whose="head", opened={"east"}, at=AT)
    ).then_refused("已经打开")
    it = submitted()
    it.review(said("head"))
    given(it).when(
        lambda it: it.take_back(by="drafter", whose="drafter", opened=(), at=AT)
    ).then_refused("刚刚办理")
    it = submitted()
    it.review(said("head"))
    it.take_back(by="head", whose="head", opened={"head"}, at=AT)
    back = given(it).aggregate()
    assert (back.step, back.waiting) == (Step.REVIEW, ("head",))
    back.review(said("head"))
    assert back.waiting == ("east", "west")


def test_one_of_several_takes_back_while_the_others_still_have_it() -> None:
    it = submitted()
    it.review(said("head"))
    it.countersign(said("east"))
    it.take_back(by="east", whose="east", opened={"west"}, at=AT)
    assert given(it).aggregate().waiting == ("east", "west")


def test_it_came_with_the_act_that_brought_it_whatever_others_say_meanwhile() -> None:
    it = submitted()
    it.review(said("head"))
    came = it.version
    assert it.since == {"east": came, "west": came}
    it.countersign(said("east"))
    assert it.since == {"west": came}
    it.take_back(by="east", whose="east", opened=(), at=AT)
    assert given(it).aggregate().since == {"east": it.version, "west": came}


def test_an_act_for_somebody_is_at_their_turn_and_both_take_part() -> None:
    it = before_the_leaders()
    it.approve(said("deputy", by="stand-in"))
    after = given(it).aggregate()
    assert after.waiting == ("chief",)
    assert {"deputy", "stand-in"} <= after.involved


def test_what_waits_for_who_leaves_waits_for_who_comes() -> None:
    it = before_the_leaders()
    assert it.hand_over(by="clerk", giver="deputy", taker="successor", at=AT) is False
    after = given(it).aggregate()
    assert after.waiting == ("successor",)
    after.approve(said("successor"))
    assert after.waiting == ("chief",)


def test_who_will_decide_later_and_who_drafted_are_replaced_and_come_back() -> None:
    """Before the heads of units; 'chief' decides last of all."""
    it = submitted()
    before = it.route
    assert it.turns_to_come[-1].people == ("chief",)
    it.hand_over(by="clerk", giver="chief", taker="deputy", at=AT)
    assert (it.waiting, it.turns_to_come[-1].people) == (("head",), ("deputy",))
    it.hand_over(by="clerk", giver="drafter", taker="other", at=AT)
    assert (it.drafter, it.waiting) == ("other", ("head",))
    it.hand_over(by="clerk", giver="deputy", taker="chief", undoing=True, at=AT)
    after = given(it).aggregate()
    assert (after.route, after.drafter) == (before, "other"), "the deputy keeps their own turn"


def test_who_has_it_anyway_takes_it_over_once() -> None:
    it = submitted()
    it.review(said("head"))
    assert it.hand_over(by="clerk", giver="west", taker="east", at=AT) is True
    it.countersign(said("east"))
    assert given(it).aggregate().step is Step.CHECK


def test_nobody_comes_to_decide_on_their_own_memorandum() -> None:
    it = before_the_leaders()
    given(it).when(
        lambda it: it.hand_over(by="clerk", giver="deputy", taker="drafter", at=AT)
    ).then_refused("又报又批")
    given(submitted()).when(
        lambda it: it.hand_over(by="clerk", giver="nobody", taker="other", at=AT)
    ).then_refused("不在移交人手中")


def test_the_result_is_told_to_whoever_took_the_drafters_work_over() -> None:
    it = submitted([Turn(Step.APPROVE, ("chief",))])
    it.approve(said("chief"))
    it.hand_over(by="clerk", giver="drafter", taker="other", at=AT)
    it.acknowledge(by="other", whose="other", at=AT)
    assert given(it).aggregate().is_acknowledged


def test_the_drafter_acknowledges_the_result_once() -> None:
    it = before_the_leaders()
    it.disapprove(said("deputy", "今年不宜"))
    it.acknowledge(by="drafter", whose="drafter", at=AT)
    given(it).when(lambda it: it.acknowledge(by="drafter", whose="drafter", at=AT)).then_refused(
        "没有等您阅知"
    )


def test_it_becomes_a_document_once() -> None:
    it = submitted([Turn(Step.APPROVE, ("chief",))])
    it.approve(said("chief"))
    it.become(by="drafter", document=ID, at=AT)
    given(it).when(lambda it: it.become(by="drafter", document=ID, at=AT)).then_refused("已经转为")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于购置除雪设备的请示", "关于购置除雪设备的通知"),
        ("关于通报表扬的签报", "关于通报表扬的通知"),
        ("购置除雪设备", "购置除雪设备的通知"),
    ],
)
def test_the_title_of_the_document_ends_with_its_own_type(title: str, expected: str) -> None:
    assert retitled(title, type="通知") == expected


PEOPLE = ("drafter", "head", "east", "west", "office", "deputy", "chief", "stranger")
ACTS = ("review", "countersign", "differ", "approve", "disapprove", "straight", "again")
STEPS = st.tuples(
    st.sampled_from((*ACTS, "submit", "take_back", "acknowledge")), st.sampled_from(PEOPLE)
)


def _do(it: Any, act: str, who: str) -> None:
    if act == "submit":
        submit(it, whose=who)
    elif act == "take_back":
        it.take_back(by=who, whose=who, opened=(), at=AT)
    elif act == "acknowledge":
        it.acknowledge(by=who, whose=who, at=AT)
    elif act in ("straight", "again"):
        it.return_to_drafter(said(who), straight=act == "straight")
    else:
        getattr(it, act)(said(who))


@settings(max_examples=examples(60), deadline=None)
@drawn(st.lists(STEPS, max_size=60))
def test_whatever_people_try_replay_agrees_and_there_is_always_a_way_on(
    steps: list[tuple[str, str]],
) -> None:
    it = drafted()
    for act, who in steps:
        before = (it.version, it.stage, it.place, it.waiting)
        had_it = who in it.waiting
        try:
            _do(it, act, who)
        except Refused:
            assert (it.version, it.stage, it.place, it.waiting) == before
        else:
            assert had_it or act in ("take_back", "acknowledge")
            assert it.version == before[0] + 1
        assert it.stage.is_over or it.waiting, "somebody always has it"
    standing = (it.version, it.stage, it.place, it.waiting, it.involved, it.verdicts, it.last)
    again = given(it).aggregate()
    assert standing == (
        *(again.version, again.stage, again.place, again.waiting),
        *(again.involved, again.verdicts, again.last),
    )
