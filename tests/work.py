"""How much work an act is, counted: a busy machine does not change it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

TraceFunction = Callable[[FrameType, str, object], "TraceFunction"]


def work(act: Callable[[], object]) -> int:
    """How many lines run and functions are called, Python's own among them, in an act.

    A comprehension's line counts at each of its rounds.
    """
    count = 0

    def tracing(_frame: FrameType, _event: str, _argument: object) -> TraceFunction:
        nonlocal count
        count += 1
        return tracing

    def profiling(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "c_call"

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(tracing)
    sys.setprofile(profiling)
    try:
        act()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return count
