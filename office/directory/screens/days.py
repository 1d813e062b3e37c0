"""Days as people type and read them: the last day counts, while the record keeps the day after."""

from __future__ import annotations

from datetime import date, timedelta

from pyramid.request import Request

from office.directory.entries import Term
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web import formats
from office.web.form_acts import written
from office.web.frame import now

ONE = timedelta(days=1)


def today(request: Request) -> date:
    """The day of this page."""
    return office_day(now(request))


def first_day(request: Request, name: str = "since") -> date:
    """The first day typed, or today where it is left empty."""
    return _day(request, name, "自") or today(request)


def day_after(request: Request) -> date | None:
    """The first day on which it holds no longer, from the last day typed; None for no end."""
    last = _day(request, "until", "至")
    return last + ONE if last else None


def span(request: Request, term: Term) -> str:
    """11月20日 至 11月26日, or 11月20日 起."""
    on = today(request)
    since = formats.day(term.since, today=on) if term.since else ""
    if term.until is None:
        return f"{since} 起"
    return f"{since} 至 {formats.day(term.until - ONE, today=on)}"


def _day(request: Request, name: str, label: str) -> date | None:
    text = written(request, name).strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(f"“{label}”不是一个日期，请按“年-月-日”填写，例如 2026-11-30。") from error
