"""Putting a desk in order: present, move up and down, withdraw, note that it was seen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from office.access.identity import Identity
from office.access.permissions import Guard
from office.desk.application import Desks
from office.desk.arranging.permissions import Permission
from office.desk.arranging.registers import arranged
from office.kernel.node import Node
from office.kernel.refusals import NOT_HERE, Missing


class Arrangements:
    """The order of desks. Only what waits on the desk can be moved about."""

    def __init__(self, node: Node, guard: Guard) -> None:
        self._node = node
        self._guard = guard
        self._desks = Desks(node)

    def present(self, identity: Identity, subject: UUID) -> None:
        """呈送: on top of the desk, behind what was presented before."""

        def change(order: list[UUID]) -> list[UUID]:
            return [each for each in order if each != subject] + [subject]

        self._reorder(identity, subject, change)

    def withdraw(self, identity: Identity, subject: UUID) -> None:
        """撤下: where the due day puts it again."""
        self._reorder(identity, subject, lambda order: [each for each in order if each != subject])

    def move(self, identity: Identity, subject: UUID, *, by: int) -> None:
        """上移 (-1), 下移 (1) among what is presented."""

        def change(order: list[UUID]) -> list[UUID]:
            if subject not in order:
                return order
            place = order.index(subject)
            rest = [each for each in order if each != subject]
            rest.insert(max(place + by, 0), subject)
            return rest

        self._reorder(identity, subject, change)

    def note_seen(self, identity: Identity, subject: UUID, *, seen: bool) -> None:
        """标为已看, 标为未看."""
        self._must_wait(identity, subject)
        with self._node.store.changing_state() as connection:
            self._put(connection, identity, subject, seen=seen)

    def _reorder(self, identity: Identity, subject: UUID, change: Any) -> None:
        self._must_wait(identity, subject)
        after = change(self._presented(identity))
        with self._node.store.changing_state() as connection:
            connection.execute(
                arranged.update()
                .where(arranged.c.person == identity.principal, arranged.c.place.is_not(None))
                .values(place=None)
            )
            for place, each in enumerate(after):
                self._put(connection, identity, each, place=place)

    def _must_wait(self, identity: Identity, subject: UUID) -> None:
        self._guard.check(Permission.Desk.ARRANGE, identity, identity)
        if not self._desks.asked_of(identity, [subject]):
            raise Missing(NOT_HERE)

    def _presented(self, identity: Identity) -> list[UUID]:
        """What is presented and still waits, in its order."""
        rows = (*self._desks.to_do(identity), *self._desks.to_read(identity))
        found = [row for row in rows if row.place is not None]
        return [row.subject for row in sorted(found, key=lambda row: row.place)]

    def _put(
        self, connection: Connection, identity: Identity, subject: UUID, **values: Any
    ) -> None:
        now = self._node.clock.now()
        noted = {**values, "by": identity.person, "at": now}
        changed = connection.execute(
            arranged.update()
            .where(arranged.c.person == identity.principal, arranged.c.subject == subject)
            .values(noted)
        )
        if changed.rowcount == 0:
            row = {"person": identity.principal, "subject": subject, "agency": identity.agency}
            connection.execute(
                arranged.insert().values({"seen": False, "place": None, **row, **noted})
            )
