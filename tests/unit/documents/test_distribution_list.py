"""分送名单: corrected until dispatch, growing by approved supplements afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from documents.consignments.channels import Channel
from documents.distribution.distribution_list import DistributionList
from documents.distribution.line import (
    Line,
    LineKind,
    LineStanding,
    copy_numbers,
    key_of,
    printed_numbers,
    total_copies,
)
from tests.given import given
from tests.quick import examples

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
DOCUMENT = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
FACTS = {"title": "关于试验的通知", "type": "通知", "urgency": "", "issuer": "甲", "number": ""}


def agency(code: str, **more: Any) -> Line:
    line = Line(key_of(LineKind.AGENCY, code), LineKind.AGENCY, f"{code}机关", code=code)
    return replace(line, **more)


FILE = Line(key_of(LineKind.FILE, "1"), LineKind.FILE, "存本", channel=Channel.KEPT)


def made(*lines: Line, **more: Any) -> DistributionList:
    facts: dict[str, Any] = {"unresolved": (), "numbered": False, "classified": False, **more}
    return DistributionList.make(
        agency="CITY",
        document=DOCUMENT,
        by="clerk",
        facts=FACTS,
        lines=lines or (agency("EAST"), FILE),
        at=NOW,
        **facts,
    )


def sent(*lines: Line, **more: Any) -> list[Any]:
    it = made(*lines, **more)
    it.dispatch(by="clerk", at=NOW)
    return list(it.collect_events())


def proposed(*lines: Line) -> list[Any]:
    it = given(*sent()).aggregate()
    it.propose_supplement(by="clerk", lines=lines, reason="漏送", to="leader", at=NOW)
    return [*sent(), *it.collect_events()]


def correct(*lines: Line, **more: Any) -> Any:
    facts = {"numbered": False, "at": NOW, **more}
    return lambda it: it.correct(by="other clerk", lines=lines, **facts)


def test_a_document_has_one_list_for_ever() -> None:
    assert DistributionList.id_of(DOCUMENT) == made().id


def test_a_correction_says_what_came_went_and_changed_and_by_whom() -> None:
    more = replace(agency("EAST"), copies=3)
    (event,) = (
        given(made(agency("EAST"), agency("WEST"), FILE))
        .when(correct(more, FILE, agency("NORTH")))
        .then((DistributionList.Corrected, {"by": "other clerk", "recipients": 2, "copies": 5}))
    )
    assert [each["code"] for each in event.added] == ["NORTH"]
    assert [each["code"] for each in event.removed] == ["WEST"]
    assert [(each["before"]["copies"], each["after"]["copies"]) for each in event.changed] == [
        (1, 3)
    ]


def test_the_same_list_again_is_no_event() -> None:
    given(made()).when(correct(agency("EAST"), FILE)).then()


def test_nobody_stands_on_it_twice() -> None:
    given(made()).when(correct(agency("EAST"), agency("EAST", copies=2))).then_refused("两次")


@pytest.mark.parametrize("copies", [0, -1, 10_000])
def test_copies_are_at_least_one_and_not_absurd(copies: int) -> None:
    given(made()).when(correct(agency("EAST", copies=copies))).then_refused("份数应在 1 至 9999")


def test_the_issuing_agency_is_no_recipient_of_its_own() -> None:
    given(made()).when(correct(agency("CITY"))).then_refused("存本")


def test_only_agencies_are_reached_over_the_network() -> None:
    leader = Line("leader:1", LineKind.LEADER, "周市长", channel=Channel.EXCHANGE, code="1")
    given(made()).when(correct(leader)).then_refused("不能走网络")


def test_what_is_classified_is_never_posted_and_keeps_its_copy_numbers() -> None:
    it = made(agency("EAST", channel=Channel.CONFIDENTIAL), classified=True, numbered=True)
    posted = agency("EAST", channel=Channel.POST)
    given(it).when(correct(posted, numbered=True)).then_refused("第二十六条")
    it = made(agency("EAST", channel=Channel.CONFIDENTIAL), classified=True, numbered=True)
    same = agency("EAST", channel=Channel.CONFIDENTIAL)
    given(it).when(correct(same, numbered=False)).then_refused("份号")


def test_unresolved_names_must_be_dealt_with_before_dispatch() -> None:
    it = made(unresolved=["各有关单位"])
    given(it).when(lambda it: it.dispatch(by="clerk", at=NOW)).then_refused("各有关单位")
    it = made(unresolved=["各有关单位"])
    settled = given(it).when(correct(agency("EAST"), FILE, settled=["各有关单位", "别的"]))
    (event,) = settled.then(DistributionList.Corrected)
    assert event.settled == ["各有关单位"]


def test_a_list_of_file_copies_alone_goes_nowhere() -> None:
    given(made(FILE)).when(lambda it: it.dispatch(by="clerk", at=NOW)).then_refused("空的")


def test_after_dispatch_the_list_is_not_corrected_but_supplemented() -> None:
    given(*sent()).when(correct(agency("WEST"))).then_refused("补发")
    given(*sent()).when(lambda it: it.dispatch(by="clerk", at=NOW)).then_refused("已经分发")


def test_a_supplement_waits_for_the_leader_and_then_stands_on_the_list() -> None:
    history = proposed(agency("WEST"))
    it = given(*history).aggregate()
    assert (it.holder.person, list(it.lines)) == ("leader", ["agency:EAST", "file:1"])
    given(*history).when(
        lambda it: it.approve_supplement(by="leader", opinion="同意", at=NOW) and None
    ).then((DistributionList.SupplementApproved, {"recipients": 2, "copies": 3}))


def test_a_declined_supplement_leaves_the_list_as_it_was() -> None:
    history = proposed(agency("WEST"))
    refused = given(*history).when(lambda it: it.decline_supplement(by="x", reason=" ", at=NOW))
    refused.then_refused("理由")
    declined = given(*history).when(
        lambda it: it.decline_supplement(by="leader", reason="不必", at=NOW)
    )
    (event,) = declined.then(DistributionList.SupplementDeclined)
    it = given(*history, event).aggregate()
    assert list(it.lines) == ["agency:EAST", "file:1"]
    assert it.holder.nobody
    assert not it.proposed


def test_a_supplement_that_nobody_decided_on_is_withdrawn_and_proposed_to_another() -> None:
    history = proposed(agency("WEST"))
    without = given(*history).when(
        lambda it: it.withdraw_supplement(by="clerk", reason=" ", at=NOW)
    )
    without.then_refused("原因")
    (event,) = (
        given(*history)
        .when(lambda it: it.withdraw_supplement(by="clerk", reason="领导调离", at=NOW))
        .then(DistributionList.SupplementWithdrawn)
    )
    it = given(*history, event).aggregate()
    assert (it.holder.nobody, it.proposed) == (True, [])
    given(*history, event).when(
        lambda it: it.propose_supplement(
            by="clerk", lines=[agency("WEST")], reason="漏送", to="another", at=NOW
        )
    ).then((DistributionList.SupplementProposed, {"to": "another"}))


def test_a_supplement_needs_a_reason_lines_and_a_list_that_was_sent() -> None:
    def propose(*lines: Line, reason: str = "漏送") -> Any:
        return lambda it: it.propose_supplement(
            by="clerk", lines=lines, reason=reason, to="leader", at=NOW
        )

    given(*sent()).when(propose(agency("WEST"), reason=" ")).then_refused("原因")
    given(*sent()).when(propose()).then_refused("至少")
    given(made()).when(propose(agency("WEST"))).then_refused("还没有分发")
    given(*proposed(agency("WEST"))).when(propose(agency("N"))).then_refused("审批中")
    given(*sent()).when(lambda it: it.approve_supplement(by="l", opinion="", at=NOW)).then_refused(
        "没有待审批"
    )


def test_who_has_it_already_gets_more_on_paper_only() -> None:
    again = lambda it, line: it.propose_supplement(  # noqa: E731 (two tries of one thing)
        by="clerk", lines=[line], reason="遗失", to="leader", at=NOW
    )
    given(*sent()).when(lambda it: again(it, agency("EAST"))).then_refused("重新发送")
    paper = agency("EAST", channel=Channel.CONFIDENTIAL)
    (event,) = (
        given(*sent()).when(lambda it: again(it, paper)).then(DistributionList.SupplementProposed)
    )
    assert event.lines[0]["key"] == "agency:EAST#2"


LINES = st.lists(
    st.builds(
        lambda code, copies: agency(str(code), copies=copies, standing=LineStanding.MAIN),
        st.integers(1, 99),
        st.integers(1, 30),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda line: line.key,
)


@settings(max_examples=examples(60))
@drawn(LINES, st.integers(1, 500))
def test_copy_numbers_are_each_given_once_and_none_is_left_out(
    lines: list[Line], first: int
) -> None:
    spans = copy_numbers(lines, first=first)
    given_out = [number for a, b in spans.values() for number in range(a, b + 1)]
    assert given_out == list(range(first, first + total_copies(lines)))
    assert [b - a + 1 for a, b in spans.values()] == [line.copies for line in lines]


@settings(max_examples=examples(60))
@drawn(LINES, LINES, LINES)
def test_events_tell_the_same_copies_as_the_list_and_a_supplement_moves_no_number(
    first: list[Line], second: list[Line], third: list[Line]
) -> None:
    it = made(*first, numbered=True)
    it.correct(by="clerk", lines=second, numbered=True, at=NOW)
    assert set(it.lines.values()) == set(second)
    it.dispatch(by="clerk", at=NOW)
    numbers = dict(it.numbers)
    further = [replace(line, channel=Channel.PICK_UP) for line in third]
    it.propose_supplement(by="clerk", lines=further, reason="漏送", to="leader", at=NOW)
    it.approve_supplement(by="leader", opinion="", at=NOW)
    events = list(it.collect_events())
    assert events[-1].copies == it.copies == total_copies(second) + total_copies(third)
    assert {key: it.numbers[key] for key in numbers} == numbers
    told = [event.copies for event in events if type(event).__name__ == "Corrected"]
    assert told in ([], [total_copies(second)])
    again = given(*events).aggregate()
    assert (again.in_order, again.numbers) == (it.in_order, it.numbers)


def test_copy_numbers_are_printed_with_six_digits() -> None:
    assert printed_numbers((7, 7)) == "000007"
    assert printed_numbers((13, 20)) == "000013–000020"


def renew(*lines: Line, **facts: Any) -> Any:
    return lambda it: it.renew(
        by="clerk", facts={**it.facts, **facts}, lines=lines, unresolved=(), at=NOW
    )


def test_for_another_classification_channels_are_chosen_anew() -> None:
    open_facts = {**FACTS, "recipients": "甲", "copies": "", "classification": ""}
    it = made(agency("EAST", channel=Channel.POST), FILE)
    it.facts = open_facts
    renew(agency("EAST", channel=Channel.CONFIDENTIAL), FILE, classification="秘密")(it)
    assert it.in_order[0].channel is Channel.CONFIDENTIAL
    assert it.numbered
    assert it.classified


def test_the_same_document_and_one_that_has_left_renew_nothing() -> None:
    same = {"classification": "", "recipients": "乙", "copies": ""}
    it = made(agency("EAST"), FILE)
    it.facts = {**FACTS, **same}
    before = it.version
    renew(agency("WEST"), FILE)(it)
    assert it.version == before
    it.dispatch(by="clerk", at=NOW)
    renew(agency("WEST"), FILE, recipients="丙")(it)
    assert [line.code for line in it.in_order] == ["EAST", ""]
