"""What all rooms of one process share: store, recorder, registers, content, clock, guard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from office.kernel.act import Act
from office.kernel.bell import Bell
from office.kernel.clock import Clock, SystemClock
from office.kernel.commands import Commands
from office.kernel.content import ContentStore, FolderContentStore
from office.kernel.recorder import Recorder
from office.kernel.references import content_references
from office.kernel.registers import Register
from office.kernel.store import Store

Guard = Callable[[Act, str, Any], None]
"""Refuses (by raising) when this act may not do this (a permission) to this (an aggregate)."""

Forgets = Callable[[Connection, Sequence[UUID]], None]
"""Takes out, in the transaction of the act that destroys these streams' content, what is derived
from them and has no rows named by their `subject` (a search index)."""


def nobody_may(act: Act, permission: str, subject: Any) -> None:
    """The guard until one is set: every act is refused."""
    raise PermissionError(f"no guard is set: {permission}")


class Node:
    """One process's share of the node. Rooms are built over it."""

    def __init__(
        self,
        *,
        database: str,
        content: Path,
        clock: Clock | None = None,
        registers: Sequence[Register] = (),
        guard: Guard = nobody_may,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self.store = Store(database)
        self.recorder = Recorder(self.store)
        self.commands = Commands(self.store, clock=self.clock)
        self.content: ContentStore = FolderContentStore(content)
        self.registers: list[Register] = [content_references, *registers]
        self.guard = guard
        self.bell = Bell()
        self.forgets: list[Forgets] = []

    def create(self) -> None:
        """Make what is not there yet in the database."""
        self.store.create()

    def close(self) -> None:
        """Give back connections."""
        self.store.close()
