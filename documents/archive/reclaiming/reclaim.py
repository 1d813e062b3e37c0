"""清退单: what was given out to whom, until every copy is back or accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused

RULE = "《党政机关公文处理工作条例》第三十四条"


class Settled(StrEnum):
    """What became of somebody's copies. The value is in events and never changes."""

    BACK = "back"
    DESTROYED = "destroyed"
    MISSING = "missing"


SETTLED_WORDS = {
    Settled.BACK: "已退回",
    Settled.DESTROYED: "已监督销毁",
    Settled.MISSING: "遗失",
}


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody's copies. `how` is empty while they are out."""

    holder: str
    copies: int
    how: Settled | None = None
    note: str = ""


class Reclaim(Entity):
    """One list. Lines are named by their place, from 1."""

    TOPIC: ClassVar[str] = "documents.Reclaim"

    class DrawnUp(Created):
        TOPIC: ClassVar[str] = "documents.Reclaim.DrawnUp"
        by: str
        title: str
        due: str
        lines: list[dict[str, Any]]

    def __init__(
        self, agency: str, by: str, title: str, due: str, lines: list[dict[str, Any]]
    ) -> None:
        self.agency = agency
        self.title = title
        self.due = due
        self.lines = {
            str(place): Holding(line["holder"], line["copies"])
            for place, line in enumerate(lines, 1)
        }

    @classmethod
    def draw_up(
        cls,
        *,
        id: UUID,
        agency: str,
        by: str,
        title: str,
        due: date,
        lines: Sequence[tuple[str, int]],
        at: datetime,
        today: date,
    ) -> Reclaim:
        """编制: of what, by when, and how many copies each holds."""
        if not title.strip():
            raise Refused("请写明清退什么，例如征求意见稿或者会议材料的标题。")
        if due < today:
            raise Refused("清退期限不能早于今天。请填写今天或以后的日期。")
        holders = [holder for holder, _ in lines]
        if not lines or len(set(holders)) != len(holders):
            raise Refused("请逐行写明收存单位和份数，一个单位写一行。")
        return cls.begin(
            cls.DrawnUp,
            id=id,
            agency=agency,
            timestamp=at,
            by=by,
            title=title.strip(),
            due=due.isoformat(),
            lines=[{"holder": holder, "copies": copies} for holder, copies in lines],
        )

    @property
    def open_lines(self) -> tuple[str, ...]:
        """Whose copies are still out."""
        return tuple(place for place, each in self.lines.items() if each.how is None)

    def settle(self, line: str, *, how: Settled, note: str, by: str, at: datetime) -> None:
        """登记: back, destroyed under supervision, or lost; the last two take words."""
        if line not in self.open_lines:
            raise Refused("这一行已经登记过，或者不在这份清退单上。请刷新页面核对。")
        if how is not Settled.BACK and not note.strip():
            raise Refused(f"{SETTLED_WORDS[how]}的，请写明情况和监销人、处理结果（{RULE}）。")
        last = self.open_lines == (line,)
        self._settled(timestamp=at, by=by, line=line, how=str(how), note=note.strip(), last=last)

    @event("Settled", topic="documents.Reclaim.Settled")
    def _settled(
        self, timestamp: datetime, by: str, line: str, how: str, note: str, *, last: bool
    ) -> None:
        was = self.lines[line]
        self.lines[line] = Holding(was.holder, was.copies, Settled(how), note)
