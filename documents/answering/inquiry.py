"""征询件: another agency's draft before this one, from arrival to answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.answering.stages import ENDED, STAGE_WORDS, Stage
from documents.consignments.capsule import Capsule
from documents.consulting.verdicts import AgencyVerdict, Answer, Asking, Comment, wrong_answer
from documents.handling.holding import CLERK, NOBODY, Holder, held_by
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Inquiry(Entity):
    """What another agency asks this one about a draft (会签件、联合发文稿、征求意见稿).

    Opinions stay inside the agency; what goes back is the answer that a leader approved. Nothing
    of the asker's house is known here but what came with the draft.
    """

    TOPIC: ClassVar[str] = "documents.Inquiry"

    class Arrived(Created):
        TOPIC: ClassVar[str] = "documents.Inquiry.Arrived"
        capsule: dict[str, Any]

    def __init__(self, agency: str, capsule: dict[str, Any]) -> None:
        self.agency = agency
        self.capsule = Capsule.from_json(capsule)
        self.stage = Stage.ARRIVED
        self.holder = CLERK
        self.number = ""
        self.handler = ""
        self.helpers: dict[str, bool] = {}
        self.deadline = str(self.capsule.facts["deadline"])
        self.reminded = 0
        self.proposal: dict[str, Any] = {}
        self.answer: Answer | None = None
        self.stands_since = 1

    @property
    def version_to_see(self) -> int:
        """A reminder, or a colleague's opinion, leaves a page as good as it was."""
        return self.stands_since

    @staticmethod
    def id_of(*, agency: str, sender: str, consignment: str) -> UUID:
        """One consignment of one sender arrives once."""
        return uuid5(NAMESPACE_URL, f"wenshu:inquiry:{agency}:{sender}:{consignment}")

    @property
    def asking(self) -> Asking:
        """What is asked."""
        return Asking(self.capsule.facts["asking"])

    @classmethod
    def arrive(cls, capsule: Capsule, *, at: datetime) -> Inquiry:
        """送达: the machine has it; nobody has signed for it yet."""
        return cls.begin(
            cls.Arrived,
            id=cls.id_of(
                agency=capsule.addressee, sender=capsule.sender, consignment=capsule.consignment
            ),
            agency=capsule.addressee,
            timestamp=at,
            capsule=capsule.to_json(),
        )

    def arrive_again(self, capsule: Capsule, *, at: datetime) -> None:
        """再次送达: what was refused is before the clerks again; else it is nothing new."""
        if capsule.digest != self.capsule.digest:
            raise Refused("再次送达的文稿与原来收到的内容不同，不能当作同一件。")
        if capsule.sending > self.capsule.sending:
            reopened = self.stage is Stage.REFUSED
            self._arrived_again(
                timestamp=at,
                sending=capsule.sending,
                reopened=reopened,
                deadline=self.deadline,
            )

    @event("ArrivedAgain", topic="documents.Inquiry.ArrivedAgain")
    def _arrived_again(
        self, timestamp: datetime, sending: int, *, reopened: bool, deadline: str = ""
    ) -> None:
        self.capsule = replace(self.capsule, sending=sending)
        if reopened:
            self._move(Stage.ARRIVED, CLERK)

    def sign_for(self, *, by: str, at: datetime) -> None:
        """签收."""
        self._must_be_at(Stage.ARRIVED, doing="签收")
        self._signed_for(timestamp=at, by=by, deadline=self.deadline)

    @event("SignedFor", topic="documents.Inquiry.SignedFor")
    def _signed_for(self, timestamp: datetime, by: str, deadline: str = "") -> None:
        self._move(Stage.SIGNED_FOR, CLERK)

    def refuse(self, *, by: str, reason: str, at: datetime) -> None:
        """拒收: wrongly sent; the asker gets the reason."""
        self._must_be_at(Stage.ARRIVED, doing="拒收")
        if not reason.strip():
            raise Refused("拒收必须写明理由，以便来文机关改送。请填写理由。")
        self._refused(timestamp=at, by=by, reason=reason)

    @event("Refused", topic="documents.Inquiry.Refused")
    def _refused(self, timestamp: datetime, by: str, reason: str) -> None:
        self._move(Stage.REFUSED, NOBODY)

    def register(self, *, by: str, number: str, at: datetime) -> None:
        """登记: under a number of the agency's own."""
        self._must_be_at(Stage.SIGNED_FOR, doing="登记")
        self._registered(timestamp=at, by=by, number=number, deadline=self.deadline)

    @event("Registered", topic="documents.Inquiry.Registered")
    def _registered(self, timestamp: datetime, by: str, number: str, deadline: str = "") -> None:
        self.number = number
        self._move(Stage.REGISTERED, CLERK)

    def assign(self, *, by: str, to: str, helpers: Sequence[str], note: str, at: datetime) -> None:
        """分办: to who proposes the answer, and to others for their opinions."""
        self._must_be_at(Stage.REGISTERED, doing="分办")
        others = [each for each in dict.fromkeys(helpers) if each != to]
        self._assigned(
            timestamp=at, by=by, to=to, helpers=others, note=note, deadline=self.deadline
        )

    @event("Assigned", topic="documents.Inquiry.Assigned")
    def _assigned(
        self,
        timestamp: datetime,
        by: str,
        to: str,
        helpers: list[str],
        note: str,
        deadline: str,
    ) -> None:
        self.handler = to
        self.helpers = dict.fromkeys(helpers, False)
        self._move(Stage.ASSIGNED, held_by(to))

    def opine(self, *, by: str, whose: str, words: str, at: datetime) -> None:
        """提出意见, for the colleague who proposes the answer; it never leaves the agency."""
        self._must_be_at(Stage.ASSIGNED, Stage.APPROVING, doing="提出意见")
        if whose not in self.helpers:
            raise Refused("此件没有请您提出意见。")
        if not words.strip():
            raise Refused("请写下意见；没有意见的，请写“无意见”。")
        self._opined(timestamp=at, by=by, whose=whose, words=words)

    @event("Opined", topic="documents.Inquiry.Opined")
    def _opined(self, timestamp: datetime, by: str, whose: str, words: str) -> None:
        self.helpers[whose] = True

    def propose(
        self,
        *,
        by: str,
        to: str,
        verdict: AgencyVerdict,
        opinion: str,
        comments: Sequence[Comment],
        at: datetime,
    ) -> None:
        """拟答复: laid before a leader; the words are those that will go out."""
        self._must_be_at(Stage.ASSIGNED, doing="拟答复")
        if wrong := wrong_answer(self.asking, verdict, tuple(comments)):
            raise Refused(wrong)
        proposal = {
            "verdict": str(verdict),
            "opinion": opinion,
            "comments": [{"clause": each.clause, "text": each.text} for each in comments],
        }
        self._proposed(timestamp=at, by=by, to=to, proposal=proposal, deadline=self.deadline)

    @event("Proposed", topic="documents.Inquiry.Proposed")
    def _proposed(
        self, timestamp: datetime, by: str, to: str, proposal: dict[str, Any], deadline: str
    ) -> None:
        self.proposal = proposal
        self._move(Stage.APPROVING, held_by(to))

    def send_back(self, *, by: str, reason: str, at: datetime) -> None:
        """退回重拟: to who proposed it, with the reason."""
        self._must_be_at(Stage.APPROVING, doing="退回重拟")
        if not reason.strip():
            raise Refused("退回必须写明理由，请填写后再退回。")
        self._sent_back(
            timestamp=at, by=by, to=self.handler, reason=reason, deadline=self.deadline
        )

    @event("SentBack", topic="documents.Inquiry.SentBack")
    def _sent_back(
        self, timestamp: datetime, by: str, to: str, reason: str, deadline: str
    ) -> None:
        self._move(Stage.ASSIGNED, held_by(to))

    def approve(
        self, *, by: str, leader: str, post: str, on: str, signature: str, words: str, at: datetime
    ) -> None:
        """审定答复 (for a joint issue: 签发): the proposal goes out in this leader's name.

        `on` is the day in the office (ISO), `signature` the name in which a joint issuer signs,
        `words` an instruction that stays inside.
        """
        self._must_be_at(Stage.APPROVING, doing="审定答复")
        facts: Mapping[str, Any] = self.capsule.facts
        answer = Answer(
            verdict=AgencyVerdict(self.proposal["verdict"]),
            by=leader,
            post=post,
            on=on,
            revision=facts["revision"],
            pages=facts["pages"],
            opinion=self.proposal["opinion"],
            comments=tuple(Comment(**each) for each in self.proposal["comments"]),
            signature=signature,
        )
        waiting = [each for each, opined in self.helpers.items() if not opined]
        self._answered(timestamp=at, by=by, words=words, answer=answer.to_json(), waiting=waiting)

    @event("Answered", topic="documents.Inquiry.Answered")
    def _answered(
        self,
        timestamp: datetime,
        by: str,
        words: str,
        answer: dict[str, Any],
        waiting: list[str],
    ) -> None:
        self.answer = Answer.from_json(answer)
        self._move(Stage.ANSWERED, NOBODY)

    def hand_over(self, *, by: str, giver: str, taker: str, at: datetime) -> bool:
        """移交: what waits here for the one, or would come back to them, is the other's.

        Whether the taker was to give an opinion anyway, so that there is nothing to give back.
        """
        holding = giver in self.holder.people
        helping = self.helpers.get(giver) is False and self.stage not in ENDED
        if not (holding or helping or self.is_handled_by(giver)):
            raise Refused("此件已经不在移交人手中，没有移交。请刷新页面查看办理进度。")
        if giver == taker:
            raise Refused("移交人和接手人是同一人，没有移交。请选择接手人。")
        shared = helping and taker in (*self.helpers, *self.holder.people)
        self._handed_over(
            timestamp=at,
            by=by,
            giver=giver,
            taker=taker,
            holding=holding,
            helping=helping,
            shared=shared,
            handling=self.is_handled_by(giver),
            deadline=self.deadline,
        )
        return shared and not (holding or self.is_handled_by(giver))

    @event("HandedOver", topic="documents.Inquiry.HandedOver")
    def _handed_over(
        self,
        timestamp: datetime,
        by: str,
        giver: str,
        taker: str,
        deadline: str,
        *,
        holding: bool,
        helping: bool,
        shared: bool,
        handling: bool,
    ) -> None:
        if handling:
            self.handler = taker
        if holding:
            self.holder = held_by(taker)
        if helping:
            others = {each: done for each, done in self.helpers.items() if each != giver}
            self.helpers = others if shared else {**others, taker: False}

    def is_handled_by(self, person: str) -> bool:
        """Whether they propose the answer, or proposed it and may get it back."""
        return person == self.handler and self.stage not in ENDED

    def be_reminded(self, *, words: str, at: datetime) -> None:
        """催办 of the asker; after the answer it is no news."""
        if self.stage not in ENDED:
            self._reminded(timestamp=at, words=words)

    @event("Reminded", topic="documents.Inquiry.Reminded")
    def _reminded(self, timestamp: datetime, words: str) -> None:
        self.reminded += 1

    def be_withdrawn(self, *, reason: str, at: datetime) -> None:
        """撤回 by the asker: nothing is left to do. After the answer it is too late."""
        if self.stage not in ENDED:
            waiting = [each for each, opined in self.helpers.items() if not opined]
            self._withdrawn(timestamp=at, reason=reason, waiting=waiting)

    @event("Withdrawn", topic="documents.Inquiry.Withdrawn")
    def _withdrawn(self, timestamp: datetime, reason: str, waiting: list[str]) -> None:
        self._move(Stage.WITHDRAWN, NOBODY)

    def _move(self, stage: Stage, holder: Holder) -> None:
        self.stage = stage
        self.holder = holder
        self.stands_since = self.version + 1  # the library counts the event afterwards

    def _must_be_at(self, *stages: Stage, doing: str) -> None:
        if self.stage not in stages:
            raise Refused(
                f"此件现在“{STAGE_WORDS[self.stage]}”，不能{doing}。请刷新页面查看办理进度。"
            )
