"""效力: the aggregate of what holds of an issued document after it left the house."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.effect.force import CHANGE_WORDS, Change, Force, force_on
from documents.effect.links import RELATION_WORDS, Relation
from documents.handling.holding import NOBODY, held_by
from office.kernel.clock import office_day
from office.kernel.entity import Created, Entity, Event
from office.kernel.refusals import Refused


class Decided(Event):
    """Base of the events after which something else holds: the same facts for every end.

    `day`: from when, of EXTEND the new last day. `opinion`: the signer's own words.
    """

    CHANGE: ClassVar[Change]
    by: str
    document: str
    day: str
    basis: str
    reason: str
    opinion: str

    def apply(self, aggregate: Effect) -> None:
        """It holds from then on."""
        aggregate.change(self)


class Effect(Entity):
    """The effect of one document, in the agency that issued it.

    A clerk proposes, the signer decides; a period that was stated runs out by itself. Days are
    ISO. `ended` is how it ended, `ended_day` from when; `until` is the last day of the period.
    """

    TOPIC: ClassVar[str] = "documents.Effect"

    class Begun(Created):
        TOPIC: ClassVar[str] = "documents.Effect.Begun"
        by: str
        document: str
        facts: dict[str, Any]
        since: str

    def __init__(self, agency: str, document: str, facts: dict[str, Any], since: str) -> None:
        self.agency = agency
        self.document = UUID(document)
        self.facts = facts
        self.since = since
        self.until = ""
        self.stated = False
        self.lasting = False
        self.ended: Change | None = None
        self.ended_day = ""
        self.basis = ""
        self.reason = ""
        self.links: dict[str, dict[str, str]] = {}
        self.proposal: dict[str, str] = {}
        self.proposer = ""
        self.reminded = ""
        self.notices = 0
        self.holder = NOBODY

    @staticmethod
    def id_of(document: UUID) -> UUID:
        """A document has one effect."""
        return uuid5(NAMESPACE_URL, f"wenshu:effect:{document}")

    @classmethod
    def begin_for(
        cls,
        *,
        agency: str,
        document: UUID,
        by: str,
        facts: Mapping[str, Any],
        since: str,
        at: datetime,
    ) -> Effect:
        """Open the record of an issued document. `since`: 成文日期 (条例 第九条（十二）)."""
        return cls.begin(
            cls.Begun,
            id=cls.id_of(document),
            agency=agency,
            timestamp=at,
            by=by,
            document=str(document),
            facts=dict(facts),
            since=since,
        )

    def on(self, day: date) -> Force:
        """How the document stands on that day, by what is known now."""
        return force_on(
            day,
            since=self.since,
            until=self.until,
            ended=self.ended or "",
            ended_day=self.ended_day,
        )

    def state_period(
        self, *, by: str, since: str, until: str, lasting: bool = True, at: datetime
    ) -> None:
        """登记有效期 as the text says it: from which day on, up to and with which day.

        Without a last day it is `lasting` (长期), or the text says nothing of an end.

        A period once stated is changed by decision only.
        """
        self._must_not_have_ended()
        _must_be_days(since, until)
        if until and until < since:
            raise Refused("有效期的截止日早于生效日，请改正。")
        if self.until and until != self.until:
            raise Refused("有效期已经登记。要延长的，请提请签发人决定；要提前终止的，请提请废止。")
        said = (since, until, lasting and not until)
        if not self.stated or said != (self.since, self.until, self.lasting):
            self._period_stated(
                timestamp=at,
                by=by,
                document=str(self.document),
                since=since,
                until=until,
                lasting=said[-1],
                reminded=bool(until) and self.reminded == until,
            )

    @event("PeriodStated", topic="documents.Effect.PeriodStated")
    def _period_stated(
        self,
        timestamp: datetime,
        by: str,
        document: str,
        since: str,
        until: str,
        *,
        lasting: bool = True,
        reminded: bool = False,
    ) -> None:
        self.since = since
        self.until = until
        self.stated = True
        self.lasting = lasting

    def link(
        self, relation: Relation, *, by: str, words: str, other: str = "", at: datetime
    ) -> None:
        """关联: this document and another, by id or by its number as text."""
        if not words.strip():
            raise Refused("请填写关联公文的文号或标题。")
        if other == str(self.document):
            raise Refused("公文不能与自己关联，请填写另一件公文的文号。")
        key = str(uuid5(self.id, f"{relation}:{other or words.strip()}"))
        if key not in self.links:
            self._linked(
                timestamp=at,
                by=by,
                key=key,
                relation=str(relation),
                words=words.strip(),
                other=other,
            )

    @event("Linked", topic="documents.Effect.Linked")
    def _linked(  # one link in full
        self, timestamp: datetime, by: str, key: str, relation: str, words: str, other: str
    ) -> None:
        self.links[key] = {"relation": relation, "words": words, "other": other}

    def unlink(self, key: str, *, by: str, reason: str, at: datetime) -> None:
        """撤去关联 that was a mistake, with the reason."""
        if key not in self.links:
            raise Refused("没有这条关联，可能已被撤去。请刷新页面查看。")
        if not reason.strip():
            words = RELATION_WORDS[Relation(self.links[key]["relation"])]
            raise Refused(f"撤去“{words}”的关联须写明原因，请填写后再撤去。")
        self._unlinked(timestamp=at, by=by, key=key, reason=reason)

    @event("Unlinked", topic="documents.Effect.Unlinked")
    def _unlinked(self, timestamp: datetime, by: str, key: str, reason: str) -> None:
        del self.links[key]

    def propose(
        self,
        change: Change,
        *,
        by: str,
        day: str,
        basis: str,
        reason: str,
        to: str,
        at: datetime,
    ) -> None:
        """提请 a change of effect, before the signer `to`.

        `day`: of REPEAL (not before it is decided) and LAPSE the first day without effect, of
        EXTEND the new last day; of ANNUL none. `basis`: the document it rests on, or by whose
        decision; `reason`: told to every recipient.
        """
        self._must_not_have_ended()
        if self.proposal:
            raise Refused("已有一项效力变更在审批中。请待决定后再提请。")
        if not basis.strip():
            raise Refused(
                f"提请{CHANGE_WORDS[change]}须写明依据（哪个机关以哪件公文决定，"
                "《条例》第三十三条），请填写后再报送。"
            )
        if not reason.strip():
            raise Refused("请写明理由，它将告知全部收文机关。")
        self._must_be_a_day_for(change, day)
        _must_not_be_over(change, day, at=at)
        proposal = {
            "change": str(change),
            "day": "" if change is Change.ANNUL else day,
            "basis": basis.strip(),
            "reason": reason.strip(),
        }
        self._proposed(timestamp=at, by=by, proposal=proposal, to=to)

    @event("Proposed", topic="documents.Effect.Proposed")
    def _proposed(self, timestamp: datetime, by: str, proposal: dict[str, Any], to: str) -> None:
        self.proposal = proposal
        self.proposer = by
        self.holder = held_by(to)

    def decide(self, *, by: str, opinion: str, at: datetime) -> None:
        """同意: what was proposed holds; every recipient is to be told."""
        self._must_be_proposed()
        proposal = self.proposal
        _must_not_be_over(Change(proposal["change"]), proposal["day"], at=at)
        kinds = (self.Annulled, self.Repealed, self.Lapsed, self.Extended)
        self._decided(
            next(each for each in kinds if proposal["change"] == each.CHANGE),
            by=by,
            day=proposal["day"] or self.since,
            basis=proposal["basis"],
            reason=proposal["reason"],
            opinion=opinion,
            at=at,
        )

    class Annulled(Decided):
        TOPIC: ClassVar[str] = "documents.Effect.Annulled"
        CHANGE: ClassVar[Change] = Change.ANNUL

    class Repealed(Decided):
        TOPIC: ClassVar[str] = "documents.Effect.Repealed"
        CHANGE: ClassVar[Change] = Change.REPEAL

    class Lapsed(Decided):
        TOPIC: ClassVar[str] = "documents.Effect.Lapsed"
        CHANGE: ClassVar[Change] = Change.LAPSE

    class Extended(Decided):
        TOPIC: ClassVar[str] = "documents.Effect.Extended"
        CHANGE: ClassVar[Change] = Change.EXTEND

    def decline(self, *, by: str, reason: str, at: datetime) -> None:
        """不同意, with the reason; everything stays as it was."""
        self._must_be_proposed()
        if not reason.strip():
            raise Refused("不同意须写明理由，请填写后再退回。")
        self._declined(timestamp=at, by=by, reason=reason, to=self.proposer)

    @event("Declined", topic="documents.Effect.Declined")
    def _declined(self, timestamp: datetime, by: str, reason: str, to: str) -> None:
        self._no_proposal()

    def withdraw(self, *, by: str, reason: str, at: datetime) -> None:
        """撤回 what nobody has decided on: it may be laid before another signer."""
        self._must_be_proposed()
        if not reason.strip():
            raise Refused("撤回须写明原因，请填写后再撤回。")
        self._withdrawn(timestamp=at, by=by, reason=reason)

    @event("Withdrawn", topic="documents.Effect.Withdrawn")
    def _withdrawn(self, timestamp: datetime, by: str, reason: str) -> None:
        self._no_proposal()

    def remind(self, *, by: str, at: datetime) -> None:
        """到期提醒 for the clerks; once for each last day."""
        if self.until and not self.ended and self.reminded != self.until:
            document = str(self.document)
            self._reminded(timestamp=at, by=by, document=document, until=self.until)

    @event("Reminded", topic="documents.Effect.Reminded")
    def _reminded(self, timestamp: datetime, by: str, document: str, until: str) -> None:
        self.reminded = until

    def run_out(self, *, by: str, today: str, at: datetime) -> None:
        """有效期届满: the last day is past, and it lapses on the first one after it. Twice is
        once."""
        if self.ended or not self.until or today <= self.until:
            return
        first = date.fromisoformat(self.until) + timedelta(days=1)
        self._decided(
            self.Lapsed,
            by=by,
            day=first.isoformat(),
            basis="有效期届满",
            reason=f"有效期至 {self.until}，已经届满。",
            opinion="",
            at=at,
        )

    def _decided(self, kind: type[Decided], *, at: datetime, **facts: str) -> None:
        self.trigger_event(kind, timestamp=at, document=str(self.document), **facts)

    def change(self, decided: Decided) -> None:
        """Apply what an event says was decided. Only events call it."""
        self.notices += 1
        self._no_proposal()
        if decided.CHANGE is Change.EXTEND:
            self.until = decided.day
            self.reminded = ""
            return
        self.ended = decided.CHANGE
        self.ended_day = decided.day
        self.basis = decided.basis
        self.reason = decided.reason

    def _no_proposal(self) -> None:
        self.proposal = {}
        self.holder = NOBODY

    def _must_be_a_day_for(self, change: Change, day: str) -> None:
        if change is Change.ANNUL:
            return
        _must_be_days(day)
        if change is Change.EXTEND:
            if not self.until:
                raise Refused("此件没有登记有效期，不用延长。")
            if day <= self.until:
                raise Refused(f"新的截止日应晚于现在的截止日 {self.until}，请改正。")
        elif day <= self.since:
            raise Refused(
                f"{CHANGE_WORDS[change]}的日期应晚于生效日 {self.since}；自始无效的，请用撤销。"
            )

    def _must_not_have_ended(self) -> None:
        if self.ended:
            words = CHANGE_WORDS[self.ended].removeprefix("宣布")
            raise Refused(f"此件已经{words}，其效力不再变更。确有错误的，请另行制发公文纠正。")

    def _must_be_proposed(self) -> None:
        if not self.proposal:
            raise Refused("现在没有待决定的效力变更。请刷新页面查看。")


def _must_not_be_over(change: Change, day: str, *, at: datetime) -> None:
    """What is repealed is void from its repeal on, never before the decision (条例 第三十三条)."""
    today = office_day(at).isoformat()
    if change is Change.REPEAL and day < today:
        raise Refused(
            f"公文被废止的，自废止之日起失效（《条例》第三十三条），废止的日期 {day} 早于决定之日"
            f" {today}。请改为今天或以后的日期；应当自始无效的，请改用撤销。"
        )


def effect_words(force: Force, *, day: str = "", basis: str = "") -> str:
    """What stands beside the word for it: 自 2026-12-01 起。依据：…。"""
    since = "自始无效。" if force is Force.ANNULLED else f"自 {day} 起。" if day else ""
    return f"{since}{f'依据：{basis}。' if basis else ''}"


def _must_be_days(*days: str) -> None:
    for day in days:
        try:
            if day:
                date.fromisoformat(day)
        except ValueError as error:
            raise Refused(f"“{day}”不是一个日期，请按“年-月-日”填写，例如 2026-12-31。") from error
    if not days[0]:
        raise Refused("请填写日期，按“年-月-日”，例如 2026-12-31。")
