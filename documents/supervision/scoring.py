"""督办积分: points for each party from what happened, by the site's rules; every point has its
event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from documents.supervision.registers import supervision_marks, supervision_shares, supervisions
from documents.supervision.rules import SupervisionRules
from documents.supervision.stages import ENDED, ShareStage
from office.kernel.store import Store


@dataclass(frozen=True, slots=True)
class Point:
    """Points of one event of one matter (`version` within its stream). `days`: how late."""

    subject: UUID
    version: int
    title: str
    number: str
    on: str
    reason: str
    days: int
    points: float


@dataclass(frozen=True, slots=True)
class Score:
    """A party in a year: how many matters it was given, what happened, and the sum.

    `overdue`: the last days (ISO) of what it should have reported by now and has not, the oldest
    first; they count when it is reported, whenever it was given.
    """

    party: str
    name: str
    matters: int
    points: tuple[Point, ...]
    total: float
    overdue: tuple[str, ...] = ()

    def count(self, reason: str) -> int:
        """How often this happened."""
        return sum(each.reason == reason for each in self.points)


def scores_of(
    store: Store, agency: str, *, year: int, rules: SupervisionRules, today: date
) -> list[Score]:
    """Everybody who was given something in the year or for whom something counts in it, the
    best first."""
    marks, shares = supervision_marks, supervision_shares
    happened = (
        select(marks, supervisions.c.title, supervisions.c.number)
        .join(supervisions, supervisions.c.subject == marks.c.subject)
        .where(marks.c.agency == agency, marks.c.on.between(*_span(year)))
        .order_by(marks.c.on, marks.c.subject, marks.c.version)
    )
    given = (
        select(shares.c.party, shares.c.name, shares.c.subject, shares.c.given_on)
        .where(shares.c.agency == agency)
        .order_by(shares.c.given_on)
    )
    with store.reading() as connection:
        return score(
            connection.execute(given).all(),
            connection.execute(happened).all(),
            year=year,
            rules=rules,
            late=connection.execute(overdue_shares(agency, today=today)).all()
            if year == today.year
            else (),
        )


def overdue_shares(agency: str, *, today: date) -> Select[Any]:
    """Shares of matters under way whose day is over and of which nothing was reported."""
    shares = supervision_shares
    return (
        select(shares, supervisions.c.title, supervisions.c.number)
        .join(supervisions, supervisions.c.subject == shares.c.subject)
        .where(
            shares.c.agency == agency,
            shares.c.stage == ShareStage.AT_WORK,
            shares.c.deadline != "",
            shares.c.deadline < today.isoformat(),
            supervisions.c.stage.not_in(list(ENDED)),
        )
        .order_by(shares.c.deadline, shares.c.subject, shares.c.party)
    )


def score(
    shares: Sequence[Row[Any]],
    marks: Iterable[Row[Any]],
    *,
    year: int,
    rules: SupervisionRules,
    late: Iterable[Row[Any]] = (),
) -> list[Score]:
    """The reckoning itself."""
    first, last = _span(year)
    names = {each.party: each.name for each in shares}
    matters: dict[str, int] = {}
    for each in shares:
        if first <= each.given_on <= last:
            matters[each.party] = matters.get(each.party, 0) + 1
    points: dict[str, list[Point]] = {}
    for each in marks:
        points.setdefault(each.party, []).append(_point(each, rules))
    overdue: dict[str, list[str]] = {}
    for each in late:
        overdue.setdefault(each.party, []).append(each.deadline)
    found = [
        Score(
            party=party,
            name=names[party],
            matters=matters.get(party, 0),
            points=tuple(points.get(party, ())),
            total=rules.base + sum(each.points for each in points.get(party, ())),
            overdue=tuple(overdue.get(party, ())),
        )
        for party in {**matters, **points, **overdue}
    ]
    return sorted(found, key=lambda each: (-each.total, each.name))


def _point(mark: Row[Any], rules: SupervisionRules) -> Point:
    return Point(
        subject=mark.subject,
        version=mark.version,
        title=mark.title,
        number=mark.number,
        on=mark.on,
        reason=mark.reason,
        days=mark.days,
        points=rules.points[mark.reason] + mark.days * rules.points["late_day"],
    )


def _span(year: int) -> tuple[str, str]:
    return f"{year:04}-01-01", f"{year:04}-12-31"
