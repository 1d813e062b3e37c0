"""Kill -9 of PostgreSQL, in part and as a whole, while four clients act over HTTP."""

from __future__ import annotations

import os
import signal
from itertools import cycle
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.faults.installation import until
from tests.faults.town import running_town
from tests.servers.postgresql import PostgreSQL


def kill_backend(server: PostgreSQL, database: str) -> None:
    """SIGKILL to one that works for the office; PostgreSQL then throws all of them out."""
    found: list[int] = []
    until(lambda: _find_backend(server, database, found), seconds=20, what="a busy backend")
    os.kill(found[0], signal.SIGKILL)


def _find_backend(server: PostgreSQL, database: str, found: list[int]) -> bool:
    where = {"host": str(server.folder), "dbname": make_url(database).database}
    try:
        with psycopg.connect(user="wenshu", **where) as connection:  # type: ignore[arg-type]  # it has a name
            busy = connection.execute(BUSY).fetchone()
    except psycopg.OperationalError:  # still recovering from the last strike
        return False
    found.extend(busy or ())
    return bool(found)


BUSY = """select pid from pg_stat_activity
          where datname = current_database() and backend_type = 'client backend'
            and pid <> pg_backend_pid() and state <> 'idle'
          limit 1"""


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_after_kills_of_postgresql_every_answered_command_is_there_once(
    postgresql: PostgreSQL, postgresql_url: str, tmp_path: Path
) -> None:
    strikes = cycle(
        (
            lambda: kill_backend(postgresql, postgresql_url),
            lambda: postgresql.crash(how=signal.SIGQUIT),
            lambda: postgresql.crash(how=signal.SIGKILL),
        )
    )
    with running_town(postgresql_url, tmp_path) as town:
        town.issue_under(lambda: next(strikes)(), documents=10, strikes=6)
