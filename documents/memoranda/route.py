"""Whose turn it is after whom: the way of a memorandum through the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from documents.memoranda.stages import STEP_WORDS, Stage, Step
from office.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Turn:
    """Those who have it at once (ids of people), and what is asked of them."""

    step: Step
    people: tuple[str, ...]

    def instead(self, giver: str, taker: str) -> Turn:
        """The same turn with one person in another's place, nobody twice."""
        people = (taker if each == giver else each for each in self.people)
        return Turn(self.step, tuple(dict.fromkeys(people)))

    def to_json(self) -> dict[str, Any]:
        """As events carry it."""
        return {"step": str(self.step), "people": list(self.people)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Turn:
        """As it was recorded."""
        return cls(Step(value["step"]), tuple(value["people"]))


Route = tuple[Turn, ...]


def checked_route(turns: Sequence[Turn], *, drafter: str) -> Route:
    """The turns that have people. Refused without a leader at its end, or with its own drafter."""
    route = tuple(Turn(each.step, tuple(dict.fromkeys(each.people))) for each in turns)
    route = tuple(each for each in route if each.people)
    if not route or route[-1].step is not Step.APPROVE:
        raise Refused("签报要有领导审批。请至少选择一位审批领导，再呈报。")
    if drafter in people_on(route):
        raise Refused("签报不能送给拟稿人自己办理。请从办理人中去掉拟稿人，再呈报。")
    for before, after in pairwise(route):
        if before.step is Step.APPROVE and after.step is not Step.APPROVE:
            raise Refused(f"{STEP_WORDS[after.step]}应当在领导审批之前。请调整办理顺序，再呈报。")
    return route


def people_on(route: Sequence[Turn]) -> tuple[str, ...]:
    """Everybody on it, once."""
    return tuple(dict.fromkeys(person for turn in route for person in turn.people))


@dataclass(frozen=True, slots=True)
class TurnChange:
    """What an act does to whose turn it is: from whom it goes (`gone`), to whom it comes."""

    stage: Stage
    place: int
    waiting: tuple[str, ...]
    gone: tuple[str, ...] = ()
    comes: tuple[str, ...] = ()
    step: Step | None = None

    def to_json(self) -> dict[str, Any]:
        """As events carry it."""
        return {
            "stage": str(self.stage),
            "place": self.place,
            "waiting": list(self.waiting),
            "gone": list(self.gone),
            "comes": list(self.comes),
            "step": self.step and str(self.step),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> TurnChange:
        """As it was recorded."""
        lists = {name: tuple(value[name]) for name in ("waiting", "gone", "comes")}
        step = value["step"] and Step(value["step"])
        return cls(**{**value, **lists, "stage": Stage(value["stage"]), "step": step})
