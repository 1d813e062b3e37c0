"""The address book by the clock: our own snapshot when something changed, others' once a day."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from documents.consignments.capsule import NotTaken
from integrations.exchange.book.application import Brought, Peers
from integrations.exchange.book.checking import is_address
from integrations.exchange.book.held import AskedNodes
from integrations.exchange.book.making import MAKER, OwnSnapshots
from integrations.exchange.fitting import may_lack
from integrations.exchange.operations import Operations
from integrations.exchange.ports import Connect
from integrations.exchange.shapes import Signed
from integrations.exchange.written.snapshots import read_snapshot
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node
from office.kernel.refusals import Refused

log = logging.getLogger(__name__)

DAILY = timedelta(days=1)
AGAIN = timedelta(hours=1)
"""When a node that did not answer, or that is wanted, is asked again."""
LOOK = timedelta(minutes=5)
"""How often we see whether there is anything new to say of this node."""
_MOST_ANSWERS = 50
"""Of one node, one after the other; the others are fetched tomorrow."""
NO_ANSWER = "对方节点没有应答，将自动再取。"


class BookKeeper:
    """`connect`: makes the connection to a node; without one nobody is asked. `first`: to an
    address at which nobody is known."""

    name = "address-book"
    title = "更新交换通讯录"
    topics: Sequence[str] = NONE

    def __init__(
        self, peers: Peers, own: OwnSnapshots, asked: AskedNodes, *, connect: Connect | None = None
    ) -> None:
        self.connect = connect
        self.first: Callable[[str], Operations] | None = None
        self._peers = peers
        self._own = own
        self._asked = asked
        self._looked: datetime | None = None

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Nothing to follow: it goes by the clock."""

    def work(self, node: Node) -> bool:
        """Our own snapshot, then one node that is due."""
        now = node.clock.now()
        if self._looked is None or now - self._looked >= LOOK:
            self._looked = now
            if self._tell():
                return True
        return self._ask_one(now)

    def want(self, node: str) -> None:
        """Ask that node out of turn: something of it was signed by whom the book does not know."""
        self._asked.want(node)

    def want_home_of(self, agency: str) -> None:
        """As `want`, of the node that has the agency."""
        if (row := self._peers.book.has(agency)) is not None:
            self.want(row.node)

    def _tell(self) -> bool:
        self._own.let_go()
        if self._own.lacking():
            return False  # the page of the address book says so
        try:
            return self._own.make()
        except Refused as refused:
            log.warning("no snapshot could be made: %s", refused)
            return False

    def _ask_one(self, now: datetime) -> bool:
        if self.connect is None:
            return False
        asked = self._asked.all()
        known = (row.node for row in self._peers.all() if not row.suspended)
        due = next((node for node in known if is_due(asked.get(node), now)), None)
        if due is not None:
            self.ask(due)
        return due is not None

    def fetch(self, address: str, *, by: str) -> Brought:
        """The snapshot of whoever is at an address, to be compared by a person. Raises Refused."""
        if self.first is None or not is_address(address):
            raise Refused(
                "对方的交换地址须以 https:// 开头，不带账号和口令。请核对。", field="address"
            )
        try:
            found = self.first(address).address_book("", {})
        except NotTaken as refusal:
            raise Refused(f"对方没有给出快照：{refusal.sentence}", field="address") from refusal
        except Refused:
            raise  # our own certificate lacks
        except Exception as fault:
            log.warning("nothing could be fetched from %s: %r", address, fault)
            raise Refused(
                "没有连上这个地址。请核对地址和网络，或者请对方把快照文件交来。", field="address"
            ) from fault
        if not found:
            raise Refused("对方没有给出快照。请对方先签发。", field="address")
        return self._peers.bring(found[0], by=by, via=address)

    def ask(self, node: str) -> None:
        """Take in what a node knows that is newer. What fails is noted with the node."""
        way = self._peers.book.way_to_node(node, self._peers.clock.now())
        if self.connect is None or way is None:
            return
        try:
            found = self._all_of(self.connect(way))
        except NotTaken as refusal:
            self._asked.failed(node, refusal.sentence)
            return
        except Exception as fault:  # noqa: BLE001 (one node's trouble must not hold up the others)
            log.warning("the address book of %s could not be fetched: %r", node, fault)
            self._asked.failed(node, NO_ANSWER)
            return
        faults = []
        for each in found:
            try:
                self._peers.bring(each, by=MAKER, via=f"节点“{node}”")
            except Refused as refused:
                log.warning("a snapshot from %s was not taken: %s", node, refused)
                faults.append(str(refused))
        if faults:
            self._asked.failed(node, faults[0])
        else:
            self._asked.answered(node)

    def _all_of(self, other: Operations) -> list[Signed]:
        """What does not fit into one answer is asked for again, with what came as known."""
        known = self._peers.book.sequences()
        found: list[Signed] = []
        for _ in range(_MOST_ANSWERS):
            answer = other.address_book("", known)
            found += answer
            came = _sequences(answer) if may_lack(answer) else {}
            if all(number <= known.get(node, 0) for node, number in came.items()):
                break  # all of it, or nothing that brings us on
            known |= came
        return found


def _sequences(answer: Sequence[Signed]) -> dict[str, int]:
    found = {}
    for each in answer:
        with suppress(NotTaken):  # what is none is refused when it is taken in
            snapshot = read_snapshot(each.content)
            found[snapshot.node] = snapshot.sequence
    return found


def is_due(row: Row[Any] | None, now: datetime) -> bool:
    """Never asked, or a day ago; an hour ago where it failed or is wanted."""
    if row is None or row.tried_at is None:
        return True
    return bool(now - row.tried_at >= (AGAIN if row.fault or row.wanted else DAILY))
