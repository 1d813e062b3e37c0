"""Random acts on records, lists and transfers: a refused one changes nothing; replay is state."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.archive.archival_code import ArchivalCode
from documents.archive.destruction_list import DestructionList
from documents.archive.inspecting.shelf_inspection import ShelfInspection
from documents.archive.outcomes import Outcome
from documents.archive.record import Packed, Record
from documents.archive.retention import Retention
from documents.archive.standing import ListState, TransferState
from documents.archive.transfer import Transfer
from office.kernel.mapping import EventMapper
from office.kernel.refusals import Refused
from tests.quick import examples

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
PACKED = Packed("c" * 64, "d" * 64, 7)
SAID = {
    "title": "题名",
    "number": "1号",
    "responsible": "甲",
    "date": "20260101",
    "type": "通知",
    "classification": "",
    "pages": 1,
}


def record(year: int) -> Record:
    return Record.file(
        agency="A",
        by="clerk",
        room="document",
        paper=UUID(int=1),
        version=3,
        code=ArchivalCode("X043", year, Retention.YEARS_10, "BGS", 1),
        reason="规则",
        description=SAID,
        parts=[],
        packed=PACKED,
        at=AT,
    )


WORDS = st.sampled_from(["", "说明"])
PEOPLE = st.sampled_from(["clerk", "keeper", "leader"])
ON_RECORD = st.one_of(
    st.tuples(st.just("supplement"), st.integers(2, 6), WORDS),
    st.tuples(st.just("lend"), PEOPLE, WORDS, st.sampled_from([TODAY, date(2026, 1, 1)])),
    st.tuples(st.just("take_back"), st.sampled_from(["1", "2", "3"])),
    st.tuples(st.just("note_overdue"), st.sampled_from(["1", "2", "3"])),
    st.tuples(st.just("appraise"), st.sampled_from(Outcome), st.sampled_from([None, "D30"])),
    st.tuples(st.just("put_on_list")),
    st.tuples(st.just("take_off_list")),
    st.tuples(st.just("hand_over")),
    st.tuples(st.just("come_back")),
)


def act_on(it: Record, act: tuple[Any, ...], *, number: int) -> None:
    match act:
        case ("supplement", version, words):
            it.supplement(
                by="clerk", version=version, reason=words, parts=[], packed=PACKED, at=AT
            )
        case ("lend", to, words, until):
            it.lend(
                by="clerk",
                loan=str(number),
                to=to,
                purpose=words,
                until=until,
                at=AT,
                today=TODAY,
            )
        case ("take_back", loan):
            it.take_back(by="clerk", loan=loan, note="", at=AT)
        case ("note_overdue", loan):
            it.note_overdue(by="timer", loan=loan, at=AT)
        case ("appraise", outcome, retention):
            it.appraise(
                by="clerk",
                outcome=outcome,
                retention=Retention(retention) if retention else None,
                opinion="已核",
                at=AT,
                today=TODAY,
            )
        case ("put_on_list",):
            it.put_on_list(by="clerk", list_id="list", at=AT)
        case ("take_off_list",) if it.listed:
            it.take_off_list(by="leader", reason="仍有用", at=AT)
        case ("hand_over",):
            it.hand_over(by="clerk", transfer="t", archive="档案馆", at=AT)
        case ("come_back",) if it.transfer:
            it.come_back(by="clerk", reason="缺页", at=AT)


def replayed(events: list[Any]) -> Any:
    mapper = EventMapper()
    it: Any = None
    for event in events:
        it = mapper.to_domain_event(mapper.to_stored_event(event)).mutate(it)
    return it


def state_of(it: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(it).items() if "pending" not in name}


def tried(it: Any, act: Any, history: list[Any]) -> None:
    """Carry out; a refusal leaves the state as it was and records nothing."""
    before = state_of(it)
    try:
        act()
    except Refused:
        assert state_of(it) == before
        assert not it.pending_events
    history.extend(it.collect_events())


@given(st.sampled_from([2010, 2026]), st.lists(ON_RECORD, max_size=12))
@settings(max_examples=examples(150), deadline=None)
def test_a_record_is_never_lent_listed_and_handed_over_at_once(
    year: int, acts: list[tuple[Any, ...]]
) -> None:
    it = record(year)
    history = list(it.collect_events())
    for number, act in enumerate(acts):
        tried(it, lambda act=act, n=number: act_on(it, act, number=n), history)
        assert not (it.listed and it.transfer)
        assert not ((it.listed or it.transfer) and it.loans)
        assert len(it.packages) == len(it.made_at)
        assert len(set(it.borrowers)) == len(it.borrowers)
        noted = [each.loan for each in history if isinstance(each, Record.LoanOverdue)]
        assert len(set(noted)) == len(noted)
        if it.listed:
            assert it.kept_until is not None
            assert it.kept_until < TODAY
    assert state_of(replayed(history)) == state_of(it)


ON_LIST = st.tuples(st.sampled_from(["propose", "decline", "carry_out"]), PEOPLE, WORDS)


@given(st.lists(ON_LIST, max_size=8))
@settings(max_examples=examples(150), deadline=None)
def test_a_list_is_carried_out_by_three_people_or_not_at_all(
    acts: list[tuple[str, str, str]],
) -> None:
    line = {"record": str(UUID(int=2)), "code": "X043-WS·2010-D10-BGS-0001"}
    it = DestructionList.draw_up(id=UUID(int=9), agency="A", by="clerk", lines=[line], at=AT)
    history = list(it.collect_events())
    for name, by, words in acts:
        doings = {
            "propose": lambda by=by, words=words: it.propose(
                by=by, opinion=words, proposal="p", at=AT
            ),
            "decline": lambda by=by, words=words: it.decline(by=by, reason=words, at=AT),
            "carry_out": lambda by=by, words=words: it.carry_out(by=by, opinion=words, at=AT),
        }
        tried(it, doings[name], history)
        if it.state is ListState.CARRIED_OUT:
            assert {it.drawn_up_by, it.checked_by, history[-1].by} <= {"clerk", "keeper", "leader"}
            people = [each.by for each in history]
            assert len(set(people)) == len(people) == 3
    assert state_of(replayed(history)) == state_of(it)


ON_TRANSFER = st.one_of(
    st.tuples(
        st.just("confirm"),
        st.sampled_from([TODAY, date(2026, 1, 1), date(2027, 1, 1)]),
        WORDS,
    ),
    st.tuples(st.just("send_back"), WORDS),
)


@given(st.lists(ON_TRANSFER, max_size=6))
@settings(max_examples=examples(100), deadline=None)
def test_a_transfer_is_answered_once(acts: list[tuple[Any, ...]]) -> None:
    it = Transfer.begin_with(
        id=UUID(int=8), agency="A", by="clerk", archive="馆", records=[UUID(int=2)], at=AT
    )
    history = list(it.collect_events())
    for act in acts:

        def carry_out(act: tuple[Any, ...] = act) -> None:
            if act[0] == "confirm":
                it.confirm(by="clerk", on=act[1], receipt=act[2], at=AT, today=TODAY)
            else:
                it.send_back(by="clerk", reason=act[1], at=AT)

        tried(it, carry_out, history)
    assert len(history) <= 2
    assert (len(history) == 1) == (it.state is TransferState.HANDED_OVER)
    assert state_of(replayed(history)) == state_of(it)


ON_SHELVES = st.one_of(
    st.tuples(st.just("finish"), st.integers(0, 2)), st.tuples(st.just("settle"), WORDS)
)


@given(st.lists(ON_SHELVES, max_size=6))
@settings(max_examples=examples(100), deadline=None)
def test_an_inspection_is_finished_once_and_its_faults_are_settled_once(
    acts: list[tuple[str, Any]],
) -> None:
    it = ShelfInspection.start(id=UUID(int=7), agency="A", by="clerk", year=2026, at=AT)
    history = list(it.collect_events())
    for name, said in acts:
        faults = [{"item": "1-1"}] * (said if name == "finish" else 0)
        doings = {
            "finish": lambda faults=faults: it.finish(by="system", count=3, faults=faults, at=AT),
            "settle": lambda said=said: it.settle(by="clerk", opinion=said, at=AT),
        }
        tried(it, doings[name], history)
        assert not it.settled or it.total
    kinds = [type(each).__name__ for each in history]
    assert len(set(kinds)) == len(kinds)
    assert state_of(replayed(history)) == state_of(it)
