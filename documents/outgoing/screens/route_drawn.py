"""The way of a document as its slip draws it: what is done, what goes on, what lies ahead."""

from __future__ import annotations

from typing import Any

from documents.outgoing.document import Document
from documents.outgoing.route import ORDER_WORDS, Move, Order, Step
from documents.outgoing.screens.history import of_partner
from documents.outgoing.sealable import SealedByKeeper, SealedByPartner
from documents.outgoing.stages import STAGE_WORDS, Stage
from documents.screens.paper import Paper
from office.kernel.clock import office_day
from office.web.formats import clock_time
from office.web.frame import now
from office.web.models import Step as Drawn
from office.web.models import StepState

Place = tuple[int, int]
"""Where on the way: the place on the route, and behind its end the stage's order."""


def steps_of(paper: Paper[Document]) -> tuple[Drawn, ...]:
    """Every step from the draft to the dispatch."""
    it, request = paper.it, paper.request
    route = request.documents.route_of(it)
    chain = it.chain or request.documents.chain_of(it)
    done = _done(paper)
    drawn = [
        Drawn(_words(step), *_on_route(paper, place, step, done))
        for place, step in enumerate(route)
    ]
    behind = [
        Drawn(STAGE_WORDS[stage], *_state(paper, (len(route), stage.order), done, ()))
        for stage in chain
    ]
    return (*drawn, *behind)


def _words(step: Step) -> str:
    if step.order is Order.ONE or len(step.people) < 2:
        return step.name
    return f"{step.name}（{ORDER_WORDS[step.order]}）"


def _on_route(
    paper: Paper[Document], place: int, step: Step, done: dict[Place, Any]
) -> tuple[StepState, tuple[str, ...]]:
    """Of several people each with what they have done, once the step began."""
    it = paper.it
    state, lines = _state(paper, (place, 0), done, step.people)
    is_now = state is StepState.NOW
    spoken = tuple(it.verdicts) if is_now else it.acted.get(place, ())
    waiting = (*it.holder.people, *it.later) if is_now else step.people
    waiting = tuple(each for each in waiting if each not in spoken)
    if state is StepState.AHEAD or len(spoken) + len(waiting) < 2:
        return state, lines
    at = paper.events[-1].timestamp
    left = "待办" if is_now else "未表态"
    return state, (
        *(f"{paper.names.person(each, at)} 已办" for each in spoken),
        *(f"{paper.names.person(each, at)} {left}" for each in waiting),
        *((f"限 {it.due}",) if is_now and it.due else ()),
        *(() if is_now else lines[-1:]),
    )


def _place(stage: Stage, position: int) -> Place:
    return position, stage.order if stage.order > Stage.SIGNING.order else 0


def _done(paper: Paper[Document]) -> dict[Place, Any]:
    """By which event each step was done that has not been gone back behind since."""
    done: dict[Place, Any] = {}
    here = (0, 0)
    for event in paper.events:
        value = getattr(event, "move", None)
        if not value:
            continue
        move = Move.from_json(value)
        there = _place(move.stage, move.position)
        if there > here:
            done[here] = event
        elif there < here:
            done = {place: each for place, each in done.items() if place < there}
        here = there
    return done


def _state(
    paper: Paper[Document], place: Place, done: dict[Place, Any], planned: tuple[str, ...]
) -> tuple[StepState, tuple[str, ...]]:
    it, names = paper.it, paper.names
    at = paper.events[-1].timestamp
    if _place(it.stage, it.position) == place and not it.holder.nobody:
        if it.awaits_seal_of:
            return StepState.NOW, (*_sealers(paper, paper.events[-1]), it.step_name)
        who = "、".join(names.person(each, at) for each in it.holder.people) or "文书"
        return StepState.NOW, (who, f"办理中，限 {it.due}" if it.due else "办理中")
    event = done.get(place)
    if event is None:
        people = "、".join(names.person(each, at) for each in planned)
        return StepState.AHEAD, ((people,) if people else ())
    today = office_day(now(paper.request))
    on = office_day(event.timestamp)
    when = clock_time(event.timestamp) if on == today else f"{on.day}日"
    return StepState.DONE, (*_doers(paper, event), when)


def _doers(paper: Paper[Document], event: Any) -> tuple[str, ...]:
    """Who did it: every issuer's keeper, where the last seal of a joint document came with it."""
    if isinstance(event, SealedByPartner):
        return _sealers(paper, event)
    return (paper.names.person(event.by, event.timestamp),)


def _sealers(paper: Paper[Document], last: Any) -> tuple[str, ...]:
    """Whose hands its seals are from, up to the event `last`; the courier only carried them."""
    upto = paper.events[: paper.events.index(last) + 1]
    own = max(place for place, each in enumerate(upto) if isinstance(each, SealedByKeeper))
    partners = (each for each in upto[own:] if isinstance(each, SealedByPartner))
    keeper = paper.names.person(upto[own].by, upto[own].timestamp)
    return (keeper, *(of_partner(each) for each in partners))
