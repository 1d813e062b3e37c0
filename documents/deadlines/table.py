"""时限表: room × step × kind × urgency → working time. Data (TOML), see `data/deadlines.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from office.calendar import WorkingHours
from office.kernel.refusals import Refused

OTHERS = "其他"
"""Every urgency, or kind, that no line names."""

APART = ("remind", "alarm")
"""Sections that are no room: `documents.deadlines.alarm` reads its own."""

Step = tuple[str, str]
"""A room's route and the room's own name of a step."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many working hours, or working days counted from the day after."""

    count: int
    in_days: bool

    @property
    def words(self) -> str:
        """As people say it."""
        return f"{self.count} 个工作日" if self.in_days else f"{self.count} 个办公小时"

    def ends(self, since: datetime, hours: WorkingHours) -> datetime:
        """The moment at which it is used up."""
        if self.in_days:
            return hours.close_after(since, self.count)
        return hours.after(since, timedelta(hours=self.count))


@dataclass(frozen=True, slots=True)
class Reminding:
    """How long before the end somebody is reminded, how often after it, and how often in all."""

    before: Allowance
    every: Allowance
    most: int


ByUrgency = Mapping[str, Allowance | None]


@dataclass(frozen=True, slots=True)
class DeadlineTable:
    """`steps`: of each the allowances by kind (`OTHERS`: any), of each kind by urgency."""

    reminding: Reminding
    steps: Mapping[Step, Mapping[str, ByUrgency]]

    def allowance(self, step: Step, *, kinds: Sequence[str], urgency: str) -> Allowance | None:
        """How long the step may take; None for as long as it takes.

        `kinds` are what the paper is called, what fits best first.
        """
        by_kind = self.steps.get(step, {})
        for kind in (*kinds, OTHERS):
            if kind in by_kind:
                of_it = by_kind[kind]
                return of_it[urgency] if urgency in of_it else of_it.get(OTHERS)
        return None

    def with_changes(self, other: Mapping[str, Any]) -> DeadlineTable:
        """This table, but the steps that a site's file names as it has them."""
        reminding = {**_as_text(self.reminding), **other.get("remind", {})}
        steps = {
            step: {**self.steps.get(step, {}), **kinds}
            for step, kinds in _steps(other, known=self.steps)
        }
        return DeadlineTable(_reminding(reminding), {**self.steps, **steps})


@cache
def usual_deadlines() -> DeadlineTable:
    """The table that comes with the program."""
    data = tomllib.loads((files("documents.deadlines") / "data/deadlines.toml").read_text("utf-8"))
    return DeadlineTable(_reminding(data["remind"]), dict(_steps(data, known=None)))


def site_deadlines(site: Path | None = None) -> DeadlineTable:
    """The usual table with the site's own steps. Raises Refused for a file that cannot be used."""
    if site is None:
        return usual_deadlines()
    try:
        data = tomllib.loads(site.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Refused(f"读不了时限表 {site}：{fault}。请检查设置 wenshu.deadlines。") from fault
    return usual_deadlines().with_changes(data)


def _steps(
    data: Mapping[str, Any], *, known: Mapping[Step, Any] | None
) -> Iterator[tuple[Step, dict[str, ByUrgency]]]:
    for room, steps in data.items():
        if room in APART:
            continue
        for name, lines in steps.items() if isinstance(steps, Mapping) else ():
            if known is not None and (room, name) not in known:
                _refuse_unknown(f"{room}.{name}", known)
            if not isinstance(lines, Mapping):
                raise Refused(f"时限表的 {room}.{name} 应当是一节。请写作 [{room}.{name}]。")
            where = f"{room}.{name}"
            plain = {key: it for key, it in lines.items() if not isinstance(it, Mapping)}
            kinds = {key: it for key, it in lines.items() if isinstance(it, Mapping)}
            found = {kind: _by_urgency(it, where=where) for kind, it in kinds.items()}
            yield (
                (room, name),
                {**({OTHERS: _by_urgency(plain, where=where)} if plain else {}), **found},
            )


def _by_urgency(lines: Mapping[str, Any], *, where: str) -> ByUrgency:
    return {urgency: allowance_of(text, where=where) for urgency, text in lines.items()}


def allowance_of(text: Any, *, where: str) -> Allowance | None:
    """What is written as 4h or 2d; None for no limit. Raises Refused."""
    if text == "":
        return None
    number, unit = str(text)[:-1], str(text)[-1:]
    if not (number.isascii() and number.isdecimal() and int(number) and unit in ("h", "d")):
        raise Refused(
            f"时限表 {where} 的“{text}”不是期限。请写作 4h（办公小时）、2d（工作日），不限的写空。"
        )
    return Allowance(int(number), in_days=unit == "d")


def _reminding(data: Mapping[str, Any]) -> Reminding:
    before = allowance_of(data.get("before"), where="remind")
    every = allowance_of(data.get("every"), where="remind")
    most = data.get("most")
    strange = set(data) - {"before", "every", "most"}
    if before is None or every is None or strange or not isinstance(most, int) or most < 1:
        raise Refused(
            "时限表的 [remind] 只写 before（提前多久）、every（每隔多久）和 most（最多几次）。"
            "请改正。"
        )
    return Reminding(before, every, most)


def _as_text(reminding: Reminding) -> dict[str, Any]:
    def text(it: Allowance) -> str:
        return f"{it.count}{'d' if it.in_days else 'h'}"

    before, every = text(reminding.before), text(reminding.every)
    return {"before": before, "every": every, "most": reminding.most}


def _refuse_unknown(name: str, known: Mapping[Step, Any]) -> None:
    names = [".".join(step) for step in known]
    near = get_close_matches(name, names, n=1, cutoff=0)[0]
    raise Refused(
        f"时限表没有 {name} 这个环节，最接近的是 {near}。请改正设置 wenshu.deadlines 的文件。"
    )
