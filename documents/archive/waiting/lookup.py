"""待归档: what can be filed, what is to be supplemented, what is missing and why."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, not_, or_, select

from documents.archive.waiting.registers import to_file
from documents.circulation.registers import circulations
from documents.circulation.stages import Stage as Reading
from documents.memoranda.registers import ROOM as MEMORANDUM
from documents.supervision.registers import ROOM as SUPERVISION
from office.kernel.store import Store


class Wanted(StrEnum):
    """Which part of the list."""

    READY = "ready"
    SUPPLEMENT = "supplement"
    MISSING = "missing"


WANTED_WORDS = {
    Wanted.READY: "可以归档",
    Wanted.SUPPLEMENT: "待补充归档",
    Wanted.MISSING: "还缺什么",
}

GOES_ROUND = "传阅还没有阅完"

_UNFINISHED = {SUPERVISION: "尚未销号", MEMORANDUM: "领导尚未审批"}
_going_round = (
    select(circulations.c.subject)
    .where(circulations.c.paper == to_file.c.subject, circulations.c.stage == Reading.GOING)
    .correlate(to_file)
    .exists()
)
_lacking = or_(
    _going_round, to_file.c.to_be_ratified, to_file.c.correction_unread, to_file.c.unscanned
)
_in_question = and_(to_file.c.number != "", not_(to_file.c.over))
_CONDITIONS: dict[Wanted, ColumnElement[bool]] = {
    Wanted.READY: and_(
        _in_question,
        to_file.c.completed_at.is_not(None),
        to_file.c.filed_at.is_(None),
        not_(_lacking),
    ),
    Wanted.SUPPLEMENT: and_(_in_question, to_file.c.completed_at > to_file.c.filed_at),
    Wanted.MISSING: and_(
        _in_question,
        to_file.c.filed_at.is_(None),
        or_(to_file.c.completed_at.is_(None), _lacking),
    ),
}


def condition_of(wanted: Wanted) -> ColumnElement[bool]:
    """What rows of the register belong there."""
    return _CONDITIONS[wanted]


_UNSCANNED = {"incoming": "没有正件的扫描件，请先补扫描件"}


def goes_round(store: Store, paper: UUID) -> bool:
    """Whether somebody is still to read it: a 传阅 belongs to what is filed."""
    query = select(circulations.c.subject).where(
        circulations.c.paper == paper, circulations.c.stage == Reading.GOING
    )
    with store.reading() as connection:
        return connection.execute(query).first() is not None


def why_missing(row: Any) -> tuple[str, ...]:
    """Why a row of that part of the list cannot be filed yet. What is completed and lacks nothing
    else stands there because it still goes round."""
    reasons = (
        (_UNFINISHED.get(row.room, "尚未办结"), row.completed_at is None),
        ("电话签发等候补签", row.to_be_ratified),
        ("复核的更正签发人尚未阅知", row.correction_unread),
        (_UNSCANNED.get(row.room, "没有扫描件，只能按纸质原件归档"), row.unscanned),
    )
    return tuple(words for words, stands in reasons if stands) or (GOES_ROUND,)
