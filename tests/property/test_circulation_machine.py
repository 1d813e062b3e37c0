"""Random acts on a circulation: a refused one changes nothing, it lies before somebody or is over,
and replay equals state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.circulation.circulation import Circulation
from documents.circulation.registers import circulation_register
from documents.circulation.stages import DONE, Mode, Stage
from office.kernel.mapping import EventMapper
from office.kernel.refusals import Refused
from office.kernel.registers import Entry
from tests.quick import examples

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
PEOPLE = ("a", "b", "c", "d", "e")
ACTS = st.tuples(
    st.sampled_from(
        (
            *("initial", "instruct", "ask", "decline", "add", "remove", "skip", "reorder"),
            *("remind", "hand over", "withdraw"),
        )
    ),
    st.sampled_from(PEOPLE),
    st.sampled_from(PEOPLE),
)


def begun(mode: Mode, readers: list[str]) -> Circulation:
    about = {"title": "关于值班的通知", "type": "通知"}
    it = Circulation.begin_for(
        id=UUID(int=1),
        agency="A",
        room="incoming",
        paper=UUID(int=2),
        about=about,
        mode=mode,
        readers=readers,
        by="clerk",
        note="",
        at=AT,
    )
    it.go_on(by="clerk", at=AT)
    return it


def do(it: Circulation, act: str, one: str, other: str) -> None:
    """As the application does it: after every act it goes on."""
    by: dict[str, Any] = {"by": one, "at": AT}
    acts: dict[str, Callable[[], object]] = {
        "initial": lambda: it.initial(reader=one, opinion="", **by),
        "instruct": lambda: it.be_instructed(reader=one, **by),
        "ask": lambda: it.ask_for_reader(reader=other, reason="分管", **by),
        "decline": lambda: it.decline(reader=other, reason="不涉及", **by),
        "add": lambda: it.add(readers=[other], **by),
        "remove": lambda: it.remove(reader=other, reason="误送", **by),
        "skip": lambda: it.skip(reader=other, reason="出差", **by),
        "reorder": lambda: it.reorder(order=list(reversed(it.ahead)), **by),
        "remind": lambda: it.remind(readers=[other], deputies={other: ["deputy"]}, **by),
        "hand over": lambda: it.hand_over(giver=one, taker=other, **by),
        "withdraw": lambda: it.withdraw(reason="更正", **by),
    }
    acts[act]()
    it.go_on(by=one, at=AT)


def state(it: Any) -> str:
    return repr((list(it.places.items()), it.wishes, it.deputies, it.stage, it.version))


@given(
    st.sampled_from(Mode),
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4),
    st.lists(ACTS, max_size=16),
)
@settings(max_examples=examples(80))
def test_it_lies_before_somebody_until_all_have_read_it(
    mode: Mode, readers: list[str], acts: list[tuple[str, str, str]]
) -> None:
    it = begun(mode, readers)
    for act, one, other in acts:
        before, read = state(it), set(it.read)
        try:
            do(it, act, one, other)
        except Refused:
            assert state(it) == before
        assert set(it.deputies) <= set(it.holders), "nobody acts for who has read it"
        assert read <= set(it.read), "who has read it has read it"
        assert bool(it.holders) == (it.stage is Stage.GOING) or it.stage is Stage.WITHDRAWN
        if mode is Mode.IN_ORDER and it.stage is Stage.GOING:
            assert len(it.holders) == 1
        if it.stage is Stage.FINISHED:
            assert all(it.places[each].mark in DONE for each in it.readers)
    mapper, replayed = EventMapper(), None
    for event in it.pending_events:
        replayed = mapper.to_domain_event(mapper.to_stored_event(event)).mutate(replayed)
    assert state(replayed) == state(it)


def test_a_reminder_from_before_deputies_were_told_is_read() -> None:
    it = begun(Mode.AT_ONCE, ["a"])
    it._reminded(timestamp=AT, by="clerk", to=["a"], remind_at="")
    entry = Entry(id=1, agency="A", command="")
    assert circulation_register.operations(it.pending_events[-1], entry)
    assert (it.places["a"].reminded, it.deputies) == (1, {})
