"""The courier: carries what the outbox holds, and tries again when its time has come."""

from __future__ import annotations

import os
import socket
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from time import monotonic
from uuid import uuid4

from documents.consignments.application import Consignments
from documents.consignments.circuits import Circuit
from documents.consignments.claims import CLAIM, Claims, Item
from documents.consignments.ports import HERE
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node

WORKERS = 8
AT_ONCE = 2
"""Items on their way to one destination: however slow it is, it takes no more of the workers."""
BATCH = 50
LOOK_AGAIN = 0.2  # seconds; for what becomes due while others are under way
RENEW = CLAIM.total_seconds() / 3
LONGEST_TURN = 5.0  # seconds; then whoever runs the courier may end it


class Courier:
    """Every process has one, and they share the outbox by claims.

    What goes to agencies of this node is carried at once, one after the other; what goes
    elsewhere by a few threads.
    """

    name = "courier"
    title = "递送公文和回执"
    topics: Sequence[str] = NONE
    shared = True

    def __init__(self, consignments: Consignments) -> None:
        self._consignments = consignments
        node = consignments.node
        owner = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"
        self._claims = Claims(node.store, clock=node.clock, owner=owner)
        self._clock = node.clock
        self._threads: ThreadPoolExecutor | None = None
        self._under_way: dict[Future[bool], str] = {}
        self._renewed = 0.0

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Being woken by any commit is enough: the register says what is due."""

    def work(self, node: Node) -> bool:
        """Carry what is due; tells whether any of it is done with, or still under way."""
        ends, noted = monotonic() + LONGEST_TURN, False
        while True:
            ways = self._ways()
            noted |= self._carry_here(ways)
            self._send_off(ways)
            if not self._under_way:
                return noted
            done, _ = wait(self._under_way, timeout=LOOK_AGAIN, return_when=FIRST_COMPLETED)
            for future in done:
                del self._under_way[future]
                noted |= future.result()
            if monotonic() > self._renewed + RENEW:
                self._claims.renew()
                self._renewed = monotonic()
            if monotonic() > ends:
                return True

    def _ways(self) -> dict[str, list[str]]:
        """The agencies for which something is due, by where it goes; the most urgent first."""
        found: dict[str, list[str]] = {}
        for agency in self._claims.addressees():
            found.setdefault(self._consignments.destination(agency), []).append(agency)
        return found

    def _carry_here(self, ways: Mapping[str, list[str]]) -> bool:
        items = self._claims.take(ways[HERE], most=BATCH) if HERE in ways else []
        for destination, circuit in self._consignments.circuits.standing().items():
            if destination in ways and circuit.is_open(self._clock.now()):
                items += self._claims.take_what_is_over(ways[destination], most=BATCH)
        return any(list(map(self._carry, items)))

    def _send_off(self, ways: Mapping[str, list[str]]) -> None:
        """Where an answer is waited for: by threads, a few for each destination."""
        standing = self._consignments.circuits.standing()
        under_way = Counter(self._under_way.values())
        for destination in ways:
            if destination == HERE:
                continue
            most = self._at_once(standing.get(destination)) - under_way[destination]
            free = WORKERS - len(self._under_way)
            for item in self._claims.take(ways[destination], most=max(0, min(most, free))):
                self._under_way[self._workers.submit(self._carry, item)] = destination

    def _at_once(self, circuit: Circuit | None) -> int:
        if circuit is None or not circuit.is_doubtful:
            return AT_ONCE
        return 0 if circuit.is_open(self._clock.now()) else 1

    @property
    def _workers(self) -> ThreadPoolExecutor:
        if self._threads is None:  # not before a fork
            self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="courier")
        return self._threads

    def _carry(self, item: Item) -> bool:
        try:
            return self._consignments.carry(item)
        finally:
            self._claims.release(item.subject)
