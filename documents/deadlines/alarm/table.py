"""How soon what came is to be signed for by its urgency, and who is told (a site's own file)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from documents.deadlines.table import OTHERS, Allowance, allowance_of
from office.calendar import WorkingHours
from office.kernel.refusals import Refused

CLERKS, OFFICE_HEAD = "文书", "办公室负责人"
TO = "to"
SECTION = "alarm"


@dataclass(frozen=True, slots=True)
class AlarmTable:
    """`spans`: by urgency (`OTHERS`: any other): minutes of any hour, working time, or None for
    no alarm. `to`: `CLERKS`, `OFFICE_HEAD`, or logins of people on duty (值班)."""

    spans: Mapping[str, timedelta | Allowance | None]
    to: tuple[str, ...]

    def rings(self, urgency: str, since: datetime, hours: WorkingHours) -> datetime | None:
        """When, for what came then; None where nobody is told."""
        span = self.spans[urgency] if urgency in self.spans else self.spans.get(OTHERS)
        if span is None:
            return None
        return since + span if isinstance(span, timedelta) else span.ends(since, hours)


@cache
def usual_alarms() -> AlarmTable:
    """The table that comes with the program."""
    return _table(_read(Path(str(files("documents.deadlines") / "data/deadlines.toml"))))


def site_alarms(site: Path | None = None) -> AlarmTable:
    """The usual table with what the site's file says otherwise. Raises Refused."""
    usual = usual_alarms()
    if site is None:
        return usual
    own = _read(site)
    own_table = _table(own)
    to = own_table.to if TO in own else usual.to
    return AlarmTable({**usual.spans, **own_table.spans}, to)


def _read(file: Path) -> Mapping[str, Any]:
    """The section of a file that `documents.deadlines.table` has read before."""
    section = tomllib.loads(file.read_text("utf-8")).get(SECTION, {})
    if not isinstance(section, Mapping):
        raise Refused(f"时限表的 {SECTION} 应当是一节。请写作 [{SECTION}]。")
    return section


def _table(section: Mapping[str, Any]) -> AlarmTable:
    to = section.get(TO, [])
    if not isinstance(to, list) or not all(isinstance(each, str) and each for each in to):
        raise Refused(
            f'时限表 [{SECTION}] 的 to 应当是一列，例如 to = ["{CLERKS}", "{OFFICE_HEAD}"]，'
            "也可以写值班人员的登录名。请改正。"
        )
    spans = {urgency: _span(text) for urgency, text in section.items() if urgency != TO}
    return AlarmTable(spans, tuple(to))


def _span(text: Any) -> timedelta | Allowance | None:
    number = str(text)[:-1]
    if str(text).endswith("m") and number.isascii() and number.isdecimal() and int(number) > 0:
        return timedelta(minutes=int(number))
    return allowance_of(text, where=SECTION)
