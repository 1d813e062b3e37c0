"""What the book keeps beside the journal: snapshots that wait for a person, and when which node
was last asked for its own."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, Column, LargeBinary, Row, String, Table, Text, func, select

from integrations.exchange.book.said import Said
from integrations.exchange.shapes import Signed
from office.kernel.clock import Clock
from office.kernel.columns import BigId, Moment
from office.kernel.refusals import Missing, Refused
from office.kernel.store import Store, state_tables

MOST = 100
"""Nodes whose snapshots wait at the same time."""

waiting = Table(
    "state_waiting_snapshots",
    state_tables,
    Column("node", String(400), primary_key=True),
    Column("sequence", BigId, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("signed", Text, nullable=False),  # JSON
    Column("agencies", Text, nullable=False),  # JSON: names
    Column("addresses", Text, nullable=False),  # JSON
    Column("via", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

asked = Table(
    "state_asked_nodes",
    state_tables,
    Column("node", String(400), primary_key=True),
    Column("tried_at", Moment),
    Column("answered_at", Moment),
    Column("fault", Text, nullable=False),
    Column("wanted", Boolean, nullable=False),
)
"""`wanted`: to be asked out of turn, since something that came was signed by nobody known."""


class WaitingSnapshots:
    """One a node, the newest; verified, and believed by nobody yet."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def hold(self, said: Said, signed: Signed, *, via: str) -> None:
        """In the place of an older one of the same node. Raises Refused when too many wait."""
        row = {
            "node": said.node,
            "sequence": said.sequence,
            "digest": said.digest,
            "fingerprint": said.fingerprint,
            "content": signed.content,
            "signed": json.dumps(said.signed),
            "agencies": json.dumps(
                [each["name"] for each in said.agencies.values()], ensure_ascii=False
            ),
            "addresses": json.dumps(said.particulars["addresses"], ensure_ascii=False),
            "via": via,
            "at": self._clock.now(),
        }
        with self._store.changing_state() as connection:
            others = select(func.count()).select_from(waiting).where(waiting.c.node != said.node)
            if connection.execute(others).scalar_one() >= MOST:
                raise Refused(
                    f"已有 {MOST} 个节点的快照等待核对，没有再收。请先在交换通讯录中核对或移除。"
                )
            connection.execute(waiting.delete().where(waiting.c.node == said.node))
            connection.execute(waiting.insert().values(row))

    def all(self) -> list[Row[Any]]:
        """By node; without their bytes."""
        columns = [each for each in waiting.c if each is not waiting.c.content]
        with self._store.reading() as connection:
            return list(connection.execute(select(*columns).order_by(waiting.c.node)))

    def find(self, node: str) -> Row[Any]:
        """Raises Missing."""
        query = select(waiting).where(waiting.c.node == node)
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise Missing("没有这个节点等待核对的快照，可能刚刚办过。请刷新页面再看。")
        return row

    def drop(self, node: str) -> None:
        """Taken in, or not to be."""
        with self._store.changing_state() as connection:
            connection.execute(waiting.delete().where(waiting.c.node == node))


class AskedNodes:
    """When each node was asked for what it knows, and what came of it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def all(self) -> dict[str, Row[Any]]:
        """By node."""
        with self._store.reading() as connection:
            return {row.node: row for row in connection.execute(select(asked))}

    def answered(self, node: str) -> None:
        """It gave what it knows."""
        now = self._clock.now()
        self._note(node, tried_at=now, answered_at=now, fault="", wanted=False)

    def failed(self, node: str, fault: str) -> None:
        """It did not; `fault`: a sentence."""
        self._note(node, tried_at=self._clock.now(), fault=fault)

    def want(self, node: str) -> None:
        """To be asked as soon as may be."""
        self._note(node, wanted=True)

    def _note(self, node: str, **values: Any) -> None:
        blank: Mapping[str, Any] = {
            "tried_at": None,
            "answered_at": None,
            "fault": "",
            "wanted": False,
        }
        with self._store.changing_state() as connection:
            changed = connection.execute(
                asked.update().where(asked.c.node == node).values(**values)
            )
            if not changed.rowcount:
                connection.execute(asked.insert().values({**blank, "node": node, **values}))


def signed_of(row: Row[Any]) -> Signed:
    """The snapshot that waits, as it came."""
    said = json.loads(row.signed)
    return Signed(
        content=row.content,
        algorithm=said["algorithm"],
        value=b64decode(said["value"]),
        certificates=tuple(b64decode(each) for each in said["certificates"]),
    )
