"""How the archive is put together: after the rooms whose papers it files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from documents.archive.application import Records
from documents.archive.fonds import fonds_table
from documents.archive.gathering import words_of
from documents.archive.inspecting.application import ShelfInspections
from documents.archive.inspecting.followers import ShelfInspector
from documents.archive.inspecting.registers import AGAIN
from documents.archive.lending.registers import OVERDUE
from documents.archive.permissions import RULES
from documents.archive.ports import People
from documents.archive.reclaiming.application import Reclaims
from documents.archive.registers import INSPECT, RENEW
from documents.archive.retention import retention_rules
from documents.archive.sources.incoming import IncomingSource
from documents.archive.sources.memoranda import MemorandumSource
from documents.archive.sources.old_papers import OldPaperSource
from documents.archive.sources.outgoing import OutgoingSource
from documents.archive.sources.source import Source
from documents.archive.sources.supervision import SupervisionSource
from documents.assignments.application import Assignments
from documents.assignments.screens import history as assignment_history
from documents.circulation.application import Circulations
from documents.circulation.screens import history as circulation_history
from documents.incoming.application import Incomings
from documents.incoming.screens import page as incoming_page
from documents.memoranda import page as memorandum_page
from documents.memoranda.application import Memoranda
from documents.outgoing.application import Documents
from documents.outgoing.screens import history as outgoing_history
from documents.registers_import import page as old_paper_page
from documents.registers_import.application import OldPapers
from documents.supervision.application import Supervisions
from documents.supervision.screens import told as supervision_told
from office.calendar import WorkingHours
from office.house import House
from office.timers.followers import Timekeeper
from signing.certificates.trusted import Trusted
from signing.pdf.keeping import LongKeeping
from signing.timestamps.remembering import TimeService


@dataclass(frozen=True, slots=True)
class Filed:
    """The rooms whose papers are filed, and the shares in handling them."""

    documents: Documents
    incomings: Incomings
    supervisions: Supervisions
    memoranda: Memoranda
    old_papers: OldPapers
    assignments: Assignments
    circulations: Circulations


def join_archive(house: House, rooms: Filed) -> None:
    """归档, which files what the other rooms complete."""
    path = house.settings.archive
    directory = house.directory
    records = Records(
        house.node, directory=directory, fonds=fonds_table(path), rules=retention_rules(path)
    )
    if house.settings.time_service:
        trusted, clock = house.find(Trusted), house.node.clock
        records.preserver = LongKeeping(trusted, authority=house.find(TimeService), clock=clock)
    for source in _sources(rooms, directory):
        records.serve(source)
    inspections = ShelfInspections(house.node, records=records)
    house.join(
        records,
        records.destructions,
        Reclaims(house.node),
        inspections,
        rules=RULES,
        followers=[ShelfInspector(inspections)],
    )
    keep_archive(house.find(Timekeeper), records, inspections, hours=house.find(WorkingHours))


def keep_archive(
    keeper: Timekeeper,
    records: Records,
    inspections: ShelfInspections,
    *,
    hours: WorkingHours,
) -> None:
    """Files are looked at when it is time; people are asked while the office is open."""
    keeper.call(INSPECT, records.inspect_on_schedule)
    keeper.call(RENEW, records.renew_on_schedule)
    keeper.call(AGAIN, inspections.begin_on_schedule)
    keeper.call(OVERDUE, records.note_overdue, only_while=hours.is_open)


def _sources(rooms: Filed, directory: People) -> Iterator[Source]:
    readings = words_of("Circulation", circulation_history.TELLING)
    shares = words_of("Assignment", assignment_history.TELLING)

    def of_shares(paper: UUID) -> Iterator[Any]:
        for row in rooms.assignments.on_paper(paper):
            yield from rooms.assignments.events.get(row.subject)

    def beside(paper: UUID) -> Iterator[Any]:
        yield from of_shares(paper)
        for row in rooms.circulations.on_paper(paper):
            yield from rooms.circulations.events.get(row.subject)

    yield OutgoingSource(
        rooms.documents,
        directory=directory,
        words=words_of("Document", outgoing_history.TELLING),
    )
    yield IncomingSource(
        rooms.incomings,
        directory=directory,
        words={**shares, **readings, **words_of("Incoming", incoming_page.TELLING)},
        beside=beside,
    )
    yield SupervisionSource(
        rooms.supervisions,
        directory=directory,
        words={**shares, **words_of("Supervision", supervision_told.TELLING)},
        beside=of_shares,
    )
    yield MemorandumSource(
        rooms.memoranda,
        directory=directory,
        words=words_of("Memorandum", memorandum_page.TELLING),
    )
    yield OldPaperSource(
        rooms.old_papers,
        directory=directory,
        words=words_of("OldPaper", old_paper_page.TELLING),
    )
