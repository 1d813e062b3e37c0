"""Work on a file from outside in a process of its own, with limits of time and memory.

Whatever PDFium or pyHanko meets in such a file, an endless page or a crash, costs nobody but
that file.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from typing import Any

_MEMORY = 1_500_000_000
_STARTING = 20
"""Seconds on the clock beyond those of work: a busy machine starts a process slowly."""


class Failed(Exception):
    """The process ended badly, or gave no answer in time."""


def answer_of(module: str, *words: str, data: bytes, seconds: int) -> Any:
    """What `python -m module words…` says (JSON) about `data`. Raises Failed.

    `seconds`: what it may compute at most; the module itself calls `keep_within` with as many.
    """
    try:
        done = subprocess.run(  # noqa: S603  # only our own modules are named, and no shell
            [sys.executable, "-m", module, *words],
            input=data,
            capture_output=True,
            timeout=seconds + _STARTING,
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as fault:
        raise Failed from fault


def keep_within(*, seconds: int) -> None:
    """Bounds this process: seconds of work, bytes of memory; and it writes no file."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
