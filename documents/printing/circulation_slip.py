"""文件传阅单: who reads a paper, in the order of rank, when it reached them, what they said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.incoming.screens.page import TELLING
from documents.layout.forms import Opinion as PrintedOpinion
from documents.layout.forms import Value
from documents.printing.lines import printed_opinion
from documents.screens.paper import Paper
from documents.screens.telling import opinions
from office.kernel.clock import CHINA
from office.web.formats import whole_day
from office.web.models import Opinion

PLAIN = "平件"


@dataclass(slots=True)
class Reading:
    """One reader: when the paper was sent to them, and what they did with it."""

    sent_at: datetime | None = None
    read_at: datetime | None = None


def slip_values(paper: Paper[Any]) -> dict[str, Value]:
    """The form of an incoming paper that is circulated, by what had happened by then."""
    it, facts = paper.it, paper.it.capsule.facts
    said = _said(paper)
    begun = [each.timestamp for each in paper.happened if _kind(each) in ("Circulated", "Begun")]
    readings = _readings(paper)
    by_rank = sorted(readings, key=lambda person: paper.names.rank(person, paper.moment))
    return {
        "number": it.number,
        "begun_on": whole_day(begun[0]) if begun else "",
        "sender": it.capsule.sender_name,
        "sender_number": facts.get("number", ""),
        "classification": facts.get("classification", ""),
        "urgency": facts.get("urgency", "") or PLAIN,
        "title": facts["title"],
        "proposal": [
            printed_opinion(each)
            for group in opinions(paper, TELLING)
            if group.step == "拟办"
            for each in reversed(group.opinions)
        ],
        "readers": [
            _row(paper, person, readings[person], said.get((person, readings[person].read_at)))
            for person in by_rank
        ],
    }


def is_circulated(request: Request, incoming: UUID) -> bool:
    """Whether it went to readers, so that there is a slip to print."""
    return any(_kind(each) == "Circulated" for each in request.incomings.events.get(incoming))


def _row(
    paper: Paper[Any], person: str, reading: Reading, said: PrintedOpinion | None
) -> dict[str, Value]:
    return {
        "who": paper.names.person(person, paper.moment),
        "sent_at": _moment(reading.sent_at),
        "opinion": [said] if said else [],
        "read_at": _moment(reading.read_at),
    }


def _readings(paper: Paper[Any]) -> dict[str, Reading]:
    """By reader, as the events tell it; who was taken off the list without reading is left out.

    Where they read one after the other, the paper reaches each by an event of its own.
    """
    found: dict[str, Reading] = {}
    in_turn = any(_kind(each) == "Reached" for each in paper.happened)
    for event in paper.happened:
        kind, at = _kind(event), event.timestamp
        if kind in ("Circulated", "Begun", "ReaderAdded", "Reached"):
            for person in event.to:
                reading = found.setdefault(person, Reading())
                if kind == "Reached" or not in_turn:
                    reading.sent_at = reading.sent_at or at
        elif kind in ("ReaderRemoved", "Skipped"):
            found.pop(event.reader, None)
        elif kind in ("Initialled", "Instructed"):
            reader = _reader(event)
            if reader in found:
                found[reader].read_at = found[reader].read_at or at
        elif kind == "HandedOver" and event.giver in found and not found[event.giver].read_at:
            taken = found.pop(event.giver)
            found.setdefault(event.taker, taken)
    return found


def _reader(event: Any) -> str:
    """Whose reading it is; a leader who instructs has read."""
    return str(getattr(event, "reader", "") or getattr(event, "leader", ""))


def _said(paper: Paper[Any]) -> Mapping[tuple[str, datetime | None], PrintedOpinion]:
    """What each reader said, by who they are and when; words for others stay withheld."""
    shown = {
        (each.when, each.person): each
        for group in opinions(paper, TELLING)
        for each in group.opinions
    }
    return dict(_of_readers(paper, shown))


def _of_readers(
    paper: Paper[Any], shown: Mapping[tuple[datetime, str], Opinion]
) -> Iterator[tuple[tuple[str, datetime | None], PrintedOpinion]]:
    for event in paper.happened:
        if _kind(event) not in ("Initialled", "Instructed"):
            continue
        opinion = shown.get((event.timestamp, paper.told_by(event).names.who(event)))
        if opinion is not None:
            yield (_reader(event), event.timestamp), printed_opinion(opinion)


def _kind(event: Any) -> str:
    return type(event).__name__


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    local = at.astimezone(CHINA)
    return f"{local.month}月{local.day}日 {local:%H:%M}"
