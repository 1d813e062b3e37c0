"""What `office demo` makes, once a run of the suite, and copies of it that a test may change."""

from __future__ import annotations

import os
import shutil
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from office.cli import main
from tests.functional.lent_fonts import lend_fonts, skip_without_fonts

TOLD = "told.txt"
INI = """[app:main]
use = egg:wenshu
wenshu.database = sqlite:///wenshu.db
wenshu.content = content
wenshu.ldif = directory.ldif
wenshu.fonts = none
wenshu.secure_cookies = no
wenshu.demonstration = yes
"""


@cache
def demonstration(session: Path) -> Path:
    """What `office demo --no-serve` makes of an empty folder, once a run; never to be changed.

    `session` is the session's temporary folder; the first of a run's processes makes it for all.
    The folder made has `node.ini`, what was told in `told.txt`, and the layout that `OfficeApp`
    expects.
    """
    skip_without_fonts()
    run = session.parent if "PYTEST_XDIST_WORKER" in os.environ else session
    folder = run / "demonstration"
    with (run / "demonstration.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (folder / TOLD).exists():
            _make(folder)
    return folder


def _make(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)  # half of one, whose maker was ended
    folder.mkdir()
    lend_fonts(folder)
    ini = folder / "node.ini"
    ini.write_text(INI, encoding="utf-8")
    result = CliRunner().invoke(main, ["demo", "--no-serve", "-c", str(ini)])
    assert result.exit_code == 0, result.output
    (folder / TOLD).write_text(result.output, encoding="utf-8")


def copy_of_the_demonstration(factory: pytest.TempPathFactory) -> Path:
    """A copy that a test may change."""
    folder = factory.mktemp("copy") / "node"
    shutil.copytree(demonstration(factory.getbasetemp()), folder, symlinks=True)
    return folder
