"""What deadlines say beside a title on desks and in lists: 催办 2 次, 超时限, 停止计时."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.deadlines.application import Deadlines
from documents.supervision.registers import ROOM as SUPERVISION
from office.desk.title_marks import STOPPED
from office.web.models import Badge, Tone

LATE = "超时限"


def deadline_marks(
    request: Request, subjects: Collection[UUID]
) -> Mapping[UUID, tuple[Badge, ...]]:
    """Of these subjects of desks, as far as the person has to do with it."""
    deadlines: Deadlines = request.house.find(Deadlines)
    mine = ("", request.identity.principal)
    found: dict[UUID, tuple[Badge, ...]] = {}
    for row in deadlines.open_of(subjects):
        badges = badges_of(row)
        if row.room == SUPERVISION:  # its light says by itself that it is late
            badges = tuple(each for each in badges if each.text != LATE)
        if row.person in mine and row.about not in found and badges:
            found[row.about] = badges
    return found


def badges_of(row: Any) -> tuple[Badge, ...]:
    """Of one open deadline; nothing while there is time."""
    if row.stopped_at is not None:
        return (STOPPED,)
    said = []
    if row.senders_passed_at is not None:
        said.append(Badge("超来文时限", Tone.RETURNED, "time"))
    elif row.passed_at is not None:
        said.append(Badge(LATE, Tone.RETURNED, "time"))
    if row.reminded:  # says by itself that it is late: lists show the day in red besides
        tone = Tone.RETURNED if row.passed_at is not None else Tone.WARNING
        said = [each for each in said if each.text != LATE]
        said.append(Badge(f"催办 {row.reminded} 次", tone, "time"))
    return tuple(said)
