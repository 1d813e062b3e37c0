"""A real slapd on this machine: its own certificates, a database loaded from LDIF, any port.

An installed slapd is preferred; otherwise Debian's packages are unpacked into var/debian,
which needs no root.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.servers.certificates import Authority
from tests.servers.programs import Program, answers, find_program

prctl = ctypes.CDLL(None).prctl

ROOT = Path(__file__).resolve().parents[2]
OUR_SCHEMA = ROOT / "office/directory/data/wenshu.schema"
SUFFIX = "o=云川省"
READER = f"cn=文枢,{SUFFIX}"
READER_PASSWORD = "reader-of-the-test"
WAIT = 15.0  # seconds for slapd to answer on its port
PARENT_DEATH_SIGNAL = 1  # of prctl


@dataclass(frozen=True)
class RunningSlapd:
    """Addresses and secrets of a started server."""

    ldap: str
    ldaps: str
    ca: Path
    base: str
    bind_dn: str
    bind_password_file: Path


@cache
def find_slapd(*, search_path: str | None = None) -> Program:
    """An installed slapd (in `search_path`, default PATH and /usr/sbin), else an unpacked one."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin" if search_path is None else search_path
    return find_program(
        "slapd",
        packages=("slapd",),
        place="usr/sbin/slapd",
        starts=answers("-VV"),
        search_path=path,
    )


@contextmanager
def slapd(
    folder: Path,
    *,
    ldif: Sequence[Path],
    host: str = "127.0.0.1",
    program: Program | None = None,
    size_limit: int = 500,
    total_limit: str = "unlimited",
) -> Iterator[RunningSlapd]:
    """A server in `folder` holding the entries of the files `ldif`, until the block is left.

    Its reading account sees everything but passwords: at most `size_limit` entries an answer,
    and `total_limit` by pages.
    """
    program = program or find_slapd()
    authority = Authority.make(folder / "ca.pem")
    authority.issue(host, certificate=folder / "server.pem", key=folder / "server.key")
    (folder / "data").mkdir()
    configuration = folder / "slapd.conf"
    limits = f"size.soft={size_limit} size.hard={size_limit} size.prtotal={total_limit}"
    configuration.write_text(_configuration(folder, program, limits), encoding="utf-8")
    entries = folder / "all.ldif"
    entries.write_text(
        "\n\n".join([*(file.read_text(encoding="utf-8") for file in ldif), _reader()]),
        encoding="utf-8",
    )
    environment = {**os.environ, **program.environment}
    _load(program, configuration, entries, environment)
    password_file = folder / "reader.password"
    password_file.write_text(READER_PASSWORD + "\n", encoding="utf-8")
    ldap, ldaps = free_port(), free_port()
    urls = f"ldap://{host}:{ldap} ldaps://{host}:{ldaps}"
    log = (folder / "log").open("wb")
    process = subprocess.Popen(
        [program.path, "-f", configuration, "-h", urls, "-d", "0"],
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        preexec_fn=_die_with_parent,
    )
    try:
        _wait_for(process, host, ldap)
        _wait_for(process, host, ldaps)
        yield RunningSlapd(
            ldap=f"ldap://{host}:{ldap}",
            ldaps=f"ldaps://{host}:{ldaps}",
            ca=folder / "ca.pem",
            base=SUFFIX,
            bind_dn=READER,
            bind_password_file=password_file,
        )
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def free_port() -> int:
    """A TCP port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _configuration(folder: Path, program: Program, limits: str) -> str:
    schemas = program.file("etc/ldap/schema")
    known = [schemas / f"{each}.schema" for each in ("core", "cosine", "inetorgperson")]
    includes = "\n".join(f"include {each}" for each in [*known, OUR_SCHEMA])
    return f"""\
{includes}
modulepath {program.file("usr/lib/ldap")}
moduleload back_mdb
moduleload argon2
moduleload pw-sha2
pidfile {folder}/slapd.pid
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
security simple_bind=128
sizelimit {limits}
database mdb
suffix "{SUFFIX}"
directory {folder}/data
maxsize 67108864
index objectClass,uid eq
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{READER}" read by anonymous auth by * none
"""


def _reader() -> str:
    return f"""\
dn: {READER}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: 文枢
userPassword: {READER_PASSWORD}
"""


def _load(
    program: Program, configuration: Path, entries: Path, environment: dict[str, str]
) -> None:
    # slapd called under the name slapadd is slapadd
    answer = subprocess.run(
        ["slapadd", "-q", "-f", configuration, "-l", entries],
        executable=program.path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        raise RuntimeError(f"slapadd: {answer.stderr}{answer.stdout}")


def _die_with_parent() -> None:
    """A killed test run leaves no server behind."""
    prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _wait_for(process: subprocess.Popen[bytes], host: str, port: int) -> None:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"slapd ended at its start with {process.returncode}")
        try:
            with socket.create_connection((host, port), timeout=1):
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"slapd did not answer within {WAIT} s")
