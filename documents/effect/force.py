"""In force on a day or not, and why not: the one calculation, for pages and registers alike."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Change(StrEnum):
    """What is decided about a document's effect. The value is in events and never changes."""

    ANNUL = "annul"  # 撤销: void from the start
    REPEAL = "repeal"  # 废止: void from a day
    LAPSE = "lapse"  # 宣布失效: its purpose is over from a day
    EXTEND = "extend"  # 延长有效期


class Force(StrEnum):
    """How a document stands on a day."""

    NOT_YET = "not-yet"
    IN_FORCE = "in-force"
    REPEALED = "repealed"
    LAPSED = "lapsed"
    ANNULLED = "annulled"


CHANGE_WORDS = {
    Change.ANNUL: "撤销",
    Change.REPEAL: "废止",
    Change.LAPSE: "宣布失效",
    Change.EXTEND: "延长有效期",
}
FORCE_WORDS = {
    Force.NOT_YET: "尚未生效",
    Force.IN_FORCE: "现行有效",
    Force.REPEALED: "已废止",
    Force.LAPSED: "已失效",
    Force.ANNULLED: "已撤销",
}
ENDS = {
    Change.ANNUL: Force.ANNULLED,
    Change.REPEAL: Force.REPEALED,
    Change.LAPSE: Force.LAPSED,
}

OVER = frozenset(ENDS.values())
"""In force no more, or never."""

REMINDER = timedelta(days=30)
"""Before the last day of a period: long enough to review and to extend."""


def period_words(
    *, since: str, until: str, stated: bool, lasting: bool, regulatory: bool
) -> tuple[str, str]:
    """施行日期 and 有效期 as somebody stated them; "" for what nobody did.

    A 行政规范性文件 is to state both (国办发〔2018〕37号): of it, that they are missing is said.
    """
    unstated = "未载明" if regulatory else ""
    return since if stated else unstated, until or ("长期" if lasting else unstated)


def force_on(
    day: date, *, since: str, until: str = "", ended: str = "", ended_day: str = ""
) -> Force:
    """How a document stands on `day`. Days are ISO; an empty one is none.

    `until` is the last day of the period. What was annulled is void on every day, before the
    decision too; what was repealed or lapsed is so from `ended_day` on (条例 第三十三条).
    """
    asked = day.isoformat()
    if ended == Change.ANNUL:
        return Force.ANNULLED
    if asked < since:
        return Force.NOT_YET
    if ended and asked >= ended_day:
        return ENDS[Change(ended)]
    if until and asked > until:
        return Force.LAPSED
    return Force.IN_FORCE
