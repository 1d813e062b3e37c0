"""一件公文的时钟: whether it runs, and what its sender asked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from office.kernel.entered_days import must_be_near
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class PaperClock(Entity):
    """The clock of one paper, begun when somebody first says something of it.

    It stops while something outside the agency is waited for (an answer to what we asked, a
    supplement from the sender): by hand, with a reason, or by what was asked (`cause`). `senders`
    is the day (ISO) by which the sender wants it done.
    """

    TOPIC: ClassVar[str] = "documents.PaperClock"

    class Begun(Created):
        TOPIC: ClassVar[str] = "documents.PaperClock.Begun"
        room: str
        paper: str

    def __init__(self, agency: str, room: str, paper: str) -> None:
        self.agency = agency
        self.room = room
        self.paper = UUID(paper)
        self.causes: dict[str, str] = {}
        self.senders = ""

    @staticmethod
    def id_of(paper: UUID) -> UUID:
        """A paper has one clock."""
        return uuid5(NAMESPACE_URL, f"wenshu:paper-clock:{paper}")

    @classmethod
    def begin_for(cls, *, agency: str, room: str, paper: UUID, at: datetime) -> PaperClock:
        """It runs."""
        return cls.begin(
            cls.Begun,
            id=cls.id_of(paper),
            agency=agency,
            timestamp=at,
            room=room,
            paper=str(paper),
        )

    @property
    def is_stopped(self) -> bool:
        """Whether anything outside is waited for."""
        return bool(self.causes)

    def stop(self, *, by: str, reason: str, at: datetime, cause: str = "") -> None:
        """停钟. `cause` names what is waited for, where it says by itself when that is over."""
        if not reason.strip():
            raise Refused("停止计时必须写明等候什么，例如“等来文机关补送附件”。请填写后再停。")
        if cause in self.causes:
            if cause:
                return
            raise Refused("此件已经停止计时。等候的已经收到的，请恢复计时。")
        self._stopped(
            timestamp=at, by=by, paper=str(self.paper), cause=cause, reason=reason.strip()
        )

    @event("Stopped", topic="documents.PaperClock.Stopped")
    def _stopped(self, timestamp: datetime, by: str, paper: str, cause: str, reason: str) -> None:
        self.causes[cause] = reason

    def start(self, *, by: str, at: datetime, cause: str = "") -> None:
        """复钟."""
        if cause in self.causes:
            self._started(timestamp=at, by=by, cause=cause)
        elif not cause:
            raise Refused("此件没有停止计时，或者正等候外单位答复；答复后自行恢复计时。")

    @event("Started", topic="documents.PaperClock.Started")
    def _started(self, timestamp: datetime, by: str, cause: str) -> None:
        del self.causes[cause]

    def state_senders(self, *, by: str, day: str, at: datetime, dated: str = "") -> None:
        """来文时限, as the paper says it (a day in ISO form); empty for none any more.

        `dated`: the paper's own day, 成文日期, where it is known.
        """
        try:
            if day:
                date.fromisoformat(day)
        except ValueError as error:
            raise Refused(f"“{day}”不是一个日期，请按“年-月-日”填写，例如 2026-12-31。") from error
        must_be_near(day, what="来文时限", at=at, field="day")
        if day and day < dated:
            raise Refused(
                f"来文时限 {day} 早于成文日期 {dated}。请核对来文后重新填写。", field="day"
            )
        if day != self.senders:
            self._senders_stated(timestamp=at, by=by, day=day)

    @event("SendersStated", topic="documents.PaperClock.SendersStated")
    def _senders_stated(self, timestamp: datetime, by: str, day: str) -> None:
        self.senders = day
