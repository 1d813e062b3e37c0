"""交办事项: what another agency told us about a matter that it supervises, and what we reported.

The paper itself is an incoming document (收文), handled like any other; this stream stands beside
it, so that neither the supervisor's words nor our reports make stale what somebody is just
deciding about the paper.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.consignments.capsule import Capsule, Part
from documents.handling.holding import CLERK, NOBODY
from documents.supervision.charges.report import Report
from documents.supervision.said import ENDING, SAID_WORDS, Reporting, Said
from documents.supervision.stages import PROPOSED, AnswerClass, Kind
from office.kernel.clock import day_in_words, office_day
from office.kernel.entered_days import must_be_near
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Charge(Entity):
    """A matter of another agency that we carry out. `deadline` is a day (ISO).

    `proposal` is what was drafted as the next report; `approver` the leader before whom it lies.
    """

    TOPIC: ClassVar[str] = "documents.Charge"

    class Begun(Created):
        TOPIC: ClassVar[str] = "documents.Charge.Begun"
        incoming: str
        capsule: dict[str, Any]

    def __init__(self, agency: str, incoming: str, capsule: dict[str, Any]) -> None:
        self.agency = agency
        self.incoming = UUID(incoming)
        self.capsule = Capsule.from_json(capsule)
        matter = self.capsule.facts["supervision"]
        self.kind = Kind(matter["kind"])
        self.number = str(matter["number"])
        self.requirement = str(matter["requirement"])
        self.deadline = str(matter["deadline"])
        self.host = bool(matter["host"])
        self.asked = ""
        self.reported = False
        self.ended: Said | None = None
        self.holder = NOBODY
        self.approver = self.proposer = ""
        self.proposal: Report | None = None
        self.last_approver = ""
        self.sent_files: tuple[Part, ...] = ()

    @staticmethod
    def id_of(incoming: UUID) -> UUID:
        """One for each paper."""
        return uuid5(NAMESPACE_URL, f"wenshu:charge:{incoming}")

    @classmethod
    def begin_for(cls, *, incoming: UUID, capsule: Capsule, at: datetime) -> Charge:
        """It came with its paper."""
        return cls.begin(
            cls.Begun,
            id=cls.id_of(incoming),
            agency=capsule.addressee,
            timestamp=at,
            incoming=str(incoming),
            capsule=capsule.to_json(),
        )

    @property
    def to_be_answered(self) -> bool:
        """Whether our result is the answer to deputies or members, with its class."""
        return self.kind in PROPOSED and self.host

    @property
    def files(self) -> tuple[Part, ...]:
        """Everything that was attached to a report or is to be, each once."""
        drafted = self.proposal.files if self.proposal else ()
        return tuple({each.digest: each for each in (*self.sent_files, *drafted)}.values())

    def hear(self, said: Said, *, words: str, until: str, consignment: str, at: datetime) -> None:
        """What the supervisor says: urged, extended to a day (ISO), sent back, closed."""
        self._heard(
            timestamp=at, said=str(said), words=words, until=until, consignment=consignment
        )

    @event("Heard", topic="documents.Charge.Heard")
    def _heard(
        self, timestamp: datetime, said: str, words: str, until: str, consignment: str
    ) -> None:
        word = Said(said)
        if word is Said.EXTENDED:
            self.deadline = until
        if word in (Said.EXTENDED, Said.DENIED):
            self.asked = ""
        if word is Said.SENT_BACK:
            self.reported = False
        if word in ENDING:
            self.ended = word
            self.approver, self.proposal = "", None
        self.holder = CLERK

    def come_back(self, what: Reporting, *, why: str, at: datetime) -> None:
        """What we reported was not taken, or never reached the supervisor: it is ours to report
        again, and the office is told `why`."""
        if self.ended is None:
            self._came_back(timestamp=at, what=str(what), words=why)

    @event("CameBack", topic="documents.Charge.CameBack")
    def _came_back(self, timestamp: datetime, what: str, words: str) -> None:
        if what == Reporting.RESULT:
            self.reported = False
        if what == Reporting.EXTENSION:
            self.asked = ""
        self.holder = CLERK

    def note(self, *, by: str, at: datetime) -> None:
        """阅知 what the supervisor said last."""
        if self.holder.nobody:
            raise Refused("没有需要阅知的督办通知，或者已经阅知。请刷新页面查看。")
        self._noted(timestamp=at, by=by)

    @event("Noted", topic="documents.Charge.Noted")
    def _noted(self, timestamp: datetime, by: str) -> None:
        self.holder = NOBODY

    def report(self, report: Report, *, by: str, at: datetime) -> None:
        """报告进展 to the supervisor, by the office itself."""
        if report.needs_approval:
            raise Refused("延期申请和办理结果要先报本机关领导审定，再报送。请选择审定的领导。")
        self._must_be_reportable(report, at=at)
        self._send(report, by=by, drafter=by, note="", at=at)

    def propose(self, report: Report, *, by: str, to: str, at: datetime) -> None:
        """报请审定: what goes out when the leader approves it."""
        if not to:
            raise Refused("延期申请和办理结果要先报本机关领导审定，再报送。请选择审定的领导。")
        if not report.needs_approval:
            raise Refused("报告进展不用审定，直接报送。")
        if self.approver:
            raise Refused("已经有一份反馈报领导审定。请待审定后再报；要改的，请领导退回。")
        self._must_be_reportable(report, at=at)
        self._proposed(timestamp=at, by=by, to=to, report=report.to_json())

    @event("Proposed", topic="documents.Charge.Proposed")
    def _proposed(self, timestamp: datetime, by: str, to: str, report: dict[str, Any]) -> None:
        self.proposal, self.proposer = Report.from_json(report), by
        self.approver = self.last_approver = to

    def approve(self, *, by: str, words: str, at: datetime) -> None:
        """审定: it goes out as it was proposed. `words` stay inside."""
        report = self._must_be_before_a_leader()
        self._must_be_reportable(report, at=at)
        self._send(report, by=by, drafter=self.proposer, note=words, at=at)

    def give_back(self, *, by: str, reason: str, at: datetime) -> None:
        """退回修改: the office has it again, with the reason."""
        self._must_be_before_a_leader()
        if not reason.strip():
            raise Refused("退回必须写明怎样改。请填写理由。")
        self._given_back(timestamp=at, by=by, reason=reason)

    @event("GivenBack", topic="documents.Charge.GivenBack")
    def _given_back(self, timestamp: datetime, by: str, reason: str) -> None:
        self.approver = ""

    def hand_over(self, *, by: str, giver: str, taker: str, at: datetime) -> None:
        """移交: another leader has it to approve."""
        if giver != self.approver:
            raise Refused("这份反馈已经不在移交人手中，没有移交。")
        self._handed_over(timestamp=at, by=by, giver=giver, taker=taker)

    @event("HandedOver", topic="documents.Charge.HandedOver")
    def _handed_over(self, timestamp: datetime, by: str, giver: str, taker: str) -> None:
        self.approver = taker

    def _send(self, report: Report, *, by: str, drafter: str, note: str, at: datetime) -> None:
        self._sent(timestamp=at, by=by, drafter=drafter, note=note, **report.to_json())

    @event("Sent", topic="documents.Charge.Sent")
    def _sent(
        self,
        timestamp: datetime,
        by: str,
        what: str,
        words: str,
        until: str,
        answer_class: str,
        answer_number: str,
        drafter: str,
        note: str,
        files: list[dict[str, Any]],
    ) -> None:
        if what == Reporting.EXTENSION:
            self.asked = until
        if what == Reporting.RESULT:
            self.reported = True
            self.asked = ""
        if what != Reporting.PROGRESS:
            self.approver, self.proposal = "", None
        self.sent_files += tuple(Part(**each) for each in files)

    def _must_be_before_a_leader(self) -> Report:
        if not self.approver or self.proposal is None:
            raise Refused("没有等待审定的反馈，或者已经审定。请刷新页面查看。")
        return self.proposal

    def _must_be_reportable(self, report: Report, *, at: datetime) -> None:
        if self.ended is not None:
            raise Refused(f"对方已经{SAID_WORDS[self.ended]}，不用再反馈。")
        if self.reported:
            raise Refused("已经反馈过办理结果。对方退回重办后，可以再次反馈。")
        if not report.words.strip():
            raise Refused("请填写反馈内容后再报送。")
        if report.what is Reporting.EXTENSION:
            self._must_be_asked_in_time(report.until, today=at)
        if report.what is Reporting.RESULT and self.to_be_answered:
            self._must_be_answered(report.answer_class, report.answer_number)

    def _must_be_asked_in_time(self, until: str, *, today: datetime) -> None:
        if self.asked:
            raise Refused("已经申请延期，等对方审定。请待审定后再提。")
        must_be_near(until, what="申请延到的日期", at=today, field="until")
        if until <= self.deadline:
            after = day_in_words(self.deadline)
            raise Refused(f"延期应当到{after}以后的日子。请改填延期到的日期。")
        if office_day(today).isoformat() > self.deadline:
            raise Refused(f"办理时限 {self.deadline} 已过，延期应当在届满前申请。")

    @staticmethod
    def _must_be_answered(answer_class: str, answer_number: str) -> None:
        if answer_class not in set(AnswerClass):
            raise Refused("建议、提案的办理结果要注明答复类别。请选择A类、B类或者C类。")
        if not answer_number.strip():
            raise Refused("请填写答复函的文号：建议、提案须以正式公文答复。")
