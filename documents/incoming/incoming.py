"""收文: the aggregate of a document that arrived, from arrival to completion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.consignments.capsule import Capsule
from documents.handling.holding import CLERK, NOBODY, Holder, held_by
from documents.handling.limits import limited
from documents.handling.transcription import Transcription
from documents.incoming.stages import STAGE_WORDS, Stage, Track
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Incoming(Entity):
    """An incoming document of one agency.

    Opinions, instructions and results in its events stay inside the agency; the sender gets
    receipts only (design section 5).
    """

    TOPIC: ClassVar[str] = "documents.Incoming"

    class Arrived(Created):
        TOPIC: ClassVar[str] = "documents.Incoming.Arrived"
        capsule: dict[str, Any]

    def __init__(self, agency: str, capsule: dict[str, Any]) -> None:
        self.agency = agency
        self.capsule = Capsule.from_json(capsule)
        self.stage = Stage.ARRIVED
        self.holder = CLERK
        self.track: Track | None = None
        self.number = ""
        self.readers: dict[str, bool] = {}
        self.handler = ""
        self.deadline: str = ""
        self.reached_at: datetime | None = None

    @staticmethod
    def id_of(*, agency: str, sender: str, consignment: str) -> UUID:
        """One consignment of one sender arrives once."""
        return uuid5(NAMESPACE_URL, f"wenshu:incoming:{agency}:{sender}:{consignment}")

    @classmethod
    def arrive(cls, capsule: Capsule, *, at: datetime) -> Incoming:
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
        """再次送达: the sender sent it once more. What was refused is before the clerks again.

        What is being handled goes on. The same or an earlier sending is nothing new.
        """
        if capsule.digest != self.capsule.digest:
            raise Refused("再次送达的公文与原来收到的内容不同，不能当作同一件。")
        if capsule.sending > self.capsule.sending:
            reopened = self.stage is Stage.REFUSED
            self._arrived_again(timestamp=at, sending=capsule.sending, reopened=reopened)

    @event("ArrivedAgain", topic="documents.Incoming.ArrivedAgain")
    def _arrived_again(self, timestamp: datetime, sending: int, *, reopened: bool) -> None:
        self.capsule = replace(self.capsule, sending=sending)
        if reopened:
            self._move(Stage.ARRIVED, CLERK)

    def sign_for(self, *, by: str, at: datetime) -> None:
        """签收: counted and found complete by a person."""
        self._must_be_at(Stage.ARRIVED, doing="签收")
        self._signed_for(timestamp=at, by=by)

    @event("SignedFor", topic="documents.Incoming.SignedFor")
    def _signed_for(self, timestamp: datetime, by: str) -> None:
        self._move(Stage.SIGNED_FOR, CLERK)

    def refuse(self, *, by: str, reason: str, at: datetime) -> None:
        """拒收: not taken, before signing for it; the sender gets the reason."""
        self._must_be_at(Stage.ARRIVED, doing="拒收")
        if not reason.strip():
            raise Refused("拒收必须写明理由，以便来文机关改正后重发。请填写理由。")
        self._refused(timestamp=at, by=by, reason=reason)

    @event("Refused", topic="documents.Incoming.Refused")
    def _refused(self, timestamp: datetime, by: str, reason: str) -> None:
        self._move(Stage.REFUSED, NOBODY)

    def register(self, *, by: str, number: str, track: Track, at: datetime) -> None:
        """登记: under a register number, as 办件 or 阅件."""
        self._must_be_at(Stage.SIGNED_FOR, doing="登记")
        self._registered(timestamp=at, by=by, number=number, track=str(track))

    @event("Registered", topic="documents.Incoming.Registered")
    def _registered(self, timestamp: datetime, by: str, number: str, track: str) -> None:
        self.number = number
        self.track = Track(track)
        self._move(Stage.REGISTERED, CLERK)

    def propose(
        self, *, by: str, opinion: str, to: str, at: datetime, readers: Sequence[str] = ()
    ) -> None:
        """拟办: the office's proposal, laid before a leader. `readers`: whom its words are for."""
        self._must_be_at(Stage.REGISTERED, Stage.INSTRUCTED, doing="拟办")
        if not opinion.strip():
            raise Refused("请填写拟办意见后再报送（《条例》第二十四条（四））。")
        self._proposed(
            timestamp=at, by=by, opinion=opinion, to=to, readers=limited(readers, opinion)
        )

    # Events from before opinions could be limited, circled or transcribed have no such fields.
    @event("Proposed", topic="documents.Incoming.Proposed")
    def _proposed(
        self,
        timestamp: datetime,
        by: str,
        opinion: str,
        to: str,
        readers: list[str] | None = None,
    ) -> None:
        self.reached_at = timestamp
        self._move(Stage.PROPOSED, held_by(to))

    def instruct(
        self,
        *,
        by: str,
        words: str,
        at: datetime,
        readers: Sequence[str] = (),
        circle: bool = False,
        transcription: Transcription | None = None,
        leader: str = "",
    ) -> None:
        """批示: a leader's words. They turn a 阅件 into a 办件; the registrar assigns beside them.

        A leader may write them while reading a circulated paper, too. A mere `circle` consents to
        what the office proposed. `by` is the leader also where somebody else enters the words;
        `leader` names them where somebody acts for them (代理).
        """
        self._must_be_at(Stage.PROPOSED, Stage.CIRCULATING, doing="批示")
        if not words.strip():
            self._must_do_without_words(circle=circle)
        if transcription is not None:
            self._must_be_before(by)
            transcription.check(reached=self.reached_at or at, now=at)
        self._instructed(
            timestamp=at,
            by=by,
            words=words,
            readers=limited(readers, words),
            transcribed=transcription.to_json() if transcription else None,
            leader=leader or by,
        )

    def _must_do_without_words(self, *, circle: bool) -> None:
        if not circle or self.stage is not Stage.PROPOSED:
            raise Refused("请写下批示内容；如只需阅知，请用“圈阅”。")
        if self.capsule.facts["type"] == "请示":
            raise Refused(
                "来文是“请示”，有具体请示事项，批示人应当签署明确意见，不能只圈阅"
                "（审批公文的通行规则）。请写下意见，例如“同意”。"
            )

    def _must_be_before(self, leader: str) -> None:
        """A decision is entered only for whom the paper reached and who has not acted yet."""
        if self.holder.person != leader and self.readers.get(leader, True):
            raise Refused(
                "此件现在不在这位领导手中，不能代录其批示。请核对领导姓名和此件的办理进度。"
            )

    @event("Instructed", topic="documents.Incoming.Instructed")
    def _instructed(
        self,
        timestamp: datetime,
        by: str,
        words: str,
        readers: list[str] | None = None,
        transcribed: dict[str, Any] | None = None,
        leader: str = "",
    ) -> None:
        self.track = Track.HANDLING
        reader = leader or by  # events from before anybody could act for a leader name none
        if reader in self.readers:
            self.readers[reader] = True
        self._move(Stage.INSTRUCTED, CLERK)

    def assign(
        self,
        *,
        by: str,
        to: str,
        deadline: str,
        note: str,
        at: datetime,
        readers: Sequence[str] = (),
    ) -> None:
        """分办: to the person who handles it, with a day (ISO) to be done by, or none."""
        self._must_be_at(Stage.REGISTERED, Stage.INSTRUCTED, doing="分办")
        if self.track is Track.READING:
            raise Refused("阅件只供传阅，不能分办。需要办理的，请先请领导批示转为办件。")
        self._assigned(
            timestamp=at,
            by=by,
            to=to,
            deadline=deadline,
            note=note,
            readers=limited(readers, note),
        )

    @event("Assigned", topic="documents.Incoming.Assigned")
    def _assigned(
        self,
        timestamp: datetime,
        by: str,
        to: str,
        deadline: str,
        note: str,
        readers: list[str] | None = None,
    ) -> None:
        self.handler = to
        self.deadline = deadline
        self._move(Stage.ASSIGNED, held_by(to))

    def circulate(self, *, by: str, to: Sequence[str], at: datetime) -> None:
        """传阅: to these people, each initials it (圈阅). Nobody twice."""
        self._must_be_at(Stage.REGISTERED, doing="传阅")
        if self.track is not Track.READING:
            raise Refused("办件要有办理结果，不能只作传阅。请报送拟办或直接分办。")
        if not to:
            raise Refused("请至少选择一位传阅人。")
        self._circulated(timestamp=at, by=by, to=list(dict.fromkeys(to)))

    @event("Circulated", topic="documents.Incoming.Circulated")
    def _circulated(self, timestamp: datetime, by: str, to: list[str]) -> None:
        self.readers = dict.fromkeys(to, False)
        self.reached_at = timestamp
        self._move(Stage.CIRCULATING, NOBODY)

    def initial(
        self,
        *,
        by: str,
        opinion: str,
        at: datetime,
        readers: Sequence[str] = (),
        reader: str = "",
    ) -> None:
        """圈阅: read; the last reader brings it back to the clerk. `reader`: for whom `by` acts.

        Who has not read it yet when a leader's instruction makes it a 办件 may still do so; that
        moves nothing.
        """
        if not self.readers or self.stage is Stage.COMPLETED:
            self._must_be_at(Stage.CIRCULATING, doing="圈阅")
        reader = reader or by
        if reader not in self.readers:
            raise Refused("此件没有传阅给您，不能圈阅。")
        if self.readers[reader]:
            raise Refused("您已经圈阅过此件。")
        others = [each for each in self._waiting() if each != reader]
        last = self.stage is Stage.CIRCULATING and not others
        self._initialled(
            timestamp=at,
            by=by,
            opinion=opinion,
            last=last,
            readers=limited(readers, opinion),
            reader=reader,
        )

    @event("Initialled", topic="documents.Incoming.Initialled")
    def _initialled(
        self,
        timestamp: datetime,
        by: str,
        opinion: str,
        *,
        last: bool,
        readers: list[str] | None = None,
        reader: str = "",
    ) -> None:
        self.readers[reader or by] = True
        if last:
            self.holder = CLERK

    def complete(self, *, by: str, result: str, at: datetime, readers: Sequence[str] = ()) -> None:
        """办结: handled with a result, or read by all."""
        waiting = self._waiting()
        if self.stage is Stage.CIRCULATING and waiting:
            raise Refused("还有人没有圈阅，不能办结。请待传阅完毕，或先催阅。")
        self._must_be_at(Stage.ASSIGNED, Stage.CIRCULATING, doing="办结")
        if self.stage is Stage.ASSIGNED and not result.strip():
            raise Refused("请填写办理结果后再办结（《条例》第二十四条（七））。")
        self._completed(
            timestamp=at,
            by=by,
            result=result,
            waiting=waiting,
            readers=limited(readers, result),
        )

    @event("Completed", topic="documents.Incoming.Completed")
    def _completed(
        self,
        timestamp: datetime,
        by: str,
        result: str,
        waiting: list[str] | None = None,
        readers: list[str] | None = None,
    ) -> None:
        # `waiting`: whose lists it leaves unread. Events from before it was kept name nobody.
        self._move(Stage.COMPLETED, NOBODY)

    @property
    def document_type(self) -> str:
        """文种, as a delegation may be limited to some."""
        return str(self.capsule.facts["type"])

    def hand_over(self, *, by: str, giver: str, taker: str, at: datetime) -> str:
        """移交: what waits here for the one waits for the other from now on.

        Who is to read it anyway does not read it twice. What was handed over, as a word.
        """
        holding = self.holder.person == giver
        reading = not self.readers.get(giver, True)
        if not holding and not reading:
            raise Refused("此件已经不在移交人手中，没有移交。")
        shared = reading and taker in self.readers
        others = [each for each in self._waiting() if each != giver]
        self._handed_over(
            timestamp=at,
            by=by,
            giver=giver,
            taker=taker,
            holding=holding,
            reading=reading,
            shared=shared,
            last=shared and self.stage is Stage.CIRCULATING and not others,
        )
        return "shared" if shared else "holding" if holding else "reading"

    @event("HandedOver", topic="documents.Incoming.HandedOver")
    def _handed_over(
        self,
        timestamp: datetime,
        by: str,
        giver: str,
        taker: str,
        *,
        holding: bool,
        reading: bool,
        shared: bool,
        last: bool,
    ) -> None:
        if holding:
            self.holder = held_by(taker)
            self.handler = taker if self.handler == giver else self.handler
        if reading:
            self.readers.pop(giver)
            self.readers.setdefault(taker, False)
        if last:
            self.holder = CLERK

    def _waiting(self) -> list[str]:
        return [reader for reader, read in self.readers.items() if not read]

    def _move(self, stage: Stage, holder: Holder) -> None:
        self.stage = stage
        self.holder = holder

    def _must_be_at(self, *stages: Stage, doing: str) -> None:
        if self.stage not in stages:
            raise Refused(
                f"此件现在“{STAGE_WORDS[self.stage]}”，不能{doing}。请刷新页面查看办理进度。"
            )
