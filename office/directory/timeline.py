"""What stood when: periods that follow each other, with or without gaps, and never overlap.

Days are ISO strings, as the events hold them; so they compare as text. Every operation gives a
`Delta` and changes nothing: an event carries the delta, and applying it is the whole of what
aggregates and registers do with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

EVER = "0001-01-01"
"""The first day of what was there before anybody noted it."""

OPEN = "9999-12-31"
"""`until` of what has no end yet."""

UNTIL = "until"

Facts = dict[str, Any]
Delta = dict[str, Facts | None]
"""The periods to put, by first day, with their first day after under "until"; None removes."""


@dataclass
class Timeline:
    """Periods by their first day."""

    periods: dict[str, Facts] = field(default_factory=dict)

    @classmethod
    def of(cls, delta: Delta) -> Self:
        """A timeline that begins with the periods of an event."""
        timeline = cls()
        timeline.apply(delta)
        return timeline

    def apply(self, delta: Delta) -> None:
        """Take over the periods of an event."""
        for since, facts in delta.items():
            if facts is None:
                self.periods.pop(since, None)
            else:
                self.periods[since] = facts
        self.periods = dict(sorted(self.periods.items()))

    @property
    def latest(self) -> Facts:
        """The facts of the last period, without its end; {} if there never was one."""
        return {name: value for name, value in self._last.items() if name != UNTIL}

    @property
    def until(self) -> str:
        """The first day after the last period; "" if there never was one."""
        return str(self._last.get(UNTIL, ""))

    @property
    def last_begins(self) -> str:
        """The first day of the last period; "" if there never was one."""
        return next(reversed(self.periods), "")

    @property
    def begun(self) -> str:
        """The first day of the last periods that follow each other without a gap."""
        return next(iter(self._run()), "")

    def on(self, day: str) -> Facts | None:
        """The facts that stood on that day."""
        for since, facts in self.periods.items():
            if since <= day < facts[UNTIL]:
                return {name: value for name, value in facts.items() if name != UNTIL}
        return None

    def begin(self, *, since: str, until: str, facts: Facts) -> Delta:
        """A new period behind all others."""
        return {since: {**facts, UNTIL: until}}

    def change(self, effective: str, **facts: Any) -> Delta:
        """Other facts from that day on; what has not begun by then, or is over, is put right."""
        since = self.last_begins
        if not since < effective < self.until:
            return {since: {**self._last, **facts}}
        return {
            since: {**self._last, UNTIL: effective},
            effective: {**self._last, **facts},
        }

    def end(self, on: str) -> Delta:
        """That day is the first on which it holds no longer; also later than was said before."""
        if on > self.until:
            return {self.last_begins: {**self._last, UNTIL: on}}
        delta: Delta = {}
        for since, facts in self.periods.items():
            if since >= on:
                delta[since] = None
            elif facts[UNTIL] > on:
                delta[since] = {**facts, UNTIL: on}
        return delta

    def resume(self, effective: str, *, until: str) -> Delta:
        """It holds again: without a gap if it has not ended by then."""
        since = self.last_begins if effective <= self.until else effective
        return {since: {**self._last, UNTIL: until}}

    def redate(self, since: str) -> Delta:
        """It began on another day than was said; an earlier run is not overlapped."""
        delta: Delta = {}
        goal = max(since, self._end_before_run())
        run = self._run()
        for position, day in enumerate(run):
            facts = self.periods[day]
            if facts[UNTIL] <= goal:
                delta[day] = None
            elif day < goal or position == 0:
                delta[day] = None
                delta[goal] = facts
        return delta

    def begins_on(self, since: str) -> bool:
        """Whether a period of the last run begins then, or as near as an earlier run allows."""
        return max(since, self._end_before_run()) in self._run()

    @property
    def _last(self) -> Facts:
        return self.periods.get(self.last_begins, {})

    def _run(self) -> list[str]:
        run: list[str] = []
        for since in reversed(self.periods):
            if run and self.periods[since][UNTIL] != run[0]:
                break
            run.insert(0, since)
        return run

    def _end_before_run(self) -> str:
        run = self._run()
        earlier = [facts[UNTIL] for since, facts in self.periods.items() if since not in run]
        return max(earlier, default="")
