"""移交 along the route: the steps that are named for who leaves are taken by who follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from documents.outgoing.route import Route, Step


@dataclass(frozen=True, slots=True)
class Succession:
    """The newest hand-over that changed the route, so that undoing it gives back that very one."""

    giver: str
    taker: str
    before: Route
    after: Route

    def undone_by(self, *, giver: str, taker: str, route: Route) -> bool:
        """Whether this gives back what was handed over, nothing having changed since."""
        return (giver, taker, route) == (self.taker, self.giver, self.after)


def succeeded(route: Route, *, giver: str, taker: str, may_take: Callable[[Step], bool]) -> Route:
    """The route with the one in the place of the other.

    Where the successor may not take a step (no such duty), it names nobody instead, and whoever
    hands on chooses: it is not passed over for that.
    """
    return tuple(
        _of(each, giver=giver, taker=taker if may_take(each) else "")
        if giver in each.people
        else each
        for each in route
    )


def _of(step: Step, *, giver: str, taker: str) -> Step:
    named = (taker if each == giver else each for each in step.people)
    people = tuple(dict.fromkeys(each for each in named if each))
    return replace(step, people=people, optional=step.optional and bool(people))
