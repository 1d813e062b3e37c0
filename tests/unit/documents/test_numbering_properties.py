"""Whatever is done with a series: no number is held twice, none is lost, replay equals state."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from documents.numbering.report import report
from documents.numbering.series import Series
from documents.numbering.states import IN_USE, NumberStanding
from office.kernel.mapping import EventMapper
from office.kernel.refusals import Refused
from tests.quick import examples

NEW_YEAR = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
PAPERS = st.integers(min_value=1, max_value=6).map(lambda number: UUID(int=number))
SERIALS = st.integers(min_value=1, max_value=12)
BY = "段文"


class Numbers(RuleBasedStateMachine):
    """Acts at random; beside them a plain account of who has what."""

    def __init__(self) -> None:
        super().__init__()
        self.series = Series.open(agency="CITY", word="澜政办发", year=2026, at=NEW_YEAR)
        self.history: list[Any] = []
        self.held: dict[UUID, str] = {}
        self.on_paper: set[str] = set()
        self.reserved: set[str] = set()
        self.free: set[str] = set()
        self.spent: set[str] = set()

    def _number(self, serial: int) -> str:
        return self.series.number(serial)

    @rule(paper=PAPERS)
    def take(self, paper: UUID) -> None:
        with suppress(Refused):
            given = self.series.take(by=BY, subject=paper, at=NEW_YEAR)
            self._given(paper, given)

    @rule(paper=PAPERS, serial=SERIALS)
    def take_a_chosen_one(self, paper: UUID, serial: int) -> None:
        with suppress(Refused):
            given = self.series.take(by=BY, subject=paper, at=NEW_YEAR, serial=serial)
            assert given == self._number(serial)
            self._given(paper, given)

    def _given(self, paper: UUID, number: str) -> None:
        if paper in self.held:
            assert number == self.held[paper], "asked twice, another number"
            return
        assert not self.series.closed
        assert number not in self.held.values(), "held twice"
        assert number not in self.on_paper | self.spent
        self.reserved.discard(number)
        self.free.discard(number)
        self.held[paper] = number

    @precondition(lambda self: self.spent and not self.series.closed)
    @rule(data=st.data(), paper=PAPERS)
    def nobody_gets_what_had_left_the_house(self, data: st.DataObject, paper: UUID) -> None:
        number = data.draw(st.sampled_from(sorted(self.spent)))
        serial = next(n for n in self.series.slots if self._number(n) == number)
        with pytest.raises(Refused):
            self.series.take(by=BY, subject=paper, at=NEW_YEAR, serial=serial)

    @rule(count=st.integers(min_value=0, max_value=3))
    def reserve(self, count: int) -> None:
        with suppress(Refused):
            given = set(self.series.reserve(by=BY, count=count, purpose="表彰", at=NEW_YEAR))
            assert len(given) == count
            assert not given & self._known()
            self.reserved |= given

    @rule(serial=SERIALS)
    def use_on_paper(self, serial: int) -> None:
        with suppress(Refused):
            self.series.use_on_paper(serial, by=BY, purpose="机要件", at=NEW_YEAR)
            self.reserved.remove(self._number(serial))
            self.on_paper.add(self._number(serial))

    @rule(serial=SERIALS)
    def release(self, serial: int) -> None:
        with suppress(Refused):
            self.series.release(serial, by=BY, at=NEW_YEAR)
            self.reserved.remove(self._number(serial))
            self.free.add(self._number(serial))

    @rule(paper=PAPERS, left=st.booleans())
    def void(self, paper: UUID, left: bool) -> None:
        with suppress(Refused):
            number = self.series.void(by=BY, subject=paper, reason="退回", left=left, at=NEW_YEAR)
            assert self.held.pop(paper) == number
            (self.spent if left else self.free).add(number)

    @rule(serial=SERIALS, left=st.booleans())
    def void_on_paper(self, serial: int, left: bool) -> None:
        with suppress(Refused):
            self.series.void_on_paper(serial, by=BY, reason="误用", left=left, at=NEW_YEAR)
            self.on_paper.remove(self._number(serial))
            (self.spent if left else self.free).add(self._number(serial))

    @rule()
    def close_year(self) -> None:
        with suppress(Refused):
            self.series.close_year(by=BY, at=NEW_YEAR)
            assert not self.reserved

    @precondition(lambda self: self.series.closed)
    @rule()
    def reopen_year(self) -> None:
        self.series.reopen_year(by=BY, reason="补号", at=NEW_YEAR)

    def _known(self) -> set[str]:
        return {*self.held.values(), *self.on_paper, *self.reserved, *self.free, *self.spent}

    @invariant()
    def every_number_is_somewhere_once(self) -> None:
        groups = [set(self.held.values()), self.on_paper, self.reserved, self.free, self.spent]
        assert sum(map(len, groups)) == len(self._known())
        assert self._known() == {self._number(n) for n in range(1, self.series.last + 1)}

    @invariant()
    def the_series_says_the_same(self) -> None:
        slots = self.series.slots
        said = {
            self._number(serial): UUID(slot.subject)
            for serial, slot in slots.items()
            if slot.standing in IN_USE and slot.subject
        }
        assert said == {number: paper for paper, number in self.held.items()}
        found = report(
            [
                SimpleNamespace(
                    serial=serial,
                    number=self._number(serial),
                    standing=slot.standing,
                    spent=slot.spent,
                    taken_for=slot.subject if slot.standing in IN_USE else None,
                )
                for serial, slot in slots.items()
            ],
            before=0,
            last=self.series.last,
        )
        assert found.sound
        assert {self._number(n) for n in found.reserved} == self.reserved
        assert {self._number(n) for n in found.reusable} == self.free
        assert {self._number(n) for n in found.spent} == self.spent
        assert found.used == len(self.held) + len(self.on_paper)
        assert all(slots[n].standing is NumberStanding.RESERVED for n in found.reserved)

    @invariant()
    def a_replay_through_the_journal_gives_the_same(self) -> None:
        mapper = EventMapper()
        self.history.extend(self.series.collect_events())
        replayed: Any = None
        for event in self.history:
            replayed = mapper.to_domain_event(mapper.to_stored_event(event)).mutate(replayed)
        assert replayed.version == self.series.version
        assert dict(replayed.slots) == dict(self.series.slots)
        assert (replayed.last, replayed.closed) == (self.series.last, self.series.closed)
        assert all(
            replayed.serial_of(str(paper)) == self.series.serial_of(str(paper))
            for paper in self.held
        )


TestNumbers = Numbers.TestCase
TestNumbers.settings = settings(max_examples=examples(25), stateful_step_count=30, deadline=None)
