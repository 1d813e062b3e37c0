"""The applications of the documents room, put together over a node: what needs what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from documents.answering.application import KINDS, Inquiries
from documents.assignments.application import REFUSABLE_FOR, Assignments
from documents.assignments.ports import Units
from documents.circulation.application import Circulations
from documents.circulation.orders import Orders, read_orders
from documents.circulation.ports import StandIns
from documents.consignments.application import Consignments
from documents.consignments.arrivals import ArrivalHall
from documents.consignments.capsule import Accepted, Capsule
from documents.consignments.followers import Courier
from documents.consignments.loopback import LoopbackGateway
from documents.consignments.states import Kind
from documents.consulting.application import Consultations
from documents.cosealing.application import CoSealings
from documents.cosealing.ports import Identities
from documents.cosealing.travelling import answers_sealing, calls_off_sealing
from documents.distribution.application import DistributionLists
from documents.distribution.ports import AddressBook, Groups
from documents.distribution.received.application import FurtherCopies
from documents.effect.application import Effects
from documents.effect.informing import Signers
from documents.effect.receiving.application import EffectNotices
from documents.incoming.acts.overseeing import HostsLimits
from documents.incoming.application import Incomings
from documents.incoming.ports import People
from documents.incoming.registers import ROOM as INCOMING
from documents.incoming.series import ArrivalSeries
from documents.layout.forms import SITE_FORMS
from documents.memoranda.application import Memoranda
from documents.memoranda.ports import Colleagues
from documents.memoranda.registers import ROOM as MEMORANDUM
from documents.numbering.application import Numbering
from documents.numbering.identifier import ROOT
from documents.outgoing.application import Documents
from documents.outgoing.ports import Checks, DirectoryOfRecord
from documents.outgoing.registers import ROOM as OUTGOING
from documents.outgoing.site_routes import Routes
from documents.printer import Printer
from documents.supervision.application import Supervisions
from documents.supervision.charges.application import Charges
from documents.supervision.lamps.application import Lamps
from documents.supervision.registers import ROOM as SUPERVISION
from documents.supervision.rules import SupervisionRules, standard_rules
from documents.supervision.travelling import is_report
from documents.typesetting import Typesetter
from office.calendar import WorkingDays, WorkingHours, statutory
from office.calendar.hours import USUAL, read_sessions
from office.classification import Ceiling
from office.kernel.node import Node


@dataclass(frozen=True, slots=True)
class DocumentRooms:
    """The applications of the documents room, and what it adds to the node."""

    documents: Documents
    incomings: Incomings
    assignments: Assignments
    circulations: Circulations
    memoranda: Memoranda
    consignments: Consignments
    arrivals: ArrivalHall
    courier: Courier
    distributions: DistributionLists
    consultations: Consultations
    inquiries: Inquiries
    effects: Effects
    effect_notices: EffectNotices
    further_copies: FurtherCopies
    supervisions: Supervisions
    charges: Charges
    lamps: Lamps
    co_sealings: CoSealings


class Directory(
    DirectoryOfRecord, People, AddressBook, Signers, Colleagues, Units, Identities, Protocol
):
    """What the documents room asks of the directory of record."""

    def hosts(self, code: str, day: date | None = None) -> bool:
        """Whether the agency is at home on this node on that day."""


def assemble(
    node: Node,
    *,
    ceiling: Ceiling,
    typesetter: Typesetter,
    directory: Directory,
    groups: Groups,
    checking: Checks,
    routes: Routes | None = None,
    calendar: WorkingDays | None = None,
    hours: WorkingHours | None = None,
    stand_ins: StandIns | None = None,
    orders: Orders | None = None,
    silence_consents: bool = False,
    refusable_days: int = REFUSABLE_FOR,
    identifier_root: str = ROOT,
    printer: Printer | None = None,
    supervision: SupervisionRules | None = None,
    series: ArrivalSeries = (),
) -> DocumentRooms:
    """Build the room."""
    calendar = calendar or statutory()
    hours = hours or WorkingHours(calendar, read_sessions(USUAL))
    numbering = Numbering(node, identifier_root=identifier_root)
    consignments = Consignments(node)
    assignments = Assignments(
        node, units=directory, calendar=calendar, ceiling=ceiling, refusable_days=refusable_days
    )
    circulations = Circulations(
        node,
        people=directory,
        orders=orders or read_orders(None),
        hours=hours,
        stand_ins=stand_ins,
    )
    incomings = Incomings(
        node,
        numbering=numbering,
        consignments=consignments,
        assignments=assignments,
        circulations=circulations,
        people=directory,
        ceiling=ceiling,
        series=series,
    )
    assignments.serve(INCOMING, incomings, overseer=HostsLimits(incomings))
    circulations.serve(INCOMING, incomings)

    arrivals = ArrivalHall(
        ceiling=ceiling, hosts=directory.hosts, hear=consignments.hear, ask=incomings.be_asked
    )
    arrivals.receive(Kind.DOCUMENT, incomings.take)
    consignments.gateways.append(LoopbackGateway(arrivals, hosts=directory.hosts))
    consultations = Consultations(
        node,
        consignments=consignments,
        directory=directory,
        calendar=calendar,
        silence_consents=silence_consents,
    )
    printer = printer or Printer(typesetter, site_forms=SITE_FORMS)
    supervision = supervision or standard_rules()
    supervisions = Supervisions(
        node,
        numbering=numbering,
        consignments=consignments,
        assignments=assignments,
        offices=directory,
        printer=printer,
        calendar=calendar,
        rules=supervision,
    )
    lamps = Lamps(
        node,
        consignments=consignments,
        offices=directory,
        calendar=calendar,
        hours=hours,
        rules=supervision,
    )
    assignments.serve(SUPERVISION, supervisions, overseer=supervisions)
    charges = Charges(
        node,
        incomings=incomings,
        consignments=consignments,
        offices=directory,
        ceiling=ceiling,
    )
    consignments.undelivered.append(charges.come_back)
    arrivals.receive(Kind.SUPERVISION, charges.take)

    def take_answer(capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        if answers_sealing(capsule):
            return documents.take_seal(capsule, contents)
        takes = supervisions.take_report if is_report(capsule) else answers
        return takes(capsule, contents)

    answers = consultations.take_answer
    arrivals.receive(Kind.ANSWER, take_answer)
    inquiries = Inquiries(node, numbering=numbering, consignments=consignments, people=directory)
    for kind in KINDS:
        arrivals.receive(kind, inquiries.take)
    co_sealings = CoSealings(
        node, consignments=consignments, inquiries=inquiries, directory=directory
    )
    arrivals.receive(Kind.JOINT_SEALING, co_sealings.take)

    def take_withdrawal(capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        of_seal = calls_off_sealing(capsule)
        takes = co_sealings.take_calling_off if of_seal else inquiries.take_note
        return takes(capsule, contents)

    arrivals.receive(Kind.REMINDER, inquiries.take_note)
    arrivals.receive(Kind.WITHDRAWAL, take_withdrawal)
    distributions = DistributionLists(
        node,
        directory=directory,
        groups=groups,
        typesetter=typesetter,
        consignments=consignments,
    )
    documents = Documents(
        node,
        ceiling=ceiling,
        typesetter=typesetter,
        directory=directory,
        numbering=numbering,
        consultations=consultations,
        distributions=distributions,
        checking=checking,
        routes=routes,
        working_days=calendar,
    )
    circulations.serve(OUTGOING, documents)
    consultations.on_complete(documents.agencies_answered)
    memoranda = Memoranda(
        node,
        ceiling=ceiling,
        typesetter=typesetter,
        colleagues=directory,
        numbering=numbering,
        documents=documents,
    )
    circulations.serve(MEMORANDUM, memoranda)
    effects = Effects(node, directory=directory, consignments=consignments)
    distributions.after_dispatch.append(effects.open_for)
    consignments.before_sending.append(effects.why_not_sent)
    consignments.after_all.append(effects.tell_late)
    notices = EffectNotices(
        node,
        consignments=consignments,
        assignments=assignments,
        circulations=circulations,
        people=directory,
    )
    incomings.annulled = notices.annulled
    arrivals.receive(Kind.EFFECT_NOTICE, notices.take)
    courier = Courier(consignments)
    return DocumentRooms(
        documents,
        incomings,
        assignments,
        circulations,
        memoranda,
        consignments,
        arrivals,
        courier,
        distributions,
        consultations,
        inquiries,
        effects,
        notices,
        FurtherCopies(node, notices=notices),
        supervisions,
        charges,
        lamps,
        co_sealings,
    )
