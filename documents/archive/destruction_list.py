"""销毁清册: records whose term is over, destroyed only when two have approved it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import event

from documents.archive.standing import LIST_WORDS, ListState
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class DestructionList(Entity):
    """Drawn up by a clerk, checked by the keeper of secrets, approved by a leader.

    It stays when the records are gone: a line tells 档号, 题名, 文号, 日期, 页数 and the opinion.
    """

    TOPIC: ClassVar[str] = "documents.DestructionList"

    class DrawnUp(Created):
        TOPIC: ClassVar[str] = "documents.DestructionList.DrawnUp"
        by: str
        lines: list[dict[str, Any]]

    def __init__(self, agency: str, by: str, lines: list[dict[str, Any]]) -> None:
        self.agency = agency
        self.drawn_up_by = by
        self.lines = tuple(lines)
        self.state = ListState.DRAWN_UP
        self.checked_by = ""
        self.proposal = ""
        self.reason = ""

    @classmethod
    def draw_up(
        cls, *, id: UUID, agency: str, by: str, lines: Sequence[dict[str, Any]], at: datetime
    ) -> DestructionList:
        """Put these records on a list."""
        if not lines:
            raise Refused("清册上没有一件档案。请选择经鉴定拟销毁的档案，再编制清册。")
        return cls.begin(cls.DrawnUp, id=id, agency=agency, timestamp=at, by=by, lines=list(lines))

    @property
    def records(self) -> tuple[UUID, ...]:
        """What it would destroy, or did."""
        return tuple(UUID(line["record"]) for line in self.lines)

    def propose(self, *, by: str, opinion: str, proposal: str, at: datetime) -> None:
        """审核: the first of the two; `proposal` is the id of the destruction that waits."""
        self._must_be(ListState.DRAWN_UP, doing="审核")
        if by == self.drawn_up_by:
            raise Refused("编制清册的人不能审核自己编制的清册。请交安全保密管理员审核。")
        if not opinion.strip():
            raise Refused("请写明审核意见。销毁档案须逐件核对（《档案法》第三十一条）。")
        self._proposed(timestamp=at, by=by, opinion=opinion.strip(), proposal=proposal)

    @event("Proposed", topic="documents.DestructionList.Proposed")
    def _proposed(self, timestamp: datetime, by: str, opinion: str, proposal: str) -> None:
        self.checked_by = by
        self.reason = opinion
        self.proposal = proposal
        self.state = ListState.PROPOSED

    def decline(self, *, by: str, reason: str, at: datetime) -> None:
        """不予销毁, with the reason."""
        if self.state not in (ListState.DRAWN_UP, ListState.PROPOSED):
            self._must_be(ListState.PROPOSED, doing="退回")
        if not reason.strip():
            raise Refused("不予销毁请写明理由，以便继续保管。")
        self._declined(timestamp=at, by=by, reason=reason.strip())

    @event("Declined", topic="documents.DestructionList.Declined")
    def _declined(self, timestamp: datetime, by: str, reason: str) -> None:
        self.state = ListState.DECLINED

    def carry_out(self, *, by: str, opinion: str, at: datetime) -> None:
        """批准: the second of the two; the records go in the same act."""
        self._must_be(ListState.PROPOSED, doing="批准")
        if by in (self.drawn_up_by, self.checked_by):
            raise Refused("编制、审核和批准须由不同的人办理。请交另一位领导批准。")
        self._carried_out(
            timestamp=at, by=by, opinion=opinion, records=[str(each) for each in self.records]
        )

    @event("CarriedOut", topic="documents.DestructionList.CarriedOut")
    def _carried_out(self, timestamp: datetime, by: str, opinion: str, records: list[str]) -> None:
        self.state = ListState.CARRIED_OUT

    def _must_be(self, state: ListState, *, doing: str) -> None:
        if self.state is not state:
            raise Refused(f"这份清册现在“{LIST_WORDS[self.state]}”，不能{doing}。请刷新页面核对。")
