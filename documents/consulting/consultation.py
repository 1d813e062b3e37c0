"""征询: one round of asking other agencies about a draft, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from documents.consulting.place import (
    COORDINATIONS,
    RULINGS,
    Disposal,
    Place,
    Resolution,
    Treatment,
    asked_of,
)
from documents.consulting.verdicts import ASKING_WORDS, Answer, Asking
from office.kernel.entity import Created, Entity, Event
from office.kernel.refusals import Refused


class Done(Event):
    """Base of the events after which the asker has something else, or nothing more, to do.

    `wanted` says what, in the desk's words, `asker` who that is, `due` until which day.
    """

    by: str
    asker: str
    wanted: str
    due: str = field(default="", kw_only=True)


class Consultation(Entity):
    """One document, one round, one question to some agencies (会签、联合行文、征求意见).

    A stream of its own, so that twenty answers never collide with the document's version.
    `shown` is what every agency gets to see: the digests of `revision` and `pages`. What they
    consent to is that, and nothing that is written later.
    """

    TOPIC: ClassVar[str] = "documents.Consultation"

    class Asked(Created):
        TOPIC: ClassVar[str] = "documents.Consultation.Asked"
        by: str
        document: str
        round: int
        asking: str
        shown: dict[str, Any]
        facts: dict[str, Any]
        parts: list[dict[str, Any]]
        agencies: list[dict[str, Any]]
        deadline: str
        note: str
        in_turn: bool
        silence_consents: bool

    class Sent(Event):
        TOPIC: ClassVar[str] = "documents.Consultation.Sent"
        by: str
        codes: list[str]
        deadline: str = field(default="", kw_only=True)

        def apply(self, aggregate: Consultation) -> None:
            for code in self.codes:
                aggregate.places[code].sent_at = self.timestamp

    class Answered(Done):
        TOPIC: ClassVar[str] = "documents.Consultation.Answered"
        code: str
        answer: dict[str, Any]
        late: bool

        def apply(self, aggregate: Consultation) -> None:
            place = aggregate.places[self.code]
            place.answer = Answer.from_json(self.answer)
            place.answered_at = self.timestamp
            place.late = self.late

    class Reminded(Event):
        TOPIC: ClassVar[str] = "documents.Consultation.Reminded"
        by: str
        codes: list[str]
        note: str

        def apply(self, aggregate: Consultation) -> None:
            for code in self.codes:
                aggregate.places[code].reminded += 1

    class Overdue(Done):
        TOPIC: ClassVar[str] = "documents.Consultation.Overdue"
        codes: list[str]
        consents: bool

        def apply(self, aggregate: Consultation) -> None:
            for code in self.codes:
                aggregate.places[code].overdue = True
                aggregate.places[code].silent = self.consents

    class Withdrawn(Done):
        TOPIC: ClassVar[str] = "documents.Consultation.Withdrawn"
        codes: list[str]
        reason: str

        def apply(self, aggregate: Consultation) -> None:
            for code in self.codes:
                aggregate.places[code].withdrawn = self.reason

    class Coordinated(Done):
        TOPIC: ClassVar[str] = "documents.Consultation.Coordinated"
        code: str
        outcome: str
        record: str

        def apply(self, aggregate: Consultation) -> None:
            aggregate.places[self.code].resolution = Resolution(self.outcome)

    class Escalated(Done):
        TOPIC: ClassVar[str] = "documents.Consultation.Escalated"
        code: str
        to: str
        reason: str

        def apply(self, aggregate: Consultation) -> None:
            aggregate.places[self.code].escalated_to = self.to

    class Ruled(Done):
        TOPIC: ClassVar[str] = "documents.Consultation.Ruled"
        code: str
        outcome: str
        ruler: str
        words: str

        def apply(self, aggregate: Consultation) -> None:
            aggregate.places[self.code].resolution = Resolution(self.outcome)

    class Disposed(Done):
        TOPIC: ClassVar[str] = "documents.Consultation.Disposed"
        code: str
        number: int
        disposal: str
        reason: str
        unchanged: str = field(default="", kw_only=True)

        def apply(self, aggregate: Consultation) -> None:
            treatment = Treatment(Disposal(self.disposal), self.reason, self.unchanged)
            aggregate.places[self.code].disposed[self.number] = treatment

    class HandedOver(Done):
        TOPIC: ClassVar[str] = "documents.Consultation.HandedOver"
        giver: str

        def apply(self, aggregate: Consultation) -> None:
            aggregate.asker = self.asker

    class Summarised(Event):
        TOPIC: ClassVar[str] = "documents.Consultation.Summarised"
        by: str
        summary: dict[str, Any]

        def apply(self, aggregate: Consultation) -> None:
            aggregate.summary = self.summary

    def __init__(  # what is asked, whole
        self,
        agency: str,
        by: str,
        document: str,
        round: int,
        asking: str,
        shown: dict[str, Any],
        facts: dict[str, Any],
        parts: list[dict[str, Any]],
        agencies: list[dict[str, Any]],
        deadline: str,
        note: str,
        *,
        in_turn: bool,
        silence_consents: bool,
    ) -> None:
        self.agency = agency
        self.asker = by
        self.document = UUID(document)
        self.round = round
        self.asking = Asking(asking)
        self.shown = shown
        self.facts = facts
        self.parts = parts
        self.deadline = deadline
        self.note = note
        self.in_turn = in_turn
        self.silence_consents = silence_consents
        self.places = {each["code"]: Place(**each) for each in agencies}
        self.summary: dict[str, Any] = {}

    @staticmethod
    def id_of(*, document: UUID, round: int) -> UUID:
        """One round of one document happens once."""
        return uuid5(NAMESPACE_URL, f"wenshu:consultation:{document}:{round}")

    @classmethod
    def ask(
        cls,
        *,
        agency: str,
        by: str,
        document: UUID,
        round: int,
        asking: Asking,
        shown: Mapping[str, Any],
        facts: Mapping[str, Any],
        parts: Sequence[Mapping[str, Any]],
        agencies: Sequence[Mapping[str, Any]],
        deadline: date,
        note: str,
        in_turn: bool,
        silence_consents: bool,
        at: datetime,
    ) -> Consultation:
        """Ask agencies (`code`, `name`, `consignment` each, in order) until the day `deadline`.

        A joint issue goes from issuer to issuer, and silence never signs it (条例 第二十二条).
        """
        if not agencies:
            raise Refused(f"请至少选择一个机关，再送{ASKING_WORDS[asking]}。")
        is_joint = asking is Asking.JOINT
        return cls.begin(
            cls.Asked,
            id=cls.id_of(document=document, round=round),
            agency=agency,
            timestamp=at,
            by=by,
            document=str(document),
            round=round,
            asking=str(asking),
            shown=dict(shown),
            facts=dict(facts),
            parts=[dict(each) for each in parts],
            agencies=[dict(each) for each in agencies],
            deadline=deadline.isoformat(),
            note=note,
            in_turn=in_turn or is_joint,
            silence_consents=silence_consents and not is_joint,
        )

    @property
    def complete(self) -> bool:
        """Whether nobody's answer is expected any more."""
        return not any(each.is_open for each in self.places.values())

    @property
    def settled(self) -> bool:
        """Whether everybody consents (or was heard), and every comment is disposed of."""
        return self.complete and all(
            each.consents(self.asking) and not each.undisposed for each in self.places.values()
        )

    @property
    def next_in_turn(self) -> list[Place]:
        """Who is to be sent the paper now: all at once, or the next after a consent."""
        if not self.in_turn:
            return [each for each in self.places.values() if each.is_open and not each.sent_at]
        for each in self.places.values():
            if each.is_open:
                return [] if each.sent_at else [each]
            if not each.consents(self.asking):
                return []
        return []

    def send(self, codes: Sequence[str], *, by: str, at: datetime) -> None:
        """送出: their consignments are made up in the same commit."""
        facts = {"codes": list(codes), "deadline": self.deadline}
        self.trigger_event(self.Sent, timestamp=at, by=by, **facts)

    def take_answer(self, code: str, answer: Answer, *, by: str, late: bool, at: datetime) -> None:
        """答复: kept as it came. Whether it may be taken the application has asked before."""
        facts = {"code": code, "answer": answer.to_json(), "late": late}
        self._do(self.Answered, [code], {"answer": answer}, by=by, at=at, **facts)

    def remind(self, codes: Sequence[str], *, by: str, note: str, at: datetime) -> None:
        """催办: whoever has the paper and has not answered."""
        if not codes or not all(self.place(code).is_asked for code in codes):
            raise Refused("只能催办已经送出、还没有答复的机关。请核对所选的机关。")
        self.trigger_event(self.Reminded, timestamp=at, by=by, codes=list(codes), note=note)

    def pass_deadline(self, *, by: str, at: datetime) -> None:
        """逾期: the day is over. Who is silent consents only where that was said when asking."""
        late = [each for each in self.places.values() if each.is_asked and not each.overdue]
        if late:
            codes, consents = [each.code for each in late], self.silence_consents
            changes = {"overdue": True, "silent": consents}
            self._do(self.Overdue, codes, changes, by=by, at=at, codes=codes, consents=consents)

    def withdraw(self, codes: Sequence[str], *, by: str, reason: str, at: datetime) -> None:
        """撤回: no answer is asked of them any more, with the reason."""
        if not reason.strip():
            raise Refused("撤回必须写明理由，对方会看到。请填写理由后再撤回。")
        if not codes or not all(self.place(code).is_open for code in codes):
            raise Refused("只能向还没有答复的机关撤回。请核对所选的机关。")
        facts = {"codes": list(codes), "reason": reason}
        self._do(self.Withdrawn, codes, {"withdrawn": reason}, by=by, at=at, **facts)

    def coordinate(
        self, code: str, *, by: str, outcome: Resolution, record: str, at: datetime
    ) -> None:
        """协调: what was agreed with an agency that dissents, by whom on both sides."""
        self._must_be_disputed(code, doing="登记协调结果")
        if outcome not in COORDINATIONS:
            raise Refused("协调的结果是按原稿，或者修改文稿。请选择其一。")
        if not record.strip():
            raise Refused("请写明协调的时间、双方参加人和商定的意见，再登记协调结果。")
        facts = {"code": code, "outcome": str(outcome), "record": record}
        self._do(self.Coordinated, [code], {"resolution": outcome}, by=by, at=at, **facts)

    def escalate(self, code: str, *, by: str, to: str, reason: str, at: datetime) -> None:
        """提请上级裁定: coordination failed; the superior's name and what is disputed."""
        self._must_be_disputed(code, doing="提请裁定")
        if not to.strip() or not reason.strip():
            raise Refused("提请裁定须写明裁定机关和分歧的内容，请填写后再提请。")
        facts = {"code": code, "to": to, "reason": reason}
        self._do(self.Escalated, [code], {"escalated_to": to}, by=by, at=at, **facts)

    def rule(  # a ruling has that many parts
        self, code: str, *, by: str, outcome: Resolution, ruler: str, words: str, at: datetime
    ) -> None:
        """裁定: the superior's decision, entered by the asker; `ruler` is the leader's name."""
        self._must_be_disputed(code, doing="登记裁定结果")
        if not self.place(code).escalated_to:
            raise Refused("此分歧还没有提请上级裁定，不能登记裁定结果。请先提请裁定。")
        if outcome not in RULINGS or not ruler.strip() or not words.strip():
            raise Refused("登记裁定结果，须选择结果，并写明裁定人和裁定意见。请补全后再登记。")
        facts = {"code": code, "outcome": str(outcome), "ruler": ruler, "words": words}
        self._do(self.Ruled, [code], {"resolution": outcome}, by=by, at=at, **facts)

    def dispose(  # a comment, what was done with it, and why
        self,
        code: str,
        number: int,
        *,
        by: str,
        disposal: Disposal,
        reason: str,
        unchanged: str = "",
        at: datetime,
    ) -> None:
        """采纳情况 of one comment (counted from 0), `unchanged`: why it leaves the text as it was.
        The same again is no event."""
        place, treatment = self.place(code), Treatment(disposal, reason, unchanged)
        place.must_be_treatable(number, treatment)
        if place.disposed.get(number) == treatment:
            return
        facts = {"code": code, "number": number, **treatment.to_json()}
        changes = {"disposed": {**place.disposed, number: treatment}}
        self._do(self.Disposed, [code], changes, by=by, at=at, **facts)

    def summarise(self, *, by: str, summary: dict[str, Any], at: datetime) -> None:
        """意见汇总表: stored as printed, so that what the signer reads stays as it was."""
        if not self.complete:
            raise Refused("还有机关没有答复，不能形成意见汇总表。请等待答复、催办或撤回。")
        if any(each.undisposed for each in self.places.values()):
            raise Refused("还有意见没有登记采纳情况，不能形成意见汇总表。请逐条登记后再办。")
        self.trigger_event(self.Summarised, timestamp=at, by=by, summary=summary)

    def hand_over(self, *, by: str, giver: str, taker: str, at: datetime) -> None:
        """移交: somebody else sees to the answers."""
        if giver != self.asker or self.settled:
            raise Refused("这次征询已经办妥，或者已不由移交人经办，没有移交。请刷新页面查看。")
        if giver == taker:
            raise Refused("移交人和接手人是同一人，没有移交。请选择接手人。")
        asked = asked_of(self.places.values(), deadline=self.deadline)
        self.trigger_event(self.HandedOver, timestamp=at, by=by, asker=taker, giver=giver, **asked)

    def place(self, code: str) -> Place:
        """The agency's place; refused if it was not asked."""
        if code not in self.places:
            raise Refused("这次征询没有这个机关。请刷新页面，从名单中选择。")
        return self.places[code]

    def _do(  # the event, whose places change how, and its facts
        self,
        kind: type[Done],
        on: Sequence[str],
        changes: Mapping[str, Any],
        *,
        by: str,
        at: datetime,
        **facts: Any,
    ) -> None:
        """Trigger the event with what the asker is to do once these places have changed so."""
        after = {**self.places, **{code: replace(self.places[code], **changes) for code in on}}
        asked = asked_of(after.values(), deadline=self.deadline)
        self.trigger_event(kind, timestamp=at, by=by, asker=self.asker, **asked, **facts)

    def _must_be_disputed(self, code: str, *, doing: str) -> None:
        if not self.place(code).is_disputed:
            raise Refused(f"{self.place(code).name}没有未解决的不同意见，不用{doing}。")
