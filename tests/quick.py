"""What the quick suite (`-m "not slow"`) leaves to the whole one: further cases and examples."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

_SHARE = 4
_FEWEST = 6
_mode = {"quick": False}


def configure(config: pytest.Config) -> None:
    """Learn which suite is run, before any test is collected; xdist tells its processes."""
    _mode["quick"] = "not slow" in config.getoption("markexpr")


def is_quick() -> bool:
    """Whether the quick suite is run."""
    return _mode["quick"]


def examples(count: int) -> int:
    """How many examples a property has: all of `count` in the whole suite, else a share."""
    return max(min(count, _FEWEST), count // _SHARE) if is_quick() else count


def first_quick(cases: Iterable[Any], *, quick: int = 1) -> list[Any]:
    """The cases as parameters; all but the first `quick` of them are slow."""
    return [
        case if place < quick else pytest.param(*_values(case), marks=pytest.mark.slow)
        for place, case in enumerate(cases)
    ]


def _values(case: Any) -> tuple[Any, ...]:
    return case if isinstance(case, tuple) else (case,)
