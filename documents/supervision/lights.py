"""绿黄红: how much time a matter has left, in working days; and the terms that statutes set."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from documents.supervision.stages import Light
from office.calendar import WorkingDays


@dataclass(frozen=True, slots=True)
class Lit:
    """The light with the working days left (negative: overdue), and what to say where a year's
    working days are only guessed."""

    light: Light
    days: int
    note: str = ""

    @property
    def words(self) -> str:
        """余 3 个工作日, 今天到期, 超期 2 个工作日."""
        if self.light is Light.RED:
            return f"超期 {-self.days} 个工作日" if self.days else "已超期"
        return f"余 {self.days} 个工作日" if self.days else "今天到期"


def light_of(deadline: str, *, today: date, yellow: int, calendar: WorkingDays) -> Lit:
    """The light of a matter that is to be done by `deadline` (ISO); `yellow` as in the rules."""
    day = date.fromisoformat(deadline)
    days = calendar.between(today, day)
    note = calendar.after(min(today, day), abs(days)).note
    if day < today:
        return Lit(Light.RED, days, note)
    return Lit(Light.YELLOW if days <= yellow else Light.GREEN, days, note)


def green_from(today: date, *, yellow: int, calendar: WorkingDays) -> date:
    """The first deadline that is green on that day: for lists, which compare days."""
    return calendar.after(today, yellow + 1).day


def yellow_from(deadline: date, *, yellow: int, calendar: WorkingDays) -> date:
    """The first day on which a matter that is due then is not green any more."""
    day = deadline
    while calendar.between(day - timedelta(days=1), deadline) <= yellow:
        day -= timedelta(days=1)
    return day


def days_late(deadline: str, *, on: date, calendar: WorkingDays) -> int:
    """Working days by which something is late on that day; at least 1 once the day is over."""
    day = date.fromisoformat(deadline)
    return max(calendar.between(day, on), 1) if on > day else 0


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month (《民法典》第二百零二条);
    the term ends with it."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def next_working_day(day: date, *, calendar: WorkingDays) -> date:
    """A term that ends on a day off ends on the next working day (《民法典》第二百零三条)."""
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return day
