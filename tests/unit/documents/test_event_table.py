"""The table of events in the docs is that of the code, and what replaying them really changes."""

from __future__ import annotations

from typing import Any

from documents.outgoing.screens.history import TELLING
from documents.outgoing.stages import Stage
from tests.event_table import PAGE, changed_by, methods, recorders, table, with_table
from tests.given import given
from tests.unit.documents.test_document import at_stage


def test_the_page_lists_the_events_of_now() -> None:
    """If not: python -m tests.event_table docs/events.md."""
    page = PAGE.read_text("utf-8")
    assert with_table(page) == page


def test_every_event_has_a_row_with_who_records_it() -> None:
    rows = [line.strip("|").split("|") for line in table().splitlines()[4:]]
    assert len(rows) == len(TELLING)
    assert all(cells[2].strip(" `") for cells in rows)
    assert recorders(methods()).keys() == TELLING.keys()


def test_no_event_changes_what_its_row_does_not_say() -> None:
    known = methods()
    applied = recorders(known)
    history = given(at_stage(Stage.DISPATCHED)).history
    it: Any = history[0].mutate(None)
    seen = set()
    for event in history[1:]:
        before = dict(vars(it))
        it = event.mutate(it)
        changed = {name for name, value in vars(it).items() if before.get(name) != value}
        name = type(event).__name__
        told = set(changed_by(applied[name], known, but=""))
        assert {each for each in changed if not each.startswith("_")} <= told, name
        seen.add(name)
    assert {"Submitted", "Reviewed", "SignedOff", "Numbered", "Dispatched"} <= seen
