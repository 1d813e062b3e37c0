"""`office verify` looks along: each checkpoint against the journal as it is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from eventsourcing.persistence import StoredEvent

from office.kernel.clock import Clock
from office.kernel.columns import BigId, Moment
from office.kernel.journal import journal
from office.kernel.mapping import EventMapper
from office.kernel.refusals import Refused
from office.kernel.store import Store, state_tables
from office.kernel.verify import Verification
from signing.certificates.findings import day
from signing.certificates.trusted import Trusted
from signing.checkpoints.checking import Hands, goes_on, holder_of, holds, key_of, misnamed
from signing.checkpoints.checkpoint import Checkpoint, PeerCheckpoint
from signing.checkpoints.growing import Growing
from signing.checkpoints.peers import CLOCKS_DIFFER
from signing.checkpoints.statement import SignedStatement, SignedWitness, Statement
from signing.checkpoints.subtrees import BLOCK, JournalNodes

SIGNED, RECEIVED = Checkpoint.Signed.TOPIC, PeerCheckpoint.Received.TOPIC
WITNESSED = "signing.Checkpoint.Witnessed"
_NONE = timedelta()

verifications = sa.Table(
    "state_verifications",
    state_tables,
    sa.Column("at", Moment, primary_key=True),
    sa.Column("events", BigId, nullable=False),
    sa.Column("checkpoints", BigId, nullable=False),
    sa.Column("fault", sa.Text, nullable=False),
)


@dataclass(slots=True)
class Told:
    """What was found of one node's checkpoints."""

    count: int = 0
    witnessed: int = 0
    newest: Statement | None = None
    holder: tuple[bytes, bytes] | None = None
    """Under whose certificate it has spoken so far."""


class CheckpointAuditor:
    """Over one pass. `beyond`: checkpoints of this node that were kept outside of it."""

    def __init__(
        self,
        store: Store,
        *,
        name: str,
        trusted: Trusted,
        clock: Clock,
        beyond: tuple[SignedStatement, ...] = (),
    ) -> None:
        self._store = store
        self._name = name
        self._clock = clock
        self._hands = Hands(trusted.trust(), now=clock.now())
        self._tree = Growing(finished=self._finished, least=BLOCK)
        self._nodes, self._wrong = JournalNodes(store), 0
        self._mapper = EventMapper()
        self._roots: dict[int, tuple[str, str]] = {}
        self._wanted = _sizes(store) | {each.statement.size for each in beyond}
        self._beyond = beyond
        self._told: dict[str, Told] = {name: Told()}
        self._own_names, self._own_keys = {name}, set[bytes]()

    def observe(self, row: sa.Row[Any], entry: bytes) -> str | None:
        """The root of every size of which a checkpoint tells, then the checkpoints themselves."""
        self._tree.add(entry)
        if row.id in self._wanted:
            self._roots[row.id] = (self._tree.root.hex(), row.chain.hex())
            for each in self._beyond:
                if each.statement.size == row.id and (said := self._compared(each)):
                    return f"另存的{_named(each.statement)}：{said}"
        look = {SIGNED: self._own, RECEIVED: self._peers, WITNESSED: self._witness}.get(row.topic)
        try:
            return look(row) if look else None
        except (Refused, KeyError, AttributeError, ValueError):
            return f"第{row.id}号事件应是检查点或其见证，而内容不是。"

    def _finished(self, level: int, index: int, root: bytes) -> None:
        self._wrong += not self._nodes.fits(level, index, root)

    def conclude(self, found: Verification) -> Iterator[str]:
        """How many there are. That the journal was verified is kept for the page."""
        own = self._told[self._name]
        fault = found.fault or self._too_short(found)
        row = {
            "at": self._clock.now(),
            "events": found.events,
            "checkpoints": own.count,
            "fault": fault,
        }
        with self._store.changing_state() as connection:
            connection.execute(verifications.delete().where(verifications.c.at == row["at"]))
            connection.execute(verifications.insert().values(row))
        if found.fault:
            return
        if fault:
            raise Refused(f"核验不通过：{fault}")
        if self._wrong:  # every checkpoint fits the journal, so it is what was kept that does not
            self._nodes.forget()
            yield (
                f"检查点的中间结果有 {self._wrong} 处与日志不符，已经清除，下次签署时由日志重算；"
                "事件没有改动。请查明是谁改动了数据库。"
            )
        yield from self._of_own(own, found)
        for name, told in self._told.items():
            if name != self._name and told.newest:
                yield (
                    f"收存有节点“{name}”的检查点 {told.count} 个，"
                    f"最近一个到第 {told.newest.size} 个事件（{_when(told.newest)}）。"
                )

    def _too_short(self, found: Verification) -> str:
        for each in self._beyond:
            if each.statement.size > found.events:
                return (
                    f"另存的是{_named(each.statement)}，而日志只有 {found.events} 个事件："
                    "其后的事件已被删除，或者日志被整个替换过。"
                )
        return ""

    def _of_own(self, own: Told, found: Verification) -> Iterator[str]:
        if own.newest is None:
            yield "还没有签署过检查点：日志若被整个重写，核验发现不了。"
            return
        yield (
            f"检查点 {own.count} 个，根值、签名、证书都相符，"
            f"其中 {own.witnessed} 个有其他节点见证；"
            f"最近一个到第 {own.newest.size} 个事件（{_when(own.newest)}），"
            f"其后还有 {found.events - own.newest.size} 个。"
        )

    def _own(self, row: sa.Row[Any]) -> str | None:
        event = self._event(row)
        signed = SignedStatement.from_json(event.signed)
        said, told = signed.statement, self._told[self._name]
        fault = self._compared(signed) or _untimely(
            said, after=told.newest, by=event.timestamp, tolerance=_NONE
        )
        if not fault and said.previous != (told.newest.digest if told.newest else ""):
            fault = "它所指的前一个检查点不是日志中的前一个：有检查点被删除或替换过。"
        if fault:
            return f"第{row.id}号事件是{_named(said)}：{fault}"
        told.count, told.newest = told.count + 1, said
        self._own_names.add(said.node)
        self._own_keys.add(key_of(signed))
        return None

    def _compared(self, signed: SignedStatement) -> str:
        """With the journal as it is. Of one that was changed it tells that first."""
        if fault := self._hand(signed, at=signed.statement.at):
            return fault
        said = signed.statement
        root, chain = self._roots.get(said.size, ("", ""))
        if said.root != root and said.chain == chain:
            return (
                f"根值与第1至{said.size}号事件不符，而链值相符：事件没有改动，"
                "是签署时所用的中间结果（state_journal_subtrees）有错。"
            )
        if said.root != root:
            return f"根值与第1至{said.size}号事件不符：其中有事件在签署之后被改动、增加或删除过。"
        if said.chain != chain:
            return f"链值与第{said.size}号事件不符。"
        return ""

    def _hand(self, signed: SignedStatement | SignedWitness, *, at: str) -> str:
        if fault := misnamed(signed, node=signed.node):
            return f"签署的不是它：{fault}"
        if not holds(signed):
            return "签名不成立：它在签署之后被改动过，或者是伪造的。"
        lacking = self._hands.lacking(signed, at=at)
        return f"签名所用的证书不能采信：{lacking}" if lacking else ""

    def _peers(self, row: sa.Row[Any]) -> str | None:
        event = self._event(row)
        signed = SignedStatement.from_json(event.signed)
        said = signed.statement
        told = self._told.setdefault(said.node, Told())
        fault = self._hand(signed, at=said.at)
        if not fault and said.node in self._own_names:
            fault = "它用的是本节点的名称。"
        if not fault:
            fault = self._follows(signed, told, event)
        if fault:
            return f"第{row.id}号事件是节点“{said.node}”的{_named(said)}：{fault}"
        told.count, told.newest, told.holder = told.count + 1, said, holder_of(signed)
        return None

    def _follows(self, signed: SignedStatement, told: Told, event: Any) -> str:
        """Whether another node goes on as it began, and is the same one."""
        by = [bytes.fromhex(part) for part in event.consistency]
        if told.newest and not goes_on(signed.statement, after=told.newest, by=by):
            return "它与以前收存的不相衔接。"
        if told.holder not in (None, holder_of(signed)) and not event.recertified:
            return "它的证书与以前收存的不是同一个持有人、同一个发证机构的，收存时也没有说明。"
        return _untimely(
            signed.statement, after=told.newest, by=event.timestamp, tolerance=CLOCKS_DIFFER
        )

    def _witness(self, row: sa.Row[Any]) -> str | None:
        signed = SignedWitness.from_json(self._event(row).signed)
        fault = self._hand(signed, at=signed.witness.at)
        if signed.node in self._own_names or key_of(signed) in self._own_keys:
            fault = "它是本节点自己签的，不是其他节点的见证。"
        known = self._told.get(signed.node, Told()).holder
        if not fault and known not in (None, holder_of(signed)):
            fault = "它的证书不是该节点以前所用的。"
        if fault:
            return f"第{row.id}号事件是节点“{signed.witness.node}”的见证：{fault}"
        if row.originator_version == 2:  # the first that witnesses it
            self._told[self._name].witnessed += 1
        return None

    def _event(self, row: sa.Row[Any]) -> Any:
        stored = StoredEvent(row.originator_id, row.originator_version, row.topic, row.state)
        return self._mapper.to_domain_event(stored)


def _untimely(
    said: Statement, *, after: Statement | None, by: datetime, tolerance: timedelta
) -> str:
    """Whether its time is before the one before it, or after it was written down."""
    at = datetime.fromisoformat(said.at)
    if after and at < datetime.fromisoformat(after.at):
        return "它写的时间早于前一个检查点。"
    if at > by + tolerance:
        return "它写的时间晚于记入日志的时间。"
    return ""


def _sizes(store: Store) -> set[int]:
    """Of which sizes this node's checkpoints tell. One in order names no row after itself."""
    query = sa.select(journal.c.state).where(journal.c.topic == SIGNED, journal.c.state != b"")
    with store.reading() as connection:
        rows = connection.execution_options(yield_per=1_000).execute(query)
        return {size for row in rows if (size := _size(row.state))}


def _size(state: bytes) -> int:
    """What says nothing readable is found at its own row."""
    try:
        return int(json.loads(state)["signed"]["statement"]["size"])
    except (ValueError, KeyError, TypeError):
        return 0


def _named(said: Statement) -> str:
    return f"{_when(said)}签署的检查点（{said.size} 个事件）"


def _when(said: Statement) -> str:
    return day(datetime.fromisoformat(said.at))
