"""对账 by the clock and by hand: yesterday with every node, and what settles itself is settled."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from documents.consignments.capsule import NotTaken
from integrations.exchange.book.lookup import AddressBook
from integrations.exchange.daybooks.compared import ComparedDays
from integrations.exchange.daybooks.fetching import ReceiptFetcher
from integrations.exchange.daybooks.reconciling import Books, Difference, Settles
from integrations.exchange.ports import Connect
from office.kernel.clock import Clock, office_day
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node
from office.kernel.refusals import Refused

log = logging.getLogger(__name__)

SETTLED = timedelta(hours=1)
"""After midnight: what was under way then has arrived."""
AGAIN = timedelta(hours=1)
"""When a node that did not answer is asked again."""


class DayComparer:
    """Fetches receipts that lack; what is to be sent again is left to a person."""

    name = "reconciliation"
    title = "与其他节点对账"
    topics: Sequence[str] = NONE

    def __init__(
        self,
        books: Books,
        book: AddressBook,
        days: ComparedDays,
        fetcher: ReceiptFetcher,
        *,
        clock: Clock,
        connect: Connect,
    ) -> None:
        self.connect = connect
        self._clock = clock
        self._books = books
        self._book = book
        self._days = days
        self._fetcher = fetcher

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Nothing to follow: it goes by the clock."""

    def work(self, node: Node) -> bool:
        """Yesterday with one node that is due."""
        now = node.clock.now()
        day = office_day(now - SETTLED) - timedelta(days=1)
        due = next((each for each in self.nodes() if self._is_due(each, day, now)), None)
        if due is None:
            return False
        try:
            self._days.note(due, day, self.compare(due, day))
        except Refused as refused:
            self._days.failed(due, day, str(refused))
        return True

    def compare(self, node: str, day: date) -> list[Difference]:
        """What is left when the receipts that lacked were fetched. Raises Refused."""
        way = self._book.way_to_node(node, self._clock.now())
        if way is None:
            raise Refused(f"交换通讯录中没有节点“{node}”，或者与它的交换已暂停。请核对名称。")
        try:
            there = self.connect(way)
            found = self._books.compare(there, node, day)
            lacking = [each for each in found if each.settles is Settles.FETCH_RECEIPTS]
            fetched = [self._fetcher.fetch(each.consignment, node) for each in lacking]
            return self._books.compare(there, node, day) if any(fetched) else found
        except NotTaken as refusal:
            raise Refused(f"节点“{node}”没有对账：{refusal.sentence}") from refusal
        except OSError as fault:
            log.warning("no reconciliation with %s: %r", node, fault)
            raise Refused(f"节点“{node}”没有应答，没有对账。请稍后再试。") from fault

    def nodes(self) -> list[str]:
        """Those with which there is an exchange."""
        return self._book.in_exchange()

    def _is_due(self, node: str, day: date, now: datetime) -> bool:
        row = self._days.all().get(node)
        if row is None or row.day < day.isoformat():
            return True
        return bool(row.fault and now - row.at >= AGAIN)
