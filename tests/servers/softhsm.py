"""A token of software (SoftHSM 2): installed, else Debian's packages unpacked without root."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from office.packages import Unavailable, debian_packages

ROOT = Path(__file__).resolve().parents[2]
LABEL, PIN = "云川测试介质", "527394"


@cache
def find_softhsm() -> tuple[Path, str]:
    """The module and the program that makes tokens; skips the test where neither is to be had."""
    installed = Path("/usr/lib/softhsm/libsofthsm2.so")
    program = shutil.which("softhsm2-util")
    if program and installed.exists():
        return installed, program
    try:
        tools, library = debian_packages(["softhsm2", "libsofthsm2"], root=ROOT / "var/debian")
    except Unavailable as refusal:
        pytest.skip(str(refusal))
    return next(library.rglob("libsofthsm2.so")), str(tools / "usr/bin/softhsm2-util")


def make_token(folder: Path) -> Path:
    """A token named LABEL with PIN, in `folder`; sets SOFTHSM2_CONF. The module."""
    module, program = find_softhsm()
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    subprocess.run(
        [
            *(program, "--module", module, "--init-token", "--free", "--label", LABEL),
            *("--pin", PIN, "--so-pin", "00000000"),
        ],
        check=True,
        capture_output=True,
    )
    return module
