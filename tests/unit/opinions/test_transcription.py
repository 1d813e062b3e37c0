"""代录: what a leader decided elsewhere is entered as the leader's, with who entered it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from documents.handling.limits import WITHHELD, may_read
from documents.handling.transcription import Scan, Source, Transcription
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Stage, Track
from office.access.permissions import NotAllowed
from office.kernel.refusals import Refused
from tests.given import given
from tests.offices import CITY, EAST, Offices, arrived, by, dispatched
from tests.unit.documents.test_incoming import AT, circulating, proposed

SCAN = Scan("ab" * 32, 1200, "image/jpeg")
TODAY = date(2026, 11, 20)
ON_PAPER = Transcription(Source.PAPER, TODAY, "secretary", SCAN)


def check(transcription: Transcription, *, reached: datetime = AT, now: datetime = AT) -> None:
    transcription.check(reached=reached, now=now)


def test_a_transcription_survives_json() -> None:
    for each in (ON_PAPER, Transcription(Source.TELEPHONE, TODAY, "s")):
        assert Transcription.from_json(each.to_json()) == each


def test_only_what_came_by_telephone_waits_for_the_leader_s_hand() -> None:
    waiting = {kind for kind in Source if replace(ON_PAPER, kind=kind).to_be_ratified}
    assert waiting == {Source.TELEPHONE}


def test_the_leader_s_day_is_not_to_come() -> None:
    with pytest.raises(Refused, match="还没有到"):
        check(replace(ON_PAPER, date=TODAY + timedelta(1)))


def test_the_leader_s_day_is_not_before_the_paper_reached_them() -> None:
    check(replace(ON_PAPER, date=TODAY), reached=AT - timedelta(days=3))
    check(replace(ON_PAPER, date=TODAY - timedelta(3)), reached=AT - timedelta(days=3))
    with pytest.raises(Refused, match="才送到"):
        check(replace(ON_PAPER, date=TODAY - timedelta(4)), reached=AT - timedelta(days=3))


def test_days_are_those_of_the_office_not_of_greenwich() -> None:
    just_after_midnight = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)  # 00:30 on the 20th
    check(ON_PAPER, reached=just_after_midnight, now=just_after_midnight)


@pytest.mark.parametrize("kind", [Source.PAPER, Source.PHOTO])
def test_what_is_written_needs_its_scan(kind: Source) -> None:
    with pytest.raises(Refused, match="扫描件"):
        check(replace(ON_PAPER, kind=kind, scan=None))
    check(replace(ON_PAPER, kind=Source.TELEPHONE, scan=None))


def test_an_instruction_entered_by_another_is_the_leader_s() -> None:
    it = proposed()
    it.instruct(by="leader", words="请应急局办理", at=AT, transcription=ON_PAPER)
    event = it.pending_events[-1]
    assert (event.by, event.transcribed["by"]) == ("leader", "secretary")
    assert given(it).aggregate().stage is Stage.INSTRUCTED


def test_nothing_is_entered_for_a_leader_who_has_not_the_paper() -> None:
    given(proposed()).when(
        lambda it: it.instruct(by="other", words="同意", at=AT, transcription=ON_PAPER)
    ).then_refused("不在这位领导手中")
    given(circulating()).when(
        lambda it: it.instruct(by="a", words="同意", at=AT, transcription=ON_PAPER)
    ).then_refused("不在这位领导手中")


def test_the_day_is_held_against_when_the_paper_was_laid_before_the_leader() -> None:
    early = replace(ON_PAPER, date=TODAY - timedelta(1))
    for it, leader in ((proposed(), "leader"), (circulating(), "a")):
        given(it).when(
            lambda it, leader=leader: it.instruct(
                by=leader, words="同意", at=AT, transcription=early, reading=["a"]
            )
        ).then_refused("才送到")


def test_a_circle_consents_to_what_was_proposed_but_not_to_a_request() -> None:
    it = proposed()
    it.instruct(by="leader", words="", at=AT, circle=True)
    assert given(it).aggregate().stage is Stage.INSTRUCTED
    given(proposed()).when(lambda it: it.instruct(by="leader", words=" ", at=AT)).then_refused(
        "写下批示内容"
    )
    request = proposed()
    request.capsule.facts["type"] = "请示"
    with pytest.raises(Refused, match="明确意见"):
        request.instruct(by="leader", words="", at=AT, circle=True)


class Said:
    """An event with words."""

    by = "author"
    behalf = "principal"

    def __init__(self, **more: Any) -> None:
        self.__dict__.update(more)


def test_words_for_named_people_are_theirs_and_their_author_s() -> None:
    said = Said(readers=["a"], transcribed={"by": "secretary"})
    reading = {
        who for who in ("author", "principal", "secretary", "a", "b") if may_read(said, who)
    }
    assert reading == {"author", "principal", "secretary", "a"}
    assert may_read(Said(readers=[]), "b")
    assert may_read(Said(), "b"), "an event from before opinions could be limited"
    assert WITHHELD == "（限定范围意见）"


def test_without_words_there_is_nothing_to_limit() -> None:
    it = proposed()
    it.instruct(by="leader", words="", at=AT, circle=True, readers=["x"])
    assert it.pending_events[-1].readers == []
    it = proposed()
    it.instruct(by="leader", words="办", at=AT, readers=["x", "x"])
    assert it.pending_events[-1].readers == ["x"]


def before_the_leader(office: Offices) -> Any:
    """A paper of EAST before its leader, and its id."""
    dispatched(office)
    office.deliver()
    paper, rooms, clerk = arrived(office, EAST), office.incomings, by(f"{EAST}/clerk")
    rooms.sign_for(clerk, paper, seen=1)
    rooms.register(by(f"{EAST}/clerk"), paper, track=Track.HANDLING, checks=tuple(CHECKS), seen=2)
    rooms.propose(by(f"{EAST}/clerk"), paper, opinion="拟请阅示", to=f"{EAST}/signer", seen=4)
    return paper


def enter(office: Offices, paper: Any, *, who: str, leader: str = f"{EAST}/signer") -> None:
    office.incomings.transcribe(
        by(who),
        paper,
        leader=leader,
        words="请应急局办理",
        transcription=replace(ON_PAPER, by="somebody else"),
        seen=5,
    )


def test_whoever_enters_it_is_named_whatever_the_form_said(office: Offices) -> None:
    paper = before_the_leader(office)
    enter(office, paper, who=f"{EAST}/clerk")
    event = list(office.incomings.events.get(paper))[-1]
    assert (event.by, event.transcribed["by"]) == (f"{EAST}/signer", f"{EAST}/clerk")
    assert event.behalf == "", "代录 is not 代理"


@pytest.mark.parametrize("who", [f"{EAST}/drafter", f"{EAST}/signer", f"{EAST}/reviewer"])
def test_who_may_not_transcribe_enters_nothing(office: Offices, who: str) -> None:
    paper = before_the_leader(office)
    with pytest.raises(NotAllowed):
        enter(office, paper, who=who)
    assert office.incomings.load(type(office.incomings.repository.get(paper)), paper).version == 5


def test_only_a_leader_s_decision_can_be_entered(office: Offices) -> None:
    paper = before_the_leader(office)
    with pytest.raises(Refused, match="没有批示职责"):
        enter(office, paper, who=f"{EAST}/clerk", leader=f"{EAST}/drafter")


def test_an_opinion_is_limited_to_people_of_the_agency_only(office: Offices) -> None:
    paper = before_the_leader(office)
    with pytest.raises(Refused, match="意见阅看人"):
        office.incomings.instruct(
            by(f"{EAST}/signer"), paper, words="办", seen=5, readers=[f"{CITY}/clerk"]
        )
    office.incomings.instruct(
        by(f"{EAST}/signer"), paper, words="办", seen=5, readers=[f"{EAST}/clerk"]
    )
