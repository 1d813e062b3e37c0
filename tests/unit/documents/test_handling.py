"""Handling what arrived, in the rooms and on the desks: whom it waits for, and that it ends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.incoming.incoming import Incoming
from documents.incoming.registers import incomings
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Stage, Track, Way
from office.kernel.refusals import Refused
from tests.offices import EAST, Offices, arrived, by, dispatched, finish, goes_round, waiting

CLERK, LEADER, HANDLER, OTHER = (
    f"{EAST}/{duty}" for duty in ("clerk", "signer", "handler", "reviewer")
)


def registered(office: Offices, track: Track) -> UUID:
    dispatched(office)
    office.deliver()
    paper = arrived(office, EAST)
    office.incomings.sign_for(by(CLERK), paper, seen=1)
    office.incomings.register(by(CLERK), paper, track=track, checks=tuple(CHECKS), seen=2)
    return paper


def row(office: Offices, paper: UUID) -> Any:
    with office.node.store.reading() as connection:
        return connection.execute(select(incomings).where(incomings.c.subject == paper)).one()


def test_a_proposal_goes_to_a_leader_and_to_nobody_else(office: Offices) -> None:
    paper = registered(office, Track.HANDLING)
    with pytest.raises(Refused, match="没有批示职责"):
        office.incomings.propose(by(CLERK), paper, opinion="拟请阅示", to=HANDLER, seen=4)
    office.incomings.propose(by(CLERK), paper, opinion="拟请阅示", to=LEADER, seen=4)
    assert waiting(office, EAST) == [(LEADER, "", "批示")]


def test_after_a_readers_instruction_the_others_may_still_read_it(office: Offices) -> None:
    rooms, paper = office.incomings, registered(office, Track.READING)
    rooms.circulate(by(CLERK), paper, to=[LEADER, OTHER, HANDLER], seen=4)
    it = goes_round(office, paper)
    office.circulations.instruct(by(LEADER), it, words="请抓紧落实")
    assert waiting(office, EAST) == [
        ("", "clerk", "分办"),
        (HANDLER, "", "阅"),
        (OTHER, "", "阅"),
    ]
    office.circulations.initial(by(OTHER), it, opinion="已阅")
    assert waiting(office, EAST) == [("", "clerk", "分办"), (HANDLER, "", "阅")]
    assert row(office, paper).stage == Stage.INSTRUCTED
    rooms.assign(by(CLERK), paper, host=f"person:{OTHER}", deadline="", note="", seen=6)
    assert waiting(office, EAST) == [(OTHER, "", "承办"), (HANDLER, "", "阅")]
    finish(office, paper, by=OTHER, result="已部署")
    assert ("", "clerk", "办结") in waiting(office, EAST)
    rooms.complete(by(CLERK), paper, way=Way.FILED, result="已部署", seen=8)
    assert waiting(office, EAST) == [(LEADER, "", "阅知办结")]
    assert rooms.load(Incoming, paper).stage is Stage.COMPLETED


def test_the_last_reader_does_not_take_a_paper_from_who_handles_it(office: Offices) -> None:
    rooms, paper = office.incomings, registered(office, Track.READING)
    rooms.circulate(by(CLERK), paper, to=[LEADER, OTHER], seen=4)
    it = goes_round(office, paper)
    office.circulations.instruct(by(LEADER), it, words="请抓紧落实")
    rooms.assign(by(CLERK), paper, host=f"person:{HANDLER}", deadline="", note="", seen=6)
    office.circulations.initial(by(OTHER), it, opinion="")
    assert waiting(office, EAST) == [(HANDLER, "", "承办")]
    assert rooms.load(Incoming, paper).stage is Stage.ASSIGNED
