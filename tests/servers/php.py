"""PHP with SOAP on this machine: Debian's packages, unpacked, which needs no root."""

from __future__ import annotations

import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from office.packages import debian_lacking, debian_packages

ROOT = Path(__file__).resolve().parents[2]
_FOLDER = ROOT / "var/debian"
_EXTENSIONS = ("dom", "soap")


def run(script: Path, given: dict[str, Any]) -> Any:
    """What the script answers in JSON to what it is given in JSON, with all errors fatal."""
    answer = subprocess.run(
        [*_command(), str(script)],
        input=json.dumps(given),
        env={**os.environ, "LD_LIBRARY_PATH": _libraries(), "PHP_INI_SCAN_DIR": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return json.loads(answer.stdout)


@cache
def _packages() -> list[Path]:
    # Of the names without a version some only lead to others.
    lacking = debian_lacking(["php-cli", "php-soap", "php-xml"], root=_FOLDER)
    return debian_packages([name for name in lacking if name[3:4].isdigit()], root=_FOLDER)


def _command() -> list[str]:
    (program,) = (each for folder in _packages() for each in folder.glob("usr/bin/php[0-9]*"))
    found = {each.stem: each for folder in _packages() for each in folder.rglob("*.so")}
    loaded = [f"-dextension={found[name]}" for name in _EXTENSIONS]
    return [str(program), "-n", *loaded]


def _libraries() -> str:
    folders = {str(each.parent) for folder in _packages() for each in folder.rglob("lib*.so.*")}
    return ":".join(sorted(folders))
