"""How moments, numbers and sizes are written: 11月20日, 今天 09:26, 1 286, 184 KB."""

from __future__ import annotations

from datetime import date, datetime

from office.kernel.clock import CHINA, day_in_words, office_day

NO_BREAK_SPACE = "\u00a0"
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


def day(when: datetime | date, *, today: date) -> str:
    """`11月20日`, with the year before it when that is not this year."""
    that = office_day(when) if isinstance(when, datetime) else when
    written = f"{that.month}月{that.day}日"
    return written if that.year == today.year else f"{that.year}年{written}"


def noted(text: str) -> date | str:
    """A day as registers note it (ISO), as a day; empty where they note none."""
    return date.fromisoformat(text) if text else ""


def noted_day(text: str, *, today: date) -> str:
    """A day as events and registers note it (ISO), for people: 11月20日; empty for none."""
    return day(date.fromisoformat(text), today=today) if text else ""


def issuer_in(title: str, issuer: str) -> str:
    """How much of a title lists need not show beside its issuer's name, so that what it is about
    (关于……的通知) is what is seen; empty where it does not begin so."""
    rest = title.removeprefix(issuer)
    return issuer if rest != title and rest.startswith(("关于", "印发", "转发")) else ""


def whole_day(when: datetime | date) -> str:
    """`2026年11月20日`, as paper has it."""
    that = office_day(when) if isinstance(when, datetime) else when
    return f"{that.year}年{that.month}月{that.day}日"


def printed_day(text: str) -> str:
    """A day as paper has it, from ISO form; what is written otherwise stays as it is."""
    return day_in_words(text)


def clock_time(when: datetime) -> str:
    """`09:26` in the office's time."""
    return when.astimezone(CHINA).strftime("%H:%M")


def moment(when: datetime, *, today: date) -> str:
    """`今天 09:26`, else `11月20日 09:26`."""
    that = office_day(when)
    return f"{'今天' if that == today else day(that, today=today)} {clock_time(when)}"


def weekday(when: datetime | date) -> str:
    """`星期五`."""
    that = office_day(when) if isinstance(when, datetime) else when
    return WEEKDAYS[that.weekday()]


def count(number: int) -> str:
    """Digits in groups of three, with a no-break space: `1 284 906`."""
    return f"{number:,}".replace(",", NO_BREAK_SPACE)


def size(octets: int) -> str:
    """A file's length, rounded up to KB below one MB, else MB with one decimal."""
    if octets < 1024 * 1024:
        return f"{-(-octets // 1024)} KB"
    return f"{octets / 1024 / 1024:.1f} MB"


def machine_time(when: datetime) -> str:
    """What `<time datetime>` holds: ISO 8601 with the office's offset."""
    return when.astimezone(CHINA).isoformat(timespec="seconds")
