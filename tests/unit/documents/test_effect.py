"""效力: what was annulled was never in force, what was repealed is so no longer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from documents.effect.effect import Effect, effect_words
from documents.effect.force import FORCE_WORDS, Change, Force, force_on
from documents.effect.links import INVERSE, RELATION_WORDS, Relation
from office.timers.timer import TIMER
from tests.given import given
from tests.quick import examples

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
DOCUMENT = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
OTHER = "6ba7b811-9dad-11d1-80b4-00c04fd430c9"
FACTS = {"title": "关于试验的通知", "type": "通知", "urgency": "", "issuer": "甲", "number": "1号"}


def begun(*, until: str = "") -> Effect:
    it = Effect.begin_for(
        agency="CITY", document=DOCUMENT, by="clerk", facts=FACTS, since="2026-11-20", at=NOW
    )
    if until:
        it.state_period(by="clerk", since="2026-11-20", until=until, at=NOW)
    return it


def propose(change: Change, day: str = "", **more: str) -> Any:
    facts = {"basis": "澜政发〔2026〕9号", "reason": "依据已变", **more}
    return lambda it: it.propose(change, by="clerk", day=day, to="signer", at=NOW, **facts)


def proposed(change: Change, day: str = "", *, until: str = "") -> list[Any]:
    it = begun(until=until)
    propose(change, day)(it)
    return list(it.collect_events())


def decide(it: Any) -> None:
    it.decide(by="signer", opinion="同意", at=NOW)


def decided(change: Change, day: str = "", *, until: str = "") -> Effect:
    it = given(*proposed(change, day, until=until)).aggregate()
    decide(it)
    replayed: Effect = given(*proposed(change, day, until=until), *it.collect_events()).aggregate()
    return replayed


@pytest.mark.parametrize(
    ("change", "day", "before", "on", "after"),
    [
        (Change.ANNUL, "", Force.ANNULLED, Force.ANNULLED, Force.ANNULLED),
        (Change.REPEAL, "2026-12-01", Force.IN_FORCE, Force.REPEALED, Force.REPEALED),
        (Change.LAPSE, "2026-12-01", Force.IN_FORCE, Force.LAPSED, Force.LAPSED),
    ],
)
def test_on_every_day_it_is_told_how_the_document_stands(
    change: Change, day: str, before: Force, on: Force, after: Force
) -> None:
    it = decided(change, day)
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2027, 12, 1)]
    assert [it.on(each) for each in days] == [before, on, after]
    assert (it.ended, it.notices, it.holder.nobody) == (change, 1, True)


def test_a_period_includes_its_last_day_and_an_extension_moves_it() -> None:
    it = decided(Change.EXTEND, "2027-12-31", until="2026-12-31")
    assert it.until == "2027-12-31"
    assert it.on(date(2027, 12, 31)) is Force.IN_FORCE
    assert it.on(date(2028, 1, 1)) is Force.LAPSED
    assert it.on(date(2026, 11, 19)) is Force.NOT_YET


DAYS = st.integers(0, 40).map(lambda n: date(2026, 11, 20) + timedelta(days=n))


@settings(max_examples=examples(80))
@drawn(since=DAYS, until=DAYS, ended_day=DAYS, change=st.sampled_from(["repeal", "lapse"]))
def test_effect_begins_once_and_ends_for_good(
    since: date, until: date, ended_day: date, change: str
) -> None:
    span = [date(2026, 11, 15) + timedelta(days=n) for n in range(60)]
    told = [
        force_on(
            day,
            since=since.isoformat(),
            until=until.isoformat(),
            ended=change,
            ended_day=ended_day.isoformat(),
        )
        for day in span
    ]
    groups = [Force.NOT_YET, Force.IN_FORCE, None]
    ranks = [groups.index(each) if each in groups else 2 for each in told]
    assert ranks == sorted(ranks)
    in_force = [day for day, each in zip(span, told, strict=True) if each is Force.IN_FORCE]
    assert all(since <= day <= until and day < ended_day for day in in_force)


def test_a_decision_needs_its_basis_and_a_reason_that_is_told() -> None:
    given(begun()).when(propose(Change.ANNUL, basis=" ")).then_refused("第三十三条")
    given(begun()).when(propose(Change.ANNUL, reason="")).then_refused("告知全部收文机关")


@pytest.mark.parametrize(
    ("change", "day", "words"),
    [
        (Change.REPEAL, "", "请填写日期"),
        (Change.REPEAL, "2026/12/1", "不是一个日期"),
        (Change.REPEAL, "2026-11-20", "请用撤销"),
        (Change.EXTEND, "2027-01-01", "没有登记有效期"),
    ],
)
def test_the_day_must_fit_the_change(change: Change, day: str, words: str) -> None:
    given(begun()).when(propose(change, day)).then_refused(words)


def test_what_is_repealed_is_void_from_no_day_before_the_decision() -> None:
    later = NOW + timedelta(days=100)
    retroactive: dict[str, Any] = {"by": "clerk", "day": "2026-11-21", "to": "signer"}
    retroactive |= {"basis": "澜政发〔2026〕9号", "reason": "依据已变", "at": later}
    refused = given(begun()).when(lambda it: it.propose(Change.REPEAL, **retroactive))
    refused.then_refused("自废止之日起失效（《条例》第三十三条）")
    refused.then_refused("请改用撤销")
    waited = given(*proposed(Change.REPEAL, "2026-12-01"))
    waited.when(lambda it: it.decide(by="signer", opinion="", at=later)).then_refused(
        "早于决定之日 2027-02-28"
    )


def test_an_extension_leads_further_than_the_period_does() -> None:
    given(begun(until="2026-12-31")).when(propose(Change.EXTEND, "2026-12-31")).then_refused(
        "晚于现在的截止日"
    )


def test_one_proposal_at_a_time_and_it_can_be_declined_with_a_reason() -> None:
    history = proposed(Change.ANNUL)
    assert given(*history).aggregate().holder.person == "signer"
    given(*history).when(propose(Change.REPEAL, "2026-12-01")).then_refused("审批中")
    given(*history).when(lambda it: it.decline(by="signer", reason="", at=NOW)).then_refused(
        "理由"
    )
    (event,) = (
        given(*history)
        .when(lambda it: it.decline(by="signer", reason="不宜", at=NOW))
        .then((Effect.Declined, {"to": "clerk"}))
    )
    it = given(*history, event).aggregate()
    assert (it.proposal, it.ended) == ({}, None)
    given(begun()).when(decide).then_refused("没有待决定")


def test_what_nobody_decided_on_is_withdrawn_with_a_reason_and_proposed_anew() -> None:
    history = proposed(Change.ANNUL)
    given(*history).when(lambda it: it.withdraw(by="clerk", reason="", at=NOW)).then_refused(
        "原因"
    )
    (event,) = (
        given(*history)
        .when(lambda it: it.withdraw(by="clerk", reason="签发人调离", at=NOW))
        .then(Effect.Withdrawn)
    )
    it = given(*history, event).aggregate()
    assert (it.proposal, it.ended, it.holder.nobody) == ({}, None, True)
    given(*history, event).when(propose(Change.ANNUL, "")).then(Effect.Proposed)


def test_what_ended_is_not_changed_again() -> None:
    history = [*proposed(Change.ANNUL)]
    (end,) = given(*history).when(decide).then(Effect.Annulled)
    given(*history, end).when(propose(Change.REPEAL, "2026-12-01")).then_refused("已经撤销")
    given(*history, end).when(
        lambda it: it.state_period(by="c", since="2026-11-20", until="2027-01-01", at=NOW)
    ).then_refused("已经撤销")


def test_a_period_is_stated_once_as_the_text_says_it() -> None:
    def state(since: str, until: str) -> Any:
        return lambda it: it.state_period(by="clerk", since=since, until=until, at=NOW)

    given(begun()).when(state("2026-12-01", "2026-11-30")).then_refused("早于生效日")
    given(begun(until="2026-12-31")).when(state("2026-11-20", "2027-12-31")).then_refused(
        "提请签发人决定"
    )
    given(begun(until="2026-12-31")).when(state("2026-11-20", "2026-12-31")).then()
    given(begun()).when(state("2026-12-01", "")).then(Effect.PeriodStated)


def test_the_clerks_are_reminded_once_a_period_and_it_runs_out_once() -> None:
    def run_out(it: Any, *, today: str = "2027-01-01") -> None:
        it.run_out(by=TIMER, today=today, at=NOW)

    history = list(begun(until="2026-12-31").collect_events())
    (reminded,) = (
        given(*history).when(lambda it: it.remind(by=TIMER, at=NOW)).then(Effect.Reminded)
    )
    given(*history, reminded).when(lambda it: it.remind(by=TIMER, at=NOW)).then()
    given(*history).when(lambda it: run_out(it, today="2026-12-31")).then()
    (lapsed,) = given(*history).when(run_out).then((Effect.Lapsed, {"basis": "有效期届满"}))
    given(*history, lapsed).when(run_out).then()
    assert given(*history, lapsed).aggregate().on(date(2026, 12, 31)) is Force.IN_FORCE


def test_links_are_made_once_and_taken_back_with_a_reason() -> None:
    def link(words: str = "澜政发〔2026〕9号", other: str = OTHER) -> Any:
        return lambda it: it.link(
            Relation.REPLACED_BY, by="clerk", words=words, other=other, at=NOW
        )

    history = list(begun().collect_events())
    (linked,) = given(*history).when(link()).then(Effect.Linked)
    given(*history, linked).when(link()).then()
    given(*history).when(link(" ")).then_refused("文号")
    given(*history).when(link(other=str(DOCUMENT))).then_refused("自己")
    undo = lambda it, key, reason: it.unlink(key, by="clerk", reason=reason, at=NOW)  # noqa: E731 (three tries of one thing)
    given(*history, linked).when(lambda it: undo(it, linked.key, "")).then_refused("原因")
    given(*history, linked).when(lambda it: undo(it, "x", "误")).then_refused("没有这条")
    given(*history, linked).when(lambda it: undo(it, linked.key, "误录")).then(Effect.Unlinked)


def test_every_relation_and_force_has_words_and_every_relation_another_side() -> None:
    assert set(RELATION_WORDS) == set(Relation) == set(INVERSE)
    assert all(INVERSE[INVERSE[each]] is each for each in Relation)
    assert set(FORCE_WORDS) == set(Force)
    assert effect_words(Force.ANNULLED, basis="乙") == "自始无效。依据：乙。"
    assert effect_words(Force.REPEALED, day="2026-12-01") == "自 2026-12-01 起。"
