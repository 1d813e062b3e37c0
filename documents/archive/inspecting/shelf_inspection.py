"""One look at all records of a year: begun, finished with what was found, and seen to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused

MOST = 500
"""Faults that a report lists; beyond that it counts."""


class ShelfInspection(Entity):
    """四性检测 of many. `year` 0 is all there are; `faults` as `inspection.Fault`, each with its
    `record` (an id, empty for what is wrong between records)."""

    TOPIC: ClassVar[str] = "documents.ShelfInspection"

    class Begun(Created):
        TOPIC: ClassVar[str] = "documents.ShelfInspection.Begun"
        by: str
        year: int

    def __init__(self, agency: str, by: str, year: int) -> None:
        self.agency = agency
        self.begun_by = by
        self.year = year
        self.is_finished = False
        self.count = 0
        self.total = 0
        self.faults: list[dict[str, Any]] = []
        self.settled = ""

    @staticmethod
    def shelves(agency: str, year: int) -> UUID:
        """What is looked at: upon this hangs when it is looked at again."""
        return uuid5(NAMESPACE_URL, f"wenshu:shelves:{agency}:{year}")

    @classmethod
    def start(cls, *, id: UUID, agency: str, by: str, year: int, at: datetime) -> ShelfInspection:
        """开始检测."""
        return cls.begin(cls.Begun, id=id, agency=agency, timestamp=at, by=by, year=year)

    def finish(
        self, *, by: str, count: int, faults: Sequence[dict[str, Any]], at: datetime
    ) -> None:
        """检测完毕: of how many records, and what was found."""
        if self.is_finished:
            raise Refused("这次检测已经结束。请刷新页面查看结果。")
        self._finished(
            timestamp=at,
            by=by,
            year=self.year,
            count=count,
            total=len(faults),
            faults=list(faults[:MOST]),
        )

    @event("Finished", topic="documents.ShelfInspection.Finished")
    def _finished(
        self,
        timestamp: datetime,
        by: str,
        year: int,
        count: int,
        total: int,
        faults: list[dict[str, Any]],
    ) -> None:
        self.is_finished = True
        self.count, self.total, self.faults = count, total, faults

    def settle(self, *, by: str, opinion: str, at: datetime) -> None:
        """登记处理: what was done about the faults, so that it waits for nobody any more."""
        if not self.is_finished or not self.total:
            raise Refused("这次检测没有要处理的不合格项。请刷新页面查看结果。")
        if self.settled:
            raise Refused("这次检测的处理情况已经登记过。请刷新页面核对。")
        if not opinion.strip():
            raise Refused(
                "请写明不合格的档案怎样处理，例如已从备份恢复并重新检测（DA/T 70-2018）。"
            )
        self._settled(timestamp=at, by=by, opinion=opinion.strip())

    @event("Settled", topic="documents.ShelfInspection.Settled")
    def _settled(self, timestamp: datetime, by: str, opinion: str) -> None:
        self.settled = opinion
