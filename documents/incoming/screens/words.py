"""What was said in each round of a paper, and the words that whoever has it acts on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage
from documents.screens.acted_on import Wanted, acted_on, latest
from documents.screens.paper import Paper
from documents.screens.telling import Telling, group_opinions
from office.web.models import OpinionGroup

ACTED_ON: Mapping[str, tuple[str, ...]] = {
    "批示": ("Proposed",),
    "分办": ("Proposed", "Instructed", "HandedBack"),
    "直接分办": ("Reopened",),
    "再报拟办": ("Instructed", "HandedBack"),
    "再作批示": ("Proposed", "Instructed", "Completed"),
    "改派": ("Instructed", "HandedBack"),
    "加派协办": ("Instructed", "HandedBack"),
    "已布置": ("Instructed", "HandedBack"),
    "阅知办结情况": ("Completed",),
    "直接办结": ("Instructed",),
    "重新办理": ("Completed",),
}
"""By the heading of the form: the last words of which kinds stand above it."""


def words_above(
    paper: Paper[Incoming], telling: Telling, heading: str
) -> tuple[OpinionGroup, ...]:
    """拟办意见 for who instructs, 批示 for who assigns, the host's result for who completes."""
    if paper.it.stage is Stage.HANDLED and heading == "办结审核":
        return acted_on(paper, telling, _result(paper))
    if paper.it.stage is Stage.CIRCULATING and heading == "传阅完毕":
        return acted_on(paper, telling, latest(paper, "Instructed"))
    wanted = ACTED_ON.get(heading, ())
    if heading == "分办" and _has_words(paper, "Instructed"):
        wanted = tuple(each for each in wanted if each != "Proposed")  # a mere 圈阅 consents to it
    said = latest(paper, *wanted)
    begun = [each.timestamp for each in paper.events if _begins(each, paper.it.round)]
    if heading != "分办" or not begun:
        return acted_on(paper, telling, said)
    # What was handed back in an earlier round is no matter of this one.
    return acted_on(paper, telling, lambda event: said(event) and event.timestamp >= begun[0])


def _begins(event: Any, round: int) -> bool:
    return round > 1 and getattr(event, "round", 1) == round


def _has_words(paper: Paper[Incoming], name: str) -> bool:
    events = [each for each in paper.events if type(each).__name__ == name]
    return bool(events) and bool(events[-1].words)


def _result(paper: Paper[Incoming]) -> Wanted:
    """What the host reported last, in its own stream."""
    handled = [each for each in paper.events if type(each).__name__ == "Handled"]
    host = handled[-1].assignment if handled else ""
    done = [
        each
        for each in paper.told
        if type(each).__name__ == "Done" and str(each.originator_id) == host
    ]
    return lambda event: event is done[-1] if done else False


def opinions_by_round(
    paper: Paper[Incoming], telling: Telling, rounds: Mapping[Any, int]
) -> tuple[OpinionGroup, ...]:
    """Everybody's words by step; of a paper in another round that round's first, by its name.

    `rounds`: to which round each event belongs, by its place in what is told.
    """
    if paper.it.round == 1:
        return group_opinions(paper, telling, paper.told)
    found: list[OpinionGroup] = []
    for round in range(paper.it.round, 0, -1):
        events = [each for place, each in enumerate(paper.told) if rounds[place] == round]
        groups = group_opinions(paper, telling, events)
        found.extend(replace(each, part=f"第 {round} 轮") for each in groups)
    return tuple(found)
