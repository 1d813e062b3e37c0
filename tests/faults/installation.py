"""A whole installation in a folder: ini, directory, fonts, and the real `office` processes."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from documents.demonstration.cli import PASSWORD
from office.directory.answers import KnownPerson
from office.directory.application import directory_act
from office.directory.kinds import Role
from office.house import House
from office.settings import load_settings
from tests.unit.layout.drawn_fonts import draw_site

CITY, QINGHE, WANGJIANG = "990100001", "990102001", "990103001"
IDENTITY = f"{CITY}-M2"
CHARACTERS = (
    "关于试验第件公文的通知澜州市人民政府办公室清河望江区各现将有关事项如下请认真贯彻执行"
    "送审稿主抄送印发签人年月日附此一二三四五六七八九十（）〔〕：，。—号"
)
OFFICE = [sys.executable, "-c", "from office.cli import main; main()"]

_PARENT_DEATH_SIGNAL = 1
_prctl = ctypes.CDLL(None).prctl


class Installation:
    """One node as an administrator would set it up, in `folder`."""

    def __init__(self, folder: Path, *, database: str) -> None:
        self.folder = folder
        self.ini = folder / "node.ini"
        self.ini.write_text(_ini(database), encoding="utf-8")
        source = files("office.directory") / "data" / "demonstration.ldif"
        (folder / "directory.ldif").write_bytes(source.read_bytes())
        ascii_characters = "".join(map(chr, range(0x20, 0x7F)))
        draw_site(folder / "fonts", characters=ascii_characters + CHARACTERS)
        with self.house() as house:
            house.follow_source(directory_act("operator:test", "first"))

    @contextmanager
    def house(self) -> Iterator[House]:
        """The same house in the test's own process."""
        house = House(load_settings(self.ini))
        try:
            yield house
        finally:
            house.close()

    def office(self, *words: str) -> subprocess.Popen[bytes]:
        """A real `office` process, which dies with the test. Its output is in `office.log`."""
        with (self.folder / "office.log").open("ab") as log:
            return subprocess.Popen(
                [*OFFICE, *words, "-c", self.ini],
                stdout=log, stderr=log, preexec_fn=die_with_parent, cwd=self.folder,
            )  # fmt: skip

    def serve(self, port: int) -> subprocess.Popen[bytes]:
        """`office serve`, not waited for: clients try until it answers."""
        return self.office("serve", "--port", str(port))

    def log(self) -> str:
        """What all processes wrote."""
        return (self.folder / "office.log").read_text("utf-8")


def _ini(database: str) -> str:
    return f"""[app:main]
use = egg:wenshu
wenshu.database = {database.replace("%", "%%")}
wenshu.content = content
wenshu.ldif = directory.ldif
wenshu.fonts = fonts
wenshu.secure_cookies = no
"""


def people(house: House) -> dict[Role, tuple[str, str]]:
    """The city office's login and id for each role that a document needs."""
    directory = house.directory
    posts = Counter(each.person.id for each in directory.posts_on(CITY))
    found: dict[Role, KnownPerson] = {}
    for role in (Role.REVIEWER, Role.DRAFTER, Role.CLERK):
        # of one post alone, in which they log in, and each another person
        found[role] = next(
            each.person
            for each in directory.people_with_role(CITY, role)
            if posts[each.person.id] == 1 and each.person not in found.values()
        )
    found[Role.SIGNER] = directory.signers_of(IDENTITY)[0].person
    return {role: (person.login, str(person.id)) for role, person in found.items()}


def password() -> str:
    """Everybody's."""
    return PASSWORD


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def until(condition: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Wait until the condition holds; fail with `what` when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.02)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL, and wait until it is gone."""
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=20)


def die_with_parent() -> None:
    """For a child: no test leaves a process behind, even when it is killed itself."""
    _prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    os.setpgrp()  # an interrupt of the test run is the test's to pass on
