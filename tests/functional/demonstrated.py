"""What `office demo` makes, once a session, and copies of it that a test may change."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from office.cli import main
from tests.functional.lent_fonts import lend_fonts, skip_without_fonts

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
    """What `office demo --no-serve` makes of an empty folder, once a session; never to be changed.

    `session` is the session's temporary folder. The folder made has `node.ini`, what was told in
    `told.txt`, and the layout that `OfficeApp` expects.
    """
    skip_without_fonts()
    folder = session / "demonstration"
    folder.mkdir()
    lend_fonts(folder)
    ini = folder / "node.ini"
    ini.write_text(INI, encoding="utf-8")
    result = CliRunner().invoke(main, ["demo", "--no-serve", "-c", str(ini)])
    assert result.exit_code == 0, result.output
    (folder / "told.txt").write_text(result.output, encoding="utf-8")
    return folder


def copy_of_the_demonstration(factory: pytest.TempPathFactory) -> Path:
    """A copy that a test may change."""
    folder = factory.mktemp("copy") / "node"
    shutil.copytree(demonstration(factory.getbasetemp()), folder, symlinks=True)
    return folder
