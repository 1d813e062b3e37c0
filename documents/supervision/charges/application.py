"""The side that carries out: the matter arrives as a paper, and reports go back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID, uuid5

from documents.consignments.application import Consignments
from documents.consignments.capsule import Accepted, Capsule, NotTaken, Part
from documents.consignments.consignment import Consignment
from documents.consignments.states import COURIER, Code, Kind
from documents.consignments.taking import take_once
from documents.handling.giving import Giving
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.permissions import Permission
from documents.revisions.given_files import stored_parts
from documents.supervision.charges.charge import Charge
from documents.supervision.charges.report import Report
from documents.supervision.ports import Offices
from documents.supervision.said import ENDING, Reporting, Said
from documents.supervision.stages import Kind as MatterKind
from office.classification import Ceiling
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

_EXPECTED = ("number", "kind", "requirement", "deadline", "host")


class Charges(Room):
    """交办事项. Commands carry the same names as the aggregate's."""

    def __init__(
        self,
        node: Node,
        *,
        incomings: Incomings,
        consignments: Consignments,
        offices: Offices,
        ceiling: Ceiling,
    ) -> None:
        super().__init__(node)
        self.incomings = incomings
        self.consignments = consignments
        self.offices = offices
        self.ceiling = ceiling
        self.when_due: list[Callable[[Act, UUID, str], None]] = []

    def of(self, incoming: UUID) -> Charge | None:
        """What is known of the matter that came with this paper; None where none did."""
        id = Charge.id_of(incoming)
        return self.load(Charge, id) if self.exists(id) else None

    def take(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """送达: a matter becomes a paper before the clerks; what is said later joins it."""
        if "about" in capsule.facts:
            return self._take_note(capsule)
        _must_be_a_matter(capsule)
        accepted = self.incomings.take(capsule, contents)
        incoming = _paper_of(capsule, consignment=capsule.consignment)
        act = Act(agency=capsule.addressee, person=COURIER, command=f"charge:{incoming}")

        def decide() -> None:
            if not self.exists(Charge.id_of(incoming)):
                now = self.clock.now()
                it = Charge.begin_for(incoming=incoming, capsule=capsule, at=now)
                self.save(it)
                self._say_when_due(act, it)

        self.perform(act, name="begin charge", given={"incoming": incoming}, decide=decide)
        return accepted

    def come_back(self, act: Act, consignment: Consignment, why: str) -> None:
        """A report of ours was not taken; as a part of the courier's act."""
        capsule = consignment.capsule
        if capsule.kind is not Kind.ANSWER or "report" not in capsule.facts:
            return
        incoming = Incoming.id_of(
            agency=capsule.sender,
            sender=capsule.addressee,
            consignment=str(capsule.facts["answers"]),
        )
        if (it := self.of(incoming)) is not None:
            it.come_back(Reporting(capsule.facts["report"]["what"]), why=why, at=self.clock.now())
            self.save(it)

    def note(self, act: Act, charge: UUID) -> None:
        """阅知. Clerks do it for each other, so no version is asked for."""

        def decide() -> None:
            it = self.open(Charge, charge, act=act, permission=Permission.Charge.NOTE)
            it.note(by=act.person, at=self.clock.now())
            self.save(it)

        given = {"charge": charge}
        self.perform(act, name=Permission.Charge.NOTE, given=given, decide=decide)

    def report(
        self,
        act: Act,
        charge: UUID,
        *,
        report: Report,
        seen: int,
        to: str = "",
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        """反馈: how it goes on leaves at once, all else lies before a leader (`to`) first.

        `files` by name; the ceiling of classification is asked before the first byte is stored.
        """
        self.guard_ahead(act, Permission.Charge.REPORT, self.load(Charge, charge))
        whole = replace(report, files=(*report.files, *self._stored(act, report, files or {})))

        def decide() -> None:
            it = self.open(Charge, charge, act=act, permission=Permission.Charge.REPORT, seen=seen)
            if not self.load(Incoming, it.incoming).number:
                raise Refused("督办通知单还没有登记收文。请先签收、登记，再反馈。")
            now = self.clock.now()
            if whole.needs_approval:
                self._must_lead(act.agency, to)
                it.propose(whole, by=act.person, to=to, at=now)
                self.save(it)
            else:
                it.report(whole, by=act.person, at=now)
                self._send(act, it, whole)

        given = {"charge": charge, "seen": seen, "to": to, **whole.to_json()}
        self.perform(act, name=Permission.Charge.REPORT, given=given, decide=decide)

    def approve(self, act: Act, charge: UUID, *, words: str, seen: int) -> None:
        """审定: it goes out in the same commit, as an answer to the consignment of the matter."""

        def decide() -> None:
            it = self.open(
                Charge,
                charge,
                act=act,
                permission=Permission.Charge.APPROVE,
                seen=seen,
                binds=True,
            )
            report = it.proposal
            it.approve(by=act.person, words=words, at=self.clock.now())
            assert report is not None, "approved"
            self._send(act, it, report)

        given = {"charge": charge, "seen": seen, "words": words}
        self.perform(act, name=Permission.Charge.APPROVE, given=given, decide=decide)

    def give_back(self, act: Act, charge: UUID, *, reason: str, seen: int) -> None:
        """退回修改."""

        def decide() -> None:
            permission = Permission.Charge.APPROVE
            it = self.open(Charge, charge, act=act, permission=permission, seen=seen)
            it.give_back(by=act.person, reason=reason, at=self.clock.now())
            self.save(it)

        given = {"charge": charge, "seen": seen, "reason": reason}
        self.perform(act, name=Permission.Charge.APPROVE, given=given, decide=decide)

    def hand_over(self, act: Act, charge: UUID, /, *, giver: str, taker: str) -> None:
        """移交, as part of handing over a whole desk (`office.desk.handing`)."""

        def decide() -> None:
            it = self.load(Charge, charge)
            self.node.guard(act, Permission.Charge.HAND_OVER, Giving(it, giver))
            it.hand_over(by=act.person, giver=giver, taker=taker, at=self.clock.now())
            self.save(it)

        given = {"charge": charge, "giver": giver, "taker": taker}
        self.perform(act, name=Permission.Charge.HAND_OVER, given=given, decide=decide)

    def _say_when_due(self, act: Act, it: Charge) -> None:
        """Until when its supervisor wants it done; of what has ended, no more. `when_due` is told
        in the same commit."""
        for told in self.when_due:
            told(act, it.incoming, "" if it.ended else it.deadline)

    def _send(self, act: Act, it: Charge, report: Report) -> None:
        self.save(it)
        under, capsule = _answer(it, report)
        self.consignments.dispatch(act, document=under, capsules=[capsule])

    def _stored(self, act: Act, report: Report, files: Mapping[str, bytes]) -> list[Part]:
        """The files as parts, stored once all of them may be here."""
        for words in (report.words, report.answer_number):
            self.ceiling.check_text(words)
        content, before = self.node.content, len(report.files)
        return stored_parts(content, self.ceiling, agency=act.agency, files=files, before=before)

    def _must_lead(self, agency: str, leader: str) -> None:
        leaders = self.offices.people_with_role(agency, Role.LEADER)
        if leader and leader not in {str(each.person.id) for each in leaders}:
            raise Refused("所选的人不能审定反馈。请在本机关领导中选择。")

    def _take_note(self, capsule: Capsule) -> Accepted:
        """Before its matter came: later again."""
        incoming = _paper_of(capsule, consignment=str(capsule.facts["about"]))
        id = Charge.id_of(incoming)
        if not self.exists(id):
            raise NotTaken(Code.BUSY, "所指的督办事项还没有送达，将自动重试。")
        said = capsule.facts.get("said")
        if said not in set(Said):
            raise NotTaken(Code.TYPE_UNMAPPED, "不认识这一类督办通知，不能接收。请联系收文机关。")

        def decide(act: Act) -> None:
            it = self.load(Charge, id)
            it.hear(
                Said(said),
                words=str(capsule.facts.get("note", "")),
                until=str(capsule.facts.get("until", "")),
                consignment=capsule.consignment,
                at=self.clock.now(),
            )
            self.save(it)
            if said == Said.EXTENDED or said in ENDING:
                self._say_when_due(act, it)

        key = uuid5(id, capsule.consignment)
        return take_once(self, capsule, decide, key=key, what="督办通知")


def _paper_of(capsule: Capsule, *, consignment: str) -> UUID:
    return Incoming.id_of(agency=capsule.addressee, sender=capsule.sender, consignment=consignment)


def _must_be_a_matter(capsule: Capsule) -> None:
    matter = capsule.facts.get("supervision")
    if not isinstance(matter, Mapping) or any(name not in matter for name in _EXPECTED):
        raise NotTaken(Code.ENVELOPE_INVALID, "督办通知的内容不全，不能接收。请重新发送。")
    if matter["kind"] not in set(MatterKind):
        raise NotTaken(Code.TYPE_UNMAPPED, "不认识这一类督办事项，不能接收。请联系收文机关。")


def _answer(it: Charge, report: Report) -> tuple[UUID, Capsule]:
    """The report on its way, with what it stands under in the register of consignments."""
    matter = it.capsule
    under = uuid5(it.id, f"report:{it.version}")
    facts = {name: matter.facts.get(name, "") for name in ("title", "urgency", "classification")}
    return under, Capsule(
        consignment=str(Consignment.id_of(document=under, addressee=matter.sender)),
        kind=Kind.ANSWER,
        sender=matter.addressee,
        sender_name=matter.addressee_name,
        addressee=matter.sender,
        addressee_name=matter.sender_name,
        facts={
            **facts,
            "type": "督办反馈",
            "number": it.number,
            "date": "",
            "issuer": matter.addressee_name,
            "answers": matter.consignment,
            "report": report.travelling(),
        },
        parts=report.files,
    )
