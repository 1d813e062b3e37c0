"""The room of deadlines: set when a turn begins, kept by time, met when the turn ends.

Desks say what waits for whom (`office.desk.turns`); whatever the table names, or somebody gave a
day, has a deadline. No room of papers knows of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Row
from sqlalchemy.exc import InterfaceError, OperationalError

from documents.deadlines.aside import put_aside, taken_in, to_try_again
from documents.deadlines.clocks import Clocks
from documents.deadlines.deadline import Deadline
from documents.deadlines.lookup import STATED
from documents.deadlines.ports import Papers, Posts, StandIns, Urges
from documents.deadlines.registers import NEAR, OVER, REMIND, SENDERS_OVER
from documents.deadlines.step_names import act_of_step
from documents.deadlines.table import DeadlineTable
from documents.incoming.registers import ROOM as INCOMING
from office.calendar import WorkingHours
from office.desk.registers import TO_DO
from office.desk.turn_register import BEGAN, CHANGED
from office.directory.acting.scope import covers
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.timers.timer import TIMER, Timer

log = logging.getLogger(__name__)
NO_DATABASE = (OperationalError, InterfaceError)


@dataclass(frozen=True, slots=True)
class Limits:
    """When something is due, when somebody is reminded before that, and why then. ISO moments;
    empty for none."""

    due: str = ""
    near: str = ""
    basis: str = ""
    allowance: str = ""


class Deadlines(Clocks):
    """时限. What people do here is in `Clocks`; here is what happens by itself."""

    def __init__(  # what a room stands on, named once
        self,
        node: Node,
        *,
        hours: WorkingHours,
        table: DeadlineTable,
        posts: Posts,
        stand_ins: StandIns,
        papers: Papers,
    ) -> None:
        super().__init__(node, hours=hours, table=table, papers=papers)
        self.posts = posts
        self.stand_ins = stand_ins
        self._urges: dict[str, Urges] = {}
        self._senders_days: set[str] = set()
        self._near: dict[str, Callable[[date], datetime]] = {}

    def urge_in(self, room: str, urges: Urges) -> None:
        """What waits in this room has it noted in its own stream when somebody is reminded."""
        self._urges[room] = urges

    def days_are_senders(self, room: str) -> None:
        """The day on this room's desk items is what the sender asks for, not our own."""
        self._senders_days.add(room)

    def near_by(self, room: str, near: Callable[[date], datetime]) -> None:
        """Shares of this room's papers are reminded of from this moment on, by their last day."""
        self._near[room] = near

    def keep_up(self) -> bool:
        """Set and meet what desks have changed since last time; tells whether anything had.

        One act for an agency. The same turns again change nothing, so it does not matter where
        somebody was killed. What cannot be taken in holds up nothing else.
        """
        for again in to_try_again(self.node.store, now=self.clock.now()):
            self._take_or_put_aside(again, again=True)
        rows = self.turns_since()
        for agency in dict.fromkeys(row.agency for row in rows):
            mine = [row for row in rows if row.agency == agency and self._matters(row)]
            if not mine:
                continue
            try:
                self._take_in(mine, command=f"turns:{mine[0].id}-{mine[-1].id}")
            except NO_DATABASE:
                raise  # not the fault of any turn: all of them come again
            except Exception:
                log.exception("turns of %s could not be taken in together", agency)
                for row in mine:
                    self._take_or_put_aside(row)
        if rows:
            self.read_until(rows[-1].id)
        return bool(rows)

    def _take_or_put_aside(self, row: Row[Any], *, again: bool = False) -> None:
        """By itself. What was put aside before is nothing any more when something came after."""
        command = f"turn:{row.id}:{uuid5(row.subject, row.slot)}"
        try:
            if not again or self.is_current(row):
                self._take_in([row], command=command)
        except NO_DATABASE:
            raise
        except Exception as fault:
            log.exception("the turn %s of %s is put aside", row.id, row.subject)
            problem = f"{type(fault).__name__}: {fault}"
            put_aside(self.node.store, row.id, problem=problem, now=self.clock.now())
        else:
            if again:
                taken_in(self.node.store, row.id)

    def _take_in(self, rows: Sequence[Row[Any]], *, command: str) -> None:
        act = Act(agency=rows[0].agency, person=TIMER, command=command)

        def decide() -> None:
            for row in rows:
                self._take(act, row)

        self.perform(act, name="deadlines", given={}, decide=decide)

    def wait_outside(self) -> bool:
        """Stop the clock of papers whose answers others are asked about, until they have said what
        they have to say; tells whether there was any."""
        asked, settled = self.asked_outside(), self.heard_outside()
        for row in asked:
            self._wait(row, stop=True)
        for row in settled:
            self._wait(row, stop=False)
        return bool(asked or settled)

    def _wait(self, row: Row[Any], *, stop: bool) -> None:
        cause = str(row.consultation)
        # It is asked once: whether it waits is the same for ever after its end.
        command = f"{'asked' if stop else 'heard'}:{row.consultation}"
        act = Act(agency=row.agency, person=TIMER, command=command)

        def decide() -> None:
            if stop:
                self.wait_for(
                    act,
                    room=INCOMING,
                    paper=row.paper,
                    cause=cause,
                    reason="复文正在征求外单位意见",
                )
            else:
                self.wait_no_more(act, paper=row.paper, cause=cause)

        self.perform(act, name="wait outside", given={"paper": row.paper}, decide=decide)

    def pass_by(self, act: Act, timer: Timer) -> None:
        """The moment is past: a fact at once, a reminder as soon as the office is open."""

        def decide() -> None:
            self._pass(self.load(Deadline, timer.subject), self.clock.now())

        self.perform(act, name=OVER, given={"at": timer.at}, decide=decide)

    def pass_senders(self, act: Act, timer: Timer) -> None:
        """The sender's day is past."""

        def decide() -> None:
            it = self.load(Deadline, timer.subject)
            it.pass_senders(by=TIMER, at=self.clock.now())
            self.save(it)

        self.perform(act, name=SENDERS_OVER, given={"at": timer.at}, decide=decide)

    def remind(self, act: Act, timer: Timer) -> None:
        """提醒 before the moment, 催办 after it; in working hours only (see `Timekeeper.call`)."""

        def decide() -> None:
            it, now = self.load(Deadline, timer.subject), self.clock.now()
            if not it.is_running:
                return
            if timer.kind == NEAR and it.is_over(now):  # the node was down, or the office shut
                self._pass(it, now)
                return
            title = self.title_of(it.about)
            words = f"{'已超时限' if it.passed else '时限将到'}：《{title}》"
            to = self._holders(act.agency, it)
            it.remind(
                by=TIMER,
                to=to,
                deputies=self._deputies(to, it) if len(to) == 1 else [],
                again=self.next_reminder(it, now) if it.reminded + 1 < self._most else "",
                words=words,
                at=now,
            )
            self.save(it)
            if it.room in self._urges:
                self._urges[it.room](act, it.about, words)

        self.perform(act, name=REMIND, given={"at": timer.at}, decide=decide)

    def _pass(self, it: Deadline, now: datetime) -> None:
        again = self.hours.opens(now).isoformat() if it.reminded < self._most else ""
        it.pass_by(by=TIMER, again=again, at=now)
        self.save(it)

    def _matters(self, row: Row[Any]) -> bool:
        """Whether there is anything to do: not where a deadline itself set the desk's day."""
        if row.what != CHANGED or row.person is not None:
            return True
        standing = self.open_at(row.subject, row.slot)
        return standing is not None and bool(row.due) and row.due != self._day_of(standing)

    def _take(self, act: Act, row: Row[Any]) -> None:
        now = self.clock.now()
        standing = self.open_at(row.subject, row.slot)
        if standing is not None and standing.turn >= row.id:
            return  # taken in before
        if row.what == CHANGED:
            if standing is not None:
                self._change(standing, row, now)
            return
        if standing is not None:
            standing.meet(by=act.person, ended=row.at, at=now)
            self.save(standing)
        if row.what == BEGAN:
            self._set(act, row, now)

    def _set(self, act: Act, row: Row[Any], now: datetime) -> None:
        subject = self.on_desk(row.subject)
        id = Deadline.id_of(about=row.subject, slot=row.slot, turn=row.id)
        if subject is None or self.exists(id):
            return
        paper = self.papers.paper_of(subject.room, row.subject)
        clock = self.clock_of(paper)
        senders = clock.senders if clock else ""
        if subject.room in self._senders_days:
            senders = row.due or senders
        limits = self._limits(subject, row, paper)
        if not (limits.due or (senders and row.list == TO_DO)):
            return
        it = Deadline.set(
            id=id,
            agency=act.agency,
            at=now,
            facts={
                "by": act.person,
                "room": subject.room,
                "about": str(row.subject),
                "paper": str(paper),
                "slot": row.slot,
                "turn": row.id,
                "step": row.step,
                "holder": _holder(row),
                "kind": subject.kind,
                "urgency": subject.urgency,
                "since": row.at.isoformat(),
                "due": limits.due,
                "near": limits.near,
                "basis": limits.basis,
                "allowance": limits.allowance,
                "senders": senders,
                "senders_end": self.end_of_day(senders),
                "stopped": clock.is_stopped if clock else False,
                "current": self.is_current(row) and subject.room not in self._senders_days,
            },
        )
        self.save(it)

    def _limits(self, subject: Any, row: Row[Any], paper: UUID) -> Limits:
        """The day that somebody named, else what the table says."""
        if row.due and subject.room not in self._senders_days:
            due = self.hours.closing(date.fromisoformat(row.due))
            return Limits(due.isoformat(), self._near_of(paper, row.at, due), STATED)
        kinds = self.papers.kinds_of(subject.room, row.subject, subject.kind)
        allowed = self.table.allowance(
            (subject.room, row.step), kinds=kinds, urgency=subject.urgency
        )
        if allowed is None:
            return Limits()
        due = allowed.ends(row.at, self.hours)
        return Limits(due.isoformat(), self.near(row.at, due), "table", allowed.words)

    def _near_of(self, paper: UUID, since: datetime, due: datetime) -> str:
        """When somebody is reminded of a day that was named."""
        about = self.on_desk(paper)
        by_room = self._near.get(about.room) if about else None
        if by_room is not None:
            moment = by_room(office_day(due))
            if moment > since:
                return moment.isoformat()
        return self.near(since, due)

    def _change(self, it: Deadline, row: Row[Any], now: datetime) -> None:
        if row.person is not None:
            it.hand(by=TIMER, holder=_holder(row), at=now)
        if row.due and row.due != self._day_of(it) and it.room not in self._senders_days:
            due = self.hours.closing(date.fromisoformat(row.due))
            it.move(
                by=TIMER,
                due=due.isoformat(),
                near=self._near_of(it.paper, now, due),
                basis=STATED,
                allowance="",
                at=now,
            )
        self.save(it)

    def _holders(self, agency: str, it: Deadline) -> list[str]:
        """For whom it waits now."""
        item = self.waiting_at(it.about, it.slot)
        if item is None:
            return []
        if item.person:
            return [item.person]
        posts = self.posts.posts_on(agency)
        found = [
            str(each.person.id)
            for each in posts
            if (item.role and item.role in each.roles) or (item.unit and each.unit == item.unit)
        ]
        return list(dict.fromkeys(found))

    def _deputies(self, to: list[str], it: Deadline) -> list[str]:
        """Who may do it in their place today (代理); a secretary has the desk before them
        anyway."""
        return list(
            dict.fromkeys(
                each.delegate
                for person in to
                for each in self.stand_ins.who_may_act_for(person)
                if not each.is_secretary and covers(each.scope, act_of_step(it.room, it.step))
            )
        )

    @staticmethod
    def _day_of(it: Deadline) -> str:
        return office_day(datetime.fromisoformat(it.due)).isoformat() if it.due else ""


def _holder(row: Row[Any]) -> Mapping[str, str]:
    return {name: getattr(row, name) or "" for name in ("person", "role", "unit")}
