"""How the events of a circulation are told, on its own page and on that of its paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.circulation.stages import MODE_WORDS, Mode
from documents.screens.paper import Paper
from documents.screens.telling import Told, handed_over
from office.web.models import Badge, Tone

NAMED = 3
"""So many people are named in a sentence; more are counted."""


def people(paper: Paper[Any], event: Any, persons: Sequence[str]) -> str:
    """Their names, or how many they are."""
    if len(persons) > NAMED:
        return f"{len(persons)} 人"
    return "、".join(paper.names.person(each, event.timestamp) for each in persons)


def _about_one(words: str) -> Any:
    return lambda paper, event: f"{words}{people(paper, event, [event.reader])}"


def _about_all(words: str) -> Any:
    return lambda paper, event: f"{words}{people(paper, event, event.to)}"


TELLING = {
    "Begun": Told(
        "传阅",
        mark="传阅",
        details=lambda _, event: f"{MODE_WORDS[Mode(event.mode)]} {len(event.to)} 人",
        opinion="note",
        heading="传阅说明",
    ),
    "Reached": Told("传到", details=_about_all("传到 "), who=False),
    "Initialled": Told(
        "圈阅",
        mark="圈阅",
        opinion="opinion",
        heading="传阅",
        bare=Badge("圈阅，已阅", Tone.NEUTRAL, "tick"),
    ),
    "Instructed": Told("阅后批示", mark="批示"),
    "ReaderAsked": Told(
        "请求加阅", details=_about_one("请求加阅 "), opinion="reason", heading="加阅"
    ),
    "Declined": Told("不加阅", details=_about_one("不加阅 "), opinion="reason", heading="加阅"),
    "ReaderAdded": Told("加阅", mark="加阅", details=_about_all("加阅 ")),
    "ReaderRemoved": Told(
        "移出",
        details=lambda paper, event: (
            f"移出 {people(paper, event, [event.reader])}：{event.reason}"
        ),
    ),
    "Skipped": Told(
        "跳过",
        details=lambda paper, event: (
            f"跳过 {people(paper, event, [event.reader])}：{event.reason}"
        ),
    ),
    "Reordered": Told("调整传阅顺序"),
    "Reminded": Told("催阅", mark="催阅", details=_about_all("催阅 ")),
    "Spared": Told(
        "不再提醒代理人",
        details=lambda paper, event: (
            "不再提醒代理人"
            f" {people(paper, event, [each for told in event.deputies.values() for each in told])}"
        ),
        who=False,
    ),
    "Withdrawn": Told(
        "收回传阅", mark="收回", details=lambda _, event: f"收回传阅：{event.reason}"
    ),
    "Finished": Told("传阅完毕", mark="阅毕", details=lambda *_: "传阅完毕", who=False),
    "HandedOver": Told("移交", details=handed_over),
}


def said_already(events: Sequence[Any]) -> Iterable[Any]:
    """`Reached`, where the event before names the same people: all of them had it at once."""
    for before, event in pairwise(events):
        if type(event).__name__ != "Reached" or before.originator_id != event.originator_id:
            continue
        at_once = getattr(before, "mode", Mode.AT_ONCE) == Mode.AT_ONCE
        if at_once and getattr(before, "to", None) == event.to:
            yield event


def said_on_paper(events: Sequence[Any]) -> Iterable[Any]:
    """Beside the paper's own history: its 批示 is told there, with its words."""
    yield from said_already(events)
    yield from (each for each in events if type(each).__name__ == "Instructed")


def events_on_paper(request: Request, paper: UUID) -> Iterable[Any]:
    """What happened in every circulation of the paper, beside the paper's own events."""
    events: Iterable[Any] = request.circulations.said_on(paper)
    return events
