"""Asking other agencies about a draft, taking their answers, and what is done about these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from documents.consignments.application import Consignments
from documents.consignments.capsule import Accepted, Capsule, NotTaken, Part
from documents.consignments.consignment import Consignment
from documents.consignments.states import COURIER, Code, Kind
from documents.consignments.taking import take_once
from documents.consulting.checking import answer_in, check_answer, not_awaited, on_working_day
from documents.consulting.consultation import Consultation
from documents.consulting.open_matters import must_name_all
from documents.consulting.ports import Agencies
from documents.consulting.registers import DEADLINE
from documents.consulting.settling import Settling
from documents.consulting.travelling import notes, questions, shown_parts
from documents.consulting.verdicts import Answer, Asking
from documents.handling.giving import Giving
from documents.permissions import Permission
from office.calendar import WorkingDays
from office.desk.handing.application import HOLDING
from office.directory.entries import AgencyEntry
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.entered_days import must_be_near
from office.kernel.node import Node
from office.kernel.refusals import Missing, Refused
from office.timers.timer import TIMER, Timer

USUAL = 5
"""Working days for an answer where nobody says otherwise."""


class Consultations(Settling):
    """征询. Commands carry the same names as the aggregate's."""

    def __init__(  # what a room stands on, named once
        self,
        node: Node,
        *,
        consignments: Consignments,
        directory: Agencies,
        calendar: WorkingDays,
        silence_consents: bool = False,
    ) -> None:
        super().__init__(node)
        self.consignments = consignments
        self.directory = directory
        self.calendar = calendar
        self.silence_consents = silence_consents

    def ask(
        self,
        act: Act,
        *,
        document: UUID,
        asking: Asking,
        agencies: Sequence[str],
        deadline: date,
        shown: Mapping[str, Any],
        facts: Mapping[str, Any],
        note: str = "",
        attachments: Sequence[Part] = (),
        in_turn: bool = False,
    ) -> UUID:
        """Ask these agencies (codes, in issuer order). Call inside `perform`'s decide.

        Refuses before anything is saved, so that a caller may go another way.

        `shown` are the stored pages (`Typesetter.shown`), `facts` the document's. A deadline on a
        day off moves to the next working day (《民法典》第二百零三条). The caller has asked the
        guard; who may send on may ask.
        """
        self._sender(act)
        now = self.clock.now()
        must_be_near(deadline.isoformat(), what="答复期限", at=now, field="deadline")
        codes = list(dict.fromkeys(agencies))
        rounds = self.of_document(document)
        must_name_all(rounds, codes, asking=asking, revision=shown["revision"])
        number = len(rounds) + 1
        id = Consultation.id_of(document=document, round=number)
        length = len(self.node.content.get(act.agency, shown["revision"]))
        it = Consultation.ask(
            agency=act.agency,
            by=act.person,
            document=document,
            round=number,
            asking=asking,
            shown=shown,
            facts=facts,
            parts=[asdict(each) for each in (*shown_parts(shown, length=length), *attachments)],
            agencies=[self._addressee(act, code, consultation=id) for code in codes],
            deadline=on_working_day(deadline, calendar=self.calendar, today=office_day(now)),
            note=note,
            in_turn=in_turn,
            silence_consents=self.silence_consents and asking is Asking.COMMENTS,
            at=now,
        )
        for earlier in rounds:
            if earlier.asking is asking:
                self._withdraw_open(act, earlier, reason=f"已另送第{number}轮")
        self._send_next(act, it)
        return it.id

    def withdraw_all(self, act: Act, document: UUID, *, reason: str) -> None:
        """Ask nobody about this document any more. Call inside `perform`'s decide."""
        for it in self.of_document(document):
            self._withdraw_open(act, it, reason=reason)

    def remind(
        self, act: Act, consultation: UUID, *, codes: Sequence[str], note: str, seen: int
    ) -> None:
        """催办: each gets a consignment that says so."""

        def change(it: Consultation) -> None:
            it.remind(codes, by=act.person, note=note, at=self.clock.now())
            self._note(act, it, Kind.REMINDER, codes=codes, words=note)

        self._act(act, consultation, change, name="remind", given=[*codes, note], seen=seen)

    def withdraw(
        self, act: Act, consultation: UUID, *, codes: Sequence[str], reason: str, seen: int
    ) -> None:
        """撤回: who has the paper is told."""

        def change(it: Consultation) -> None:
            self._withdraw(act, it, codes=codes, reason=reason)
            self._send_next(act, it)

        self._act(act, consultation, change, name="withdraw", given=[*codes, reason], seen=seen)

    def hand_over(self, act: Act, consultation: UUID, /, *, giver: str, taker: str) -> str:
        """移交, as part of handing over a whole desk (`office.desk.handing`)."""

        def decide() -> str:
            it = self.load(Consultation, consultation)
            self.node.guard(act, Permission.Consultation.HAND_OVER, Giving(it, giver))
            it.hand_over(by=act.person, giver=giver, taker=taker, at=self.clock.now())
            self.save(it)
            return HOLDING

        given = {"consultation": consultation, "giver": giver, "taker": taker}
        name = Permission.Consultation.HAND_OVER
        return self.perform(act, name=name, given=given, decide=decide)

    def pass_deadline(self, act: Act, timer: Timer) -> None:
        """Note that the day for answers is over. Raises what its listeners do."""

        def decide() -> None:
            it = self.load(Consultation, timer.subject)
            before = (it.complete, it.settled)
            it.pass_deadline(by=TIMER, at=self.clock.now())
            self.save(it)
            self._tell(act, it, before=before)

        self.perform(act, name=DEADLINE, given={"at": timer.at}, decide=decide)

    def take_answer(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """答复 of an agency that was asked; twice is once. Raises `NotTaken` with its own code."""
        if capsule.parts:
            raise NotTaken(Code.FORMAT_UNSUPPORTED, "答复不带附件，请把意见写在答复里再发送。")
        answer = answer_in(capsule)
        question = self._question(capsule)

        def decide(act: Act) -> None:
            it = self.load(Consultation, question)
            if it.place(capsule.sender).answer != answer:
                check_answer(it, capsule.sender, answer)
                self._note_answer(act, it, capsule.sender, answer)

        key = uuid5(question, capsule.consignment)
        return take_once(self, capsule, decide, key=key, what="答复")

    def _note_answer(self, act: Act, it: Consultation, code: str, answer: Answer) -> None:
        now = self.clock.now()
        late = office_day(now).isoformat() > it.deadline
        before = (it.complete, it.settled)
        it.take_answer(code, answer, by=COURIER, late=late, at=now)
        self._send_next(act, it)
        self._tell(act, it, before=before)

    def _send_next(self, act: Act, it: Consultation) -> None:
        """Send it to whose turn it is, and save."""
        places = it.next_in_turn
        if not places:
            self.save(it)
            return
        capsules = questions(it, sender=self._sender(act), places=places)
        it.send([each.code for each in places], by=act.person, at=self.clock.now())
        self.save(it)
        self.consignments.dispatch(act, document=it.id, capsules=capsules)

    def _withdraw(self, act: Act, it: Consultation, *, codes: Sequence[str], reason: str) -> None:
        told = [code for code in codes if it.place(code).is_asked]
        it.withdraw(codes, by=act.person, reason=reason, at=self.clock.now())
        self._note(act, it, Kind.WITHDRAWAL, codes=told, words=reason)

    def _withdraw_open(self, act: Act, it: Consultation, *, reason: str) -> None:
        """Nobody is to answer this round any more; who has answered stays as it is."""
        if codes := [each.code for each in it.places.values() if each.is_open]:
            self._withdraw(act, it, codes=codes, reason=reason)
            self.save(it)

    def _note(
        self, act: Act, it: Consultation, kind: Kind, *, codes: Sequence[str], words: str
    ) -> None:
        under, capsules = notes(it, kind, sender=self._sender(act), codes=codes, words=words)
        self.consignments.dispatch(act, document=under, capsules=capsules)

    def _question(self, capsule: Capsule) -> UUID:
        """The consultation that this answers; only whom we asked may answer, and only us."""
        try:
            question = self.consignments.load(Consignment, UUID(capsule.facts["answers"]))
        except (Missing, ValueError) as error:
            raise not_awaited() from error
        asked = (question.capsule.sender, question.capsule.addressee)
        if asked != (capsule.addressee, capsule.sender) or not self.exists(question.document):
            raise not_awaited()
        return question.document

    def _sender(self, act: Act) -> AgencyEntry:
        sender = self.directory.agency_on(act.agency, office_day(self.clock.now()))
        if sender is None:
            raise Refused("通讯录中没有本机关，不能征询。请系统管理员核对通讯录后再办。")
        return sender

    def _addressee(self, act: Act, code: str, *, consultation: UUID) -> dict[str, str]:
        agency = self.directory.agency_on(code, office_day(self.clock.now()))
        if agency is None or code == act.agency:
            raise Refused(f"不能征询机关“{code}”：通讯录中没有它，或者它就是本机关。请重新选择。")
        consignment = Consignment.id_of(document=consultation, addressee=code)
        return {"code": code, "name": agency.name, "consignment": str(consignment)}
