"""Who has which share in what, and what a party is called: asked by every act on a share."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from documents.assignments.assignment import Assignment
from documents.assignments.ports import Units
from documents.assignments.registers import assignments
from documents.assignments.senders_limit import SendersDay, nobody_said
from documents.assignments.stages import AT_WORK, Stage
from documents.handling.party import PERSON, UNIT, Party
from documents.handling.people import people_of
from office.desk.registers import items
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

HANDED_BACK = "reassign"
"""The step at which whatever room gave a share out waits for it to be given to another."""


class Shares(Room):
    """The shares in handling papers and matters, for those who ask."""

    def __init__(self, node: Node, *, units: Units) -> None:
        super().__init__(node)
        self.units = units
        self.senders_day: SendersDay = nobody_said

    def on_paper(self, paper: UUID) -> list[Row[Any]]:
        """Every share in handling the paper: the rounds in order, the host first."""
        order = (assignments.c.round, assignments.c.host.desc(), assignments.c.opened_at)
        return self._rows(assignments.c.paper == paper, *order)

    def at_work_on(self, paper: UUID, *, round: int | None = None) -> list[Row[Any]]:
        """Those that somebody has to do now."""
        stages = [str(each) for each in AT_WORK]
        found = self._rows(
            (assignments.c.paper == paper) & assignments.c.stage.in_(stages),
            assignments.c.opened_at,
        )
        return [each for each in found if round is None or each.round == round]

    def asking(self, subjects: Collection[UUID]) -> list[Row[Any]]:
        """Of these shares, those whose party asked the office for something."""
        wanted = assignments.c.subject.in_(list(subjects)) & (assignments.c.asked != "")
        return self._rows(wanted, assignments.c.changed_at)

    def handed_back(self, papers: Collection[UUID]) -> list[Row[Any]]:
        """What was handed back of these papers while the office has not seen to it, the latest
        last."""
        waiting = select(items.c.subject).where(
            items.c.subject.in_(list(papers)), items.c.step == HANDED_BACK
        )
        wanted = assignments.c.paper.in_(waiting) & (assignments.c.stage == Stage.REFUSED)
        return self._rows(wanted, assignments.c.changed_at)

    def members(self, it: Assignment) -> set[str]:
        """Who may be given it inside the party: the people of the unit (their ids)."""
        posts = self.units.posts_on(it.agency)
        if it.party.kind == PERSON:
            own = next((each for each in posts if str(each.person.id) == it.party.key), None)
            unit = own.unit if own else ""
        else:
            unit = it.party.key
        people = people_of(Party(UNIT, unit), posts) if unit else []
        return {str(each.person.id) for each in people}

    def name_of(self, agency: str, party: Party, day: date | None = None) -> str:
        """The party as people call it."""
        if party.kind == PERSON:
            posts = self.units.posts_on(agency, day)
            return next((e.person.name for e in posts if str(e.person.id) == party.key), "")
        return next((e.name for e in self.units.units(agency, day) if e.key == party.key), "")

    def _party(self, agency: str, word: str) -> Party:
        party = Party.of(word)
        if party is None or not self.name_of(agency, party):
            raise Refused("请在本机关的内设机构或人员中选择承办单位。")
        if not people_of(party, self.units.posts_on(agency)):
            raise Refused(
                f"{self.name_of(agency, party)}没有办理公文的人员，交给它没有人能办。"
                "请改选其他单位或人员，或者请系统管理员先设岗位。"
            )
        return party

    def _next_id(self, paper: UUID, *, round: int, party: Party) -> UUID:
        time = 1
        while self.exists(
            id := Assignment.id_of(paper=paper, round=round, party=party, time=time)
        ):
            time += 1
        return id

    def _rows(self, condition: Any, *order: Any) -> list[Row[Any]]:
        with self.node.store.reading() as connection:
            return list(connection.execute(select(assignments).where(condition).order_by(*order)))
