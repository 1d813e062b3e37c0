"""归档件: one record, from filing over supplements, inspections and loans to its hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.archive.archival_code import ArchivalCode
from documents.archive.described import RecordPart
from documents.archive.outcomes import OUTCOME_WORDS, Outcome
from documents.archive.preserving import FilesPreserved, Preserved
from documents.archive.retention import Retention, kept_until
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Packed:
    """A stored package: `content` and `package` are digests, `length` in bytes."""

    content: str
    package: str
    length: int


@dataclass(frozen=True, slots=True)
class Loan:
    """借阅 that has not ended. `person` is an id of the directory."""

    id: str
    person: str
    purpose: str
    until: str
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Readable:
    """A record's files on one day: `borrowers` are those whose loan has not ended."""

    agency: str
    borrowers: tuple[str, ...]


class Record(Entity):
    """What was filed of one paper. The paper's own stream goes on; the record keeps its copies.

    `parts` are the files of all packages, the newest supplement's last. Each package stays as it
    was stored; a supplement is another one, around the one before (DA/T 48-2009, 修改型).
    """

    TOPIC: ClassVar[str] = "documents.Record"

    class Filed(Created):
        TOPIC: ClassVar[str] = "documents.Record.Filed"
        by: str
        room: str
        paper: str
        version: int
        code: str
        reason: str
        description: dict[str, Any]
        parts: list[dict[str, Any]]
        content: str
        package: str
        length: int

    class Preserved(FilesPreserved):
        TOPIC: ClassVar[str] = "documents.Record.Preserved"

    def __init__(
        self,
        agency: str,
        timestamp: datetime,
        by: str,
        room: str,
        paper: str,
        version: int,
        code: str,
        reason: str,
        description: dict[str, Any],
        parts: list[dict[str, Any]],
        content: str,
        package: str,
        length: int,
    ) -> None:
        self.agency = agency
        self.filed_at = timestamp
        self.room = room
        self.paper = UUID(paper)
        self.paper_version = version
        self.code = ArchivalCode.read(code)
        self.retention = self.code.retention
        self.since = self.code.year
        self.reason = reason
        self.description = description
        self.parts = tuple(map(RecordPart.from_json, parts))
        self.packages: tuple[Packed, ...] = (Packed(content, package, length),)
        self.made_at: tuple[datetime, ...] = (timestamp,)
        self.preserved: dict[str, Preserved] = {}
        self.loans: dict[str, Loan] = {}
        self.outcome: Outcome | None = None
        self.appraisers: tuple[str, ...] = ()
        self.listed = ""
        self.transfer = ""
        self.imported = False

    @staticmethod
    def id_of(paper: UUID) -> UUID:
        """A paper is filed once."""
        return uuid5(NAMESPACE_URL, f"wenshu:record:{paper}")

    @classmethod
    def file(
        cls,
        *,
        agency: str,
        by: str,
        room: str,
        paper: UUID,
        version: int,
        code: ArchivalCode,
        reason: str,
        description: dict[str, Any],
        parts: Sequence[dict[str, Any]],
        packed: Packed,
        at: datetime,
    ) -> Record:
        """归档: as one 件 under its 档号; `reason` says why it is kept so long."""
        return cls.begin(
            cls.Filed,
            id=cls.id_of(paper),
            agency=agency,
            timestamp=at,
            by=by,
            room=room,
            paper=str(paper),
            version=version,
            code=str(code),
            reason=reason,
            description=description,
            parts=list(parts),
            content=packed.content,
            package=packed.package,
            length=packed.length,
        )

    @property
    def borrowers(self) -> tuple[str, ...]:
        """Who has it on loan, also past the day on which it was due."""
        return tuple(loan.person for loan in self.loans.values())

    def readable_on(self, day: date) -> Readable:
        """As the permission to read asks it: a loan ends with its day, back or not."""
        last = day.isoformat()
        people = (loan.person for loan in self.loans.values() if loan.until >= last)
        return Readable(self.agency, tuple(people))

    @property
    def kept_until(self) -> date | None:
        """The last day of its term; None for ever."""
        return kept_until(self.retention, self.since)

    def supplement(
        self,
        *,
        by: str,
        version: int,
        reason: str,
        parts: Sequence[dict[str, Any]],
        packed: Packed,
        at: datetime,
    ) -> None:
        """补充归档: what a later round brought forth; the packages before stay as they were."""
        self._must_be_here("补充归档")
        if version <= self.paper_version:
            raise Refused("此件归档以后没有新的办理情况，不用补充归档。")
        if not reason.strip():
            raise Refused("补充归档请写明缘由，例如领导再次批示后重新办理。")
        self._supplemented(
            timestamp=at,
            by=by,
            paper=str(self.paper),
            version=version,
            reason=reason.strip(),
            parts=list(parts),
            content=packed.content,
            package=packed.package,
            length=packed.length,
        )

    @event("Supplemented", topic="documents.Record.Supplemented")
    def _supplemented(
        self,
        timestamp: datetime,
        by: str,
        paper: str,
        version: int,
        reason: str,
        parts: list[dict[str, Any]],
        content: str,
        package: str,
        length: int,
    ) -> None:
        self.paper_version = version
        self.parts += tuple(map(RecordPart.from_json, parts))
        self.packages += (Packed(content, package, length),)
        self.made_at += (timestamp,)

    def inspect(
        self,
        *,
        by: str,
        stage: str,
        passed: Sequence[str],
        faults: Sequence[dict[str, Any]],
        at: datetime,
    ) -> None:
        """四性检测 at a stage: the items that it passed, and the faults with their evidence."""
        self._inspected(timestamp=at, by=by, stage=stage, passed=list(passed), faults=list(faults))

    @event("Inspected", topic="documents.Record.Inspected")
    def _inspected(
        self,
        timestamp: datetime,
        by: str,
        stage: str,
        passed: list[str],
        faults: list[dict[str, Any]],
    ) -> None:
        """What was found changes nothing about the record."""

    def lend(
        self, *, by: str, loan: str, to: str, purpose: str, until: date, at: datetime, today: date
    ) -> None:
        """借阅: somebody may read the files until that day is over."""
        self._must_be_here("借阅")
        if not purpose.strip():
            raise Refused("借阅档案请写明用途（《机关档案管理规定》第五章）。")
        if until < today:
            raise Refused("归还日期不能早于今天。请填写今天或以后的日期。")
        if to in self.borrowers:
            raise Refused("这位同志正借阅此件，归还后才能再借。需要延长的，请先登记归还。")
        self._lent(
            timestamp=at,
            by=by,
            loan=loan,
            to=to,
            purpose=purpose.strip(),
            until=until.isoformat(),
        )

    @event("Lent", topic="documents.Record.Lent")
    def _lent(
        self, timestamp: datetime, by: str, loan: str, to: str, purpose: str, until: str
    ) -> None:
        self.loans = {**self.loans, loan: Loan(loan, to, purpose, until)}

    def take_back(self, *, by: str, loan: str, note: str, at: datetime) -> None:
        """归还: the loan ends, and with it the right to read."""
        if loan not in self.loans:
            raise Refused("这次借阅已经归还，或者不在此件名下。请刷新页面核对。")
        self._returned(timestamp=at, by=by, loan=loan, note=note.strip())

    @event("Returned", topic="documents.Record.Returned")
    def _returned(self, timestamp: datetime, by: str, loan: str, note: str) -> None:
        self.loans = {id: each for id, each in self.loans.items() if id != loan}

    def note_overdue(self, *, by: str, loan: str, at: datetime) -> None:
        """借阅逾期: the day is over and it is not back. What is back is no matter."""
        known = self.loans.get(loan)
        if known is not None and not known.overdue:
            self._overdue(timestamp=at, by=by, loan=loan, to=known.person, until=known.until)

    @event("LoanOverdue", topic="documents.Record.LoanOverdue")
    def _overdue(self, timestamp: datetime, by: str, loan: str, to: str, until: str) -> None:
        self.loans = {**self.loans, loan: replace(self.loans[loan], overdue=True)}

    def appraise(
        self,
        *,
        by: str,
        outcome: Outcome,
        retention: Retention | None,
        opinion: str,
        at: datetime,
        today: date,
    ) -> None:
        """鉴定 after the term: kept longer under another `retention`, or to be destroyed."""
        self._must_be_here("鉴定")
        until = self.kept_until
        if until is None or today <= until:
            ends = f"到{until.year}年年底" if until else "永久"
            raise Refused(
                f"此件保管期限{ends}，尚未届满，不作鉴定"
                "（《机关档案管理规定》：保管期限届满的档案才鉴定处置）。"
            )
        if not opinion.strip():
            raise Refused("鉴定请写明意见：为什么继续保管，或者为什么没有保存价值。")
        if outcome is Outcome.EXTEND and retention is None:
            raise Refused("继续保管的，请选择新的保管期限。")
        self._appraised(
            timestamp=at,
            by=by,
            outcome=str(outcome),
            retention=str(retention or "") if outcome is Outcome.EXTEND else "",
            opinion=opinion.strip(),
            since=today.year,
        )

    @event("Appraised", topic="documents.Record.Appraised")
    def _appraised(
        self,
        timestamp: datetime,
        by: str,
        outcome: str,
        retention: str,
        opinion: str,
        since: int,
    ) -> None:
        self.outcome = Outcome(outcome)
        self.appraisers = (*self.appraisers, by)
        if retention:
            # The 档号 is what the record was filed under; only the term runs anew.
            self.retention = Retention(retention)
            self.since = since
            self.outcome = None

    def put_on_list(self, *, by: str, list_id: str, at: datetime) -> None:
        """列入销毁清册: what was appraised so, and neither lent nor on another list."""
        self._must_be_here("列入销毁清册")
        if self.outcome is not Outcome.DESTROY:
            raise Refused(
                f"档号 {self.code} 没有经鉴定认定“{OUTCOME_WORDS[Outcome.DESTROY]}”，"
                "不能列入销毁清册。请先鉴定。"
            )
        if self.loans:
            raise Refused(f"档号 {self.code} 正在借阅中，不能列入销毁清册。请先收回。")
        self._listed(timestamp=at, by=by, list_id=list_id)

    @event("DestructionProposed", topic="documents.Record.DestructionProposed")
    def _listed(self, timestamp: datetime, by: str, list_id: str) -> None:
        self.listed = list_id

    def take_off_list(self, *, by: str, reason: str, at: datetime) -> None:
        """不予销毁: the list was not approved; the record is appraised anew."""
        self._unlisted(timestamp=at, by=by, reason=reason)

    @event("DestructionDeclined", topic="documents.Record.DestructionDeclined")
    def _unlisted(self, timestamp: datetime, by: str, reason: str) -> None:
        self.listed = ""
        self.outcome = None

    def hand_over(self, *, by: str, transfer: str, archive: str, at: datetime) -> None:
        """移交 to an archive; it may still come back until the archive has confirmed."""
        self._must_be_here("移交")
        if self.loans:
            raise Refused(f"档号 {self.code} 正在借阅中，不能移交。请先收回。")
        self._handed_over(timestamp=at, by=by, transfer=transfer, archive=archive)

    @event("HandedOver", topic="documents.Record.HandedOver")
    def _handed_over(self, timestamp: datetime, by: str, transfer: str, archive: str) -> None:
        self.transfer = transfer

    def confirm_import(self, *, by: str, on: str, receipt: str, at: datetime) -> None:
        """接收确认: the archive has it."""
        self._import_confirmed(timestamp=at, by=by, on=on, receipt=receipt)

    @event("ImportConfirmed", topic="documents.Record.ImportConfirmed")
    def _import_confirmed(self, timestamp: datetime, by: str, on: str, receipt: str) -> None:
        self.imported = True

    def come_back(self, *, by: str, reason: str, at: datetime) -> None:
        """退回: the archive did not take it; it is to be mended and handed over again."""
        self._came_back(timestamp=at, by=by, reason=reason)

    @event("CameBack", topic="documents.Record.CameBack")
    def _came_back(self, timestamp: datetime, by: str, reason: str) -> None:
        self.transfer = ""

    def _must_be_here(self, doing: str) -> None:
        if self.transfer:
            raise Refused(f"档号 {self.code} 已经移交档案馆，不能再{doing}。请与档案馆联系。")
        if self.listed:
            raise Refused(
                f"档号 {self.code} 已经列入销毁清册，不能再{doing}。请等审批结果，或请退回清册。"
            )
