"""督办通知单: what the form shows of a matter, when it is given out and at any later moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from documents.layout.forms import Opinion, Value
from documents.printed_ink import printed_ink
from documents.supervision.share import Share
from documents.supervision.supervision import Supervision

FORM = "supervision_notice"


def notice_values(
    it: Supervision,
    shares: Iterable[Share],
    *,
    agency: str,
    ink: bytes | None,
    day: date | None,
    leader: str,
    contact: str,
    reports: Iterable[Opinion] = (),
    findings: Iterable[Opinion] = (),
) -> dict[str, Value]:
    """`day` on which it was given out; `leader` and `contact` are names; `ink` is what the
    leader wrote by hand on the paper that the matter comes from."""
    listed = list(shares)
    hosts = [each for each in listed if each.host]
    return {
        "agency": agency,
        "number": it.number,
        "date": _printed(day) if day else "",
        "title": it.facts["title"],
        "basis": it.facts["basis"],
        "instructions": _instructions(it, ink=ink, leader=leader),
        "host": "、".join(each.name for each in hosts),
        "deadline": _printed(date.fromisoformat(hosts[0].deadline if hosts else it.deadline)),
        "helpers": "、".join(each.name for each in listed if not each.host),
        "requirements": it.facts["requirement"],
        "report": list(reports),
        "finding": list(findings),
        "contact": contact,
    }


def _instructions(it: Supervision, *, ink: bytes | None, leader: str) -> list[Opinion]:
    words = it.facts.get("instruction", "")
    if not words and ink is None:
        return []
    strokes = printed_ink(ink) if ink is not None else {}
    return [Opinion(words, who=leader, **strokes)]


def _printed(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
