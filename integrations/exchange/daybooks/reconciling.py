"""对账: what two nodes have of a day, compared by digest, and what settles each difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import select

from documents.consignments.states import State
from integrations.exchange.kept.registers import IN, OUT, exchanged
from integrations.exchange.operations import Line, Operations, Reconciled
from office.kernel.store import Store

_AT_ONCE = 500
"""Consignments asked for in one query."""


class Settles(StrEnum):
    """What is done about a difference."""

    SEND_AGAIN = "send-again"  # ours did not get there
    ASK_THEM = "ask-them"  # they say they sent it, and it is not here
    FETCH_RECEIPTS = "fetch-receipts"  # they know more of ours than we do
    THEY_FETCH = "they-fetch"  # we told more than they have
    COMPARE = "compare"  # other content under one id: people look at both


SETTLES_WORDS = {
    Settles.SEND_AGAIN: "对方没有收到：重新发送",
    Settles.ASK_THEM: "本节点没有收到：请对方重新发送",
    Settles.FETCH_RECEIPTS: "对方的回执没有到：取回回执",
    Settles.THEY_FETCH: "回执没有送到对方：将自动补送",
    Settles.COMPARE: "同一编号内容不同：保留双方数据，立即核实",
}


STATE_WORDS = {
    "": "无",
    State.TRANSMITTED: "已发出",
    State.ACCEPTED: "已接收",
    State.DELIVERED: "已送达",
    State.SIGNED_FOR: "已签收",
    State.REGISTERED: "已登记",
    State.ASSIGNED: "已分办",
    State.IN_PROGRESS: "办理中",
    State.COMPLETED: "办结",
    State.REFUSED: "拒收",
    State.RETURNED_MISADDRESSED: "退文",
    State.RECALLED: "已追回",
    State.RECALL_REFUSED: "不同意追回",
    State.AMENDED: "已更正",
    State.AMEND_REFUSED: "不同意更正",
}
"""How a side has a consignment; finer than a clerk's line, where what left is one with what was
accepted. A newer node may name a state that stands here as it came."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One consignment on which the two do not agree; a side that does not have it is None."""

    consignment: str
    here: Line | None
    there: Line | None
    settles: Settles


class Books:
    """What this node exchanged, a day at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def lines(self, node: str, day: date) -> tuple[Line, ...]:
        """With that node on that day, both ways, by consignment."""
        query = (
            select(exchanged)
            .where(exchanged.c.node == node, exchanged.c.day == day.isoformat())
            .order_by(exchanged.c.consignment)
        )
        with self._store.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Line(
                row.consignment,
                *((row.other, row.agency) if row.direction == IN else (row.agency, row.other)),
                row.manifest,
                row.state,
            )
            for row in rows
        )

    def answer(self, caller: str, day: date, digest: str) -> Reconciled:
        """Our lines where the other side's digest is not ours."""
        lines = self.lines(caller, day)
        own = digest_of(lines)
        return Reconciled(own, () if digest == own else lines)

    def compare(self, connection: Operations, node: str, day: date) -> list[Difference]:
        """Ask the other node. Raises what it raises."""
        ours = self.lines(node, day)
        answer = connection.reconcile("", day, digest_of(ours))
        if answer.digest == digest_of(ours):
            return []
        days = self._days_of_sent({line.consignment for line in (*ours, *answer.lines)}, node)
        # What was sent again stands under the day of its newest envelope, and is settled there.
        moved = {id for id, stands in days.items() if stands != day}
        theirs = [line for line in answer.lines if line.consignment not in moved]
        return differences(ours, theirs, sent=days)

    def _days_of_sent(self, consignments: set[str], node: str) -> dict[str, date]:
        """Those that left here for the node, and the day under which each stands now."""
        query = select(exchanged.c.consignment, exchanged.c.day).where(
            exchanged.c.direction == OUT, exchanged.c.node == node
        )
        found: dict[str, date] = {}
        asked = sorted(consignments)
        for at in range(0, len(asked), _AT_ONCE):
            some = asked[at : at + _AT_ONCE]
            with self._store.reading() as connection:
                for row in connection.execute(query.where(exchanged.c.consignment.in_(some))):
                    found[row.consignment] = date.fromisoformat(row.day)
        return found


def digest_of(lines: Iterable[Line]) -> str:
    """SHA-256 over the lines `consignment manifest state`, sorted (docs/exchange.md)."""
    written = sorted(f"{each.consignment} {each.manifest} {each.state}\n" for each in lines)
    return sha256("".join(written).encode()).hexdigest()


def differences(
    ours: Iterable[Line], theirs: Iterable[Line], *, sent: Iterable[str]
) -> list[Difference]:
    """`sent`: consignments that left here. Those on which both agree are left out."""
    here = {line.consignment: line for line in ours}
    there = {line.consignment: line for line in theirs}
    left = set(sent)
    settle = {id: _settles_ours if id in left else _settles_theirs for id in here | there}
    return [
        Difference(id, here.get(id), there.get(id), settle[id](here.get(id), there.get(id)))
        for id in sorted(here | there)
        if here.get(id) != there.get(id)
    ]


def _settles_ours(here: Line | None, there: Line | None) -> Settles:
    if there is None:
        return Settles.SEND_AGAIN
    return Settles.FETCH_RECEIPTS if _same_content(here, there) else Settles.COMPARE


def _settles_theirs(here: Line | None, there: Line | None) -> Settles:
    if here is None:
        return Settles.ASK_THEM
    return Settles.THEY_FETCH if _same_content(here, there) else Settles.COMPARE


def _same_content(here: Line | None, there: Line | None) -> bool:
    return here is not None and there is not None and here.manifest == there.manifest
