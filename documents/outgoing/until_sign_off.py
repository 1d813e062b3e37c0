"""拟制: the acts on an outgoing document until its sign-off (条例 第十八至二十二条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from documents.outgoing.detours import Detours
from documents.outgoing.route import Move, Route, Verdict
from documents.outgoing.secrecy import MENDED_AT
from documents.outgoing.spoken import Spoken
from documents.outgoing.stages import ISSUING, NEEDED, STAGE_WORDS, Stage
from documents.outgoing.standing import Recorded, must_say_why
from documents.outgoing.turns import ahead, start
from office.kernel.refusals import Refused

REVISABLE = MENDED_AT


class UntilSignOff(Detours):
    """Each act refuses, or has the document record it (design D4)."""

    Reviewed: ClassVar[type[Spoken]]
    Countersigned: ClassVar[type[Spoken]]
    Endorsed: ClassVar[type[Spoken]]

    _revised: Recorded
    _abandoned: Recorded
    _submitted: Recorded
    _concluded: Recorded
    _settled: Recorded
    _signed_off: Recorded

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
        confirms: bool = False,
        shown: dict[str, Any],
        at: datetime,
    ) -> None:
        """Say something at a step on the way, to the pages `shown`.

        `turn` is the person whose turn is used (empty: the one who acts), `readers` those who
        alone may read the opinion. Whoever speaks last hands on, `to` the people of the next
        step unless the route names them, `due` on a day in ISO form. `particulars`: what is
        stated from then on, where that changes. `transcribed`, `confirms`: see `sign_off`.
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
            secrecy_reviewed=confirms
            and verdict is Verdict.AGREE
            and not transcribed
            and self.secrecy_asked == mine,
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
        confirms: bool = False,
        reviewer_name: str = "",
        chain: Sequence[Stage] = NEEDED,
        shown: dict[str, Any],
        at: datetime,
    ) -> None:
        """签发 (条例 第二十二条): consent to exactly the pages shown. A bare act is consent.

        `particulars`: what the signer states otherwise than the drafter (openness).
        `transcribed`: how somebody entered it for the leader (代录): kind, date, by, scan; then
        a telephone call waits for 补签. `confirms`: who signs may do the 保密审查 too, if it is
        the signer's (`reviewer_name`: whose it is, for a refusal). `chain`: the steps of 发文办理
        that the type needs.
        """
        self._must_be_at(Stage.SIGNING, doing="签发")
        self._must_be_current(shown)
        self.must_be_settled()
        if not set(NEEDED) <= set(chain) or not set(chain) <= set(ISSUING):
            raise Refused("发文办理环节设置不全，不能签发。请系统管理员核对办理流程设置。")
        stated = dict(self.particulars if particulars is None else particulars)
        openness = str(stated.get("openness", ""))
        if confirms and not transcribed:
            mine = turn or by
            self._confirm_by_signing(by=by, turn=mine, openness=openness, shown=shown, at=at)
        self.must_be_signable(openness=openness, name=reviewer_name)
        steps = tuple(each for each in ISSUING if each in chain)
        move = self._to_clerk(steps[0])
        self._signed_off(
            timestamp=at,
            by=by,
            turn=turn or by,
            opinion=opinion,
            readers=list(readers),
            particulars=stated,
            transcribed=dict(transcribed or {}),
            chain=[str(each) for each in steps],
            shown=shown,
            reviewed_too=self.reviewed_by == (turn if transcribed else by),
            move=move.to_json(),
        )

    def must_be_settled(self) -> None:
        """Refuse to sign off over a dissent that nobody has settled."""
        if self.unsettled:
            raise Refused(
                "会签中还有不同意见没有协调，不能签发（《条例》第十九条（六）、第二十条（三））。"
                "请先协调一致，或者报请上级裁定，并记录结果。"
            )

    def _leaving(self, mine: str, *, verdict: Verdict, to: Sequence[str], due: str) -> Move:
        """Off the step, unless its veto keeps the paper until a dissent is settled."""
        step = self.route[self.position]
        opposed = verdict is Verdict.DISSENT or self.unsettled
        if step.veto and opposed:
            here = self._here(ends=self.holder.people, begins=(self.drafter,), later=())
            return replace(here, settling=True)
        return self._onward(to=to, due=due)

    def _record_spoken(self, stage: Stage, **said: Any) -> None:
        kind = {
            Stage.REVIEWING: self.Reviewed,
            Stage.COUNTERSIGNING: self.Countersigned,
            Stage.ENDORSING: self.Endorsed,
        }[stage]
        self.trigger_event(kind, **said)
