"""移交: records handed over to an archive together, until it confirms that it has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import event

from documents.archive.standing import TRANSFER_WORDS, TransferState
from office.kernel.clock import office_day
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Transfer(Entity):
    """One hand-over. `records` are ids in the order of their 档号."""

    TOPIC: ClassVar[str] = "documents.Transfer"

    class Begun(Created):
        TOPIC: ClassVar[str] = "documents.Transfer.Begun"
        by: str
        archive: str
        records: list[str]

    def __init__(
        self, agency: str, timestamp: datetime, by: str, archive: str, records: list[str]
    ) -> None:
        self.agency = agency
        self.begun_at = timestamp
        self.begun_by = by
        self.archive = archive
        self.records = tuple(map(UUID, records))
        self.state = TransferState.HANDED_OVER

    @classmethod
    def begin_with(
        cls,
        *,
        id: UUID,
        agency: str,
        by: str,
        archive: str,
        records: Sequence[UUID],
        at: datetime,
    ) -> Transfer:
        """移交 these."""
        if not records:
            raise Refused("没有选中任何一件档案。请先在目录中勾选要移交的档案。")
        if not archive.strip():
            raise Refused("请写明接收档案的档案馆。")
        return cls.begin(
            cls.Begun,
            id=id,
            agency=agency,
            timestamp=at,
            by=by,
            archive=archive.strip(),
            records=[str(each) for each in records],
        )

    def confirm(self, *, by: str, on: date, receipt: str, at: datetime, today: date) -> None:
        """接收确认: the archive imported everything; `receipt` is the number of its 交接文据."""
        self._must_wait("登记接收")
        if on > today or on < office_day(self.begun_at):
            raise Refused("接收日期应在移交之后、今天之前。请按交接文据填写。")
        if not receipt.strip():
            raise Refused("请填写档案馆交接文据的编号（《档案移交与接收办法》）。")
        self._confirmed(timestamp=at, by=by, on=on.isoformat(), receipt=receipt.strip())

    @event("Confirmed", topic="documents.Transfer.Confirmed")
    def _confirmed(self, timestamp: datetime, by: str, on: str, receipt: str) -> None:
        self.state = TransferState.CONFIRMED

    def send_back(self, *, by: str, reason: str, at: datetime) -> None:
        """退回: the archive did not take it."""
        self._must_wait("登记退回")
        if not reason.strip():
            raise Refused("请写明档案馆退回的原因，以便改正后再移交。")
        self._sent_back(timestamp=at, by=by, reason=reason.strip())

    @event("SentBack", topic="documents.Transfer.SentBack")
    def _sent_back(self, timestamp: datetime, by: str, reason: str) -> None:
        self.state = TransferState.SENT_BACK

    def _must_wait(self, doing: str) -> None:
        if self.state is not TransferState.HANDED_OVER:
            raise Refused(f"这次移交{TRANSFER_WORDS[self.state]}，不能再{doing}。请刷新页面核对。")
