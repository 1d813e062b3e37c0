"""Turns that could not be taken in: each is tried again by itself, ever more seldom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Integer, Row, Table, Text, select

from office.desk.registers import subjects
from office.desk.turn_register import turns
from office.kernel.columns import BigId, Moment
from office.kernel.store import Store, state_tables

aside = Table(
    "state_turns_aside",
    state_tables,
    Column("id", BigId, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("not_before", Moment, nullable=False),
)
"""By the id of the event that the turns began with."""

LONGEST_PAUSE = timedelta(hours=6)


def put_aside(store: Store, id: int, *, problem: str, now: datetime) -> None:
    """Try the turns of this event again after a pause that doubles each time."""
    with store.changing_state() as connection:
        row = connection.execute(select(aside.c.tries).where(aside.c.id == id)).first()
        tries = row.tries + 1 if row else 1
        pause = min(timedelta(minutes=2 ** min(tries - 1, 16)), LONGEST_PAUSE)
        connection.execute(aside.delete().where(aside.c.id == id))
        values = {"id": id, "tries": tries, "problem": problem, "not_before": now + pause}
        connection.execute(aside.insert().values(**values))


def taken_in(store: Store, id: int) -> None:
    """Nothing is left to try."""
    with store.changing_state() as connection:
        connection.execute(aside.delete().where(aside.c.id == id))


def to_try_again(store: Store, *, now: datetime) -> Sequence[Row[Any]]:
    """The turns whose time has come, in their order."""
    due = select(aside.c.id).where(aside.c.not_before <= now)
    with store.reading() as connection:
        return connection.execute(
            select(turns).where(turns.c.id.in_(due)).order_by(turns.c.id)
        ).all()


def put_aside_now(store: Store) -> Sequence[Row[Any]]:
    """Everything that waits to be tried again, with the step that it is about."""
    query = (
        select(aside, turns.c.agency, turns.c.step, subjects.c.room)
        .outerjoin(turns, turns.c.id == aside.c.id)
        .outerjoin(subjects, subjects.c.subject == turns.c.subject)
        .order_by(aside.c.id, turns.c.slot)
    )
    with store.reading() as connection:
        return connection.execute(query).all()
