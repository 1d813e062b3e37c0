"""What the box holds: queues with how many and since when, what is before people, destinations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select

from documents.consignments.application import Consignments
from documents.consignments.channels import PAPER, Channel
from documents.consignments.circuits import Circuit
from documents.consignments.registers import RECEIPT, REQUEST, consignments, outbox
from documents.consignments.states import State
from documents.incoming.registers import incomings
from documents.incoming.stages import Stage
from office.desk.registers import subjects as described
from office.kernel.store import Store

MOST = 200
"""Of each kind of row on one page."""

_c = consignments.c
_under_way = and_(_c.state.in_([State.QUEUED, State.TRANSMITTED]), _c.held.is_(False))
WAITING, RETRIED, HELD, FAILED, BACK, ASKED, UNSIGNED = (
    "待发送",
    "重试中",
    "已暂停",
    "没有送达",
    "对方拒收、退回",
    "追回、更正待答复",
    "已送达、未签收",
)
QUEUES: dict[str, ColumnElement[bool]] = {
    WAITING: and_(_under_way, _c.next_try.is_(None)),
    RETRIED: and_(_under_way, _c.next_try.is_not(None)),
    HELD: and_(_c.state.in_([State.QUEUED, State.TRANSMITTED]), _c.held.is_(True)),
    FAILED: _c.state.in_([State.DEAD_LETTERED, State.EXPIRED]),
    BACK: _c.state.in_([State.REFUSED, State.RETURNED_MISADDRESSED]),
    ASKED: _c.asked.in_([State.RECALL_REQUESTED, State.AMEND_REQUESTED]),
    UNSIGNED: and_(_c.state.in_([State.ACCEPTED, State.DELIVERED]), _c.asked == ""),
}
UNDER_WAY, AT_AN_END = (WAITING, RETRIED, HELD, ASKED), (FAILED, BACK)
"""The queues whose papers are listed; what is not signed for has a register of its own."""


@dataclass(frozen=True, slots=True)
class Queue:
    """How many, and since when the oldest."""

    name: str
    count: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Destination:
    """A way out: how many items wait for it, and how it stands (None: it answers)."""

    name: str
    waiting: int
    circuit: Circuit | None


Counting = Callable[[str], tuple[int, datetime | None]]
"""How many, and since when the oldest, of an agency (of the whole node where it is empty)."""


class Box:
    """Of one agency, or (`agency` empty) of the whole node."""

    def __init__(
        self,
        room: Consignments,
        *,
        agency: str = "",
        more: Mapping[str, Counting] | None = None,
    ) -> None:
        self._room = room
        self._store: Store = room.node.store
        self._agency = agency
        self._more = more or {}

    def queues(self) -> list[Queue]:
        """In the order of a consignment's way, then what goes back, then what came."""
        return [
            *(self._counted(name, which) for name, which in QUEUES.items()),
            self._outbox("待发回执", RECEIPT),
            self._outbox("待发追回、更正请求", REQUEST),
            self._unsigned_here(),
            *(Queue(name, *counted(self._agency)) for name, counted in self._more.items()),
        ]

    def rows(self) -> Sequence[Row[Any]]:
        """On its way, the longest waiting first; then what failed, the latest first, but what
        went to the same addressee on paper since."""
        query = (
            select(consignments, described.c.title, described.c.room)
            .outerjoin(described, described.c.subject == _c.document)
            .where(self._ours())
            .limit(MOST)
        )
        waiting = or_(*(QUEUES[each] for each in UNDER_WAY))
        failed = and_(or_(*(QUEUES[each] for each in AT_AN_END)), ~_sent_on_paper())
        with self._store.reading() as connection:
            first = query.where(waiting).order_by(_c.queued_at, _c.place)
            then = query.where(failed).order_by(_c.queued_at.desc(), _c.place)
            return [*connection.execute(first), *connection.execute(then)]

    def destinations(self) -> list[Destination]:
        """Where anything waits for, and (of the whole node) whatever does not answer."""
        query = (
            select(func.coalesce(outbox.c.addressee, _c.addressee))
            .select_from(outbox.outerjoin(consignments, outbox.c.subject == _c.subject))
            .where(*([outbox.c.agency == self._agency] if self._agency else []))
        )
        with self._store.reading() as connection:
            waiting = Counter(connection.execute(query).scalars())
        ways: Counter[str] = Counter()
        for addressee, count in waiting.items():
            ways[self._room.destination(addressee)] += count
        standing = self._room.circuits.standing()
        names = sorted({*ways, *(() if self._agency else standing)})
        return [Destination(each, ways[each], standing.get(each)) for each in names]

    def _counted(self, name: str, which: ColumnElement[bool]) -> Queue:
        query = select(func.count(), func.min(_c.queued_at)).where(self._ours(), which)
        with self._store.reading() as connection:
            return Queue(name, *connection.execute(query).one())

    def _outbox(self, name: str, item: str) -> Queue:
        query = select(func.count()).where(outbox.c.item == item)
        if self._agency:
            query = query.where(outbox.c.agency == self._agency)
        with self._store.reading() as connection:
            return Queue(name, connection.execute(query).scalar_one(), None)

    def _unsigned_here(self) -> Queue:
        here = incomings.c
        query = select(func.count(), func.min(here.arrived_at)).where(here.stage == Stage.ARRIVED)
        if self._agency:
            query = query.where(here.agency == self._agency)
        with self._store.reading() as connection:
            return Queue("来文待签收", *connection.execute(query).one())

    def _ours(self) -> ColumnElement[bool]:
        over_the_network = _c.channel == Channel.EXCHANGE
        if not self._agency:
            return over_the_network
        return and_(over_the_network, _c.agency == self._agency)


def _sent_on_paper() -> ColumnElement[bool]:
    other = consignments.alias("other")
    return exists().where(
        other.c.document == _c.document,
        other.c.addressee == _c.addressee,
        other.c.channel.in_(PAPER),
    )
