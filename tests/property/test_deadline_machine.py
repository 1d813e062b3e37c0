"""Random acts of people and of time on deadlines, on the clock of a paper and on the lamp of a
share: what is refused or idle changes nothing, what is over stays over, and replay equals state.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.deadlines.deadline import Deadline
from documents.deadlines.paper_clock import PaperClock
from documents.deadlines.registers import NEAR, OVER, REMIND, deadline_register
from documents.supervision.lamps.lamp import Lamp
from documents.supervision.stages import Light
from office.kernel.mapping import EventMapper
from office.kernel.refusals import Refused
from office.kernel.registers import Entry, Put, Remove
from office.timers.registers import timers
from tests.quick import examples

PENDING = "_pending_events"
BEGAN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAYS = ("", "2026-11-20", "2026-11-27", "2026-12-04")
PEOPLE = ("a", "b")


def moment(hours: int) -> str:
    return (BEGAN + hours * HOUR).isoformat()


def replayed(it: Any) -> Any:
    """What its events make of it, read back as they are stored."""
    mapper, found = EventMapper(), None
    for event in it.pending_events:
        found = mapper.to_domain_event(mapper.to_stored_event(event)).mutate(found)
    return found


def state(it: Any) -> dict[str, Any]:
    """All of it, but the events that wait to be stored."""
    return deepcopy({name: value for name, value in vars(it).items() if name != PENDING})


def set_for(due: int | None, *, senders: str, stopped: bool) -> Deadline:
    facts = {
        **dict.fromkeys(("near", "basis", "allowance", "senders_end", "kind", "urgency"), ""),
        "by": "timer",
        "room": "incoming",
        "about": str(UUID(int=1)),
        "paper": str(UUID(int=1)),
        "slot": "act",
        "turn": 7,
        "step": "sign_for",
        "holder": {"person": "a", "role": "", "unit": ""},
        "since": BEGAN.isoformat(),
        "due": "" if due is None else moment(due),
        "senders": senders,
        "stopped": stopped,
        "current": True,
    }
    id = Deadline.id_of(about=UUID(int=1), slot="act", turn=7)
    return Deadline.set(id=id, agency="A", at=BEGAN, facts=facts)


ACTS = st.tuples(
    st.sampled_from(
        (
            *("move", "hand", "state", "remind", "pass", "pass senders"),
            *("stop", "start", "meet"),
        )
    ),
    st.integers(min_value=0, max_value=20),
    st.integers(min_value=0, max_value=60),
    st.sampled_from(DAYS),
    st.sampled_from(PEOPLE),
)
"""Each an act, the hours that have passed since the one before, an hour, a day and a person."""


def do(it: Deadline, act: str, *, at: datetime, hour: int, day: str, who: str) -> None:
    by: dict[str, Any] = {"by": who, "at": at}
    due = moment(hour)
    acts: dict[str, Callable[[], None]] = {
        "move": lambda: it.move(due=due, near="", basis="stated", allowance="", **by),
        "hand": lambda: it.hand(holder={"person": who, "role": "", "unit": ""}, **by),
        "state": lambda: it.state_senders(day=day, end=due if day else "", **by),
        "remind": lambda: it.remind(
            to=[who], deputies=["deputy"], again=due if it.passed else "", words="催", **by
        ),
        "pass": lambda: it.pass_by(again=due, **by),
        "pass senders": lambda: it.pass_senders(**by),
        "stop": lambda: it.stop(**by),
        "start": lambda: it.start(due=due, near="", again=due, current=True, **by),
        "meet": lambda: it.meet(ended=at, **by),
    }
    acts[act]()


def rings(it: Deadline) -> set[str]:
    """Which of its timers are set, by what the register makes of its events."""
    found: set[str] = set()
    for event in it.pending_events:
        for operation in deadline_register.operations(event, Entry(id=1, agency="A", command="")):
            if operation.table is timers and isinstance(operation, Put):
                found.add(operation.row["kind"])
            elif operation.table is timers and isinstance(operation, Remove):
                found.discard(operation.key["kind"])
    return found


@given(
    st.one_of(st.none(), st.integers(min_value=0, max_value=30)),
    st.sampled_from(DAYS),
    st.booleans(),
    st.lists(ACTS, max_size=20),
)
@settings(max_examples=examples(120))
def test_a_deadline_is_passed_only_when_it_is_and_nothing_moves_it_after_its_end(
    due: int | None, senders: str, stopped: bool, acts: list[tuple[str, int, int, str, str]]
) -> None:
    it, now = set_for(due, senders=senders, stopped=stopped), BEGAN
    for act, later, hour, day, who in acts:
        now += later * HOUR
        before = state(it)
        do(it, act, at=now, hour=hour, day=day, who=who)
        after = state(it)
        idle = after["_version"] == before["_version"]
        assert not idle or after == before, f"{act} changed something and recorded nothing"
        if before["ended"]:
            assert idle, f"{act} after the end"
        if before["stopped"] and act in ("remind", "pass", "stop"):
            assert idle, f"{act} while the clock stands still"
        if it.passed and not before["passed"]:
            assert now >= datetime.fromisoformat(it.due)
        assert it.reminded == before["reminded"] + (act == "remind" and not idle)
        assert not (it.senders_passed and not it.senders)
        assert bool(it.deputies) == bool(it.reminded)
        own = rings(it) & {NEAR, OVER, REMIND}
        if not it.is_running:
            assert not own, "nobody is told while time stands still, or after the end"
        elif it.passed:
            assert own == {REMIND}, "what is over is not over once more; they are told again"
        else:
            assert (OVER in own) == bool(it.due)
    assert state(replayed(it)) == state(it)


def do_to_clock(it: PaperClock, act: str, *, cause: str, reason: str, day: str) -> None:
    by: dict[str, Any] = {"by": "a", "at": BEGAN}
    acts: dict[str, Callable[[], None]] = {
        "stop": lambda: it.stop(reason=reason, cause=cause, **by),
        "start": lambda: it.start(cause=cause, **by),
        "state": lambda: it.state_senders(day=day, **by),
    }
    acts[act]()


CAUSES = ("", str(UUID(int=3)), str(UUID(int=4)))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("stop", "start", "state")),
            st.sampled_from(CAUSES),
            st.sampled_from(("等补件", "  ", "")),
            st.sampled_from((*DAYS, "11月27日")),
        ),
        max_size=20,
    )
)
@settings(max_examples=examples(120))
def test_the_clock_of_a_paper_stands_still_as_long_as_anything_is_waited_for(
    acts: list[tuple[str, str, str, str]],
) -> None:
    it = PaperClock.begin_for(agency="A", room="incoming", paper=UUID(int=1), at=BEGAN)
    waited: set[str] = set()
    for act, cause, reason, day in acts:
        before = state(it)
        try:
            do_to_clock(it, act, cause=cause, reason=reason, day=day)
        except Refused:
            assert state(it) == before
        else:
            waited = waited | {cause} if act == "stop" else waited
            waited = waited - {cause} if act == "start" else waited
        assert set(it.causes) == waited
        assert it.is_stopped == bool(waited)
    assert state(replayed(it)) == state(it)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(Light),
            st.sampled_from(DAYS[1:]),
            st.integers(min_value=0, max_value=30),
            st.one_of(st.none(), st.integers(min_value=1, max_value=30)),
        ),
        max_size=16,
    )
)
@settings(max_examples=examples(120))
def test_a_lamp_tells_when_it_turns_for_the_worse_and_again_only_when_it_is_time(
    looks: list[tuple[Light, str, int, int | None]],
) -> None:
    it = Lamp.begin_for(agency="A", matter=UUID(int=1), party="agency:B", at=BEGAN)
    now, shades = BEGAN, list(Light)
    for light, deadline, later, ahead in looks:
        now += later * HOUR
        before = state(it)
        told = it.tells(light, deadline=deadline, at=now)
        next = "" if ahead is None else (now + ahead * HOUR).isoformat()
        it.show(light, by="timer", name="乙", deadline=deadline, words="红灯", next=next, at=now)
        if before["light"] is None or light is Light.GREEN:
            assert not told
        elif shades.index(light) > shades.index(before["light"]):
            assert told
        else:
            due = before["next"] and now >= datetime.fromisoformat(before["next"])
            assert not told or (light is Light.RED and due)
        assert it.urged <= before["urged"] + told
        assert it.urged == 0 or it.light is Light.RED
        assert not it.tells(light, deadline=deadline, at=now), "what was told is told"
    assert state(replayed(it)) == state(it)
