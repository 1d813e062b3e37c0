"""Connections to other nodes, one for each, kept and used again."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from integrations.exchange.client.connection import Connection
from integrations.exchange.client.wire import Wire
from integrations.exchange.operations import Operations
from integrations.exchange.ports import Way
from integrations.exchange.server.serving import identity_of
from integrations.exchange.tls import Identity
from office.settings import ExchangeSettings


@dataclass(frozen=True, slots=True)
class _Kept:
    by: tuple[str, tuple[str, ...], Identity]
    wire: Wire
    connection: Connection


class Connections:
    """By how this node is known (`exchange.tls_…`)."""

    def __init__(self, settings: ExchangeSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept] = {}

    def __call__(self, way: Way) -> Operations:
        """The node's; another takes its place where an address or a certificate has changed."""
        by = (way.addresses[0], way.tls, identity_of(self._settings))
        with self._lock:
            kept = self._kept.get(way.node)
            if kept is None or kept.by != by:
                if kept is not None:
                    kept.wire.close()
                address, pins, identity = by
                wire = Wire(address, identity=identity, pins=pins)
                kept = self._kept[way.node] = _Kept(by, wire, Connection(wire))
            return kept.connection

    def first(self, address: str) -> Operations:
        """To a node that is not in the address book: for its snapshot, which a person compares,
        and for nothing else. Not kept."""
        return Connection(Wire(address, identity=identity_of(self._settings), pins=None))
