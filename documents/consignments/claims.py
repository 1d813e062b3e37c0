"""Who carries what: items of the outbox are claimed for a while, by any number of workers.

A claim is a lease: whoever died holds it no longer than that. Sending comes after the claim and
outside its transaction, recording after the sending.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    Table,
    Uuid,
    and_,
    exists,
    func,
    select,
)

from documents.consignments.registers import consignments, outbox
from documents.consignments.retrying import ORDINARY
from office.kernel.clock import Clock
from office.kernel.columns import Moment
from office.kernel.store import Store, state_tables
from office.kernel.upsert import insert_if_absent

claims = Table(
    "state_courier_claims",
    state_tables,
    Column("subject", Uuid, primary_key=True),
    Column("owner", String(128), nullable=False),
    Column("until", Moment, nullable=False),
)

CLAIM = timedelta(seconds=30)
"""Renewed while the item is under way; whoever died holds it no longer than that."""

_addressee = func.coalesce(outbox.c.addressee, consignments.c.addressee)
_joined = outbox.outerjoin(consignments, outbox.c.subject == consignments.c.subject)
_priority = func.coalesce(consignments.c.priority, ORDINARY)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to carry. `is_over`: its time has run out and nobody answers, so that it is not
    tried any more."""

    subject: UUID
    item: str
    addressee: str
    is_over: bool = False


def outgoing() -> Select[tuple[UUID, str, str]]:
    """All that the courier has: subject, item, addressee."""
    columns = (outbox.c.subject, outbox.c.item, _addressee.label("addressee"))
    return select(*columns).select_from(_joined).order_by(outbox.c.not_before)


class Claims:
    """`owner`: this worker."""

    def __init__(self, store: Store, *, clock: Clock, owner: str) -> None:
        self._store = store
        self._clock = clock
        self._owner = owner

    def addressees(self) -> list[str]:
        """Of all that is due: those with the most urgent first, then with the oldest."""
        query = (
            select(_addressee)
            .select_from(_joined)
            .where(self._is_due(), self._is_free())
            .group_by(_addressee)
            .order_by(func.min(_priority), func.min(outbox.c.not_before))
        )
        with self._store.reading() as connection:
            return list(connection.execute(query).scalars())

    def take(self, of: Collection[str], *, most: int) -> list[Item]:
        """Up to `most` items for these addressees: 特急 first, then the oldest."""
        return self._taken(_addressee.in_(list(of)), most=most)

    def take_what_is_over(self, of: Collection[str], *, most: int) -> list[Item]:
        """Items for these addressees whose time has run out, to be ended without an attempt."""
        over = and_(_addressee.in_(list(of)), outbox.c.expires <= self._clock.now())
        return [replace(each, is_over=True) for each in self._taken(over, most=most)]

    def _taken(self, which: ColumnElement[bool], *, most: int) -> list[Item]:
        now = self._clock.now()
        query = (
            select(outbox.c.subject, outbox.c.item, _addressee.label("to"))
            .select_from(_joined)
            .where(self._is_due(), self._is_free(), which)
            .order_by(_priority, outbox.c.not_before)
            .limit(most)
        )
        with self._store.reading() as connection:
            rows = connection.execute(query).all()
        if not rows:
            return []
        with self._store.changing_state() as connection:
            return [
                Item(row.subject, row.item, row.to)
                for row in rows
                if self._claimed(connection, row, now)
            ]

    def renew(self) -> None:
        """All that this worker still carries."""
        until = self._clock.now() + CLAIM
        with self._store.changing_state() as connection:
            connection.execute(
                claims.update().where(claims.c.owner == self._owner).values(until=until)
            )

    def release(self, subject: UUID) -> None:
        """It was carried, or could not be; the register says when it is due again."""
        with self._store.changing_state() as connection:
            connection.execute(
                claims.delete().where(claims.c.subject == subject, claims.c.owner == self._owner)
            )

    def _claimed(self, connection: Connection, row: Row[tuple[UUID]], now: datetime) -> bool:
        claim = {"subject": row.subject, "owner": self._owner, "until": now + CLAIM}
        if insert_if_absent(connection, claims, claim):
            return True
        over = claims.update().where(claims.c.subject == row.subject, claims.c.until <= now)
        return connection.execute(over.values(claim)).rowcount == 1

    def _is_due(self) -> ColumnElement[bool]:
        return outbox.c.not_before <= self._clock.now()

    def _is_free(self) -> ColumnElement[bool]:
        held = and_(claims.c.subject == outbox.c.subject, claims.c.until > self._clock.now())
        return ~exists().where(held)
