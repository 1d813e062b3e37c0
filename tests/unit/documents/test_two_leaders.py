"""Two leaders have to do with one paper: neither takes it from the other, and the register says
what the paper says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.assignments.assignment import Assignment
from documents.circulation.stages import Mode
from documents.handling.transcription import Source, Transcription
from documents.incoming.incoming import Incoming
from documents.incoming.registers import incomings
from documents.incoming.stages import Stage, Track, Way
from office.directory.kinds import Role
from office.kernel.refusals import Refused
from tests import offices as office_tests
from tests.offices import EAST, Offices, by, goes_round, offices, waiting
from tests.unit.documents.test_handling import CLERK, HANDLER, LEADER, registered

VICE = f"{EAST}/vice"


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Offices]:
    monkeypatch.setitem(office_tests.ROLES, "vice", {Role.LEADER})
    with offices(sqlite_url, tmp_path) as running:
        yield running


def it(office: Offices, id: UUID) -> Incoming:
    return office.incomings.load(Incoming, id)


def act(office: Offices, id: UUID, name: str, who: str, **given: Any) -> None:
    getattr(office.incomings, name)(by(who), id, seen=it(office, id).version, **given)


def row(office: Offices, id: UUID) -> Any:
    with office.node.store.reading() as connection:
        return connection.execute(select(incomings).where(incomings.c.subject == id)).one()


def read_by(office: Offices, id: UUID, *readers: str) -> UUID:
    office.circulations.begin(
        by(CLERK), id, room="incoming", readers=readers, mode=Mode.AT_ONCE, note=""
    )
    return goes_round(office, id)


def completed(office: Offices) -> UUID:
    """Instructed by both leaders; neither has seen yet what came of it."""
    id = registered(office, Track.HANDLING)
    act(office, id, "propose", CLERK, opinion="拟请阅示。", to=LEADER)
    act(office, id, "instruct", LEADER, words="请办理。")
    act(office, id, "instruct", VICE, words="请抓紧。")
    act(office, id, "complete", CLERK, way=Way.FILED, result="已办。")
    return id


def test_a_leader_who_reads_it_leaves_it_before_the_leader_who_is_to_decide(
    office: Offices,
) -> None:
    id = registered(office, Track.HANDLING)
    act(office, id, "propose", CLERK, opinion="拟请阅示。", to=LEADER)
    office.circulations.instruct(by(VICE), read_by(office, id, VICE), words="我意宜办。")
    assert (it(office, id).stage, it(office, id).holder.person) == (Stage.PROPOSED, LEADER)
    assert it(office, id).instructors == (VICE,)
    assert (LEADER, "", "批示") in waiting(office, EAST)
    act(office, id, "instruct", LEADER, words="", circle=True)
    assert it(office, id).stage is Stage.INSTRUCTED


def test_what_a_reader_says_before_anything_is_proposed_is_before_the_office(
    office: Offices,
) -> None:
    id = registered(office, Track.HANDLING)
    office.circulations.instruct(by(VICE), read_by(office, id, VICE), words="请民政局办。")
    assert it(office, id).stage is Stage.INSTRUCTED
    assert waiting(office, EAST) == [("", "clerk", "分办")]


@pytest.mark.parametrize("begins", ["reopen", "instruct"])
def test_another_round_takes_what_came_of_the_last_off_every_desk(
    office: Offices, begins: str
) -> None:
    id = completed(office)
    if begins == "reopen":
        act(office, id, "reopen", CLERK, reason="又有新要求。")
    else:
        act(office, id, "instruct", LEADER, words="再办。")
    assert waiting(office, EAST) == [("", "clerk", "分办")]
    assert (row(office, id).way, row(office, id).deadline) == ("", "")


def test_who_takes_over_sees_what_came_of_it_for_the_other_too(office: Offices) -> None:
    id = completed(office)
    office.incomings.acknowledge(by(VICE), id)
    office.incomings.hand_over(by(CLERK), id, giver=LEADER, taker=VICE)
    office.incomings.acknowledge(by(VICE), id)
    assert waiting(office, EAST) == []


def test_a_leader_has_a_completed_paper_read(office: Offices) -> None:
    id = completed(office)
    act(office, id, "instruct", LEADER, words="请各位阅。", track=Track.READING)
    assert it(office, id).stage == row(office, id).stage == Stage.SCREENED
    assert waiting(office, EAST) == [("", "clerk", "传阅")]
    act(office, id, "circulate", CLERK, to=[HANDLER])


def said(day: date) -> Transcription:
    return Transcription(kind=Source.TELEPHONE, date=day, by="")


def test_words_of_the_day_it_came_are_entered_though_nobody_laid_it_before_the_leader(
    office: Offices,
) -> None:
    id = registered(office, Track.HANDLING)
    came = date(2026, 11, 20)
    act(office, id, "assign", CLERK, host=f"person:{HANDLER}", deadline="", note="请办。")
    office.node.clock.advance(days=3)  # type: ignore[attr-defined]  # the tests' own clock
    given: dict[str, Any] = {"leader": LEADER, "words": "请抓紧。"}
    act(office, id, "transcribe", CLERK, transcription=said(came), **given)
    assert it(office, id).instructors == (LEADER,)
    with pytest.raises(Refused, match="才收到"):
        before = said(date(2026, 11, 19))
        act(office, id, "transcribe", CLERK, transcription=before, **given)


def test_a_late_paper_is_helped_and_is_due_when_its_host_is(office: Offices) -> None:
    id = registered(office, Track.HANDLING)
    host = f"person:{HANDLER}"
    act(office, id, "assign", CLERK, host=host, deadline="2026-11-24", note="请办。")
    office.node.clock.advance(days=10)  # type: ignore[attr-defined]  # the tests' own clock
    act(office, id, "add_helpers", CLERK, helpers=[f"person:{EAST}/drafter"], note="请协助。")
    (share,) = [each for each in office.assignments.at_work_on(id) if each.host]
    (helping,) = [each for each in office.assignments.at_work_on(id) if not each.host]
    assert helping.deadline == "", "what was late already is not late through them"
    version = office.assignments.load(Assignment, share.subject).version
    office.assignments.set_deadline(
        by(CLERK), share.subject, deadline="2026-12-11", seen=version, reason="上级延期。"
    )
    assert it(office, id).deadline == row(office, id).deadline == "2026-12-11"
    with pytest.raises(Refused, match="太远"):
        office.assignments.set_deadline(
            by(CLERK), share.subject, deadline="9999-12-31", seen=version + 1
        )
