"""The watch over what is to be signed for: told once, and of whom there is no need no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from documents.deadlines.unsigned.watch import SigningWatch

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
DUE = NOON + timedelta(days=2)
LATER = DUE + timedelta(hours=1)


def watch(*consignments: UUID) -> SigningWatch:
    it = SigningWatch.begin_for(agency="A", document=uuid4(), at=NOON)
    for each in consignments:
        it.wait_for(each, by="timer", due=DUE, at=NOON)
    return it


def happened(it: SigningWatch) -> list[str]:
    return [type(each).__name__ for each in it.collect_events()]


def test_all_that_is_over_is_told_at_once_and_once() -> None:
    it = watch(uuid4(), uuid4())
    it.pass_by(by="timer", at=DUE - timedelta(seconds=1))
    it.pass_by(by="timer", at=LATER)
    it.pass_by(by="timer", at=LATER)
    assert happened(it) == ["Begun", "Awaited", "Awaited", "Passed"]
    assert len(it.over) == 2


def test_what_is_signed_for_is_over_no_more_and_settling_it_again_is_nothing() -> None:
    one, other = uuid4(), uuid4()
    it = watch(one, other)
    it.pass_by(by="timer", at=LATER)
    it.settle(one, by="timer", at=LATER)
    it.settle(one, by="timer", at=LATER)
    it.settle(uuid4(), by="timer", at=LATER)
    assert it.over == (str(other),)
    assert happened(it)[-2:] == ["Passed", "Settled"]


def test_what_is_sent_anew_has_its_time_anew() -> None:
    one = uuid4()
    it = watch(one)
    it.wait_for(one, by="timer", due=DUE, at=LATER)
    it.pass_by(by="timer", at=LATER)
    it.wait_for(one, by="timer", due=DUE + timedelta(days=3), at=LATER)
    assert it.over == ()
    it.pass_by(by="timer", at=DUE + timedelta(days=4))
    assert happened(it) == ["Begun", "Awaited", "Passed", "Awaited", "Passed"]
