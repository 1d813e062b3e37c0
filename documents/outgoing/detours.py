"""调整流程、转办、取回、退回、移交: whose turn it is otherwise than the route says by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from documents.outgoing.route import Route, Step
from documents.outgoing.secrecy import SecrecyReview
from documents.outgoing.stages import ON_THE_WAY, Stage
from documents.outgoing.standing import HandingOn, Recorded, must_say_why
from documents.outgoing.succession import Succession, succeeded
from documents.outgoing.turns import back
from office.kernel.refusals import Refused


class Detours(SecrecyReview):
    """Each act refuses, or has the document record it (design D4)."""

    _rerouted: Recorded
    _redirected: Recorded
    _handed_over: Recorded
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

    def hand_over(
        self,
        *,
        by: str,
        giver: str,
        taker: str,
        may_take: Callable[[Step], bool] = lambda _: True,
        at: datetime,
    ) -> None:
        """移交: what lies with somebody who leaves the post lies with who follows, and so does
        what will come to them on the route (`may_take`: the steps that the taker may take)."""
        on_turn = giver in (*self.holder.people, *self.later)
        if not on_turn and giver != self.secrecy_asked:
            raise Refused("此件现在不由移交人办理，不必移交。")
        if giver == taker:
            raise Refused("移交人和接收人是同一人，没有移交。请选择接收人。")
        if on_turn and taker in self.verdicts:
            raise Refused("接收人已在本环节发表过意见，不能再接一次。请另选接收人。")
        waits = giver in self.holder.people
        begins = (taker,) if waits and taker not in self.holder.people else ()
        later = dict.fromkeys(taker if each == giver else each for each in self.later)
        move = self._here(
            ends=(giver,) if waits else (),
            begins=begins,
            later=tuple(each for each in later if each not in (*self.holder.people, *begins)),
        )
        route = self._succeeded(giver, taker, may_take)
        self._handed_over(
            timestamp=at,
            by=by,
            giver=giver,
            taker=taker,
            move=move.to_json() if on_turn else {},
            route=[each.to_json() for each in route],
        )

    def _succeeded(self, giver: str, taker: str, may_take: Callable[[Step], bool]) -> Route:
        newest = self.succession
        if newest and newest.undone_by(giver=giver, taker=taker, route=self.route):
            return newest.before
        return succeeded(self.route, giver=giver, taker=taker, may_take=may_take)

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

    def _succeeds(self, giver: str, taker: str, route: Route | None) -> None:
        """Apply that one stands for the other. Before routes were handed over none is given."""
        self._pass_review(taker, giver=giver)
        if route is not None:
            self.succession = Succession(giver, taker, before=self.route, after=route)
            self.route = route
        if self.drafter == giver:
            self.drafter = taker
        self.acted = {
            position: tuple(taker if each == giver else each for each in people)
            for position, people in self.acted.items()
        }
