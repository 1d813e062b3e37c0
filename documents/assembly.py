"""How the documents room joins the house: the one place that knows all its parts."""

from __future__ import annotations

from documents.answering.registers import ROOM as INQUIRY
from documents.archive.assembly import Filed, join_archive
from documents.archive.screens.waiting import FILED
from documents.assignments.registers import ROOM as ASSIGNMENT
from documents.circulation.orders import read_orders
from documents.circulation.registers import REMINDER as UNREAD
from documents.circulation.registers import ROOM as CIRCULATION
from documents.commissioning.application import Commissions
from documents.commissioning.followers import StageTeller
from documents.consulting.registers import DEADLINE as ANSWERS_DUE
from documents.consulting.registers import ROOM as CONSULTATION
from documents.deadlines.assembly import join_deadlines
from documents.distribution.box.application import Redirects
from documents.effect.registers import END_NEAR, PERIOD_OVER
from documents.incoming.registers import ROOM as INCOMING
from documents.incoming.series import read_series
from documents.layout.forms import SITE_FORMS
from documents.memoranda.registers import ROOM as MEMORANDUM
from documents.numbering.application import Numbering
from documents.opinions.application import Opinions
from documents.outgoing.checking import Checking
from documents.outgoing.registers import ROOM as OUTGOING
from documents.outgoing.site_routes import read_routes
from documents.permission_map import RULES
from documents.printer import Printer
from documents.proofs import Proofs
from documents.proving.application import PaperProofs
from documents.proving.permissions import RULES as PROOF_RULES
from documents.proving.told import WORDS
from documents.publication.application import Publications
from documents.registers_import.application import OldPapers
from documents.replying.application import Replies
from documents.revisions.autosave.application import Autosaves
from documents.rooms import DocumentRooms, assemble
from documents.roster import NEEDS, REGISTERS
from documents.rules import site_rules
from documents.searching.application import search_over
from documents.searching.described.beside import (
    codes_of_records,
    words_of_handlers,
    words_of_readers,
)
from documents.searching.described.foundation import Describing
from documents.searching.described.incoming import incoming_papers
from documents.searching.described.inquiries import inquiry_papers
from documents.searching.described.memoranda import memorandum_papers
from documents.searching.described.old_papers import old_register_papers
from documents.searching.described.outgoing import outgoing_papers
from documents.searching.described.supervisions import supervised_matters
from documents.searching.personal import SavedSearches
from documents.supervision.charges.registers import ROOM as CHARGE
from documents.supervision.lamps.registers import LAMP
from documents.supervision.registers import ROOM as SUPERVISION
from documents.supervision.rules import supervision_rules
from documents.typefaces.finding import INSTALLED_FONTS
from documents.typesetting import Typesetter
from office.calendar import WorkingHours
from office.calendar.application import OfficeCalendar
from office.desk.handing.application import HandOvers, whole
from office.directory.address_groups import AddressGroups
from office.house import House
from office.timers.followers import Timekeeper
from signing.assembly import join as join_signing
from signing.certificates.trusted import Trusted
from signing.checking.further import SealsOnFiles
from signing.checkpoints.application import Checkpoints
from signing.proofs.making import Prover


def keep_time(keeper: Timekeeper, rooms: DocumentRooms) -> None:
    """Say who is called when which timer rings. That a day is over is a fact at once; people are
    told of what they have to do while the office is open."""
    open_now = rooms.circulations.hours.is_open
    keeper.call(ANSWERS_DUE, rooms.consultations.pass_deadline)
    keeper.call(PERIOD_OVER, rooms.effects.run_out)
    keeper.call(END_NEAR, rooms.effects.remind_of_end, only_while=open_now)
    keeper.call(UNREAD, rooms.circulations.remind_by_time, only_while=open_now)
    keeper.call(LAMP, rooms.lamps.look_at, only_while=open_now)


def join(house: House) -> None:
    """Bring the documents room into the house (entry point of the group "office.rooms"), and
    what it signs with."""
    seals = join_signing(house)
    typesetter = Typesetter(
        house.node.content,
        site_fonts=house.settings.fonts,
        installed=house.settings.here / INSTALLED_FONTS,
    )
    printer = Printer(typesetter, site_forms=house.settings.here / SITE_FORMS)
    checking = Checking(house.directory, site_rules(house.settings.rules))
    rooms = assemble(
        house.node,
        ceiling=house.ceiling,
        typesetter=typesetter,
        directory=house.directory,
        groups=house.find(AddressGroups),
        checking=checking,
        routes=read_routes(house.settings.routes),
        calendar=house.find(OfficeCalendar),
        hours=house.find(WorkingHours),
        stand_ins=house.acting,
        orders=read_orders(house.settings.circulation),
        silence_consents=house.settings.silence_consents,
        refusable_days=house.settings.refusable_days,
        identifier_root=house.settings.identifier_root,
        printer=printer,
        supervision=supervision_rules(house.settings.supervision),
        series=read_series(house.settings.incoming_series),
    )
    rooms.documents.seals = rooms.co_sealings.seals = seals
    on_files = SealsOnFiles(house.find(Trusted), clock=house.node.clock)
    rooms.documents.on_files = rooms.co_sealings.on_files = on_files
    commissions = Commissions(
        house.node,
        ceiling=house.ceiling,
        directory=house.directory,
        documents=rooms.documents,
        consignments=rooms.consignments,
    )
    old_papers = OldPapers(house.node, ceiling=house.ceiling, numbering=Numbering(house.node))
    describing = Describing(house.node.content, house.directory)
    searching, indexer = search_over(
        house.node,
        outgoing_papers(rooms.documents, describing),
        incoming_papers(rooms.incomings, describing),
        memorandum_papers(rooms.memoranda, describing),
        inquiry_papers(rooms.inquiries, describing),
        supervised_matters(rooms.supervisions, describing),
        old_register_papers(old_papers),
        *words_of_handlers(rooms.assignments, describing, of=(INCOMING, SUPERVISION)),
        *words_of_readers(rooms.circulations, describing, of=(INCOMING, OUTGOING, MEMORANDUM)),
        *codes_of_records(house.node.store, of=FILED),
    )
    replies = Replies(house.node, directory=house.directory, documents=rooms.documents)
    rooms.distributions.after_dispatch.append(replies.note_dispatched)
    house.join(
        searching,
        SavedSearches(house.node.store),
        commissions,
        replies,
        rooms.documents,
        rooms.incomings,
        rooms.assignments,
        rooms.circulations,
        rooms.memoranda,
        rooms.consignments,
        rooms.arrivals,
        rooms.distributions,
        Redirects(house.node, distributions=rooms.distributions, consignments=rooms.consignments),
        rooms.consultations,
        rooms.inquiries,
        rooms.co_sealings,
        rooms.effects,
        rooms.effect_notices,
        rooms.further_copies,
        rooms.supervisions,
        rooms.charges,
        rooms.lamps,
        Proofs(typesetter),
        printer,
        Publications(house.node, days=house.find(OfficeCalendar)),
        checking,
        old_papers,
        Numbering(house.node),
        Opinions(house.node),
        Autosaves(house.node.store, clock=house.node.clock, ceiling=house.ceiling),
        registers=REGISTERS,
        rules=RULES,
        followers=[rooms.courier, StageTeller(commissions), indexer],
    )
    keep_time(house.find(Timekeeper), rooms)
    deadlines = join_deadlines(house, assignments=rooms.assignments)
    deadlines.near_by(SUPERVISION, rooms.lamps.near)
    rooms.charges.when_due.append(
        lambda act, paper, day: deadlines.senders_said(act, room=INCOMING, paper=paper, day=day)
    )
    join_archive(
        house,
        Filed(
            *(rooms.documents, rooms.incomings, rooms.supervisions, rooms.memoranda),
            *(old_papers, rooms.assignments, rooms.circulations),
        ),
    )
    prover = Prover(house.find(Checkpoints))
    house.join(
        PaperProofs(house.node, prover, directory=house.directory), WORDS, rules=PROOF_RULES
    )
    hand_overs = house.find(HandOvers)
    for room, application in ((OUTGOING, rooms.documents), (MEMORANDUM, rooms.memoranda)):
        hand_overs.add(room, application.hand_over, needs=NEEDS[room], minds=application.minded_by)
    for room, simple in (
        (INCOMING, rooms.incomings),
        (ASSIGNMENT, rooms.assignments),
        (SUPERVISION, rooms.supervisions),
        (CHARGE, rooms.charges),
        (CIRCULATION, rooms.circulations),
    ):
        hand_overs.add(room, whole(simple.hand_over), needs=NEEDS[room])
    for asking, mending in ((INQUIRY, rooms.inquiries), (CONSULTATION, rooms.consultations)):
        hand_overs.add(
            asking, whole(mending.hand_over), needs=NEEDS[asking], minds=mending.minded_by
        )
