from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from office.kernel.journal import journal
from office.kernel.node import Node
from office.kernel.verify import verify
from tests.specimen import Tallies, tally_id
from tests.unit.kernel.conftest import A, act


@pytest.fixture
def history(room: Tallies) -> Tallies:
    room.open_tally(act("c0"), "t")
    for turn in range(4):
        room.raise_tally(act(f"c{turn + 1}"), tally_id(A, "t"), turn + 1)
    return room


def unprotect(connection: Connection) -> None:
    """What somebody with the owner's rights over the database could do."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("drop trigger journal_is_never_deleted"))
        connection.execute(text("drop trigger journal_is_never_changed"))
    else:
        connection.execute(text("drop trigger journal_kept on journal"))


def test_an_untouched_journal_passes(history: Tallies, node: Node) -> None:
    found = verify(node.store)
    assert (found.events, found.destroyed, found.fault) == (5, 0, None)


@pytest.mark.parametrize("column", ["state", "topic", "agency", "command", "digest", "chain"])
def test_one_changed_value_is_found_and_named(history: Tallies, node: Node, column: str) -> None:
    with node.store.changing_state() as connection:
        unprotect(connection)
        row = connection.execute(journal.select().where(journal.c.id == 3)).mappings().one()
        old = row[column]
        new = old + "x" if isinstance(old, str) else bytes([old[0] ^ 1]) + old[1:]
        connection.execute(journal.update().where(journal.c.id == 3).values({column: new}))
    fault = verify(node.store).fault
    assert fault is not None
    assert "第3号事件" in fault


def test_a_deleted_event_in_the_middle_is_found(history: Tallies, node: Node) -> None:
    with node.store.changing_state() as connection:
        unprotect(connection)
        connection.execute(journal.delete().where(journal.c.id == 3))
    assert "缺少第3号事件" in str(verify(node.store).fault)


def test_deleted_newest_events_are_found_by_the_head(history: Tallies, node: Node) -> None:
    with node.store.changing_state() as connection:
        unprotect(connection)
        connection.execute(journal.delete().where(journal.c.id >= 4))
    assert "日志头记为第5号" in str(verify(node.store).fault)


def test_an_emptied_event_without_an_act_of_destruction_is_found(
    history: Tallies, node: Node
) -> None:
    with node.store.changing_state() as connection:
        unprotect(connection)
        connection.execute(journal.update().where(journal.c.id == 2).values(state=b""))
    assert "没有任何销毁行为" in str(verify(node.store).fault)
