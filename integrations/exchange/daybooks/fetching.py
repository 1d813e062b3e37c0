"""Receipts that did not come are fetched: each names the one before it, so a lack is seen."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from documents.consignments.capsule import NotTaken
from integrations.exchange.hearing import Hearing
from integrations.exchange.kept.application import Exchanged
from integrations.exchange.ports import Book, Connect
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node

log = logging.getLogger(__name__)

AGAIN = timedelta(minutes=10)


class ReceiptFetcher:
    """Asks the other node for all receipts of a consignment of which one lacks."""

    name = "receipts"
    title = "取回没有送到的回执"
    topics: Sequence[str] = NONE

    def __init__(
        self, exchanged: Exchanged, hearing: Hearing, book: Book, *, connect: Connect
    ) -> None:
        self.connect = connect
        self._exchanged = exchanged
        self._hearing = hearing
        self._book = book
        self._asked: dict[str, datetime] = {}

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """The register says what lacks."""

    def work(self, node: Node) -> bool:
        """Ask for what lacks; tells whether any came."""
        now = node.clock.now()
        rows = self._exchanged.lacking()
        self._asked = {
            id: at for id, at in self._asked.items() if id in {row.consignment for row in rows}
        }
        due = [row for row in rows if self._is_due(row.consignment, now)]
        fetched = [self._fetch(row.consignment, row.node, now) for row in due]
        return any(fetched)

    def fetch(self, consignment: str, node: str) -> bool:
        """Out of turn, of that node; tells whether it answered."""
        return self._fetch(consignment, node, self._exchanged.clock.now())

    def _is_due(self, consignment: str, now: datetime) -> bool:
        asked = self._asked.get(consignment)
        return asked is None or now - asked >= AGAIN

    def _fetch(self, consignment: str, node: str, now: datetime) -> bool:
        self._asked[consignment] = now
        way = self._book.way_to_node(node, now)
        if way is None:
            return False
        try:
            for signed in self.connect(way).status("", consignment):
                self._hearing.take(signed)
        except (NotTaken, OSError) as fault:
            log.warning("receipts of %s could not be fetched: %r", consignment, fault)
            return False
        return True
