"""The address book's answers: who calls, who may sign, which way leads to an agency."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select

from integrations.exchange.book.own import OwnBook
from integrations.exchange.book.registers import (
    own_snapshots,
    peer_agencies,
    peer_certificates,
    peer_moved,
    peers,
)
from integrations.exchange.book.said import Use
from integrations.exchange.ports import Way
from integrations.exchange.shapes import Signed
from integrations.exchange.snapshots import Standing
from office.directory.ids import DIRECTORY
from office.directory.lookup import Lookup
from office.kernel.clock import office_day
from office.kernel.node import Node

_ORDER = {each.value: place for place, each in enumerate(Standing)}


class AddressBook:
    """Over the registers; asked anew each time, so that what is suspended counts at once.

    An agency may stand in the snapshots of several nodes: at home on one, relayed by another. It
    is with the one where it stands nearest (hosted, represented, relayed), and of those with the
    one that said so first, for nobody takes an agency from another by listing it. What a node that
    is suspended has stays with it, unless it was suspended for good.
    """

    def __init__(self, node: Node, directory: Lookup) -> None:
        self._node = node
        self._directory = directory

    def who_is(self, fingerprint: str, at: datetime) -> str:
        """The node that shows this certificate in TLS (SHA-256 of its DER, hex); "" for none that
        is known and not suspended."""
        query = (
            select(peers.c.node)
            .join(peer_certificates, peer_certificates.c.subject == peers.c.subject)
            .where(
                ~peers.c.suspended,
                peer_certificates.c.use == Use.TLS,
                peer_certificates.c.fingerprint == fingerprint,
                _counts(at),
            )
        )
        found = [row.node for row in self._all(query)]
        return found[0] if len(found) == 1 else ""

    def way_to(self, agency: str, at: datetime) -> Way | None:
        """The way, or None where no snapshot names the agency."""
        row = self._at_work(agency, at)
        if row is None:
            return None
        encryption = self._certificates(row, Use.ENCRYPTION, agency, at)
        return self._way(
            row,
            at,
            kinds=tuple(json.loads(row.kinds)),
            encryption=tuple(b64decode(each.der) for each in encryption),
        )

    def way_to_node(self, node: str, at: datetime) -> Way | None:
        """As `way_to`, to answer whoever brought something."""
        rows = self._all(select(peers).where(peers.c.node == node, ~peers.c.suspended))
        return self._way(rows[0], at) if rows else None

    def in_exchange(self) -> list[str]:
        """Every node that is met and not suspended."""
        query = select(peers.c.node).where(~peers.c.suspended).order_by(peers.c.node)
        return [row.node for row in self._all(query)]

    def speaks_for(self, node: str, agency: str, at: datetime) -> bool:
        """Whether the node may bring what the agency sends: it is the one that has the agency.
        Whoever else lists the agency has nothing but its own word for it."""
        row = self._at_work(agency, at)
        return row is not None and bool(row.node == node)

    def may_sign(self, fingerprint: str, agency: str, at: datetime) -> bool:
        """Whether a certificate (SHA-256, hex) signs for the agency at that moment, as the node
        says that has it."""
        row = self._at_work(agency, at)
        if row is None:
            return False
        found = self._certificates(row, Use.SIGNER, agency, at)
        return any(each.fingerprint == fingerprint for each in found)

    def moved_to(self, agency: str, at: datetime) -> str:
        """The new address of an agency that was at home here; "" of any other."""
        row = self._moved(agency, at, peer_moved.c.subject == OwnBook.ID)
        return str(row.address) if row and not self.is_ours(agency) else ""

    def moved(self, agency: str, at: datetime) -> tuple[str, str]:
        """Where another node says that an agency of its own is now: node and address."""
        known = select(peers.c.subject).where(~peers.c.suspended)
        row = self._moved(agency, at, peer_moved.c.subject.in_(known))
        return (row.node, row.address) if row else ("", "")

    def newest(self, known: Mapping[str, int]) -> list[Signed]:
        """Snapshots above the sequences that are known, as they were signed; our own first."""
        own = select(own_snapshots).order_by(own_snapshots.c.sequence.desc()).limit(1)
        others = select(peers).where(~peers.c.suspended).order_by(peers.c.node)
        rows = [*self._all(own), *self._all(others)]
        return [self._signed(row) for row in rows if row.sequence > known.get(row.node, 0)]

    def sequences(self) -> dict[str, int]:
        """What is here, to ask others for what is newer: nodes and the number of their newest.
        Our own among them: others know it as well, and would hand it back."""
        own = select(own_snapshots).order_by(own_snapshots.c.sequence)
        rows = [*self._all(select(peers)), *self._all(own)]
        return {row.node: row.sequence for row in rows}

    def has(self, agency: str) -> Row[Any] | None:
        """The line of the node that has the agency, today or else at any time: by what it says the
        directory goes. None where no node does."""
        today = self._directory.day(None)
        lines = self.lines_of(agency)
        return (
            _first(_on(lines, today))
            or _first(row for row in lines if row.since > today)
            or max(lines, key=lambda row: row.until, default=None)
        )

    def lines_of(self, agency: str) -> list[Row[Any]]:
        """What nodes say of an agency, of whatever day; with each how it is with that node."""
        query = (
            select(peer_agencies, *_OF_PEER)
            .join(peers, peers.c.subject == peer_agencies.c.subject)
            .where(peer_agencies.c.code == agency, ~peers.c.gone)
        )
        return sorted(self._all(query), key=_nearness)

    def is_ours(self, agency: str) -> bool:
        """Whether it is at home here, whatever others say."""
        return self._directory.keeps(agency)

    def _at_work(self, agency: str, at: datetime) -> Row[Any] | None:
        """The line of the node that has it, if nothing hinders the exchange with that node."""
        if self.is_ours(agency):
            return None
        row = _first(_on(self.lines_of(agency), office_day(at)))
        return None if row is None or row.suspended else row

    def _way(
        self,
        row: Row[Any],
        at: datetime,
        *,
        kinds: tuple[str, ...] = (),
        encryption: tuple[bytes, ...] = (),
    ) -> Way:
        tls = self._certificates(row, Use.TLS, "", at)
        return Way(
            node=row.node,
            addresses=tuple(json.loads(row.addresses)),
            tls=tuple(each.fingerprint for each in tls),
            envelope_versions=tuple(json.loads(row.versions)),
            largest=row.largest,
            classification=row.classification,
            kinds=kinds,
            encryption=encryption,
        )

    def _certificates(self, row: Row[Any], use: Use, code: str, at: datetime) -> list[Row[Any]]:
        query = select(peer_certificates).where(
            peer_certificates.c.subject == row.subject,
            peer_certificates.c.use == use,
            peer_certificates.c.code == code,
            _counts(at),
        )
        return self._all(query.order_by(peer_certificates.c.fingerprint))

    def _moved(self, agency: str, at: datetime, whose: ColumnElement[bool]) -> Row[Any] | None:
        query = select(peer_moved).where(
            peer_moved.c.code == agency, peer_moved.c.since <= office_day(at), whose
        )
        return next(iter(self._all(query.order_by(peer_moved.c.since.desc()))), None)

    def _signed(self, row: Row[Any]) -> Signed:
        said = json.loads(row.signed)
        return Signed(
            content=self._node.content.get(DIRECTORY, row.digest),
            algorithm=said["algorithm"],
            value=b64decode(said["value"]),
            certificates=tuple(b64decode(each) for each in said["certificates"]),
        )

    def _all(self, query: Select[Any]) -> list[Row[Any]]:
        with self._node.store.reading() as connection:
            return list(connection.execute(query))


_OF_PEER = (
    peers.c.node,
    peers.c.suspended,
    peers.c.addresses,
    peers.c.versions,
    peers.c.largest,
    peers.c.classification,
)


def _counts(at: datetime) -> ColumnElement[bool]:
    """By the snapshot; what a certificate itself says is asked besides."""
    table = peer_certificates.c
    return and_(
        or_(table.begins.is_(None), table.begins <= at),
        or_(table.ends.is_(None), table.ends >= at),
    )


def _nearness(row: Row[Any]) -> tuple[Any, ...]:
    return _ORDER[row.standing], row.claimed, row.node


def _on(lines: Iterable[Row[Any]], day: date) -> list[Row[Any]]:
    return [row for row in lines if row.since <= day < row.until]


def _first(lines: Iterable[Row[Any]]) -> Row[Any] | None:
    return next(iter(lines), None)
