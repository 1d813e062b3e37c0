"""What people do about a paper's time: stop it, let it run on, state the sender's day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from documents.deadlines.deadline import Deadline
from documents.deadlines.lookup import DeadlineLookup
from documents.deadlines.paper_clock import PaperClock
from documents.deadlines.ports import Papers
from documents.deadlines.table import DeadlineTable
from documents.incoming.incoming import Incoming
from documents.incoming.registers import ROOM as INCOMING
from documents.permissions import Permission
from documents.reading.dates import day_in
from office.calendar import WorkingHours
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Missing, Refused


class Clocks(DeadlineLookup):
    """Commands on the clock of a paper; all its open deadlines go with it, in the same commit."""

    def __init__(
        self, node: Node, *, hours: WorkingHours, table: DeadlineTable, papers: Papers
    ) -> None:
        super().__init__(node)
        self.hours = hours
        self.table = table
        self.papers = papers

    def stop(self, act: Act, *, room: str, paper: UUID, reason: str) -> None:
        """停钟: something outside is waited for."""

        def change(clock: PaperClock) -> None:
            clock.stop(by=act.person, reason=reason, at=self.clock.now())
            self._stop_all(act, paper)

        self._act(act, room, paper, Permission.Deadline.STOP, change, given={"reason": reason})

    def start(self, act: Act, *, room: str, paper: UUID) -> None:
        """复钟."""

        def change(clock: PaperClock) -> None:
            clock.start(by=act.person, at=self.clock.now())
            if not clock.is_stopped:
                self._start_all(act, paper)

        self._act(act, room, paper, Permission.Deadline.START, change, given={})

    def state_senders(self, act: Act, *, room: str, paper: UUID, day: str) -> None:
        """来文时限, beside the agency's own."""

        def change(clock: PaperClock) -> None:
            self._state(act, clock, day=day, dated=self._dated(room, paper))

        self._act(act, room, paper, Permission.Deadline.STATE, change, given={"day": day})

    def senders_said(self, act: Act, *, room: str, paper: UUID, day: str) -> None:
        """The paper came with its day, or another was granted; as a part of the caller's act.

        A day that nobody could have entered here is no reason not to take in a paper.
        """
        clock = self._begun(act.agency, room, paper)
        try:
            self._state(act, clock, day=day, dated="")
        except Refused:
            return
        self.save(clock)

    def _state(self, act: Act, clock: PaperClock, *, day: str, dated: str) -> None:
        now = self.clock.now()
        clock.state_senders(by=act.person, day=day, at=now, dated=dated)
        for it in self._open(clock.paper):
            it.state_senders(by=act.person, day=day, end=self.end_of_day(day), at=now)
            self.save(it)

    def wait_for(self, act: Act, *, room: str, paper: UUID, cause: str, reason: str) -> None:
        """Stop by itself, for what others were asked; as a part of the caller's act."""
        clock = self._begun(act.agency, room, paper)
        clock.stop(by=act.person, reason=reason, cause=cause, at=self.clock.now())
        self.save(clock)
        self._stop_all(act, paper)

    def wait_no_more(self, act: Act, *, paper: UUID, cause: str) -> None:
        """What was asked is answered, or given up; as a part of the caller's act."""
        clock = self.clock_of(paper)
        if clock is None or cause not in clock.causes:
            return
        clock.start(by=act.person, cause=cause, at=self.clock.now())
        self.save(clock)
        if not clock.is_stopped:
            self._start_all(act, paper)

    def end_of_day(self, day: str) -> str:
        """When work ends on that day (ISO); empty for none."""
        return self.hours.closing(date.fromisoformat(day)).isoformat() if day else ""

    def near(self, since: datetime, due: datetime) -> str:
        """When somebody is reminded before it; empty where the time is too short for that."""
        before = self.table.reminding.before
        whole = self.hours.between(since, due)
        ahead = self.hours.between(since, before.ends(since, self.hours))
        if whole < 2 * ahead:
            return ""
        return self.hours.after(since, whole - ahead).isoformat()

    def _act(
        self,
        act: Act,
        room: str,
        paper: UUID,
        permission: Permission.Deadline,
        change: Callable[[PaperClock], None],
        *,
        given: dict[str, Any],
    ) -> None:
        def decide() -> None:
            clock = self._begun(act.agency, room, paper)
            self.node.guard(act, permission, clock)
            change(clock)
            self.save(clock)

        given = {"room": room, "paper": paper, **given}
        self.perform(act, name=permission, given=given, decide=decide)

    def _begun(self, agency: str, room: str, paper: UUID) -> PaperClock:
        found = self.clock_of(paper)
        if found is not None:
            return found
        described = self.on_desk(paper)
        if described is None or described.agency != agency:
            raise Missing("没有这件公文，或者它不属于本机关。请从列表中打开。")
        now = self.clock.now()
        return PaperClock.begin_for(agency=agency, room=room, paper=paper, at=now)

    def _dated(self, room: str, paper: UUID) -> str:
        """成文日期 of what came from another office (ISO); empty where it is not known."""
        if room != INCOMING:
            return ""
        day = day_in(str(self.load(Incoming, paper).capsule.facts.get("date", "")))
        return day.isoformat() if day else ""

    def _open(self, paper: UUID) -> list[Deadline]:
        rows = [row for row in self.of_paper(paper) if row.ended_at is None]
        return [self.load(Deadline, row.subject) for row in rows]

    def _stop_all(self, act: Act, paper: UUID) -> None:
        for it in self._open(paper):
            it.stop(by=act.person, at=self.clock.now())
            self.save(it)

    def _start_all(self, act: Act, paper: UUID) -> None:
        now = self.clock.now()
        for it in self._open(paper):
            item = self.waiting_at(it.about, it.slot)
            due, near = self._moved_on(it, now)
            it.start(
                by=act.person,
                due=due,
                near=near,
                again=self.next_reminder(it, now) if it.reminded < self._most else "",
                current=item is not None,
                at=now,
            )
            self.save(it)

    def _moved_on(self, it: Deadline, now: datetime) -> tuple[str, str]:
        """By when it is to be done now that time runs on, and when somebody is reminded of it."""
        if not it.due:
            return "", ""
        since, due = it.stopped_at or it.created_on, datetime.fromisoformat(it.due)
        if due <= since:  # it was over when time stood still
            return it.due, ""
        moment = self.hours.after(now, self.hours.between(since, due))
        return moment.isoformat(), self.near(now, moment)

    @property
    def _most(self) -> int:
        return self.table.reminding.most

    def next_reminder(self, it: Deadline, now: datetime) -> str:
        """When whoever has what is over is told once more; none before the moment, which reminds
        by itself."""
        if not it.passed:
            return ""
        every = self.table.reminding.every
        if every.in_days:  # in the morning: at the end of a day nobody is at work any more
            day = self.hours.days.after(office_day(now), every.count).day
            return self.hours.opening(day).isoformat()
        return every.ends(now, self.hours).isoformat()
