"""The template environment: escaping always on, an unknown name is an error, dates by filter."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from pyramid.config import Configurator

from office.kernel.clock import office_day
from office.web import formats


def _today(context: Context) -> date:
    now: datetime = context["now"]
    return office_day(now)


@pass_context
def day(context: Context, when: datetime | date) -> str:
    """`11月20日`."""
    return formats.day(when, today=_today(context))


@pass_context
def moment(context: Context, when: datetime) -> str:
    """`今天 09:26`."""
    return formats.moment(when, today=_today(context))


@pass_context
def due(context: Context, when: datetime) -> str:
    """When something is due: `今天 11:30`, on other days the day alone."""
    today = _today(context)
    if office_day(when) == today:
        return formats.moment(when, today=today)
    return formats.day(when, today=today)


@pass_context
def brief(context: Context, when: datetime) -> str:
    """`09:26` for today, else `11月18日`."""
    today = _today(context)
    if office_day(when) == today:
        return formats.clock_time(when)
    return formats.day(when, today=today)


@pass_context
def cell(context: Context, value: str | date) -> str:
    """Of a list: text as it is, a day as days are written."""
    return value if isinstance(value, str) else formats.day(value, today=_today(context))


FILTERS: dict[str, Any] = {
    "brief": brief,
    "cell": cell,
    "clock_time": formats.clock_time,
    "count": formats.count,
    "day": day,
    "due": due,
    "machine_time": formats.machine_time,
    "moment": moment,
    "size": formats.size,
    "weekday": formats.weekday,
}


def includeme(config: Configurator) -> None:
    """Make `*.jinja2` a renderer that finds our templates by their bare name."""
    config.add_settings(
        {
            "jinja2.undefined": "strict",
            "jinja2.trim_blocks": "true",
            "jinja2.lstrip_blocks": "true",
            "jinja2.filters": FILTERS,
        }
    )
    config.include("pyramid_jinja2")
    config.add_jinja2_search_path("office.web:templates")
