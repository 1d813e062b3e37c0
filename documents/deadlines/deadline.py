"""时限: the aggregate of one turn that has to be done by a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity


class Deadline(Entity):
    """What waits for somebody, by when, and who was told of it.

    `about` is what waits (a desk's subject), `paper` what it belongs to: the same, or the paper of
    which it is a share. Moments are ISO. `due` is when the step is to be done by the agency's own
    measure, `senders` the last day (ISO) of whoever sent the paper: two limits, told apart.
    `basis`: stated (a leader or the office named the day) or table, with its `allowance` in words.

    The moments at which something is due are in the events, so that what was promised then is
    known for ever, however the calendar and the table change. No command refuses: time acts by
    itself, and what is not to be done any more is no event.
    """

    TOPIC: ClassVar[str] = "documents.Deadline"

    class Set(Created):
        TOPIC: ClassVar[str] = "documents.Deadline.Set"
        by: str
        room: str
        about: str
        paper: str
        slot: str
        turn: int
        step: str
        holder: dict[str, Any]
        kind: str
        urgency: str
        since: str
        due: str
        near: str
        basis: str
        allowance: str
        senders: str
        senders_end: str
        stopped: bool
        current: bool

    def __init__(
        self,
        agency: str,
        room: str,
        about: str,
        paper: str,
        slot: str,
        turn: int,
        step: str,
        due: str,
        senders: str,
        *,
        stopped: bool,
    ) -> None:
        self.agency = agency
        self.room = room
        self.about = UUID(about)
        self.paper = UUID(paper)
        self.slot = slot
        self.turn = turn
        self.step = step
        self.due = due
        self.senders = senders
        self.stopped_at: datetime | None = None
        self.stopped = stopped
        self.reminded = 0
        self.deputies: tuple[str, ...] = ()
        self.passed = False
        self.senders_passed = False
        self.ended = False

    @staticmethod
    def id_of(*, about: UUID, slot: str, turn: int) -> UUID:
        """A turn (by the id of the event that began it) has one deadline."""
        return uuid5(NAMESPACE_URL, f"wenshu:deadline:{about}:{slot}:{turn}")

    @classmethod
    def set(cls, *, id: UUID, agency: str, at: datetime, facts: Mapping[str, Any]) -> Deadline:
        """`facts`: all that `Set` records."""
        return cls.begin(cls.Set, id=id, agency=agency, timestamp=at, **facts)

    @property
    def is_running(self) -> bool:
        """Whether time counts against whoever has it."""
        return not (self.ended or self.stopped)

    def is_over(self, at: datetime) -> bool:
        """Whether the moment by which it is to be done is past."""
        return bool(self.due) and at > datetime.fromisoformat(self.due)

    def move(
        self, *, by: str, due: str, near: str, basis: str, allowance: str, at: datetime
    ) -> None:
        """Another moment: a leader's date, an extension, a calendar that became known."""
        if not self.ended and due != self.due:
            self._moved(
                timestamp=at,
                by=by,
                due=due,
                near=near,
                basis=basis,
                allowance=allowance,
                stopped=self.stopped,
            )

    @event("Moved", topic="documents.Deadline.Moved")
    def _moved(
        self,
        timestamp: datetime,
        by: str,
        due: str,
        near: str,
        basis: str,
        allowance: str,
        *,
        stopped: bool = False,
    ) -> None:
        self.due = due
        self.passed = False

    def hand(self, *, by: str, holder: Mapping[str, str], at: datetime) -> None:
        """Another has it now; the time is the same."""
        if not self.ended:
            self._handed(timestamp=at, by=by, holder=dict(holder))

    @event("Handed", topic="documents.Deadline.Handed")
    def _handed(self, timestamp: datetime, by: str, holder: dict[str, Any]) -> None:
        """Who is told is asked of the desk when it is time."""

    def state_senders(self, *, by: str, day: str, end: str, at: datetime) -> None:
        """The sender's last day became known, or is another (ISO, and the moment of its end)."""
        if not self.ended and day != self.senders:
            self._senders_stated(timestamp=at, by=by, day=day, end=end)

    @event("SendersStated", topic="documents.Deadline.SendersStated")
    def _senders_stated(self, timestamp: datetime, by: str, day: str, end: str) -> None:
        self.senders = day
        self.senders_passed = False

    def remind(
        self,
        *,
        by: str,
        to: Sequence[str],
        deputies: Sequence[str],
        again: str,
        words: str,
        at: datetime,
    ) -> None:
        """提醒、催办 of whoever has it (`to`) and who stands in for them; `again`: when next."""
        if self.is_running:
            self._reminded(
                timestamp=at,
                by=by,
                to=list(to),
                deputies=list(deputies),
                number=self.reminded + 1,
                again=again,
                words=words,
            )

    @event("Reminded", topic="documents.Deadline.Reminded")
    def _reminded(
        self,
        timestamp: datetime,
        by: str,
        to: list[str],
        deputies: list[str],
        number: int,
        again: str,
        words: str,
    ) -> None:
        self.reminded = number
        self.deputies = tuple(dict.fromkeys((*self.deputies, *deputies)))

    def pass_by(self, *, by: str, again: str, at: datetime) -> None:
        """超期: the moment is past, and it is not done. `again`: when somebody is told."""
        reached = bool(self.due) and at >= datetime.fromisoformat(self.due)
        if self.is_running and not self.passed and reached:
            self._passed(timestamp=at, by=by, due=self.due, again=again)

    @event("Passed", topic="documents.Deadline.Passed")
    def _passed(self, timestamp: datetime, by: str, due: str, again: str) -> None:
        self.passed = True

    def pass_senders(self, *, by: str, at: datetime) -> None:
        """The sender's day is past. Their clock does not stop while we wait for others."""
        if not self.ended and self.senders and not self.senders_passed:
            self._senders_passed(timestamp=at, by=by, day=self.senders)

    @event("SendersPassed", topic="documents.Deadline.SendersPassed")
    def _senders_passed(self, timestamp: datetime, by: str, day: str) -> None:
        self.senders_passed = True

    def stop(self, *, by: str, at: datetime) -> None:
        """停钟: something outside is waited for."""
        if self.is_running:
            self._stopped(timestamp=at, by=by)

    @event("Stopped", topic="documents.Deadline.Stopped")
    def _stopped(self, timestamp: datetime, by: str) -> None:
        self.stopped = True
        self.stopped_at = timestamp

    def start(
        self, *, by: str, due: str, near: str, current: bool, at: datetime, again: str = ""
    ) -> None:
        """复钟: what was left of the time is left still; of what was over nothing is, and whoever
        has it is told `again`. `current`: the desk is to show it."""
        if self.stopped and not self.ended:
            if self.passed:
                due, near = self.due, ""
            self._started(
                timestamp=at,
                by=by,
                about=str(self.about),
                slot=self.slot,
                due=due,
                near=near,
                current=current,
                passed=self.passed,
                again=again if self.passed else "",
            )

    @event("Started", topic="documents.Deadline.Started")
    def _started(
        self,
        timestamp: datetime,
        by: str,
        about: str,
        slot: str,
        due: str,
        near: str,
        *,
        current: bool,
        passed: bool = False,
        again: str = "",
    ) -> None:
        self.stopped = False
        self.stopped_at = None
        self.due = due

    def meet(self, *, by: str, ended: datetime, at: datetime) -> None:
        """It was done, or taken away, at the moment `ended`."""
        if not self.ended:
            late = not self.stopped and self.is_over(ended)
            self._met(
                timestamp=at,
                by=by,
                ended=ended.isoformat(),
                deputies=list(self.deputies),
                late=late,
            )

    @event("Met", topic="documents.Deadline.Met")
    def _met(
        self, timestamp: datetime, by: str, ended: str, deputies: list[str], *, late: bool
    ) -> None:
        self.ended = True
