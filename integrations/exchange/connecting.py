"""Connections to other nodes, one for each, kept and used again."""

from __future__ import annotations

import threading

from integrations.exchange.client.connection import Connection
from integrations.exchange.client.wire import Wire
from integrations.exchange.operations import Operations
from integrations.exchange.ports import Way
from integrations.exchange.server.serving import identity_of
from office.settings import ExchangeSettings


class Connections:
    """By how this node is known (`exchange.tls_…`); read when the first connection is made."""

    def __init__(self, settings: ExchangeSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._kept: dict[Way, Connection] = {}

    def __call__(self, way: Way) -> Operations:
        """Another where the address or the certificates of the node have changed."""
        with self._lock:
            if way not in self._kept:
                wire = Wire(way.addresses[0], identity=identity_of(self._settings), pins=way.tls)
                self._kept[way] = Connection(wire)
            return self._kept[way]

    def first(self, address: str) -> Operations:
        """To a node that is not in the address book: for its snapshot, which a person compares,
        and for nothing else. Not kept."""
        return Connection(Wire(address, identity=identity_of(self._settings), pins=None))
