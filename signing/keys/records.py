"""What is told of the node's keys: whose they are and since when, never the keys themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from office.kernel.refusals import Refused
from office.kernel.store import Store
from signing.certificates.building import Purpose
from signing.keys.algorithms import Algorithm
from signing.keys.owners import HeldKey, Owner
from signing.keys.rows import held_key, keys, of_owner


class KeyRecords:
    """Over the table of keys."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, id: str) -> HeldKey:
        """Raises Refused."""
        return held_key(self._row(id))

    def held(self, *, agency: str | None = None) -> list[HeldKey]:
        """All of the node, or of an agency; the newest first."""
        wanted = sa.select(keys).order_by(keys.c.since.desc(), keys.c.id)
        if agency is not None:
            wanted = wanted.where(keys.c.agency == agency)
        with self._store.reading() as connection:
            return [held_key(row) for row in connection.execute(wanted)]

    def held_by(self, owner: Owner) -> list[HeldKey]:
        """All that the owner ever had; the newest first."""
        wanted = sa.select(keys).where(*of_owner(owner))
        wanted = wanted.order_by(keys.c.since.desc(), keys.c.id)
        with self._store.reading() as connection:
            return [held_key(row) for row in connection.execute(wanted)]

    def in_use(self, owner: Owner) -> list[HeldKey]:
        """What the owner signs with; the newest first."""
        return [held_key(row) for row in self._rows_in_use(owner)]

    def current(
        self, owner: Owner, *, algorithm: Algorithm, purpose: Purpose | None = None
    ) -> HeldKey | None:
        """What the owner signs with, if anything; the newest where there are several."""
        wanted = (
            sa.select(keys)
            .where(*of_owner(owner), keys.c.algorithm == algorithm.value)
            .where(keys.c.replaced_by == "", keys.c.ended.is_(None))
            .order_by(keys.c.since.desc())
        )
        if purpose is not None:
            wanted = wanted.where(keys.c.purpose == purpose.value)
        with self._store.reading() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else held_key(row)

    def _rows_in_use(self, owner: Owner) -> Sequence[Any]:
        wanted = (
            sa.select(keys)
            .where(*of_owner(owner), keys.c.replaced_by == "", keys.c.ended.is_(None))
            .order_by(keys.c.since.desc(), keys.c.id)
        )
        with self._store.reading() as connection:
            return connection.execute(wanted).all()

    def _row(self, id: str) -> Any:
        with self._store.reading() as connection:
            row = connection.execute(sa.select(keys).where(keys.c.id == id)).first()
        if row is None:
            raise Refused("没有这把密钥。请在“证书与密钥”中核对。")
        return row
