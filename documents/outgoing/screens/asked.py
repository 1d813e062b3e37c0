"""会签、征求意见 at other agencies in the history of the document that they are about.

A consultation is a stream of its own, so that twenty answers never collide with the document's
version. On the document's page both are one history: a moment of it is an event of the document
and so many events of its consultations after that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.consulting.page import TELLING, ConsultationPaper
from documents.consulting.verdicts import ASKING_WORDS
from documents.screens.telling import sentence
from office.web.models import Happening, Mark, Timeline, TimeTrack

TOLD = frozenset(TELLING) - {"Asked"}
"""送出 tells the same as 征询, and to whom."""


@dataclass(frozen=True, slots=True)
class AskedEvent:
    """An event of a consultation as the document's history tells it."""

    when: datetime
    sentence: str
    name: str


def asked_events(request: Request, document: UUID) -> list[AskedEvent]:
    """What was sent out about the document and what came back, the oldest first."""
    rounds = request.consultations.of_document(document)
    papers = [ConsultationPaper(request, each.id) for each in rounds]
    found = [told for paper in papers for told in _told(paper)]
    return sorted(found, key=lambda each: each.when)


def _told(paper: ConsultationPaper) -> Iterator[AskedEvent]:
    words = ASKING_WORDS[paper.it.asking]
    for event in paper.history:
        kind = type(event).__name__
        if kind in TOLD:
            said = f"{words}：{sentence(paper, event, TELLING)}"
            yield AskedEvent(event.timestamp, said, TELLING[kind].mark or TELLING[kind].words)


def version_at(history: list[Any], when: datetime) -> int:
    """The document's version that stood when this happened; of the same instant, the later."""
    return sum(event.timestamp <= when for event in history)


def with_asked(timeline: Timeline, asked: list[AskedEvent]) -> Timeline:
    """经过 of both, newest first."""
    others = [Happening(each.when, each.sentence) for each in reversed(asked)]
    both = sorted((*others, *timeline.happenings), key=lambda each: each.when, reverse=True)
    return replace(timeline, happenings=tuple(both), total=len(both))


def track_with(
    track: TimeTrack, history: list[Any], asked: list[AskedEvent], *, here: str, shown: int
) -> TimeTrack:
    """The time track of both; the first `shown` events of `asked` lie before the page's moment."""
    if not asked:
        return track
    placed = [
        ((event.timestamp, 0), mark) for event, mark in zip(history, track.marks, strict=True)
    ]
    behind: Counter[int] = Counter()
    for index, each in enumerate(asked):
        version = version_at(history, each.when)
        behind[version] += 1
        mark = Mark(
            place=0,
            href=f"{here}?as_of={version}&after={behind[version]}",
            label=each.sentence,
            name=each.name,
            future=index >= shown,
        )
        placed.append(((each.when, 1), mark))
    ordered = [mark for _, mark in sorted(placed, key=lambda each: each[0])]
    now = max(index for index, mark in enumerate(ordered) if not mark.future)
    last = max(len(ordered) - 1, 1)
    marks = tuple(
        replace(mark, place=round(100 * index / last, 2), current=index == now)
        for index, mark in enumerate(ordered)
    )
    when = max(track.when, *(each.when for each in asked[:shown])) if shown else track.when
    return replace(track, when=when, position=now + 1, total=len(ordered), marks=marks)
