"""Submissions that were not taken leave a trace: by whom, what, why, how often; nothing of what
was in them."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Row, String, Table, select

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.shapes import Signed
from integrations.exchange.written.envelopes import read_envelope
from office.kernel.clock import Clock
from office.kernel.columns import Moment
from office.kernel.store import Store, state_tables

log = logging.getLogger(__name__)

MOST = 200
"""Rows of one node; the oldest goes."""
_LONGEST = 64

refused = Table(
    "state_refused_submissions",
    state_tables,
    Column("node", String(400), nullable=False),
    Column("code", String(64), nullable=False),
    Column("agency", String(_LONGEST), nullable=False),
    Column("consignment", String(_LONGEST), nullable=False),
    Column("times", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("node", "code", "agency", "consignment"),
)
"""`agency`, `consignment`: as an envelope says that nobody may have verified; empty where it could
not be read. `at`: the last time."""


class TurnedAway:
    """Bounded for each node that calls."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def note(self, node: str, code: Code, envelope: Signed) -> None:
        """Once more. That we were busy is no refusal."""
        if code is Code.BUSY:
            return
        agency, consignment = _said(envelope)
        log.warning("refused %r of %r from node %r: %s", consignment, agency, node, code)
        mine = refused.c.node == node
        same = (
            mine
            & (refused.c.code == code)
            & (refused.c.agency == agency)
            & (refused.c.consignment == consignment)
        )
        now = self._clock.now()
        with self._store.changing_state() as connection:
            again = refused.update().where(same).values(times=refused.c.times + 1, at=now)
            if connection.execute(again).rowcount:
                return
            row = {"node": node, "code": code, "agency": agency, "consignment": consignment}
            connection.execute(refused.insert().values(**row, times=1, at=now))
            kept = select(refused.c.at).where(mine).order_by(refused.c.at.desc())
            oldest = connection.execute(kept.offset(MOST).limit(1)).first()
            if oldest is not None:
                connection.execute(refused.delete().where(mine & (refused.c.at <= oldest.at)))

    def of(self, node: str, *, most: int = 20) -> list[Row[Any]]:
        """The newest first."""
        query = select(refused).where(refused.c.node == node).order_by(refused.c.at.desc())
        with self._store.reading() as connection:
            return list(connection.execute(query.limit(most)))


def _said(envelope: Signed) -> tuple[str, str]:
    with suppress(NotTaken):
        found = read_envelope(envelope.content)
        return found.sender.code[:_LONGEST], found.consignment[:_LONGEST]
    return "", ""
