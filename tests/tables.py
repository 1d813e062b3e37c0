"""Databases with the office's tables in them, made once a process and then copied.

Making some seventy tables takes longer than most tests that need them. That they are made is
shown by the first of each process, and by the tests that begin with an empty database.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from office.kernel.journal import journal_tables
from office.kernel.store import Store, register_tables, state_tables


def lend_tables(path: Path) -> None:
    """Lay a SQLite database with all tables that are known by now where there is none."""
    if not path.exists():
        path.write_bytes(_tables(_known()))


def make_tables(url: str) -> None:
    """Make them in this database."""
    with closing(Store(url)) as store:
        store.create()


def _known() -> frozenset[str]:
    return frozenset(
        name for each in (journal_tables, state_tables, register_tables) for name in each.tables
    )


@cache
def _tables(_: frozenset[str]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "wenshu.db"
        make_tables(f"sqlite:///{path}")
        with closing(sqlite3.connect(path)) as database:
            return database.serialize()
