"""How a memorandum stands, whose turn it is next, and what every act on it asks first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from documents.memoranda.route import Route, TurnChange, people_on
from documents.memoranda.stages import STAGE_WORDS, STEP_WORDS, Stage, Step, TurnVerdict
from documents.memoranda.succession import Succession
from office.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Before:
    """How it stood before somebody's latest act, for taking that back."""

    whose: str
    move: TurnChange
    verdicts: dict[str, TurnVerdict]
    back_to: int


class MemorandumStanding:
    """The state of a memorandum as its acts see it. `documents.memoranda.memorandum` fills it."""

    version: int
    revision: str
    drafter: str
    stage: Stage
    route: Route
    place: int
    waiting: tuple[str, ...]
    since: dict[str, int]
    verdicts: dict[str, TurnVerdict]
    involved: set[str]
    readers_by: dict[str, tuple[str, ...]]
    back_to: int
    last: Before | None
    is_acknowledged: bool
    successions: tuple[Succession, ...]

    @property
    def readers(self) -> tuple[str, ...]:
        """Before whom it lies to be read, and who has read it, in any of its circulations."""
        return tuple(dict.fromkeys(each for some in self.readers_by.values() for each in some))

    @property
    def may_go_round(self) -> bool:
        """传阅 is of what was decided; before that words are asked for along the route."""
        return self.stage.is_over

    @property
    def turns_to_come(self) -> Route:
        """The turns behind the present one."""
        if self.stage is Stage.ROUND:
            return self.route[self.place + 1 :]
        straight = self.stage is Stage.DRAFTING and self.back_to >= 0
        return self.route[self.back_to :] if straight else ()

    @property
    def people_to_come(self) -> tuple[str, ...]:
        """Whose turn it is and whose it will be."""
        return (*self.waiting, *people_on(self.turns_to_come))

    def is_minded_by(self, person: str) -> bool:
        """Whether it is this person's own, comes back to them or is told to them at the end."""
        return person == self.drafter and not self.is_acknowledged

    def _drafter_instead(self, giver: str, taker: str) -> str:
        return taker if self.drafter == giver else self.drafter

    def _route_instead(self, giver: str, taker: str) -> Route:
        """What was decided stays with who decided it, also at the present turn."""
        place = len(self.route) - len(self.turns_to_come)
        if self.stage is Stage.ROUND and giver in self.waiting:
            place = self.place
        ahead = (each.instead(giver, taker) for each in self.route[place:])
        return (*self.route[:place], *ahead)

    def _turn_over(self, giver: str, taker: str, *, turn: bool) -> TurnChange:
        """The move by which a turn, or the result, is the other's."""
        if not turn:
            return TurnChange(self.stage, self.place, self.waiting)
        told = self.stage.is_over
        waiting = tuple(dict.fromkeys(taker if each == giver else each for each in self.waiting))
        comes = () if taker in self.waiting else (taker,)
        step = Step.ACKNOWLEDGE if told else self._step_at(self.stage, self.place)
        return TurnChange(self.stage, self.place, waiting, (giver,), comes, step)

    def _succession(self, *, giver: str, taker: str) -> Succession | None:
        """The newest hand-over between them that has not been undone."""
        between = (
            each for each in self.successions[::-1] if (each.giver, each.taker) == (giver, taker)
        )
        return next(between, None)

    def _to_turn(self, route: Route, place: int, *, gone: tuple[str, ...]) -> TurnChange:
        people = route[place].people
        return TurnChange(Stage.ROUND, place, people, gone, people, route[place].step)

    def _to_drafter(self) -> TurnChange:
        drafter = (self.drafter,)
        return TurnChange(Stage.DRAFTING, self.place, drafter, self.waiting, drafter, Step.SUBMIT)

    def _after(self, whose: str, verdict: TurnVerdict) -> TurnChange:
        """Whose turn it is when this person has decided."""
        left = tuple(each for each in self.waiting if each != whose)
        if left:
            return TurnChange(Stage.ROUND, self.place, left, gone=(whose,))
        verdicts = (*self.verdicts.values(), verdict)
        following = self.place + 1
        if TurnVerdict.DISAPPROVED in verdicts:
            return self._over(Stage.DISAPPROVED, whose)
        if following == len(self.route):
            return self._over(Stage.APPROVED, whose)
        return self._to_turn(self.route, following, gone=(whose,))

    def _over(self, stage: Stage, whose: str) -> TurnChange:
        """The leaders have decided; the drafter is told."""
        return TurnChange(stage, self.place, (), (whose,), (self.drafter,), Step.ACKNOWLEDGE)

    def move_on(
        self, whose: str, move: dict[str, Any], *, by: str, verdict: TurnVerdict | None = None
    ) -> None:
        """Apply what an event recorded of whose turn it is. Only events call it."""
        to = TurnChange.from_json(move)
        here = TurnChange(self.stage, self.place, self.waiting)
        self.last = Before(whose, here, dict(self.verdicts), back_to=self.back_to)
        self.involved.add(by)
        if verdict is not None:
            self.verdicts[whose] = verdict
        if (to.stage, to.place) != (self.stage, self.place):
            self.verdicts = {}
        now = self.version + 1  # the library counts the event when it is applied
        came = {each: now for each in to.waiting if each not in self.waiting}
        self.since = {each: came.get(each, self.since.get(each, now)) for each in to.waiting}
        self.stage, self.place, self.waiting = to.stage, to.place, to.waiting

    def _step_at(self, stage: Stage, place: int) -> Step:
        return Step.SUBMIT if stage is Stage.DRAFTING else self.route[place].step

    def _must_be_asked(self, *steps: Step, of: str, doing: str) -> None:
        self._must_be_turn_of(of, Stage.ROUND, doing=doing)
        step = self.route[self.place].step
        if step not in steps:
            raise Refused(f"签报现在“{STEP_WORDS[step]}”，不能{doing}。请刷新页面查看办理进度。")

    def _must_be_turn_of(self, person: str, stage: Stage, *, doing: str) -> None:
        if self.stage is not stage:
            raise Refused(
                f"签报现在“{STAGE_WORDS[self.stage]}”，不能{doing}。请刷新页面查看办理进度。"
            )
        if person not in self.waiting:
            raise Refused(f"签报现在没有等您办理，不能{doing}。请刷新页面查看办理进度。")

    def _must_be_current(self, shown: dict[str, Any]) -> None:
        if shown["revision"] != self.revision:
            raise Refused("签报在您阅看之后又有修改，您的意见没有生效。请阅看最新内容后再办理。")
