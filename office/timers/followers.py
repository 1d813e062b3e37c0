"""The keeper of time: calls whoever set a timer when its moment has come."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import or_, select

from office.kernel.act import Act
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node
from office.timers.held import held, hold, same_timer
from office.timers.registers import timers
from office.timers.timer import Timer

log = logging.getLogger(__name__)

AT_ONCE = 100


Called = Callable[[Act, Timer], None]
"""Carries out the act. Its events take the timer away or set it anew; one that stands as before
is held back and tried again, ever more seldom."""


class Timekeeper:
    """A follower for its lease and its clock; what it works off is the register of timers."""

    name = "timekeeper"
    title = "到时办理与提醒"
    topics: Sequence[str] = NONE

    def __init__(self) -> None:
        self._called: dict[str, Called] = {}
        self._only_while: dict[str, Callable[[datetime], bool]] = {}

    def call(
        self, kind: str, called: Called, *, only_while: Callable[[datetime], bool] | None = None
    ) -> None:
        """Call this for timers of the kind from now on.

        `only_while` says of a moment whether people are to be disturbed then: what became due
        while the office was shut, or the node was down, waits for it to open.
        """
        if kind in self._called:
            raise ValueError(f"two are called for timers of the kind {kind}")
        self._called[kind] = called
        if only_while is not None:
            self._only_while[kind] = only_while

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Nothing to follow: time passes without any event."""

    def work(self, node: Node) -> bool:
        """Everything that is due; one timer's trouble holds up no other."""
        found = self._due(node)
        for timer in found:
            try:
                self._called[timer.kind](timer.act, timer)
            except Exception:
                log.exception("the timer %s of %s could not be kept", timer.kind, timer.subject)
                hold(node.store, asdict(timer), now=node.clock.now())
            else:
                if _stands(node, timer):
                    hold(node.store, asdict(timer), now=node.clock.now())
        return bool(found)

    def _due(self, node: Node) -> list[Timer]:
        now = node.clock.now()
        kinds = [
            kind
            for kind in self._called
            if kind not in self._only_while or self._only_while[kind](now)
        ]
        query = (
            select(timers)
            .outerjoin(held, same_timer)
            .where(timers.c.at <= now, timers.c.kind.in_(kinds))
            .where(or_(held.c.not_before.is_(None), held.c.not_before <= now))
            .order_by(timers.c.at)
            .limit(AT_ONCE)
        )
        with node.store.reading() as connection:
            return [Timer(**row) for row in connection.execute(query).mappings()]


def _stands(node: Node, timer: Timer) -> bool:
    query = select(timers.c.at).where(
        timers.c.subject == timer.subject,
        timers.c.slot == timer.slot,
        timers.c.kind == timer.kind,
        timers.c.at == timer.at,
    )
    with node.store.reading() as connection:
        return connection.execute(query).first() is not None
