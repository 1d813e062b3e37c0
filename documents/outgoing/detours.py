"""调整流程、转办、取回、退回、移交: whose turn it is otherwise than the route says by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from documents.outgoing.route import Move, Route, Step, route_of
from documents.outgoing.secrecy import SECRECY, SecrecyReview
from documents.outgoing.stages import ON_THE_WAY, OVER, Stage
from documents.outgoing.standing import HandingOn, Recorded, must_say_why
from documents.outgoing.succession import Named, Part, Succession, succeeded
from documents.outgoing.turns import back
from office.kernel.entity import Event
from office.kernel.refusals import Refused


class HandingOver(Event):
    """The base of the event of 移交: whom the paper names from now on, and the turn if it went.

    `reviewer` is empty where the 保密审查 stays with whom it was; `undoing`: it goes back.
    """

    by: str
    giver: str
    taker: str
    move: dict[str, Any]
    drafter: str
    reviewer: str
    route: list[dict[str, Any]]
    acted: dict[str, Any]
    undoing: bool

    def apply(self, aggregate: Any) -> None:
        """One stands for the other, or does so no more."""
        aggregate.note_handed_over(self)


class Detours(SecrecyReview):
    """Each act refuses, or has the document record it (design D4)."""

    _rerouted: Recorded
    _redirected: Recorded
    HandedOver: type[HandingOver]
    trigger_event: Recorded
    _taken_back: Recorded
    _returned: Recorded

    def reroute(self, *, by: str, route: Route, reason: str = "", at: datetime) -> None:
        """加签、减签: another way ahead. What was gone through stays; sign-off stays the end."""
        if self.stage.order >= Stage.SIGNING.order:
            raise Refused(f"此件已到{self.step_name}环节，不能再加签、减签。")
        gone = self.route[: self.position + 1]
        if self.route and route[: len(gone)] != gone:
            raise Refused("已经走过的环节不能更改，请只调整后面的环节。")
        if not route or route[-1].stage is not Stage.SIGNING:
            raise Refused("流程的最后一个环节必须是签发（《条例》第二十二条）。")
        if any(each.stage not in ON_THE_WAY for each in route[1:-1]):
            raise Refused("拟稿和签发之间只能有征求意见、核稿、会签、审签、联合签发环节。")
        if any(each.stage is Stage.JOINT and not each.agencies for each in route):
            raise Refused("联合签发环节没有外单位，流程没有调整。请选择联合发文的机关。")
        if route != self.route:
            steps = [each.to_json() for each in route]
            self._rerouted(timestamp=at, by=by, route=steps, reason=reason)

    def redirect(self, *, by: str, turn: str = "", to: str, reason: str, at: datetime) -> None:
        """转办: somebody else takes my turn."""
        mine = turn or by
        if self.stage not in (*ON_THE_WAY, Stage.SIGNING) or mine not in self.holder.people:
            raise Refused("只有正由您审核、会签、审签或签发的件才能转办。")
        if to in (*self.holder.people, *self.later, *self.verdicts):
            raise Refused("这位同志已是本环节办理人，或者已发表过意见。请另选一位。")
        must_say_why(reason, doing="转办")
        move = self._here(ends=(mine,), begins=(to,))
        self._redirected(timestamp=at, by=by, turn=mine, to=to, reason=reason, move=move.to_json())

    def parts_of(self, person: str, *, steps: Collection[str] | None = None) -> frozenset[Part]:
        """What this person is to the paper, as far as it is not over; the empty set for nothing.

        `steps` are those that count (values of Stage, and `SECRECY`); None is all of them.
        """
        found = {
            Part.TURN: self._has_turn(person) and _counts(self.stage, steps),
            Part.DRAFTER: person == self.drafter and _counts(Stage.DRAFTING, steps),
            Part.REVIEW: self._is_to_review(person) and _counts(SECRECY, steps),
            Part.AHEAD: any(
                person in each.people and _counts(each.stage, steps)
                for each in self.route[self.position + 1 :]
            ),
        }
        return (
            frozenset() if self.stage in OVER else frozenset(part for part in found if found[part])
        )

    def parts_returned(self, *, giver: str, taker: str) -> frozenset[Part]:
        """What goes back to the `taker` when the hand-over from them to the giver is undone."""
        it = self._succession(giver=taker, taker=giver)
        if it is None:
            return frozenset()
        now, then = self._named, it.undone(self._named)
        turn = self._has_turn(giver) and it.gives_back_turn(self.position)
        found = {
            Part.TURN: turn,
            Part.DRAFTER: now.drafter != then.drafter,
            Part.REVIEW: now.reviewer != then.reviewer and not self.is_cleared,
            Part.AHEAD: now.route != then.route,
        }
        return frozenset(part for part in found if found[part])

    def hand_over(
        self,
        *,
        by: str,
        giver: str,
        taker: str,
        steps: Collection[str] | None = None,
        may_take: Callable[[Step], bool] = lambda _: True,
        undoing: bool = False,
        at: datetime,
    ) -> None:
        """移交: all that the paper names for somebody who leaves the post is for who follows: the
        turn, the later steps (`may_take`: those that the taker may take), drafting, the review.

        `steps` are those of the post that is left, None for all; `undoing` gives back what the
        hand-over from the taker to the giver had taken, and no more.
        """
        if giver == taker:
            raise Refused("移交人和接手人是同一人，没有移交。请选择接手人。")
        parts = (
            self.parts_returned(giver=giver, taker=taker)
            if undoing
            else self.parts_of(giver, steps=steps)
        )
        if not parts:
            raise Refused("此件现在没有由移交人办理的事项，不必移交。")
        turn = Part.TURN in parts
        if turn and taker in self.verdicts:
            raise Refused("接手人已在本环节发表过意见，不能再接一次。请另选接手人。")
        former = self._succession(giver=taker, taker=giver) if undoing else None
        then = (
            former.undone(self._named)
            if former
            else succeeded(
                self._named,
                giver=giver,
                taker=taker,
                parts=parts,
                goes=lambda step: _counts(step.stage, steps),
                may_take=may_take,
            )
        )
        self.trigger_event(
            self.HandedOver,
            timestamp=at,
            by=by,
            giver=giver,
            taker=taker,
            undoing=undoing,
            move=self._turn_over(giver, taker).to_json() if turn else {},
            drafter=then.drafter,
            reviewer=then.reviewer if Part.REVIEW in parts else "",
            route=[each.to_json() for each in then.route],
            acted={str(place): list(people) for place, people in then.acted.items()},
        )

    def _turn_over(self, giver: str, taker: str) -> Move:
        waits = giver in self.holder.people
        begins = (taker,) if waits and taker not in self.holder.people else ()
        later = dict.fromkeys(taker if each == giver else each for each in self.later)
        return self._here(
            ends=(giver,) if waits else (),
            begins=begins,
            later=tuple(each for each in later if each not in (*self.holder.people, *begins)),
        )

    def _has_turn(self, person: str) -> bool:
        return person in (*self.holder.people, *self.later)

    def _is_to_review(self, person: str) -> bool:
        """Also while the draft is not yet handed on, and after a return."""
        if self.objection is not None:
            return False
        before_signing = self.stage.order <= Stage.SIGNING.order
        waits = before_signing and not self.is_cleared and person == self.secrecy_reviewer
        return waits or person == self.secrecy_asked

    @property
    def _named(self) -> Named:
        return Named(self.drafter, self.secrecy_reviewer, self.route, self.acted)

    def _succession(self, *, giver: str, taker: str) -> Succession | None:
        """The newest hand-over between them that has not been undone."""
        between = (
            each for each in self.successions[::-1] if (each.giver, each.taker) == (giver, taker)
        )
        return next(between, None)

    def take_back(self, *, by: str, turn: str = "", opened: bool, at: datetime) -> None:
        """取回: one's own hand-over, before the next has opened it."""
        mine = turn or by
        if self.handed_on is None or self.handed_on.by != mine:
            raise Refused("只有最后一步是您送出的件才能取回。")
        if opened:
            raise Refused("对方已经打开此件，不能取回。需要修改的，请联系对方退回。")
        if self.awaits_agencies:
            raise Refused("已经送外单位征询，不能取回。需要修改的，请退回拟稿，并撤回征询。")
        before = self.handed_on
        move = back(
            self.route,
            position=before.position,
            people=before.people,
            ends=self.holder.people,
            later=before.later,
        )
        self._taken_back(timestamp=at, by=by, turn=mine, move=move.to_json())

    def earlier_steps(self) -> tuple[int, ...]:
        """Places on the route that it may go back to, the nearest first."""
        if self.stage.order > Stage.RECHECKING.order:
            return ()
        return tuple(each for each in sorted(self.acted, reverse=True) if each < self.position)

    def return_to(
        self,
        position: int,
        *,
        by: str,
        turn: str = "",
        reason: str,
        readers: Sequence[str] = (),
        straight: bool = False,
        transcribed: Mapping[str, Any] | None = None,
        at: datetime,
    ) -> None:
        """退回: to an earlier step, to whoever acted there, with the reason.

        `straight`: once mended it comes straight back here, else it goes the route again.
        """
        if position not in self.earlier_steps():
            raise Refused(f"此件现在{self.step_name}环节，不能退回到所选的环节。请重新选择。")
        must_say_why(reason, doing="退回")
        move = back(
            self.route,
            position=position,
            people=self.acted[position],
            ends=self.holder.people,
        )
        self._returned(
            timestamp=at,
            by=by,
            turn=turn or by,
            reason=reason,
            readers=list(readers),
            straight=straight,
            transcribed=dict(transcribed or {}),
            move=move.to_json(),
        )

    def _stands_as(self, before: HandingOn) -> None:
        """Apply that what was said by handing on is unsaid, the 保密审查 given with it too."""
        self.verdicts, self.acted = before.verdicts, before.acted
        self.dissents, self.consents = before.dissents, before.consents
        self.particulars = before.particulars
        self.straight_to = before.straight_to
        if before.cleared:
            self.last_cleared = None

    def note_handed_over(self, done: HandingOver) -> None:
        """Apply that one stands for the other, or does so no more: only the event does so."""
        giver, taker = done.giver, done.taker
        after = Named(
            drafter=done.drafter,
            reviewer=done.reviewer or self.secrecy_reviewer,
            route=route_of(done.route),
            acted={int(place): tuple(people) for place, people in done.acted.items()},
        )
        former = self._succession(giver=taker, taker=giver) if done.undoing else None
        if former is not None:
            self.successions = tuple(each for each in self.successions if each is not former)
        else:
            turn = bool(done.move) and not self._has_turn(taker)
            newest = Succession(giver, taker, self._named, after, self.position, turn=turn)
            self.successions = (*self.successions, newest)
        if done.reviewer:
            self._pass_review(done.reviewer, giver=self.secrecy_reviewer)
        self.drafter, self.route, self.acted = after.drafter, after.route, dict(after.acted)
        self.handed_on = None  # it would be taken back by, or to, somebody who has left
        self._moved(done.move)


def _counts(step: str, steps: Collection[str] | None) -> bool:
    return steps is None or step in steps
