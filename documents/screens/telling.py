"""A history told: the sentences of the timeline, the marks of the time track, the opinions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from documents.screens.paper import Paper
from office.web.models import (
    Badge,
    Happening,
    Mark,
    Opinion,
    OpinionGroup,
    Timeline,
    TimeTrack,
)


@dataclass(frozen=True, slots=True)
class Told:
    """How one kind of event is told.

    `details` tells it with what the event itself knows; without `who` nobody is named before it.
    An event with a `mark` is named on the time track. `opinion` is its attribute that holds
    somebody's words, which stand under `heading`; a `consent` stands there without words too.
    """

    words: str
    mark: str = ""
    details: Callable[[Paper[Any], Any], str] | None = None
    who: bool = True
    opinion: str = ""
    heading: str = ""
    verdict: Badge | Callable[[Any], Badge] | None = None
    consent: bool = False


Telling = Mapping[str, Told]
"""By the name of the event's class."""


def sentence(paper: Paper[Any], event: Any, telling: Telling) -> str:
    """Who did what."""
    told = telling[type(event).__name__]
    words = told.details(paper, event) if told.details else told.words
    return f"{paper.names.person(event.by, event.timestamp)} {words}" if told.who else words


def to_whom(paper: Paper[Any], event: Any) -> str:
    """The person an event hands the paper to."""
    return paper.names.person(event.to, event.timestamp)


def timeline(paper: Paper[Any], telling: Telling) -> Timeline:
    """经过, newest first."""
    happenings = [
        Happening(event.timestamp, sentence(paper, event, telling)) for event in paper.events
    ]
    return Timeline(tuple(reversed(happenings)), total=len(happenings))


def opinions(paper: Paper[Any], telling: Telling) -> tuple[OpinionGroup, ...]:
    """Everybody's words under the step they belong to, newest first."""
    groups: dict[str, list[Opinion]] = {}
    for event in reversed(paper.events):
        told = telling[type(event).__name__]
        text = getattr(event, told.opinion) if told.opinion else ""
        if text or told.consent:
            opinion = Opinion(
                person=paper.names.person(event.by, event.timestamp),
                post=paper.names.post(event.by, event.timestamp),
                text=text,
                when=event.timestamp,
                verdict=told.verdict(event) if callable(told.verdict) else told.verdict,
            )
            groups.setdefault(told.heading, []).append(opinion)
    return tuple(OpinionGroup(step, tuple(found)) for step, found in groups.items())


def time_track(paper: Paper[Any], telling: Telling) -> TimeTrack:
    """A tick for every event, the page's own moment among them."""
    last = max(len(paper.history) - 1, 1)
    marks = tuple(
        Mark(
            place=round(100 * index / last, 2),
            href=f"{paper.here}?as_of={event.originator_version}",
            label=sentence(paper, event, telling),
            name=telling[type(event).__name__].mark,
            current=event.originator_version == paper.as_of,
            future=event.originator_version > paper.as_of,
        )
        for index, event in enumerate(paper.history)
    )
    return TimeTrack(
        when=paper.events[-1].timestamp,
        position=len(paper.events),
        total=len(paper.history),
        marks=marks,
        back=paper.here if paper.in_the_past else None,
    )
