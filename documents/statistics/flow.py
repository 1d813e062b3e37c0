"""流转时间: how long steps take, in working hours, by step and by who has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from documents.deadlines.step_names import STEP_WORDS
from documents.statistics.period import Period
from documents.statistics.spells import Spell
from office.calendar import WorkingHours

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Flow:
    """One step in one unit: how often it ended in the period, and its hours."""

    room: str
    step: str
    unit: str
    count: int
    middle: float
    longest: float


def ended(spells: Iterable[Spell], *, period: Period) -> Iterator[Spell]:
    """What ended in the period, of steps that have a name."""
    for each in spells:
        named = each.step in STEP_WORDS.get(each.room, {})
        if named and each.until is not None and period.has(each.until):
            yield each


def flows(
    spells: Iterable[Spell],
    *,
    period: Period,
    hours: WorkingHours,
    unit_of: Callable[[Spell], str],
) -> list[Flow]:
    """What ended in the period, the steps that take longest first."""
    taken: dict[tuple[str, str, str], list[float]] = {}
    for each in ended(spells, period=period):
        if each.until is not None:
            spent = hours.between(each.since, each.until) / HOUR
            taken.setdefault((each.room, each.step, unit_of(each)), []).append(spent)
    found = [
        Flow(*key, count=len(times), middle=median(times), longest=max(times))
        for key, times in taken.items()
    ]
    return sorted(found, key=lambda each: (-each.middle, each.room, each.step, each.unit))
