"""Timers that rang and stand as before: when each is tried again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
    and_,
    exists,
    select,
)

from office.kernel.columns import Moment
from office.kernel.store import Store, state_tables
from office.timers.registers import timers

held = Table(
    "state_timers_held",
    state_tables,
    Column("subject", Uuid),
    Column("slot", String(64)),
    Column("kind", String(48)),
    Column("at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("not_before", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "slot", "kind"),
)

LONGEST_PAUSE = timedelta(hours=6)

same_timer: ColumnElement[bool] = and_(
    *(held.c[name] == timers.c[name] for name in ("subject", "slot", "kind", "at"))
)


def hold(store: Store, timer: Mapping[str, Any], *, now: datetime) -> None:
    """Try this one (the row of a timer) again after a pause that doubles each time."""
    key = [held.c[name] == timer[name] for name in ("subject", "slot", "kind")]
    with store.changing_state() as connection:
        _forget_what_stands_no_more(connection)
        row = connection.execute(select(held.c.tries).where(*key)).first()
        tries = row.tries + 1 if row else 1
        pause = min(timedelta(minutes=2 ** min(tries - 1, 16)), LONGEST_PAUSE)
        connection.execute(held.delete().where(*key))
        names = ("subject", "slot", "kind", "at")
        values = {name: timer[name] for name in names}
        connection.execute(held.insert().values(**values, tries=tries, not_before=now + pause))


def _forget_what_stands_no_more(connection: Any) -> None:
    connection.execute(held.delete().where(~exists().where(same_timer)))
