"""移交 of a paper: who stands for whom in everything that it names people for, and back again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from documents.outgoing.route import Route, Step

Acted = Mapping[int, tuple[str, ...]]
_Named = TypeVar("_Named")


class Part(StrEnum):
    """What a person may be to a paper, each of which is handed over by itself."""

    TURN = "turn"
    DRAFTER = "drafter"
    REVIEW = "review"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a paper names beside those whose turn it is."""

    drafter: str
    reviewer: str
    route: Route
    acted: Acted


@dataclass(frozen=True, slots=True)
class Succession:
    """A hand-over that stands, so that undoing it gives back that very one and nothing else.

    `position` is where the paper stood; `turn` whether the giver's turn there became one that
    the taker did not have anyway.
    """

    giver: str
    taker: str
    before: Named
    after: Named
    position: int
    turn: bool

    def gives_back_turn(self, position: int) -> bool:
        """Whether the taker's turn at this position of the route is the giver's."""
        if position == self.position:
            return self.turn
        if position == 0:
            return self.before.drafter == self.giver != self.after.drafter
        steps = self.before.route[position : position + 1]
        return any(self.giver in each.people for each in steps)

    def undone(self, now: Named) -> Named:
        """Whom the paper names once it is given back; what changed since stays as it is."""
        return Named(
            drafter=_back(now.drafter, before=self.before.drafter, after=self.after.drafter),
            reviewer=_back(now.reviewer, before=self.before.reviewer, after=self.after.reviewer),
            route=(
                *map(_back_step, now.route, self.before.route, self.after.route),
                *now.route[len(self.before.route) :],
            ),
            acted={
                place: _back(
                    people,
                    before=self.before.acted.get(place, people),
                    after=self.after.acted.get(place),
                )
                for place, people in now.acted.items()
            },
        )


def succeeded(
    named: Named,
    *,
    giver: str,
    taker: str,
    parts: frozenset[Part],
    goes: Callable[[Step], bool],
    may_take: Callable[[Step], bool],
) -> Named:
    """Whom the paper names with the one in the place of the other, at the steps that go over.

    Where the successor may not take a step (no such duty), it names nobody instead, and whoever
    hands on chooses: it is not passed over for that.
    """
    steps = dict(enumerate(named.route))
    drafts = Part.DRAFTER in parts
    return Named(
        drafter=taker if drafts else named.drafter,
        reviewer=taker if Part.REVIEW in parts else named.reviewer,
        route=tuple(
            _of(each, giver=giver, taker=taker if may_take(each) else "")
            if giver in each.people and goes(each)
            else each
            for each in named.route
        ),
        acted={
            place: tuple(taker if each == giver else each for each in people)
            if (drafts if place == 0 else place in steps and goes(steps[place]))
            else people
            for place, people in named.acted.items()
        },
    )


def _of(step: Step, *, giver: str, taker: str) -> Step:
    named = (taker if each == giver else each for each in step.people)
    people = tuple(dict.fromkeys(each for each in named if each))
    return replace(step, people=people, optional=step.optional and bool(people))


def _back_step(now: Step, before: Step, after: Step) -> Step:
    return _back(now, before=before, after=after)


def _back(now: _Named, *, before: _Named, after: _Named | None) -> _Named:
    return before if now == after else now
