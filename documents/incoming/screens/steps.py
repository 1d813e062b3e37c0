"""办理环节: the steps of an incoming paper, of the round that it is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage, Track
from documents.screens.paper import Paper
from office.web.models import Step, StepState

Line = Sequence[tuple[str, str, Stage]]

HANDLING_STEPS: Line = (
    ("签收", "SignedFor", Stage.ARRIVED),
    ("登记", "Registered", Stage.SIGNED_FOR),
    ("初审", "Screened", Stage.REGISTERED),
    ("拟办", "Proposed", Stage.SCREENED),
    ("批示", "Instructed", Stage.PROPOSED),
    ("分办", "Assigned", Stage.INSTRUCTED),
    ("承办", "Handled", Stage.ASSIGNED),
    ("办结", "Completed", Stage.HANDLED),
)
READING_STEPS: Line = (
    ("签收", "SignedFor", Stage.ARRIVED),
    ("登记", "Registered", Stage.SIGNED_FOR),
    ("初审", "Screened", Stage.REGISTERED),
    ("传阅", "Circulated", Stage.SCREENED),
    ("办结", "Completed", Stage.CIRCULATING),
)
IN_HAND = {"传阅": Stage.CIRCULATING, "办结": Stage.COMPLETED}
"""The steps of a 阅件 while somebody has not read it."""


def steps(paper: Paper[Incoming]) -> tuple[Step, ...]:
    """What is done, what is in hand, and what is still to come. Another round begins anew at its
    step in hand: what was done behind that in an earlier round is not done in this one."""
    it = paper.it
    if it.stage is Stage.ON_PAPER:
        return ()  # nothing of it is handled here
    line = READING_STEPS if it.track is Track.READING else HANDLING_STEPS
    done = {type(event).__name__: event for event in paper.events}
    if it.stage is Stage.CIRCULATING and it.holder.nobody:
        line = tuple((name, event, IN_HAND.get(name, stage)) for name, event, stage in line)
    places = [place for place, (_, _, stage) in enumerate(line) if stage is it.stage]
    here = places[0] if places and it.stage is not Stage.COMPLETED else len(line)
    return tuple(
        _step(paper, name, done.get(event) if place <= here else None, now=place == here)
        for place, (name, event, _) in enumerate(line)
    )


def holder_words(paper: Paper[Incoming]) -> str:
    """In whose hands it is."""
    holder = paper.it.holder
    if holder.person:
        return paper.names.person(holder.person, paper.events[-1].timestamp)
    if holder.role:
        return "文书"
    return "承办单位" if paper.it.stage is Stage.ASSIGNED else "传阅人"


def _step(paper: Paper[Incoming], name: str, event: Any, *, now: bool) -> Step:
    if now:
        return Step(name, StepState.NOW, (holder_words(paper), "办理中"))
    if event is None:
        return Step(name, StepState.AHEAD, ())
    return Step(name, StepState.DONE, (paper.names.who(event),))
