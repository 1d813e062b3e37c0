"""Random acts on a supervised matter: a refused one changes nothing, and replay equals state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.assignments.stages import Means
from documents.supervision.share import Share
from documents.supervision.stages import (
    ENDED,
    AnswerClass,
    Kind,
    Satisfaction,
    ShareStage,
    Stage,
)
from documents.supervision.supervision import Supervision
from office.kernel.mapping import EventMapper
from office.kernel.refusals import Refused
from tests.quick import examples

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
PARTIES = ("unit:A", "agency:B", "agency:C")
FACTS = {
    "title": "老旧小区供水改造",
    "requirement": "年底前完成",
    "basis": "市长批示",
    "urgency": "",
    "proposer": "",
    "proposal_number": "",
}


def opened(kind: Kind, leader: str) -> Supervision:
    return Supervision.open(
        id=UUID(int=5),
        agency="CITY",
        by="clerk",
        kind=kind,
        number="督〔2026〕1号",
        facts={**FACTS, "proposer": "某代表"},
        source={},
        leader=leader,
        deadline="2026-12-01",
        latest="2027-05-20" if kind is Kind.CONGRESS else "",
        at=AT,
    )


def share(party: str, *, host: bool) -> Share:
    return Share(party=party, name=party, host=host, deadline="2026-12-01", link="link")


ACTS = st.one_of(
    st.tuples(st.just("assign"), st.sampled_from(PARTIES), st.booleans()),
    st.tuples(
        st.sampled_from(
            [
                "progress",
                "ask",
                "extend",
                "deny",
                "urge",
                "report",
                "send_back",
                "end",
                "rearrange",
            ]
        ),
        st.sampled_from(PARTIES),
        st.sampled_from(["", "2026-12-20", "2027-06-01"]),
    ),
    st.tuples(
        st.sampled_from(
            ["submit", "give_back", "see", "answer", "feedback", "close", "drop", "hand_over"]
        ),
        st.just(""),
        st.sampled_from(["", "好", Satisfaction.SATISFIED, Satisfaction.DISSATISFIED]),
    ),
)


def do(it: Supervision, act: str, party: str, with_: Any) -> None:
    by: dict[str, Any] = {"by": "clerk", "at": AT}
    found = Satisfaction(with_) if with_ in set(Satisfaction) else Satisfaction.PARTLY
    acts: dict[str, Callable[[], None]] = {
        "assign": lambda: it.assign(shares=[share(party, host=with_)], note="", pages="", **by),
        "progress": lambda: it.report_progress(party, words="进展", **by),
        "ask": lambda: it.ask_extension(party, until=with_, reason="等资金", **by),
        "extend": lambda: it.extend(party, until=with_, words="", **by),
        "rearrange": lambda: it.rearrange(
            party, until=with_ or "2026-11-25", host=bool(with_), **by
        ),
        "deny": lambda: it.deny(party, reason=with_, **by),
        "urge": lambda: it.urge(party, means=Means.SYSTEM, words="", **by),
        "report": lambda: it.report(party, result="已完成", days_late=1, **by),
        "send_back": lambda: it.send_back(party, reason=with_, **by),
        "end": lambda: it.end_share(party, why="refused", words="", **by),
        "submit": lambda: it.submit(to="leader", words=with_, **by),
        "give_back": lambda: it.give_back(reason=with_, **by),
        "see": lambda: it.see(words="", **by),
        "answer": lambda: it.answer(
            answer_class=AnswerClass.A, number=with_, on="", days_late=0, **by
        ),
        "feedback": lambda: it.enter_feedback(satisfaction=found, words="意见", **by),
        "close": lambda: it.close(words="", days_late=0, **by),
        "drop": lambda: it.drop(reason=with_ if with_ == "好" else "", **by),
        "hand_over": lambda: it.hand_over(giver="leader", taker="other", **by),
    }
    acts[act]()


def state(it: Supervision) -> tuple[Any, ...]:
    return (
        *(it.stage, it.holder, it.shares, it.deadline, it.leader),
        *(it.answer_class, it.satisfaction, it.version),
    )


@given(
    st.sampled_from([Kind.INSTRUCTION, Kind.CONGRESS]),
    st.sampled_from(["", "leader"]),
    st.lists(ACTS, max_size=25),
)
@settings(max_examples=examples(150))
def test_no_refused_act_changes_anything_and_replay_equals_state(
    kind: Kind, leader: str, acts: list[tuple[str, str, Any]]
) -> None:
    it = opened(kind, leader)
    for act, party, with_ in acts:
        before = (dict(it.shares), state(it)[3:], it.stage)
        ended = it.stage in ENDED
        try:
            do(it, act, party, with_)
        except Refused:
            assert before == (it.shares, state(it)[3:], it.stage)
        else:
            assert not ended or act == "hand_over", f"{act} after the end"
        _must_hold(it)
    mapper = EventMapper()
    replayed: Any = None
    for event in it.pending_events:
        replayed = mapper.to_domain_event(mapper.to_stored_event(event)).mutate(replayed)
    assert state(replayed) == state(it)


def _must_hold(it: Supervision) -> None:
    hosts = [each for each in it.current if each.host]
    match it.stage:
        case Stage.ASSIGNED:
            assert any(each.at_work for each in hosts)
        case Stage.REPORTED if not it.satisfaction:
            assert hosts
            assert not any(each.at_work for each in hosts)
        case Stage.CLOSED:
            assert not any(each.at_work for each in it.shares.values())
            if it.is_proposed:
                assert it.satisfaction not in ("", Satisfaction.DISSATISFIED)
        case Stage.DROPPED:
            assert all(each.stage is ShareStage.ENDED for each in it.shares.values())
    assert not it.latest or it.deadline <= it.latest
