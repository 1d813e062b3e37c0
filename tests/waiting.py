"""Waiting for what another thread or process does."""

from __future__ import annotations

import threading
from collections.abc import Callable

PATIENCE = 60.0
"""In s. Only a test that fails waits as long; a busy machine takes a part of it."""


def until(come: Callable[[], bool]) -> None:
    """Ask until it has come; a test in which it never comes fails here."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.01)):
        if come():
            return
        pause.wait(0.01)
    raise AssertionError("waited in vain")
