"""Counts the steps by which something becomes durable, and lets the n-th of them go wrong."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import psycopg
import pytest

from office.kernel.store import Store

Fate = Callable[[], None]


class Step(StrEnum):
    """What is counted: fsync and rename of content, the commit of the database."""

    FSYNC = "fsync"
    REPLACE = "replace"
    COMMIT = "commit"
    ANSWER = "answer"
    """The commit's answer: it is done, and nobody hears of it."""


class Faulty:
    """Calls that count; at the call whose turn it is, `fate` comes instead."""

    def __init__(self, *, turn: int, fate: Fate) -> None:
        self.turn = turn
        self.fate = fate
        self.steps = 0

    @property
    def struck(self) -> bool:
        return self.steps >= self.turn

    def count(self, fate: Fate | None = None) -> None:
        """One step; its fate, if it is its turn."""
        self.steps += 1
        if self.steps == self.turn:
            (fate or self.fate)()


def no_space() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def failing(store: Store, *steps: Step, turn: int, fate: Fate | None = None) -> Iterator[Faulty]:
    """Within the block the `turn`-th of these steps fails as its kind does, or meets `fate`."""
    faulty = Faulty(turn=turn, fate=fate or no_space)
    dialect: Any = store.engine.dialect
    real_fsync, real_replace, real_commit = os.fsync, os.replace, dialect.do_commit
    lost = fate or (lambda: _no_commit(store))

    def fsync(handle: int) -> None:
        if Step.FSYNC in steps:
            faulty.count()
        real_fsync(handle)

    def replace(source: Any, target: Any, **options: Any) -> None:
        if Step.REPLACE in steps:
            faulty.count()
        real_replace(source, target, **options)

    def commit(connection: Any) -> None:
        if Step.COMMIT in steps:
            faulty.count(lost)
        real_commit(connection)
        if Step.ANSWER in steps:
            faulty.count(lost)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        patch.setattr(os, "replace", replace)
        patch.setattr(dialect, "do_commit", commit)
        yield faulty


def _no_commit(store: Store) -> None:
    """As the driver says it. PostgreSQL's connection is gone then, with its transaction."""
    if store.sqlite:
        raise sqlite3.OperationalError("database or disk is full")
    raise psycopg.OperationalError("server closed the connection unexpectedly")
