"""拟制: the acts on an outgoing document until its sign-off (条例 第十八至二十二条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from documents.outgoing.route import Move, Route, Verdict
from documents.outgoing.secrecy import SecrecyReview
from documents.outgoing.stages import ISSUING, NEEDED, ON_THE_WAY, STAGE_WORDS, Stage
from documents.outgoing.standing import Recorded, must_say_why
from documents.outgoing.turns import ahead, back, start
from office.kernel.refusals import Refused

REVISABLE = (Stage.DRAFTING, Stage.CONSULTING, Stage.REVIEWING)


class UntilSignOff(SecrecyReview):
    """Each act refuses, or has the document record it (design D4)."""

    _revised: Recorded
    _abandoned: Recorded
    _submitted: Recorded
    _record_spoken: Recorded
    _concluded: Recorded
    _settled: Recorded
    _rerouted: Recorded
    _redirected: Recorded
    _handed_over: Recorded
    _taken_back: Recorded
    _returned: Recorded
    _signed_off: Recorded
    _ratified: Recorded
    _acknowledged: Recorded

    def revise(
        self,
        *,
        by: str,
        revision: str,
        facts: dict[str, Any],
        particulars: Mapping[str, Any] | None = None,
        files: Sequence[str] = (),
        at: datetime,
    ) -> None:
        """修改: a new revision, while drafting or reviewing. The same text again is no event.

        Without `particulars` they stay as they are. `files`: digests of what is stored with it.
        """
        if self.stage not in REVISABLE:
            raise Refused(
                f"此件已到{self.step_name}环节，不能直接修改。"
                "签发后需作实质性修改的，应退回重新审批（《条例》第二十五条（一））。"
            )
        stated = self.particulars if particulars is None else dict(particulars)
        if (revision, facts, stated) != (self.revision, self.facts, self.particulars):
            self._revised(
                timestamp=at,
                by=by,
                revision=revision,
                facts=facts,
                particulars=stated,
                files=list(files),
                secrecy=self._asked_of_revision(revision, stated),
            )

    def abandon(self, *, by: str, reason: str, at: datetime) -> None:
        """撤稿: the drafter gives the draft up, for ever."""
        self._must_be_at(Stage.DRAFTING, doing="撤稿")
        must_say_why(reason, doing="撤稿")
        if self.number:
            raise Refused(f"此件已取号 {self.number}，不能撤稿。请先由文书将文号作废，再撤稿。")
        over = Move(
            stage=Stage.ABANDONED,
            name=STAGE_WORDS[Stage.ABANDONED],
            position=0,
            ends=self.holder.people,
        )
        self._abandoned(timestamp=at, by=by, reason=reason, move=over.to_json())

    # 送核、核稿、会签、审签

    def submit(
        self,
        *,
        by: str,
        route: Route = (),
        to: Sequence[str] = (),
        due: str = "",
        explained: str = "",
        shown: dict[str, Any],
        at: datetime,
    ) -> None:
        """送核: hand the draft on, on a route (without one: on that it has already).

        `explained`: why the drafter would keep what the rules warn of; the reviewer decides.
        """
        self._must_be_at(Stage.DRAFTING, doing="送核")
        self._must_be_current(shown)
        way = route or self.route
        straight_to = self.straight_to if way == self.route else None
        place = ahead(way, position=0, straight_to=straight_to)
        if place is None or way[-1].stage is not Stage.SIGNING:
            raise Refused("此件的办理流程里没有签发环节，不能送核。请先调整办理流程。")
        move = start(
            way,
            place,
            to=to or (self._those_who_returned(place) if straight_to is not None else ()),
            ends=self.holder.people,
            due=due,
            waits=self.drafter,
        )
        self._submitted(
            timestamp=at,
            by=by,
            shown=shown,
            route=[each.to_json() for each in way],
            move=move.to_json(),
            explained=explained,
            secrecy=self._asked_at(move),
        )

    def review(self, **given: Any) -> None:
        """核稿 (条例 第二十条): found in order, on to the next step. See `_speak`."""
        self._speak(Stage.REVIEWING, **given)

    def countersign(self, **given: Any) -> None:
        """会签: agree or dissent for one's own office. See `_speak`."""
        self._speak(Stage.COUNTERSIGNING, **given)

    def endorse(self, **given: Any) -> None:
        """审签: a leader below the signer agrees. See `_speak`."""
        self._speak(Stage.ENDORSING, **given)

    def conclude(self, *, by: str, to: Sequence[str] = (), due: str = "", at: datetime) -> None:
        """会签、征求意见 at other agencies is over; on to the next step."""
        if not self.awaits_agencies:
            raise Refused(f"此件现在{self.step_name}环节，没有等待外单位意见。请刷新页面。")
        move = self._onward(to=to, due=due)
        self._concluded(timestamp=at, by=by, move=move.to_json())

    def _speak(
        self,
        stage: Stage,
        *,
        by: str,
        turn: str = "",
        opinion: str,
        readers: Sequence[str] = (),
        verdict: Verdict = Verdict.AGREE,
        to: Sequence[str] = (),
        due: str = "",
        particulars: Mapping[str, Any] | None = None,
        transcribed: Mapping[str, Any] | None = None,
        shown: dict[str, Any],
        at: datetime,
    ) -> None:
        """Say something at a step on the way, to the pages `shown`.

        `turn` is the person whose turn is used (empty: the one who acts), `readers` those who
        alone may read the opinion. Whoever speaks last hands on, `to` the people of the next
        step unless the route names them, `due` on a day in ISO form. `particulars`: what is
        stated from then on, where that changes. `transcribed`: see `sign_off`.
        """
        self._must_be_at(stage, doing=STAGE_WORDS[stage])
        self._must_be_current(shown)
        if verdict is not Verdict.AGREE and stage is Stage.REVIEWING:
            raise Refused("核稿不是会签，不同意的请退回并写明理由（《条例》第二十一条）。")
        if verdict is Verdict.DISSENT:
            must_say_why(opinion, doing="不同意")
        mine = turn or by
        if mine not in self.holder.people or self.awaits_settlement or self.awaits_agencies:
            raise Refused("本环节现在不由您办理，您的意见没有生效。请刷新页面查看办理进度。")
        move = self._continued(mine) or self._leaving(mine, verdict=verdict, to=to, due=due)
        self._record_spoken(
            stage,
            timestamp=at,
            by=by,
            turn=mine,
            opinion=opinion,
            readers=list(readers),
            verdict=str(verdict),
            particulars=dict(self.particulars if particulars is None else particulars),
            transcribed=dict(transcribed) if transcribed else None,
            shown=shown,
            move=move.to_json(),
            secrecy=verdict is Verdict.AGREE and not transcribed and self._is_cleared_by(by, mine),
        )

    def settle(
        self,
        *,
        by: str,
        person: str,
        outcome: str,
        words: str,
        to: Sequence[str] = (),
        due: str = "",
        at: datetime,
    ) -> None:
        """协调: what became of somebody's dissent (`outcome`: coordinated or escalated).

        The last one settled lets the paper go on where a veto kept it, to the people `to`.
        """
        if person not in self.unsettled:
            raise Refused("这位同志没有未协调的不同意见，请刷新页面。")
        if outcome not in ("coordinated", "escalated"):
            raise Refused("请选择分歧的处理结果：协调一致，或者报请上级裁定。")
        must_say_why(words, doing="记录协调结果")
        last = self.awaits_settlement and self.unsettled == (person,)
        self._settled(
            timestamp=at,
            by=by,
            person=person,
            outcome=outcome,
            words=words,
            move=self._onward(to=to, due=due).to_json() if last else {},
        )

    # 调整流程、转办、取回、退回、移交

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

    def hand_over(self, *, by: str, giver: str, taker: str, at: datetime) -> None:
        """移交: what lies with somebody who leaves the post lies with who follows."""
        if giver not in (*self.holder.people, *self.later):
            raise Refused("此件现在不由移交人办理，不必移交。")
        if giver == taker:
            raise Refused("移交人和接收人是同一人，没有移交。请选择接收人。")
        if taker in self.verdicts:
            raise Refused("接收人已在本环节发表过意见，不能再接一次。请另选接收人。")
        waits = giver in self.holder.people
        begins = (taker,) if waits and taker not in self.holder.people else ()
        later = dict.fromkeys(taker if each == giver else each for each in self.later)
        move = self._here(
            ends=(giver,) if waits else (),
            begins=begins,
            later=tuple(each for each in later if each not in (*self.holder.people, *begins)),
        )
        self._handed_over(timestamp=at, by=by, giver=giver, taker=taker, move=move.to_json())

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
            move=move.to_json(),
        )

    # 签发

    def sign_off(
        self,
        *,
        by: str,
        turn: str = "",
        opinion: str,
        readers: Sequence[str] = (),
        particulars: Mapping[str, Any] | None = None,
        transcribed: Mapping[str, Any] | None = None,
        chain: Sequence[Stage] = NEEDED,
        shown: dict[str, Any],
        at: datetime,
    ) -> None:
        """签发 (条例 第二十二条): consent to exactly the pages shown. A bare act is consent.

        `particulars`: what the signer states otherwise than the drafter (openness).
        `transcribed`: how somebody entered it for the leader (代录): kind, date, by, scan; then
        a telephone call waits for 补签. `chain`: the steps of 发文办理 that the type needs.
        """
        self._must_be_at(Stage.SIGNING, doing="签发")
        self._must_be_current(shown)
        if self.unsettled:
            raise Refused(
                "会签中还有不同意见没有协调，不能签发（《条例》第十九条（七）、第二十条）。"
                "请先协调一致，或者报请上级裁定，并记录结果。"
            )
        if not set(NEEDED) <= set(chain) or not set(chain) <= set(ISSUING):
            raise Refused("发文办理环节设置不全，不能签发。请系统管理员核对办理流程设置。")
        if not transcribed:
            self._cleared_by_signing(by=by, turn=turn or by, shown=shown, at=at)
        self.must_be_cleared()
        steps = tuple(each for each in ISSUING if each in chain)
        move = self._to_clerk(steps[0])
        self._signed_off(
            timestamp=at,
            by=by,
            turn=turn or by,
            opinion=opinion,
            readers=list(readers),
            particulars=dict(self.particulars if particulars is None else particulars),
            transcribed=dict(transcribed or {}),
            chain=[str(each) for each in steps],
            shown=shown,
            move=move.to_json(),
        )

    def acknowledge(self, *, by: str, at: datetime) -> None:
        """已阅: the signer has seen what the recheck corrected."""
        if by != self.signer or not self.corrections:
            raise Refused("此件没有需要您阅知的复核更正，请刷新页面。")
        self._acknowledged(timestamp=at, by=by)

    def ratify(self, *, by: str, opinion: str = "", at: datetime) -> None:
        """补签: the leader signs what somebody entered after a telephone call."""
        if not self.awaits_ratification:
            raise Refused("此件没有待补签的签发意见，请刷新页面。")
        if by != self.signer:
            raise Refused("电话签发只能由签发人本人补签。")
        self._ratified(timestamp=at, by=by, opinion=opinion)

    def _leaving(self, mine: str, *, verdict: Verdict, to: Sequence[str], due: str) -> Move:
        """Off the step, unless its veto keeps the paper until a dissent is settled."""
        step = self.route[self.position]
        opposed = verdict is Verdict.DISSENT or self.unsettled
        if step.veto and opposed:
            here = self._here(ends=self.holder.people, begins=(self.drafter,), later=())
            return replace(here, settling=True)
        return self._onward(to=to, due=due)
