"""How pressing a waiting item is: its lamp, its group, and the time left in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from office.calendar.days import DayTable, WorkingDays
from office.kernel.clock import CHINA, office_day
from office.web.models import Badge, Lamp, Tone

PRESSING = "特急与超期"
TODAY = "今天到期"
LATER = "本周与其后"
GROUPS = (PRESSING, TODAY, LATER)

END_OF_DAY = time(18, 0)
URGENT = frozenset({"特急", "特提"})
WEEKDAYS = DayTable()
"""Groups are told apart by moments alone, so that sorting needs no calendar."""


@dataclass(frozen=True, slots=True)
class Pressure:
    """Where an item stands in the list."""

    group: str
    lamp: Lamp
    due: datetime | None
    remaining: str
    overdue: bool


def pressure(*, urgency: str, due: str, now: datetime, days: WorkingDays) -> Pressure:
    """From 缓急 and a due day in ISO form (empty: none). A day ends at 18:00 in the office; what
    is left of it or over is counted in working days."""
    if not due:
        pressing = urgency in URGENT
        lamp = Lamp.RED if pressing else Lamp.GREEN
        return Pressure(PRESSING if pressing else LATER, lamp, None, "", overdue=False)
    moment = datetime.combine(date.fromisoformat(due), END_OF_DAY, tzinfo=CHINA)
    left = moment - now
    if left < timedelta(0):
        over = days.between(office_day(moment), office_day(now))
        words = f"超 {over} 个工作日" if over else "已超时"
        return Pressure(PRESSING, Lamp.RED, moment, words, overdue=True)
    if office_day(moment) == office_day(now):
        hours = int(left.total_seconds() // 3600)
        lamp = Lamp.RED if hours < 2 else Lamp.AMBER
        group = PRESSING if urgency in URGENT or hours < 2 else TODAY
        words = f"余 {hours} 小时" if hours else "余不到 1 小时"
        return Pressure(group, lamp, moment, words, overdue=False)
    group = PRESSING if urgency in URGENT else LATER
    ahead = days.between(office_day(now), office_day(moment))
    words = f"余 {ahead} 个工作日" if ahead else "余不到 1 个工作日"
    return Pressure(group, Lamp.GREEN, moment, words, overdue=False)


def standing(*, urgency: str, due: str, since: datetime, now: datetime) -> tuple[object, ...]:
    """Where an item stands on the desk: by group, 缓急, due day, then what waits longest."""
    found = pressure(urgency=urgency, due=due, now=now, days=WEEKDAYS)
    return (GROUPS.index(found.group), _rank(urgency), due or "9999-12-31", since)


def _rank(urgency: str) -> int:
    return 0 if urgency in URGENT else 1 if urgency == "加急" else 2


def due_badges(due: str, *, now: datetime, days: WorkingDays) -> tuple[Badge, ...]:
    """What a deadline (a day in ISO form, or empty) says of itself beside the desk's lamps.

    Red with how many working days over, amber on the last day, nothing while there is time.
    """
    found = pressure(urgency="", due=due, now=now, days=days)
    if found.overdue:
        return (Badge(found.remaining, Tone.RETURNED, "time"),)
    is_today = found.due is not None and found.group != LATER
    return (Badge(TODAY, Tone.WARNING, "time"),) if is_today else ()


def urgency_badges(urgency: str) -> tuple[Badge, ...]:
    """特急 filled, 加急 outlined, others none."""
    if urgency in URGENT:
        return (Badge(urgency, Tone.URGENT),)
    return (Badge(urgency, Tone.FAST),) if urgency == "加急" else ()
