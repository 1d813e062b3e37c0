"""签报: the aggregate of a memorandum, from its draft to the leaders' decision."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import event

from documents.handling.limits import limited
from documents.memoranda.decision import Decision, Said
from documents.memoranda.route import Route, Turn, TurnChange, checked_route, people_on
from documents.memoranda.stages import STAGE_WORDS, Stage, Step, TurnVerdict
from documents.memoranda.standing import Before, MemorandumStanding
from documents.memoranda.succession import Succession
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Memorandum(MemorandumStanding, Entity):
    """A memorandum inside one agency.

    `revision` is the digest of its text, `facts` what lists and the form show beside it, `files`
    the digests of what is stored with the text. `shown` in an event are the pages that the person
    saw: the form with all that had been said by then. In every act `by` is who acted and `whose`
    whose turn it was; they differ when somebody acts for another (代理).
    """

    TOPIC: ClassVar[str] = "documents.Memorandum"

    class Drafted(Created):
        TOPIC: ClassVar[str] = "documents.Memorandum.Drafted"
        by: str
        whose: str
        revision: str
        facts: dict[str, Any]

    def __init__(
        self, agency: str, by: str, whose: str, revision: str, facts: dict[str, Any]
    ) -> None:
        self.agency = agency
        self.drafter = whose
        self.revision = revision
        self.facts = facts
        self.stage = Stage.DRAFTING
        self.number = ""
        self.route: Route = ()
        self.place = 0
        self.waiting: tuple[str, ...] = (whose,)
        self.since: dict[str, int] = {}  # the version with which it came to each of these
        self.verdicts: dict[str, TurnVerdict] = {}
        self.involved: set[str] = {by, whose}
        self.readers_by: dict[str, tuple[str, ...]] = {}
        self.back_to = -1  # the turn that a revised memorandum goes straight back to
        self.last: Before | None = None
        self.is_acknowledged = False
        self.document = ""
        self.successions: tuple[Succession, ...] = ()

    @classmethod
    def draft(
        cls,
        *,
        id: UUID,
        agency: str,
        by: str,
        whose: str,
        revision: str,
        facts: dict[str, Any],
        at: datetime,
    ) -> Memorandum:
        """拟稿: by somebody of a unit, for its leaders."""
        return cls.begin(
            cls.Drafted,
            id=id,
            agency=agency,
            timestamp=at,
            by=by,
            whose=whose,
            revision=revision,
            facts=facts,
        )

    @property
    def step(self) -> Step | None:
        """What is asked of those whose turn it is; None while nobody's is."""
        return self.route[self.place].step if self.stage is Stage.ROUND else None

    def revise(
        self,
        *,
        by: str,
        revision: str,
        facts: dict[str, Any],
        files: Sequence[str] = (),
        at: datetime,
    ) -> None:
        """修改: before it is laid before anybody, and after a return. The same is no event."""
        if self.stage is not Stage.DRAFTING:
            raise Refused(
                f"签报现在“{STAGE_WORDS[self.stage]}”，不能修改。"
                "还没有被打开的，可以取回后修改；已经打开的，请办理人退回。"
            )
        if (revision, facts) != (self.revision, self.facts):
            self._revised(timestamp=at, by=by, revision=revision, facts=facts, files=list(files))

    @event("Revised", topic="documents.Memorandum.Revised")
    def _revised(
        self, timestamp: datetime, by: str, revision: str, facts: dict[str, Any], files: list[str]
    ) -> None:
        self.revision = revision
        self.facts = facts

    def submit(
        self,
        *,
        by: str,
        whose: str,
        route: Sequence[Turn],
        number: str,
        series: str,
        shown: dict[str, Any],
        at: datetime,
    ) -> None:
        """呈报: along the route; straight back to who returned it, if that was asked for."""
        self._must_be_turn_of(whose, Stage.DRAFTING, doing="呈报")
        self._must_be_current(shown)
        straight = 0 <= self.back_to < len(self.route)
        way = self.route if straight else checked_route(route, drafter=self.drafter)
        place = self.back_to if straight else 0
        self._submitted(
            timestamp=at,
            by=by,
            whose=whose,
            route=[each.to_json() for each in way],
            number=self.number or number,
            series=series,
            shown=shown,
            move=self._to_turn(way, place, gone=(whose,)).to_json(),
        )

    @event("Submitted", topic="documents.Memorandum.Submitted")
    def _submitted(
        self,
        timestamp: datetime,
        by: str,
        whose: str,
        route: list[dict[str, Any]],
        number: str,
        series: str,
        shown: dict[str, Any],
        move: dict[str, Any],
    ) -> None:
        self.route = tuple(map(Turn.from_json, route))
        self.number = number
        self.involved |= {by, *people_on(self.route)}
        self.move_on(whose, move, by=by)
        self.back_to = -1

    def review(self, act: Said) -> None:
        """部门审核、办公室审核: found in order, on to the next."""
        kinds = {Step.REVIEW: self.Reviewed, Step.CHECK: self.Checked}
        self._must_be_asked(*kinds, of=act.whose, doing="审核")
        self._decide(kinds[self.route[self.place].step], act, TurnVerdict.AGREED)

    class Reviewed(Decision):
        TOPIC: ClassVar[str] = "documents.Memorandum.Reviewed"

    class Checked(Decision):
        TOPIC: ClassVar[str] = "documents.Memorandum.Checked"

    def countersign(self, act: Said) -> None:
        """会签: a unit beside agrees."""
        self._must_be_asked(Step.COUNTERSIGN, of=act.whose, doing="会签")
        self._decide(self.Countersigned, act, TurnVerdict.AGREED)

    class Countersigned(Decision):
        TOPIC: ClassVar[str] = "documents.Memorandum.Countersigned"

    def differ(self, act: Said) -> None:
        """会签有不同意见: recorded, and it goes on; the leaders decide knowing of it."""
        self._must_be_asked(Step.COUNTERSIGN, of=act.whose, doing="提出不同意见")
        if not act.opinion.strip():
            raise Refused("请写明不同意见和理由，供领导审批时参考；没有不同意见的，请按“会签”。")
        self._decide(self.Differed, act, TurnVerdict.DIFFERED)

    class Differed(Decision):
        TOPIC: ClassVar[str] = "documents.Memorandum.Differed"

    def approve(self, act: Said) -> None:
        """审批: consent to exactly what was shown. Without words it is 圈阅, which is consent."""
        self._must_be_asked(Step.APPROVE, of=act.whose, doing="审批")
        self._decide(self.Approved, act, TurnVerdict.AGREED)

    class Approved(Decision):
        TOPIC: ClassVar[str] = "documents.Memorandum.Approved"

    def disapprove(self, act: Said) -> None:
        """不批准: with the reason. It ends when all who have it at the same time have decided."""
        self._must_be_asked(Step.APPROVE, of=act.whose, doing="审批")
        if not act.opinion.strip():
            raise Refused("不批准的，请写明理由，以便呈报部门办理；需要补充后再报的，请用“退回”。")
        self._decide(self.Disapproved, act, TurnVerdict.DISAPPROVED)

    class Disapproved(Decision):
        TOPIC: ClassVar[str] = "documents.Memorandum.Disapproved"

    def _decide(self, kind: type[Decision], act: Said, verdict: TurnVerdict) -> None:
        self._must_be_current(act.shown)
        self.trigger_event(
            kind,
            timestamp=act.at,
            by=act.by,
            whose=act.whose,
            opinion=act.opinion,
            shown=act.shown,
            readers=limited(act.readers, act.opinion),
            verdict=str(verdict),
            move=self._after(act.whose, verdict).to_json(),
        )

    def return_to_drafter(self, act: Said, *, straight: bool) -> None:
        """退回: to be put right; then `straight` back to this turn, or along the route again."""
        self._must_be_turn_of(act.whose, Stage.ROUND, doing="退回")
        self._must_be_current(act.shown)
        if not act.opinion.strip():
            raise Refused("退回必须写明理由，以便拟稿人修改。请填写意见后再退回。")
        self._returned(
            timestamp=act.at,
            by=act.by,
            whose=act.whose,
            reason=act.opinion,
            straight=straight,
            shown=act.shown,
            move=self._to_drafter().to_json(),
        )

    @event("Returned", topic="documents.Memorandum.Returned")
    def _returned(
        self,
        timestamp: datetime,
        by: str,
        whose: str,
        reason: str,
        ink: dict[str, Any] | None = None,
        *,
        straight: bool,
        shown: dict[str, Any],
        move: dict[str, Any],
    ) -> None:
        self.back_to = self.place if straight else -1
        self.move_on(whose, move, by=by)
        self.last = None

    def take_back(self, *, by: str, whose: str, opened: Collection[str], at: datetime) -> None:
        """取回: one's own latest act, as long as none of those it went to has opened it."""
        if self.stage.is_over or self.last is None or self.last.whose != whose:
            raise Refused("只能取回您自己刚刚办理、还没有被下一位打开的签报。")
        before = self.last.move
        if set(opened) & set(self.waiting) - set(before.waiting):
            raise Refused("下一位已经打开这件签报，不能取回。需要修改的，请其退回。")
        gone = tuple(each for each in self.waiting if each not in before.waiting)
        comes = tuple(each for each in before.waiting if each not in self.waiting)
        step = self._step_at(before.stage, before.place)
        move = TurnChange(before.stage, before.place, before.waiting, gone, comes, step)
        self._taken_back(timestamp=at, by=by, whose=whose, move=move.to_json())

    @event("TakenBack", topic="documents.Memorandum.TakenBack")
    def _taken_back(self, timestamp: datetime, by: str, whose: str, move: dict[str, Any]) -> None:
        before = self.last
        self.move_on(whose, move, by=by)
        if before is not None:
            self.verdicts, self.back_to = before.verdicts, before.back_to
        self.last = None

    def hand_over(
        self, *, by: str, giver: str, taker: str, undoing: bool = False, at: datetime
    ) -> bool:
        """移交: what waits here for the one, will come to them or would come back, is the other's.

        `undoing` gives back what the hand-over from the taker to the giver took, and no more.
        Whether the taker had it anyway, at the same turn.
        """
        if giver not in self.people_to_come and not self.is_minded_by(giver):
            raise Refused("签报已经不在移交人手中，没有移交。请刷新页面查看办理进度。")
        former = self._succession(giver=taker, taker=giver) if undoing else None
        drafter, route = (
            (former.drafter_again(self.drafter), former.route_again(self.route))
            if former
            else (self._drafter_instead(giver, taker), self._route_instead(giver, taker))
        )
        now = self.place if self.stage is Stage.ROUND else len(route) - len(self.turns_to_come)
        if drafter in people_on(route[now:]):
            raise Refused("接办人是这件签报的拟稿人或者审批人，不能由一人又报又批。请另选接办人。")
        if self.stage is Stage.ROUND:
            turn = giver in self.waiting and (not former or former.gives_back_turn(self.place))
        else:
            turn = drafter != self.drafter
        shared = turn and taker in self.waiting
        self._handed_over(
            timestamp=at,
            by=by,
            giver=giver,
            taker=taker,
            drafter=drafter,
            route=[each.to_json() for each in route],
            move=self._turn_over(giver, taker, turn=turn).to_json(),
            undoing=undoing,
        )
        return shared

    @event("HandedOver", topic="documents.Memorandum.HandedOver")
    def _handed_over(
        self,
        timestamp: datetime,
        by: str,
        giver: str,
        taker: str,
        drafter: str,
        route: list[dict[str, Any]],
        move: dict[str, Any],
        *,
        undoing: bool,
    ) -> None:
        after = tuple(map(Turn.from_json, route))
        former = self._succession(giver=taker, taker=giver) if undoing else None
        if former is not None:
            self.successions = tuple(each for each in self.successions if each is not former)
        else:
            drafters, turn = (self.drafter, drafter), taker in move["comes"]
            newest = Succession(giver, taker, drafters, self.route, after, self.place, turn=turn)
            self.successions = (*self.successions, newest)
        self.drafter, self.route = drafter, after
        self.involved.add(taker)
        self.move_on(giver, move, by=by)
        self.last = None

    def acknowledge(self, *, by: str, whose: str, at: datetime) -> None:
        """阅知: the drafter has seen what the leaders decided."""
        if not self.stage.is_over or self.is_acknowledged or whose != self.drafter:
            raise Refused("这件签报没有等您阅知的办理结果。请刷新页面查看办理情况。")
        self._acknowledged(timestamp=at, by=by, whose=whose)

    @event("Acknowledged", topic="documents.Memorandum.Acknowledged")
    def _acknowledged(self, timestamp: datetime, by: str, whose: str) -> None:
        self.is_acknowledged = True

    def be_shown_to(
        self, readers: Sequence[str], *, circulation: str, by: str, at: datetime
    ) -> None:
        """传阅: so far these have it before them or have read it, of one circulation; nobody else
        of its readers may see it."""
        if tuple(readers) == self.readers_by.get(circulation, ()):
            return
        others = {**self.readers_by, circulation: tuple(readers)}
        after = {each for some in others.values() for each in some}
        self._readers_changed(
            timestamp=at,
            by=by,
            circulation=circulation,
            to=list(readers),
            comes=sorted(after - set(self.readers)),
            goes=sorted(set(self.readers) - after - self.involved),
        )

    @event("ReadersChanged", topic="documents.Memorandum.ReadersChanged")
    def _readers_changed(
        self,
        timestamp: datetime,
        by: str,
        circulation: str,
        to: list[str],
        comes: list[str],
        goes: list[str],
    ) -> None:
        # `comes`, `goes`: who may see it from now on, and who no more.
        self.readers_by[circulation] = tuple(to)

    def become(self, *, by: str, document: UUID, at: datetime) -> None:
        """转为公文: what was approved is drafted as a document, once."""
        if self.stage is not Stage.APPROVED:
            raise Refused("签报批准以后才能转为公文。请待领导批准后再办理。")
        if self.document:
            raise Refused("这件签报已经转为公文。请打开页面上的公文继续办理。")
        self._became(timestamp=at, by=by, document=str(document))

    @event("BecameDocument", topic="documents.Memorandum.BecameDocument")
    def _became(self, timestamp: datetime, by: str, document: str) -> None:
        self.document = document
        self.involved.add(by)
