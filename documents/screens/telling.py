"""A history told: the sentences of the timeline, the marks of the time track, the opinions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from documents.handling.limits import WITHHELD, may_read
from documents.handling.transcription import SOURCE_WORDS, Transcription
from documents.screens.paper import Paper
from documents.screens.track_labels import named_by_width
from office.kernel.clock import office_day
from office.web.formats import day, moment
from office.web.frame import now
from office.web.models import (
    Badge,
    Handwriting,
    Happening,
    Link,
    Mark,
    Opinion,
    OpinionGroup,
    Timeline,
    TimeTrack,
    Tone,
)
from signing.ink.handwriting import handwriting

AGREED = Badge("同意", Tone.DONE, "tick")
BACK = Badge("退回", Tone.RETURNED, "return")


@dataclass(frozen=True, slots=True)
class Told:
    """How one kind of event is told.

    `details` tells it with what the event itself knows; without `who` nobody is named before it.
    An event with a `mark` is named on the time track. `opinion` is its attribute that holds
    somebody's words, which stand under `heading` (as told, where it has none); a `consent` stands
    there without words too, and so does what has a badge for being `bare` (圈阅). A `note` says
    below them what they are about. `speaker`: whose words they are, where who recorded the event
    is another (somebody of another agency, by what their answer said).
    """

    words: str
    mark: str = ""
    details: Callable[[Paper[Any], Any], str] | None = None
    who: bool = True
    opinion: str = ""
    heading: str = ""
    verdict: Badge | Callable[[Any], Badge] | None = None
    consent: bool = False
    bare: Badge | None = None
    note: Callable[[Paper[Any], Any], str] | None = None
    speaker: Callable[[Any], str] | None = None


Telling = Mapping[str, Told]
"""By the name of the event's class."""


def told_of(paper: Paper[Any], event: Any, telling: Telling) -> Told:
    """How this event is told, be it the paper's own or one of an added history."""
    told: Told = paper.telling_of(event, telling)[type(event).__name__]
    return told


def sentence(paper: Paper[Any], event: Any, telling: Telling) -> str:
    """Who did what."""
    told = told_of(paper, event, telling)
    words = told.details(paper.told_by(event), event) if told.details else told.words
    if transcription := _transcription(event):
        words = f"{words}（{_entered(paper, event, transcription)}）"
    return f"{paper.names.who(event)} {words}" if told.who else words


def _transcription(event: Any) -> Transcription | None:
    recorded = getattr(event, "transcribed", None)
    return Transcription.from_json(recorded) if recorded else None


def _entered(paper: Paper[Any], event: Any, transcription: Transcription) -> str:
    """By whom, from what, and the leader's own date (代录)."""
    who = paper.names.person(transcription.by, event.timestamp)
    on = day(transcription.date, today=office_day(now(paper.request)))
    return f"由{who}代录，{SOURCE_WORDS[transcription.kind]}，领导意见日期 {on}"


def to_whom(paper: Paper[Any], event: Any) -> str:
    """The person an event hands the paper to."""
    return paper.names.person(event.to, event.timestamp)


def handed_over(paper: Paper[Any], event: Any) -> str:
    """移交 of what somebody had in hand, by who arranged it."""
    giver = paper.names.person(event.giver, event.timestamp)
    return f"将{giver}的在办件移交{paper.names.person(event.taker, event.timestamp)}"


def timeline(paper: Paper[Any], telling: Telling) -> Timeline:
    """经过, newest first."""
    happenings = [
        Happening(event.timestamp, sentence(paper, event, telling), seen=paper.seen(event))
        for event in paper.told
    ]
    return Timeline(tuple(reversed(happenings)), total=len(happenings))


def opinions(paper: Paper[Any], telling: Telling) -> tuple[OpinionGroup, ...]:
    """Everybody's words under the step they belong to, the newest step first, by rank in each."""
    return group_opinions(paper, telling, paper.told)


def group_opinions(
    paper: Paper[Any], telling: Telling, events: Iterable[Any]
) -> tuple[OpinionGroup, ...]:
    """The words in these events of the paper, which come in their order.

    Words for named people only are withheld from whoever looks and is none of them. Pages, views
    of the past, prints and exports all take opinions from here.
    """
    groups: dict[str, list[tuple[int, Opinion]]] = {}
    for event in reversed([*events]):
        told = told_of(paper, event, telling)
        text = getattr(event, told.opinion) if told.opinion else ""
        if text or told.consent or told.bare:
            rank = paper.names.rank_of(event)
            found = (rank, _opinion(paper, event, told, text))
            groups.setdefault(told.heading or told.words, []).append(found)
    return tuple(
        OpinionGroup(step, tuple(each for _, each in sorted(found, key=lambda it: it[0])))
        for step, found in groups.items()
    )


def _verdict(told: Told, event: Any) -> Badge | None:
    return told.verdict(event) if callable(told.verdict) else told.verdict


def _opinion(paper: Paper[Any], event: Any, told: Told, text: str) -> Opinion:
    open_to_them = may_read(event, paper.reader)
    transcription = _transcription(event)
    scan = transcription.scan if transcription and open_to_them else None
    by = transcription.by if transcription else ""
    return Opinion(
        person=told.speaker(event) if told.speaker else paper.names.who(event),
        post=paper.names.post_of(event),
        text=text if open_to_them else WITHHELD,
        when=event.timestamp,
        verdict=paper.badge_of(event, _verdict(told, event)) or (None if text else told.bare),
        note=_note(paper, event, told, open_to_them=open_to_them),
        withheld=not open_to_them,
        transcribed_by=paper.names.person(by, event.timestamp) if by else "",
        transcribed=SOURCE_WORDS[transcription.kind] if transcription else "",
        own_day=transcription.date if transcription else None,
        step=paper.step_of(event),
        scan=_scan(paper, scan.digest) if scan else None,
        compared=paper.compared(event),
        ink=_ink(paper, event, text) if open_to_them else None,
    )


def _ink(paper: Paper[Any], event: Any, words: str) -> Handwriting | None:
    return handwriting(paper.request, event, agency=paper.it.agency, words=words)


def _note(paper: Paper[Any], event: Any, told: Told, *, open_to_them: bool) -> str:
    own = _own_note(paper, event) if open_to_them else ""
    about = told.note(paper.told_by(event), event) if told.note else ""
    return "；".join(part for part in (about, own, paper.note_of(event)) if part)


def _own_note(paper: Paper[Any], event: Any) -> str:
    transcription = _transcription(event)
    waiting = getattr(paper.it, "awaits_ratification", False)
    by_telephone = transcription is not None and transcription.to_be_ratified
    ratifying = "等候领导补签，补签前不能用印" if waiting and by_telephone else ""
    return "；".join(part for part in (_for_whom(paper, event), ratifying) if part)


def _for_whom(paper: Paper[Any], event: Any) -> str:
    readers = getattr(event, "readers", None) or ()
    names = "、".join(paper.names.person(each, event.timestamp) for each in readers)
    return f"限{names}阅看" if names else ""


def _scan(paper: Paper[Any], digest: str) -> Link:
    where = {"room": paper.route, "id": paper.it.id, "digest": digest}
    return Link("看签批原件", paper.request.route_path("opinions.scan", **where))


def time_track(paper: Paper[Any], telling: Telling) -> TimeTrack:
    """A tick for every event, the page's own moment among them."""
    last = max(len(paper.whole) - 1, 1)
    today = office_day(now(paper.request))
    marks = tuple(
        Mark(
            place=round(100 * (position - 1) / last, 2),
            href=f"{paper.here}?as_of={position}",
            label=f"{moment(event.timestamp, today=today)} {sentence(paper, event, telling)}",
            name=told_of(paper, event, telling).mark,
            current=position == paper.as_of,
            future=position > paper.as_of,
        )
        for position, event in enumerate(paper.whole, start=1)
    )
    return TimeTrack(
        when=paper.moment,
        position=len(paper.told),
        total=len(paper.whole),
        marks=named_by_width(marks),
        back=paper.here if paper.in_the_past else None,
    )
