"""Which streams go with a paper: no register that names one may be forgotten."""

from __future__ import annotations

from sqlalchemy import Uuid

import documents.assembly  # noqa: F401 - all rooms' registers
from documents.archive.acts.belonging import BELONGS
from office.kernel.store import register_tables

NAMING = ("document", "incoming", "paper", "about")
SPARED = {
    "commissions.incoming": "the row is the document's own",
    "replies.incoming": "the answer is a paper of its own; the row is the document's",
    "deadline_answer_drafts.document": "the row is that of the paper that came in",
    "deadlines.paper": "`about` names what is on the desk; its paper belongs to that",
    "paper_waits.paper": "the row is that of the clock",
    "further_copies.incoming": "found by its derived id",
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
