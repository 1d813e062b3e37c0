"""What every office of the functional tests needs and one process makes once."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from argon2 import PasswordHasher

from office.directory.application import directory_act
from office.directory.demonstration import PASSWORD
from office.house import House
from office.kernel.clock import SetClock
from office.reading import DatabaseAddress
from office.settings import Settings


def cheap_passwords(folder: Path, *, ldif: Path) -> Path:
    """A copy of the directory; whether a password is right is known at once.

    A real hash takes 30 ms of every log-in; the tests of the directory keep it.
    """
    path = folder / "people.ldif"
    text = ldif.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^userPassword: .*$", f"userPassword: {_cheap()}", text), "utf-8")
    return path


@cache
def _cheap() -> str:
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return "{ARGON2}" + hasher.hash(PASSWORD)


def lend_town(folder: Path, *, ldif: Path, now: datetime) -> bool:
    """Lay a copy of the prepared database into an empty folder; whether it was empty."""
    path = folder / "wenshu.db"
    if path.exists():
        return False
    path.write_bytes(_town(ldif, now))
    return True


@cache
def _town(ldif: Path, now: datetime) -> bytes:
    """The database of a node whose directory has followed its source, made once a process."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        house = House(
            Settings(
                here=folder,
                database=DatabaseAddress(f"sqlite:///{folder}/wenshu.db"),
                content=folder / "content",
                key_secret=folder / "key-secret",
                ca=folder / "ca",
                ldif=ldif,
            ),
            clock=SetClock(now),
        )
        house.follow_source(directory_act("operator:test", "directory"))
        house.close()
        with closing(sqlite3.connect(folder / "wenshu.db")) as database:
            return database.serialize()
