"""What the desk asks of its registers: what waits for me, what I may read, what I have done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, case, false, func, or_, select

from office.access.identity import Identity
from office.desk.arranging.registers import arranged
from office.desk.registers import TO_DO, TO_READ, done, items, subjects
from office.desk.urgency import URGENT, standing
from office.kernel.clock import office_day
from office.kernel.node import Node

LIMIT = 200


class Desks:
    """Lists for one identity. Only the person's agency is ever looked at."""

    def __init__(self, node: Node) -> None:
        self._node = node

    def to_do(self, identity: Identity) -> list[Row[Any]]:
        """待办: mine, my roles' and my unit's; what was presented first, then by urgency and time.

        Of more than `LIMIT` the least pressing are left out, never one that is urgent or due.
        """
        return self._waiting(identity, TO_DO)

    def to_read(self, identity: Identity) -> list[Row[Any]]:
        """待阅."""
        return self._waiting(identity, TO_READ)

    def done(self, identity: Identity) -> list[Row[Any]]:
        """已办: what I acted on, the latest first."""
        query = (
            select(subjects, done.c.act, done.c.at)
            .join(subjects, subjects.c.subject == done.c.subject)
            .where(done.c.person == identity.principal, done.c.agency == identity.agency)
            .order_by(done.c.at.desc())
            .limit(LIMIT)
        )
        return self._rows(query)

    def title(self, subject: UUID) -> str | None:
        """What the subject is called; None if the desk knows nothing of it."""
        query = select(subjects.c.title).where(subjects.c.subject == subject)
        return next((row.title for row in self._rows(query)), None)

    def counts(self, identity: Identity) -> dict[str, int]:
        """How many wait in each list."""
        query = (
            select(items.c.list, func.count()).where(self._mine(identity)).group_by(items.c.list)
        )
        found = {row[0]: row[1] for row in self._rows(query)}
        return {TO_DO: found.get(TO_DO, 0), TO_READ: found.get(TO_READ, 0)}

    def subject(self, identity: Identity, item: str) -> Row[Any] | None:
        """What the agency's desks say of this subject (an id as text); None if they know none."""
        try:
            id = UUID(item)
        except ValueError:
            return None
        query = select(subjects).where(
            subjects.c.subject == id, subjects.c.agency == identity.agency
        )
        return next(iter(self._rows(query)), None)

    def asked_of(
        self, identity: Identity, wanted: Sequence[UUID]
    ) -> dict[UUID, list[tuple[str, str]]]:
        """Of these subjects, what waits for the person: room and step."""
        query = (
            select(items.c.subject, subjects.c.room, items.c.step)
            .join(subjects, subjects.c.subject == items.c.subject)
            .where(self._mine(identity), items.c.subject.in_(wanted))
        )
        found: dict[UUID, list[tuple[str, str]]] = {}
        for row in self._rows(query):
            found.setdefault(row.subject, []).append((row.room, row.step))
        return found

    def _waiting(self, identity: Identity, which: str) -> list[Row[Any]]:
        query = (
            select(
                subjects,
                *(items.c.step, items.c.asked, items.c.since, items.c.due),
                arranged.c.place,
                func.coalesce(arranged.c.seen, false()).label("seen"),
            )
            .join(subjects, subjects.c.subject == items.c.subject)
            .outerjoin(
                arranged,
                and_(
                    arranged.c.subject == items.c.subject,
                    arranged.c.person == identity.principal,
                    arranged.c.at >= items.c.since,  # what comes back later is new to them
                ),
            )
            .where(self._mine(identity), items.c.list == which)
            .order_by(arranged.c.place.is_(None), self._pressing(), items.c.since)
            .limit(LIMIT)
        )
        now = self._node.clock.now()
        return sorted(
            self._rows(query),
            key=lambda row: (
                row.place is None,
                row.place or 0,
                standing(urgency=row.urgency, due=row.due, since=row.since, now=now),
            ),
        )

    def _pressing(self) -> ColumnElement[int]:
        today = office_day(self._node.clock.now()).isoformat()
        return case(
            (subjects.c.urgency.in_(URGENT), 0),
            (and_(items.c.due != "", items.c.due <= today), 1),
            else_=2,
        )

    def _mine(self, identity: Identity) -> Any:
        roles: Iterable[str] = [str(role) for role in identity.roles]
        return and_(
            items.c.agency == identity.agency,
            or_(
                items.c.person == identity.principal,
                items.c.role.in_(roles),
                and_(items.c.unit != "", items.c.unit == identity.unit_key),
            ),
        )

    def _rows(self, query: Any) -> list[Row[Any]]:
        with self._node.store.reading() as connection:
            return list(connection.execute(query))
