"""The words that somebody acts on: they stand above the form, under the heading of their step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from documents.screens.paper import Paper
from documents.screens.telling import Telling, group_opinions
from office.web.models import OpinionGroup

Wanted = Callable[[Any], bool]


def acted_on(paper: Paper[Any], telling: Telling, wanted: Wanted) -> tuple[OpinionGroup, ...]:
    """What was said in the events that are wanted, the newest step first."""
    return group_opinions(paper, telling, [each for each in paper.told if wanted(each)])


def latest(paper: Paper[Any], *names: str) -> Wanted:
    """The last event of each of these classes."""
    last = {type(each).__name__: each for each in paper.told}
    found = [last[name] for name in names if name in last]
    return lambda event: any(event is each for each in found)
