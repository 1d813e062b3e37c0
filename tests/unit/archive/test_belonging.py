"""Which streams go with a paper: no register that names one may be forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Table, Uuid

import documents.assembly  # noqa: F401 - all rooms' registers
from documents.archive.acts.belonging import BELONGS, belonging_to, named
from documents.archive.waiting.registers import to_file
from documents.incoming.registers import incomings
from documents.supervision.lamps.lamp import Lamp
from documents.supervision.registers import supervision_shares, supervisions
from office.kernel.clock import office_day
from office.kernel.room import Room
from office.kernel.store import register_tables
from signing.seals.registers import sealings
from tests.unit.archive.year import CITY, NOW, archive, by

NAMING = ("document", "incoming", "paper", "about", "folded_into", "into", "matter")
SPARED = {
    "commissions.incoming": "the row is the document's own",
    "replies.incoming": "the answer is a paper of its own; the row is the document's",
    "deadline_answer_drafts.document": "the row is that of the paper that came in",
    "deadlines.paper": "`about` names what is on the desk; its paper belongs to that",
    "paper_waits.paper": "the row is that of the clock",
    "incoming_folds.into": "what was taken apart again is another paper; what goes with it now is"
    " told by incomings",
    "further_copies.incoming": "found by its derived id",
    "unsigned.document": "found by its derived id",
    "arrival_alarms.incoming": "found by its derived id",
}


def test_every_register_that_names_a_paper_is_followed_or_named_with_the_reason() -> None:
    naming = {
        f"{table.name}.{column.name}"
        for table in register_tables.tables.values()
        for column in table.columns
        if column.name in NAMING and isinstance(column.type, Uuid)
    }
    followed = {f"{paper.table.name}.{paper.name}" for _, paper in BELONGS}
    assert naming - followed == set(SPARED)


PAPER, COPY, MATTER, SEALING = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)
PARTY = "agency:990102001"


def row(table: Table, **told: Any) -> dict[str, Any]:
    """A line of a register: empty but for what is told."""
    empty = {"Moment": NOW, "Uuid": PAPER, "Integer": 0, "Boolean": False}
    needed = (each for each in table.columns if not each.nullable)
    return {**{each.name: empty.get(type(each.type).__name__, "") for each in needed}, **told}


def test_a_folded_copy_a_matters_lamps_and_the_use_of_a_seal_go_with_the_paper(
    tmp_path: Path,
) -> None:
    node = archive(tmp_path).node
    lamp = Lamp.begin_for(agency=CITY, matter=MATTER, party=PARTY, at=NOW)
    rows = (
        (incomings, row(incomings, subject=PAPER)),
        (incomings, row(incomings, subject=COPY, folded_into=PAPER)),
        (supervisions, row(supervisions, subject=MATTER, source=str(PAPER))),
        (supervision_shares, row(supervision_shares, subject=MATTER, party=PARTY)),
        (
            sealings,
            row(
                sealings,
                subject=SEALING,
                paper=str(PAPER),
                year=2026,
                serial=3,
                seal=SEALING,
                seal_name="印",
                at=NOW,
            ),
        ),
        (to_file, row(to_file, subject=PAPER)),
    )
    act = by("clerk", "1")
    with node.store.writing(act) as connection:
        for table, values in rows:
            connection.execute(table.insert().values(**values))
    room = Room(node)
    room.perform(act, name="light", given={}, decide=lambda: room.save(lamp) and None)
    everything = {PAPER, COPY, MATTER, SEALING, lamp.id}
    assert set(belonging_to(node.store, [PAPER])) == everything
    assert set(belonging_to(node.store, [COPY])) == everything
    (told,) = named(node.store, [PAPER])
    (use,) = told["uses"]
    assert (use["serial"], use["seal_name"]) == ("2026-0003", "印")
    assert use["day"] == office_day(NOW).isoformat()
    assert "title" not in repr(told), "that may be the very secret"
    node.close()
