"""Node with the npm package `soap`: installed by its lock into var/npm, no scripts run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from office.packages import node_folder, npm_command, npm_environment

ROOT = Path(__file__).resolve().parents[2]
_LOCKED = ROOT / "tests/stacks"
_FILES = ("package.json", "package-lock.json")


def run(script: Path, given: dict[str, Any]) -> Any:
    """What the script answers in JSON to what it is given in JSON."""
    answer = subprocess.run(
        [_node(), str(script)],
        input=json.dumps(given),
        env={**os.environ, "NODE_PATH": str(_installed() / "node_modules")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return json.loads(answer.stdout)


def _node() -> str:
    return shutil.which("node") or str(node_folder(root=ROOT / "var/npm") / "bin/node")


@cache
def _installed() -> Path:
    """The folder with what the lock names, made once for each lock."""
    root = ROOT / "var/npm"
    digest = hashlib.sha256(b"".join((_LOCKED / each).read_bytes() for each in _FILES))
    folder = root / f"stacks-{digest.hexdigest()[:16]}"
    if not (folder / "installed").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for each in _FILES:
            shutil.copy(_LOCKED / each, folder)
        subprocess.run(
            [*npm_command(root=root), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=folder,
            env={**os.environ, **npm_environment(root / "cache")},
            capture_output=True,
            check=True,
        )
        (folder / "installed").touch()
    return folder
