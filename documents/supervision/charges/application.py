"""The side that carries out: the matter arrives as a paper, and reports go back."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid5

from documents.consignments.application import Consignments
from documents.consignments.capsule import Accepted, Capsule, NotTaken
from documents.consignments.consignment import Consignment
from documents.consignments.states import COURIER, Code, Kind
from documents.consignments.taking import take_once
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.permissions import Permission
from documents.supervision.charges.charge import Charge
from documents.supervision.said import Reporting, Said
from documents.supervision.stages import Kind as MatterKind
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

_EXPECTED = ("number", "kind", "requirement", "deadline", "host")


class Charges(Room):
    """交办事项. Commands carry the same names as the aggregate's."""

    def __init__(self, node: Node, *, incomings: Incomings, consignments: Consignments) -> None:
        super().__init__(node)
        self.incomings = incomings
        self.consignments = consignments

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
                self.save(Charge.begin_for(incoming=incoming, capsule=capsule, at=now))

        self.perform(act, name="begin charge", given={"incoming": incoming}, decide=decide)
        return accepted

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
        what: Reporting,
        words: str,
        seen: int,
        until: str = "",
        answer_class: str = "",
        answer_number: str = "",
    ) -> None:
        """反馈: as an answer to the consignment by which the matter came."""

        def decide() -> None:
            it = self.open(Charge, charge, act=act, permission=Permission.Charge.REPORT, seen=seen)
            if not self.load(Incoming, it.incoming).number:
                raise Refused("督办通知单还没有登记收文。请先签收、登记，再反馈。")
            it.report(
                what,
                by=act.person,
                words=words,
                until=until,
                answer_class=answer_class,
                answer_number=answer_number,
                at=self.clock.now(),
            )
            self.save(it)
            under, capsule = _answer(it, report)
            self.consignments.dispatch(act, document=under, capsules=[capsule])

        report = {
            "what": str(what),
            "words": words,
            "until": until,
            "answer_class": answer_class,
            "answer_number": answer_number.strip(),
        }
        given = {"charge": charge, "seen": seen, **report}
        self.perform(act, name=Permission.Charge.REPORT, given=given, decide=decide)

    def _take_note(self, capsule: Capsule) -> Accepted:
        """Before its matter came: later again."""
        incoming = _paper_of(capsule, consignment=str(capsule.facts["about"]))
        id = Charge.id_of(incoming)
        if not self.exists(id):
            raise NotTaken(Code.BUSY, "所指的督办事项还没有送达，将自动重试。")
        said = capsule.facts.get("said")
        if said not in set(Said):
            raise NotTaken(Code.TYPE_UNMAPPED, "不认识这一类督办通知，不能接收。请联系收文机关。")

        def decide(_: Act) -> None:
            it = self.load(Charge, id)
            it.hear(
                Said(said),
                words=str(capsule.facts.get("note", "")),
                until=str(capsule.facts.get("until", "")),
                consignment=capsule.consignment,
                at=self.clock.now(),
            )
            self.save(it)

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


def _answer(it: Charge, report: Mapping[str, str]) -> tuple[UUID, Capsule]:
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
            "report": dict(report),
        },
        parts=(),
    )
