"""Watches over what came: who is on duty is told of what nobody signs for, by its urgency."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Row, func, select

from documents.deadlines.alarm.registers import arrival_alarms
from documents.deadlines.alarm.table import CLERKS, OFFICE_HEAD, AlarmTable
from documents.deadlines.alarm.watch import ArrivalAlarm
from documents.incoming.registers import incomings
from documents.incoming.stages import Stage
from office.calendar import WorkingHours
from office.directory.answers import Incumbent, KnownPerson
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.room import Room
from office.timers.timer import TIMER, Timer


class Duty(Protocol):
    """What is asked of the directory: who is on duty."""

    def posts_on(self, agency: str) -> list[Incumbent]:
        """Who holds which post in the agency."""

    def person_by_login(self, login: str) -> KnownPerson | None:
        """Who has this login."""


class ArrivalAlarms(Room):
    """签收告警, of all agencies. Everything here happens by itself; nothing is signed for."""

    def __init__(
        self, node: Node, *, hours: WorkingHours, table: AlarmTable, directory: Duty
    ) -> None:
        super().__init__(node)
        self.hours = hours
        self.table = table
        self.directory = directory

    def look_at(self, incoming: UUID, *, cause: int) -> None:
        """Wait for this paper, or no more, as it stands now. Looking twice because of the same
        event (`cause`) is looking once."""
        row = self._paper(incoming)
        if row is None:
            return  # destroyed since
        act = Act(agency=row.agency, person=TIMER, command=f"alarm:{incoming}:{cause}")

        def decide() -> None:
            now, due = self.clock.now(), None
            if row.stage == Stage.ARRIVED:
                due = self.table.rings(row.urgency, row.arrived_at, self.hours)
            known = self.exists(ArrivalAlarm.id_of(incoming))
            if due is None and not known:
                return
            it = self._alarm(row, known=known)
            if due is None:
                it.settle(by=TIMER, at=now)
            else:
                it.wait(by=TIMER, due=due, at=now)
            self.save(it)

        self.perform(act, name="watch arrival", given={"of": incoming}, decide=decide)

    def ring(self, act: Act, timer: Timer) -> None:
        """The moment is past."""

        def decide() -> None:
            it = self.load(ArrivalAlarm, timer.subject)
            it.ring(by=TIMER, to=self.on_duty(it.agency), at=self.clock.now())
            self.save(it)

        self.perform(act, name="unsigned arrival", given={"at": timer.at}, decide=decide)

    def on_duty(self, agency: str) -> list[str]:
        """Who is told, as ids; "" for all clerks. The clerks where nobody else is found."""
        posts = self.directory.posts_on(agency)
        found: list[str] = []
        for each in self.table.to:
            if each == CLERKS:
                found.append("")
            elif each == OFFICE_HEAD:
                found += _heads_of_clerks(posts)
            else:
                person = self.directory.person_by_login(each)
                ours = {str(post.person.id) for post in posts}
                found += [str(person.id)] if person and str(person.id) in ours else []
        return found or [""]

    def over_of(self, agency: str) -> tuple[int, Any]:
        """How many are over in the agency (of the whole node where it is empty), and since when
        the oldest."""
        query = select(func.count(), func.min(arrival_alarms.c.due)).where(arrival_alarms.c.over)
        if agency:
            query = query.where(arrival_alarms.c.agency == agency)
        with self.node.store.reading() as connection:
            count, since = connection.execute(query).one()
        return count, since

    def _paper(self, incoming: UUID) -> Row[Any] | None:
        with self.node.store.reading() as connection:
            query = select(incomings).where(incomings.c.subject == incoming)
            return connection.execute(query).one_or_none()

    def _alarm(self, row: Row[Any], *, known: bool) -> ArrivalAlarm:
        if known:
            return self.load(ArrivalAlarm, ArrivalAlarm.id_of(row.subject))
        now = self.clock.now()
        return ArrivalAlarm.begin_for(agency=row.agency, incoming=row.subject, at=now)


def _heads_of_clerks(posts: list[Incumbent]) -> list[str]:
    """The heads of the unit in which the clerks are: that is the office."""
    offices = {post.unit for post in posts if Role.CLERK in post.roles}
    return [
        str(post.person.id) for post in posts if Role.HEAD in post.roles and post.unit in offices
    ]
