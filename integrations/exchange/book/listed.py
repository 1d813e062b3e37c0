"""Since when snapshots of this node tell others of a certificate."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from integrations.exchange.book.registers import own_snapshots
from integrations.exchange.written.snapshots import read_snapshot
from office.directory.ids import DIRECTORY
from office.kernel.node import Node
from signing.keys.owners import HeldKey


class Listings:
    """By the snapshots as they were signed. What was found once is kept in memory: it never
    changes."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self._found: dict[tuple[str, str], datetime] = {}

    def since(self, held: HeldKey) -> datetime | None:
        """When the first snapshot was made that lists an agency's exchange certificate."""
        agency, fingerprint = held.owner.id, held.certificate.fingerprint
        if (agency, fingerprint) not in self._found:
            made = self._first(agency, fingerprint, since=held.since)
            if made is None:
                return None
            self._found[agency, fingerprint] = made
        return self._found[agency, fingerprint]

    def _first(self, agency: str, fingerprint: str, *, since: datetime) -> datetime | None:
        query = (
            select(own_snapshots.c.made, own_snapshots.c.digest)
            .where(own_snapshots.c.made >= since)
            .order_by(own_snapshots.c.sequence)
        )
        with self.node.store.reading() as connection:
            rows = connection.execute(query).all()
        for row in rows:
            said = read_snapshot(self.node.content.get(DIRECTORY, row.digest))
            listed = (each for it in said.agencies if it.code == agency for each in it.signers)
            if any(each.fingerprint == fingerprint for each in listed):
                made: datetime = row.made
                return made
        return None
