"""How the archive is put together: after the rooms whose papers it files."""

from __future__ import annotations

from documents.archive.application import Records
from documents.archive.fonds import fonds_table
from documents.archive.permissions import RULES
from documents.archive.reclaiming.application import Reclaims
from documents.archive.registers import INSPECT
from documents.archive.retention import retention_rules
from documents.archive.sources.incoming import IncomingSource
from documents.archive.sources.outgoing import OutgoingSource
from documents.assignments.application import Assignments
from documents.assignments.screens import history as assignment_history
from documents.incoming.application import Incomings
from documents.incoming.screens import page as incoming_page
from documents.outgoing.application import Documents
from documents.outgoing.screens import history as outgoing_history
from office.house import House
from office.timers.followers import Timekeeper


def join_archive(
    house: House, *, documents: Documents, incomings: Incomings, assignments: Assignments
) -> None:
    """归档, which files what the other rooms complete."""
    path = house.settings.archive
    directory = house.directory
    records = Records(
        house.node, directory=directory, fonds=fonds_table(path), rules=retention_rules(path)
    )
    outgoing = {name: told.words for name, told in outgoing_history.TELLING.items()}
    incoming = {name: told.words for name, told in incoming_page.TELLING.items()}
    shares = {name: told.words for name, told in assignment_history.TELLING.items()}
    records.serve(OutgoingSource(documents, directory=directory, words=outgoing))
    records.serve(
        IncomingSource(
            incomings,
            directory=directory,
            words={**shares, **incoming},
            beside=lambda paper: (
                each
                for row in assignments.on_paper(paper)
                for each in assignments.events.get(row.subject)
            ),
        )
    )
    house.join(records, records.destructions, Reclaims(house.node), rules=RULES)
    house.find(Timekeeper).call(INSPECT, records.inspect_on_schedule)
