"""Which papers of an agency are probably the same document, and which were folded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from documents.incoming.doubles.folding import NOT_INTO
from documents.incoming.doubles.likeness import number_key, same_sender
from documents.incoming.doubles.registers import incoming_folds
from documents.incoming.incoming import Incoming
from documents.incoming.registers import incomings
from office.kernel.store import Store

MOST = 20


def doubles_of(store: Store, it: Incoming) -> Sequence[Any]:
    """Rows of other papers of the same number and sender, the oldest first."""
    key = number_key(it.capsule.facts["number"])
    if not key:
        return ()
    query = (
        select(incomings)
        .where(
            incomings.c.agency == it.agency,
            incomings.c.number_key == key,
            incomings.c.subject != it.id,
            incomings.c.stage.not_in(NOT_INTO),
        )
        .order_by(incomings.c.arrived_at)
        .limit(MOST)
    )
    mine = (it.capsule.sender, it.capsule.sender_name)
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return [each for each in rows if same_sender(mine, (each.sender, each.sender_name))]


def folded_into(store: Store, paper: UUID) -> Sequence[Any]:
    """Rows of the copies that go with this paper now."""
    query = select(incomings).where(incomings.c.folded_into == paper).limit(MOST)
    with store.reading() as connection:
        return connection.execute(query).all()


def ever_folded_into(store: Store, paper: UUID) -> list[UUID]:
    """Every copy that goes or once went with this paper."""
    query = select(incoming_folds.c.subject).where(incoming_folds.c.into == paper)
    with store.reading() as connection:
        return list(connection.execute(query).scalars())
