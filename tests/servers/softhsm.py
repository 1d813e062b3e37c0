"""A token of software (SoftHSM 2): installed, else Debian's packages unpacked without root."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from tests.servers.programs import Program, answers, find_program

LABEL, PIN = "云川测试介质", "527394"


@cache
def find_softhsm(*, search_path: str | None = None) -> Program:
    """The program that makes tokens; the module lies among its files."""
    return find_program(
        "softhsm2-util",
        packages=("softhsm2", "libsofthsm2"),
        starts=answers("--version"),
        search_path=search_path,
    )


def make_token(folder: Path) -> Path:
    """A token named LABEL with PIN, in `folder`; sets SOFTHSM2_CONF. The module."""
    program = find_softhsm()
    module = program.file("usr/lib/softhsm/libsofthsm2.so", "usr/lib/*/softhsm/libsofthsm2.so")
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    made = program.run(
        *("--module", module, "--init-token", "--free", "--label", LABEL),
        *("--pin", PIN, "--so-pin", "00000000"),
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return module
