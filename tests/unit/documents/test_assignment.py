"""承办: what one unit has to do, from 分办 to its result."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from documents.assignments.assignment import Assignment
from documents.assignments.stages import Asked, Means, Stage
from documents.consignments.capsule import Part
from documents.handling.holding import NOBODY, held_by, held_by_unit
from documents.handling.party import Party
from tests.given import Given

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
NEXT_DAYS = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
PAPER = UUID(int=7)
UNIT = Party("unit", "990100001-02")
CLERK, HEAD, HANDLER = "clerk", "head", "handler"
ABOUT = {
    "title": "关于防汛的请示",
    "type": "请示",
    "urgency": "",
    "origin": "清河区",
    "number": "",
}


def opened(**more: Any) -> Any:
    facts = {
        "party": UNIT,
        "host": True,
        "deadline": "2026-12-01",
        "refusable_until": "2026-11-24",
        **more,
    }
    it = Assignment.open(
        id=Assignment.id_of(paper=PAPER, round=1, party=facts["party"], time=1),
        agency="990100001",
        room="incoming",
        paper=PAPER,
        about=ABOUT,
        round=1,
        by=CLERK,
        note="请研究提出意见",
        at=NOON,
        **facts,
    )
    return it.collect_events()[0]


def later(it: Any, command: str, **given: Any) -> Any:
    """The events with one more, as the command records it."""
    happened = Given(it).when(lambda subject: getattr(subject, command)(at=NOON, **given))
    assert happened.refusal is None
    return [*it, *happened.events]


IN_HAND = later([opened()], "give", by=HEAD, to=HANDLER, note="")


def test_it_waits_for_the_unit_until_somebody_takes_it_up() -> None:
    it = Given([opened()]).aggregate()
    assert (it.holder, it.stage) == (held_by_unit(UNIT.key), Stage.OPEN)
    taken = (
        Given([opened()])
        .when(lambda it: it.take_up(by=HANDLER, whose=HANDLER, at=NOON))
        .then((Assignment.TakenUp, {"whose": HANDLER}))
    )
    assert Given([opened(), *taken]).aggregate().holder == held_by(HANDLER)


def test_what_a_person_was_given_is_not_taken_up() -> None:
    person = opened(party=Party("person", HANDLER))
    assert Given([person]).aggregate().holder == held_by(HANDLER)
    Given([person]).when(lambda it: it.take_up(by=HEAD, whose=HEAD, at=NOON)).then_refused(
        "指定了承办人"
    )


def test_the_head_gives_it_to_another_as_well() -> None:
    Given(IN_HAND).when(lambda it: it.give(by=HEAD, to="other", note="", at=NOON)).then(
        (Assignment.Given, {"to": "other", "deadline": "2026-12-01"})
    )
    Given(IN_HAND).when(lambda it: it.give(by=HEAD, to=HANDLER, note="", at=NOON)).then_refused(
        "另一位"
    )


def test_it_is_refused_within_the_set_time_only_and_with_a_reason() -> None:
    Given([opened()]).when(lambda it: it.refuse(by=HEAD, reason=" ", at=NOON)).then_refused(
        "写明理由"
    )
    Given([opened()]).when(lambda it: it.refuse(by=HEAD, reason="非我科职责", at=NOON)).then(
        Assignment.Refused
    )
    Given([opened()]).when(
        lambda it: it.refuse(by=HEAD, reason="非我科职责", at=NEXT_DAYS)
    ).then_refused("2026-11-24")


def test_an_extension_is_asked_for_a_later_day_and_decided_once() -> None:
    Given(IN_HAND).when(
        lambda it: it.ask_extension(by=HANDLER, until="2026-11-30", reason="等数据", at=NOON)
    ).then_refused("2026年12月1日")
    asked = later(IN_HAND, "ask_extension", by=HANDLER, until="2026-12-05", reason="等数据")
    assert Given(asked).aggregate().request.what is Asked.EXTENSION
    Given(asked).when(
        lambda it: it.ask_extension(by=HANDLER, until="2026-12-06", reason="再等", at=NOON)
    ).then_refused("已经有一项申请")
    granted = later(asked, "grant", by=CLERK, words="同意")
    assert Given(granted).aggregate().deadline == "2026-12-05"
    Given(granted).when(lambda it: it.grant(by=CLERK, words="", at=NOON)).then_refused(
        "没有等待审定"
    )


def test_a_denied_request_leaves_all_as_it_was() -> None:
    asked = later(IN_HAND, "ask_transfer", by=HANDLER, to=Party("unit", "x"), reason="职责在彼")
    Given(asked).when(lambda it: it.deny(by=CLERK, reason="", at=NOON)).then_refused("写明理由")
    it = Given(later(asked, "deny", by=CLERK, reason="仍由你科办")).aggregate()
    assert (it.request, it.stage, it.deadline) == (None, Stage.IN_HAND, "2026-12-01")


def test_a_granted_transfer_ends_this_share() -> None:
    asked = later(IN_HAND, "ask_transfer", by=HANDLER, to=Party("unit", "x"), reason="职责在彼")
    it = Given(later(asked, "grant", by=CLERK, words="同意转办")).aggregate()
    assert (it.stage, it.holder) == (Stage.WITHDRAWN, NOBODY)


def test_urging_counts_until_it_is_answered_or_progress_is_told() -> None:
    urged = IN_HAND
    for number in (1, 2):
        urged = later(urged, "urge", by=CLERK, means=Means.TELEPHONE, words="请抓紧")
        assert Given(urged).aggregate().unanswered == number
    assert Given(later(urged, "answer_urging", by=HANDLER, words="周三报")).aggregate().urged == 2
    assert (
        Given(later(urged, "report_progress", by=HANDLER, words="已会签")).aggregate().unanswered
        == 0
    )
    Given(IN_HAND).when(lambda it: it.answer_urging(by=HANDLER, words="好", at=NOON)).then_refused(
        "没有等待"
    )


def test_a_result_is_said_and_may_be_sent_back_into_the_same_hands() -> None:
    Given(IN_HAND).when(lambda it: it.finish(by=HANDLER, result="", at=NOON)).then_refused(
        "第二十四条"
    )
    done = later(IN_HAND, "finish", by=HANDLER, result="已答复")
    assert Given(done).aggregate().holder == NOBODY
    Given(done).when(lambda it: it.finish(by=HANDLER, result="再报", at=NOON)).then_refused(
        "已报结果"
    )
    again = Given(later(done, "send_back", by=CLERK, reason="未附依据")).aggregate()
    assert (again.stage, again.holder) == (Stage.IN_HAND, held_by(HANDLER))


def test_files_are_handed_in_with_words_and_each_is_kept_once() -> None:
    photo, letter = (
        Part("attachment", name, "image/png", name * 8, 3) for name in ("照片.png", "复函.png")
    )
    told = later(IN_HAND, "report_progress", by=HANDLER, words="已查", files=[photo])
    done = later(told, "finish", by=HANDLER, result="已答复", files=[photo, letter])
    assert Given(done).aggregate().files == (photo, letter)
    assert Given(later(IN_HAND, "finish", by=HANDLER, result="已答复")).aggregate().files == ()


def test_what_is_over_is_neither_urged_nor_withdrawn_nor_handed_over() -> None:
    over = later(IN_HAND, "withdraw", by=CLERK, reason="来文已撤销")
    for command in (
        lambda it: it.urge(by=CLERK, means=Means.SYSTEM, words="", at=NOON),
        lambda it: it.withdraw(by=CLERK, reason="", at=NOON),
        lambda it: it.hand_over(by=CLERK, giver=HANDLER, taker="other", at=NOON),
        lambda it: it.become_host(by=CLERK, host=False, at=NOON),
    ):
        Given(over).when(command).then_refused("已收回")


def test_who_leaves_gives_away_what_they_handle_and_nothing_else() -> None:
    it = Given(later(IN_HAND, "hand_over", by=CLERK, giver=HANDLER, taker="other")).aggregate()
    assert (it.handler, it.holder) == ("other", held_by("other"))
    Given(IN_HAND).when(
        lambda it: it.hand_over(by=CLERK, giver="nobody", taker="other", at=NOON)
    ).then_refused("不在移交人手中")
