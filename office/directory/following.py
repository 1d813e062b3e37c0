"""Which step brings the record nearer to what a source says; none when they agree.

A source knows only its present state. What it does not date is dated by the day from which the
synchronisation is to count; what it no longer lists has ended by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from office.directory.entries import Term
from office.directory.timeline import OPEN, Facts, Timeline


@dataclass(frozen=True, slots=True)
class Begin:
    """A first period, or one of its own after what has ended."""

    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Redate:
    """It began on another day."""

    since: str


@dataclass(frozen=True, slots=True)
class End:
    """It ends then, earlier than on record."""

    on: str


@dataclass(frozen=True, slots=True)
class Resume:
    """It goes on, or holds again from that day."""

    effective: str
    until: str


@dataclass(frozen=True, slots=True)
class Change:
    """The facts differ."""


Step = Begin | Redate | End | Resume | Change


def next_step(timeline: Timeline, *, facts: Facts, term: Term, effective: date) -> Step | None:
    """The first of the steps that lead to these facts for this term."""
    day = effective.isoformat()
    since = term.since.isoformat() if term.since else ""
    until = term.until.isoformat() if term.until else OPEN
    if not timeline.periods:
        # over before anybody told us that it was
        return None if not since and until <= day else Begin(since or day, until)
    if since >= timeline.until:
        return Begin(since, until)
    if since and not timeline.begins_on(since):
        return Redate(since)
    if not since and timeline.begun > day:
        return Redate(day)
    first = max(since, day)
    if first < timeline.last_begins and timeline.on(first) not in (None, facts):
        return End(timeline.last_begins)  # what was said of a later day no longer comes
    if until < timeline.until:
        return End(until)
    if until > timeline.until:
        is_known_throughout = bool(since) or until <= day
        return Resume(timeline.until if is_known_throughout else day, until)
    return None if timeline.latest == facts else Change()


def last_step(timeline: Timeline, *, effective: date) -> End | None:
    """The step for what the source lists no longer."""
    day = effective.isoformat()
    return End(day) if timeline.until > day else None
