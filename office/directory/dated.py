"""The base of what the directory keeps: facts that hold for a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar

from office.directory.entries import Term
from office.directory.following import Begin, Change, End, Redate, Resume, last_step, next_step
from office.directory.timeline import OPEN, Delta, Facts, Timeline
from office.kernel.entity import Entity, Event
from office.kernel.refusals import Refused

MOST_STEPS = 8  # begin or resume, redate, end, change; more would be going round in circles

Facet = tuple[Callable[..., None], tuple[str, ...]]
"""A command that changes some of the facts, and their names."""

NAMES = ("name", "title", "login", "mark")  # facts that are never empty


class PeriodsChanged(Event):
    """Some of the entry's periods are now these, or are gone (None)."""

    periods: dict[str, Any]

    def apply(self, aggregate: Any) -> None:
        """Take the periods over; a post's go to that post."""
        aggregate.timeline.apply(self.periods)


class Dated:
    """An entry with its periods: an aggregate of its own, or a post of a person.

    `effective` is the first day on which the new state holds.
    """

    WORD: ClassVar[str]
    FACETS: ClassVar[tuple[Facet, ...]] = ()

    Ended: ClassVar[type[PeriodsChanged]]
    Resumed: ClassVar[type[PeriodsChanged]]
    Redated: ClassVar[type[PeriodsChanged]]

    timeline: Timeline

    def follow(self, facts: Facts, *, term: Term, effective: date, at: datetime) -> None:
        """Issue the commands that bring the record to these facts for this term."""
        for _ in range(MOST_STEPS):
            step = next_step(self.timeline, facts=facts, term=term, effective=effective)
            if step is None:
                return
            if isinstance(step, Change):
                self._follow_facts(facts, effective=effective, at=at)
            else:
                self._take(step, facts=facts, at=at)
        raise AssertionError(f"{self.WORD} {title_of(self.timeline)} does not come to rest")

    def follow_absence(self, *, effective: date, at: datetime) -> None:
        """The source lists it no longer: end it unless it has ended by then."""
        step = last_step(self.timeline, effective=effective)
        if step is not None:
            self._take(step, facts={}, at=at)

    def close(self, *, effective: date, at: datetime) -> None:
        """End it. Refused if it has ended by then."""
        self._record(self.Ended, ended(self.timeline, self.WORD, effective), at=at)

    def reopen(self, *, effective: date, at: datetime) -> None:
        """Have it hold again. Refused if it has no end."""
        self._record(self.Resumed, reopened(self.timeline, self.WORD, effective), at=at)

    def _take(self, step: Begin | Redate | End | Resume, *, facts: Facts, at: datetime) -> None:
        match step:
            case Begin(since, until):
                periods = self.timeline.begin(since=since, until=until, facts=facts)
                self._record(self.Resumed, periods, at=at)
            case Resume(effective, until):
                periods = self.timeline.resume(effective, until=until)
                self._record(self.Resumed, periods, at=at)
            case Redate(since):
                self._record(self.Redated, self.timeline.redate(since), at=at)
            case End(on):
                self._record(self.Ended, self.timeline.end(on), at=at)

    def _follow_facts(self, facts: Facts, *, effective: date, at: datetime) -> None:
        for command, names in self.FACETS:
            wanted = {name: facts[name] for name in names}
            if wanted != {name: self.timeline.latest[name] for name in names}:
                command(self, **wanted, effective=effective, at=at)

    def _change(
        self, event: type[PeriodsChanged], effective: date, *, at: datetime, **facts: Any
    ) -> None:
        self._record(event, changed(self.timeline, self.WORD, effective, **facts), at=at)

    def _record(self, event: type[PeriodsChanged], periods: Delta, *, at: datetime) -> None:
        raise NotImplementedError


class DatedEntity(Dated, Entity):
    """An aggregate that is dated as a whole."""

    TOPIC: ClassVar[str] = "directory.DatedEntity"

    def _record(self, event: type[PeriodsChanged], periods: Delta, *, at: datetime) -> None:
        self.trigger_event(event, timestamp=at, periods=periods)


def changed(timeline: Timeline, word: str, effective: date, **facts: Any) -> Delta:
    """The periods after a change. Refused if nothing changes or a name is empty."""
    if any(facts.get(each) == "" for each in NAMES):
        raise Refused(f"{word}“{title_of(timeline)}”的名称不能为空。请填写。")
    if all(timeline.latest.get(each) == value for each, value in facts.items()):
        raise Refused(f"{word}“{title_of(timeline)}”与目录中已记录的相同，没有需要变更的内容。")
    return timeline.change(effective.isoformat(), **facts)


def ended(timeline: Timeline, word: str, effective: date) -> Delta:
    """The periods after an end. Refused if it has ended by then."""
    if timeline.until <= effective.isoformat():
        raise Refused(
            f"{word}“{title_of(timeline)}”已于 {timeline.until} 终止。如日期有误，请先恢复再终止。"
        )
    return timeline.end(effective.isoformat())


def reopened(timeline: Timeline, word: str, effective: date) -> Delta:
    """The periods after a resumption. Refused if there is no end."""
    if timeline.until == OPEN:
        raise Refused(f"{word}“{title_of(timeline)}”没有终止，不必恢复。")
    return timeline.resume(effective.isoformat(), until=OPEN)


def first_period(facts: Facts, *, term: Term, effective: date) -> Delta:
    """The period of something new; `effective` counts where the term has no first day."""
    since = (term.since or effective).isoformat()
    until = term.until.isoformat() if term.until else OPEN
    return Timeline().begin(since=since, until=until, facts=facts)


def title_of(timeline: Timeline) -> str:
    """What the entry is called, for sentences."""
    return str(timeline.latest.get("name") or timeline.latest.get("title") or "")
