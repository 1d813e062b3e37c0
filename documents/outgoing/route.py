"""办理流程: the steps a draft goes before sign-off, who takes them and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from documents.outgoing.stages import STAGE_WORDS, Stage


class Order(StrEnum):
    """How several people take one step."""

    ONE = "one"
    IN_TURN = "in_turn"  # 依次
    AT_ONCE = "at_once"  # 同时


ORDER_WORDS = {Order.ONE: "一人", Order.IN_TURN: "依次", Order.AT_ONCE: "同时"}


class Verdict(StrEnum):
    """What somebody says at a step on the way."""

    AGREE = "agree"
    DISSENT = "dissent"
    ABSTAIN = "abstain"


VERDICT_WORDS = {Verdict.AGREE: "同意", Verdict.DISSENT: "不同意", Verdict.ABSTAIN: "无意见"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. `people` are ids in their order; none yet: whoever hands on chooses.

    `role` is what they must hold to be chosen (empty: anybody who handles papers), `agencies`
    the codes of other agencies that are asked in its place. Of several people `quorum` must
    have spoken (0: all). With `veto` nobody goes on before a dissent is settled. An `optional`
    step for which nobody is chosen is passed over. `days`: working days given, 0 for no term.
    """

    stage: Stage
    name: str
    people: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    role: str = ""
    order: Order = Order.ONE
    quorum: int = 0
    veto: bool = False
    optional: bool = False
    days: int = 0

    def to_json(self) -> dict[str, Any]:
        """As it stands in events."""
        return {
            "stage": str(self.stage),
            "name": self.name,
            "people": list(self.people),
            "agencies": list(self.agencies),
            "role": self.role,
            "order": str(self.order),
            "quorum": self.quorum,
            "veto": self.veto,
            "optional": self.optional,
            "days": self.days,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Step:
        """The step that `to_json` gave."""
        return cls(
            **{
                **value,
                "stage": Stage(value["stage"]),
                "people": tuple(value["people"]),
                "agencies": tuple(value["agencies"]),
                "order": Order(value["order"]),
            }
        )


Route = tuple[Step, ...]
"""From the draft (always the first step) to the sign-off (always the last)."""


def route_of(steps: Sequence[Mapping[str, Any]]) -> Route:
    """The route that an event holds."""
    return tuple(Step.from_json(each) for each in steps)


ROLES = {Stage.REVIEWING: "reviewer", Stage.ENDORSING: "leader", Stage.SIGNING: "signer"}
"""Who may take a step of this kind: what else they were asked they could not do."""


def step(stage: Stage, *, name: str = "") -> Step:
    """A plain step of one person under its stage's own name."""
    return Step(stage=stage, name=name or STAGE_WORDS[stage], role=ROLES.get(stage, ""))


PLAIN: Route = (
    step(Stage.DRAFTING),
    step(Stage.REVIEWING),
    step(Stage.SIGNING),
)
"""拟稿、核稿、签发: the least that 条例 第十八至二十二条 ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Whose turn ends and whose begins with an act, and where the paper then stands.

    `position` is the step's place on the route; behind the route's end it is the length of the
    route. `later` follow in turn. `due` is a day in ISO form or empty. `settling`: a veto keeps
    the paper with its drafter until a dissent is settled.
    """

    stage: Stage
    name: str
    position: int
    ends: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    role: str = ""
    due: str = ""
    settling: bool = False

    def to_json(self) -> dict[str, Any]:
        """As it stands in events."""
        return {
            "settling": self.settling,
            "stage": str(self.stage),
            "name": self.name,
            "position": self.position,
            "ends": list(self.ends),
            "begins": list(self.begins),
            "later": list(self.later),
            "role": self.role,
            "due": self.due,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Move:
        """The move that `to_json` gave."""
        return cls(
            **{
                **value,
                "stage": Stage(value["stage"]),
                "ends": tuple(value["ends"]),
                "begins": tuple(value["begins"]),
                "later": tuple(value["later"]),
            }
        )
