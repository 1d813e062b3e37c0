"""承办: the aggregate of what one unit (or person) has to do about a paper or a matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.assignments.asking import Asking, Request
from documents.assignments.stages import AT_WORK, Asked, Stage
from documents.consignments.capsule import Part
from documents.handling.holding import NOBODY, Holder, held_by
from documents.handling.limits import limited
from documents.handling.party import Party
from office.kernel.clock import office_day
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Assignment(Asking, Entity):
    """One party's share in handling something (条例 第二十四条（四）).

    `room` and `paper` name what it is about: the room's route and the id of its paper; `about` is
    what desks say of that (title, type, urgency, origin, number). The host (主办) answers for the
    result; helpers (协办) give the host theirs. Only the office opens it, withdraws it, and
    decides what is asked; what is said here stays inside the agency.
    """

    TOPIC: ClassVar[str] = "documents.Assignment"

    class Opened(Created):
        TOPIC: ClassVar[str] = "documents.Assignment.Opened"
        room: str
        paper: str
        about: dict[str, Any]
        round: int
        party: str
        host: bool
        deadline: str
        refusable_until: str
        by: str
        note: str
        readers: list[str]

    def __init__(
        self,
        agency: str,
        room: str,
        paper: str,
        about: dict[str, Any],
        round: int,
        party: str,
        host: bool,  # noqa: FBT001 (the library hands the event's facts in by name)
        deadline: str,
        refusable_until: str,
    ) -> None:
        given_to = Party.of(party)
        assert given_to is not None, "checked when it was opened"
        self.agency = agency
        self.room = room
        self.paper = UUID(paper)
        self.about = about
        self.round = round
        self.party = given_to
        self.host = host
        self.deadline = deadline
        self.refusable_until = refusable_until
        self.stage = Stage.OPEN
        self.holder: Holder = given_to.holder
        self.handler = "" if given_to.holder.unit else given_to.key
        self.request: Request | None = None
        self.urged = 0
        self.unanswered = 0
        self.result = ""
        self.files: tuple[Part, ...] = ()
        self.refusal = ""

    @property
    def document_type(self) -> str:
        """文种, as a delegation may be limited to some."""
        return str(self.about["type"])

    @staticmethod
    def id_of(*, paper: UUID, round: int, party: Party, time: int) -> UUID:
        """A party has one share in a round at a time; `time` counts how often it was given one."""
        return uuid5(NAMESPACE_URL, f"wenshu:assignment:{paper}:{round}:{party.word}:{time}")

    @classmethod
    def open(
        cls,
        *,
        id: UUID,
        agency: str,
        room: str,
        paper: UUID,
        about: dict[str, Any],
        round: int,
        party: Party,
        host: bool,
        deadline: str,
        refusable_until: str,
        by: str,
        note: str,
        at: datetime,
        readers: Sequence[str] = (),
    ) -> Assignment:
        """分办: `deadline` and `refusable_until` are days (ISO) or empty for none."""
        return cls.begin(
            cls.Opened,
            id=id,
            agency=agency,
            timestamp=at,
            room=room,
            paper=str(paper),
            about=about,
            round=round,
            party=party.word,
            host=host,
            deadline=deadline,
            refusable_until=refusable_until,
            by=by,
            note=note,
            readers=limited(readers, note),
        )

    def take_up(self, *, by: str, whose: str, at: datetime) -> None:
        """领办: somebody of the unit takes it upon themself."""
        self._must_be(Stage.OPEN, doing="领办")
        if self.handler:
            raise Refused("此件已经指定了承办人，不需要领办。")
        self._taken_up(timestamp=at, by=by, whose=whose, deadline=self.deadline)

    # What waits on a desk is written anew with each turn, so that its events carry the day.
    @event("TakenUp", topic="documents.Assignment.TakenUp")
    def _taken_up(self, timestamp: datetime, by: str, whose: str, deadline: str) -> None:
        self._in_hands_of(whose)

    def give(self, *, by: str, to: str, note: str, at: datetime) -> None:
        """二次分办: the unit's head says who in the unit handles it; also another one, later."""
        self._must_be(*AT_WORK, doing="分办")
        if to == self.handler:
            raise Refused("此件已经由所选的人承办。请选择另一位承办人。")
        self._given(timestamp=at, by=by, to=to, note=note, deadline=self.deadline)

    @event("Given", topic="documents.Assignment.Given")
    def _given(self, timestamp: datetime, by: str, to: str, note: str, deadline: str) -> None:
        self._in_hands_of(to)

    def refuse(self, *, by: str, reason: str, at: datetime) -> None:
        """退回改派: not this unit's business, said within the set time."""
        self._must_be(*AT_WORK, doing="退回改派")
        if not reason.strip():
            raise Refused("退回改派必须写明理由和建议的承办单位，以便重新分办。请填写理由。")
        if self.refusable_until and office_day(at).isoformat() > self.refusable_until:
            raise Refused(
                f"退回改派的时限是 {self.refusable_until}，已经过了。"
                "确需由其他单位承办的，请用“申请转办”，由办公室审定。"
            )
        self._refused(timestamp=at, by=by, reason=reason)

    @event("Refused", topic="documents.Assignment.Refused")
    def _refused(self, timestamp: datetime, by: str, reason: str) -> None:
        self.refusal = reason
        self._end(Stage.REFUSED)

    def report_progress(
        self, *, by: str, words: str, at: datetime, files: Sequence[Part] = ()
    ) -> None:
        """报告进展. It answers whatever urging has had no answer yet."""
        self._must_be(*AT_WORK, doing="报告进展")
        if not words.strip():
            raise Refused("请写明办理进展：已经做了什么、还要做什么、预计何时办完。")
        told = [asdict(each) for each in files]
        self._progress_reported(timestamp=at, by=by, words=words, files=told)

    @event("ProgressReported", topic="documents.Assignment.ProgressReported")
    def _progress_reported(
        self, timestamp: datetime, by: str, words: str, files: list[dict[str, Any]] | None = None
    ) -> None:
        self.unanswered = 0
        self._keep(files)

    @event("Asked", topic="documents.Assignment.Asked")
    def _asked(
        self, timestamp: datetime, by: str, what: str, reason: str, until: str, to: str
    ) -> None:
        self.request = Request(what=Asked(what), by=by, reason=reason, until=until, to=to)

    @event("Extended", topic="documents.Assignment.Extended")
    def _extended(self, timestamp: datetime, by: str, until: str, words: str) -> None:
        self.deadline = until
        self.request = None

    @event("Transferred", topic="documents.Assignment.Transferred")
    def _transferred(self, timestamp: datetime, by: str, to: str, words: str) -> None:
        self.request = None
        self._end(Stage.WITHDRAWN)

    @event("Denied", topic="documents.Assignment.Denied")
    def _denied(self, timestamp: datetime, by: str, reason: str) -> None:
        self.request = None

    @event("Urged", topic="documents.Assignment.Urged")
    def _was_urged(
        self,
        timestamp: datetime,
        by: str,
        means: str,
        whom: str,
        words: str,
        unanswered: int,
    ) -> None:
        self.urged += 1
        self.unanswered = unanswered

    @event("UrgingAnswered", topic="documents.Assignment.UrgingAnswered")
    def _urging_answered(self, timestamp: datetime, by: str, words: str) -> None:
        self.unanswered = 0

    def finish(self, *, by: str, result: str, at: datetime, files: Sequence[Part] = ()) -> None:
        """报办理结果; a helper's is their opinion for the host."""
        self._must_be(*AT_WORK, doing="报办理结果")
        if not result.strip():
            raise Refused(
                "请填写办理结果后再报（《条例》第二十四条（七））；协办的，请填写协办意见。"
            )
        told = [asdict(each) for each in files]
        self._finished(timestamp=at, by=by, result=result, files=told)

    @event("Done", topic="documents.Assignment.Done")
    def _finished(
        self, timestamp: datetime, by: str, result: str, files: list[dict[str, Any]] | None = None
    ) -> None:
        self.result = result
        self._keep(files)
        self._end(Stage.DONE)

    def send_back(self, *, by: str, reason: str, at: datetime) -> None:
        """退回重办: the office found the result wanting; it is in the same hands again."""
        self._must_be(Stage.DONE, doing="退回重办")
        if not reason.strip():
            raise Refused("退回重办必须写明哪里办得不到位。请填写理由。")
        self._sent_back(
            timestamp=at,
            by=by,
            reason=reason,
            handler=self.handler,
            party=self.party.word,
            deadline=self.deadline,
        )

    @event("SentBack", topic="documents.Assignment.SentBack")
    def _sent_back(
        self,
        timestamp: datetime,
        by: str,
        reason: str,
        handler: str,
        party: str,
        deadline: str,
    ) -> None:
        if self.handler:
            self._in_hands_of(self.handler)
        else:
            self.stage, self.holder = Stage.OPEN, self.party.holder

    def withdraw(self, *, by: str, reason: str, at: datetime) -> None:
        """收回: the office gives it to somebody else, or nothing is left to do."""
        self._must_be(*AT_WORK, doing="收回")
        self._withdrawn(timestamp=at, by=by, reason=reason)

    @event("Withdrawn", topic="documents.Assignment.Withdrawn")
    def _withdrawn(self, timestamp: datetime, by: str, reason: str) -> None:
        self.request = None
        self._end(Stage.WITHDRAWN)

    def become_host(self, *, by: str, host: bool, at: datetime, reason: str = "") -> None:
        """变更主办: only the office says whose the result is."""
        self._must_be(*AT_WORK, doing="变更主办")
        if host is not self.host:
            self._host_changed(timestamp=at, by=by, host=host, reason=reason)

    @event("HostChanged", topic="documents.Assignment.HostChanged")
    def _host_changed(self, timestamp: datetime, by: str, *, host: bool, reason: str = "") -> None:
        self.host = host

    def set_deadline(self, *, by: str, deadline: str, at: datetime, reason: str = "") -> None:
        """The leader's date, or the office's: another day to be done by (ISO)."""
        self._must_be(*AT_WORK, doing="调整时限")
        date.fromisoformat(deadline)
        if deadline != self.deadline:
            self._deadline_set(timestamp=at, by=by, deadline=deadline, reason=reason)

    @event("DeadlineSet", topic="documents.Assignment.DeadlineSet")
    def _deadline_set(self, timestamp: datetime, by: str, deadline: str, reason: str = "") -> None:
        self.deadline = deadline

    def be_instructed(self, *, by: str, at: datetime) -> None:
        """A leader has said something further about the paper; whoever handles it is to see it."""
        if self.stage in AT_WORK:
            self._instructed(timestamp=at, by=by)

    @event("Instructed", topic="documents.Assignment.Instructed")
    def _instructed(self, timestamp: datetime, by: str) -> None:
        """The words are the paper's."""

    def hand_over(self, *, by: str, giver: str, taker: str, at: datetime) -> None:
        """移交: what the one handles the other handles from now on."""
        self._must_be(*AT_WORK, doing="移交")
        if giver not in self.holder.people:
            raise Refused("此件已经不在移交人手中，没有移交。")
        self._handed_over(timestamp=at, by=by, giver=giver, taker=taker)

    @event("HandedOver", topic="documents.Assignment.HandedOver")
    def _handed_over(self, timestamp: datetime, by: str, giver: str, taker: str) -> None:
        self._in_hands_of(taker)

    def _keep(self, files: list[dict[str, Any]] | None) -> None:
        """Each once, however often it was handed in; events from before have none."""
        added = (Part(**each) for each in files or ())
        self.files = tuple({each.digest: each for each in (*self.files, *added)}.values())

    def _in_hands_of(self, person: str) -> None:
        self.handler = person
        self.stage = Stage.IN_HAND
        self.holder = held_by(person)

    def _end(self, stage: Stage) -> None:
        self.stage = stage
        self.holder = NOBODY
        self.unanswered = 0
