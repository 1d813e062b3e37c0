"""督办积分 on the screen: a line for each party, and behind it every event that counts."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from documents.permissions import Permission
from documents.supervision.rules import REASON_WORDS
from documents.supervision.scoring import Point, Score, scores_of
from documents.supervision.screens.lights import lit_on
from documents.supervision.screens.tabs import supervision_tabs
from office.kernel.clock import office_day
from office.web.frame import now
from office.web.models import Link
from office.web.models.ledger import Ledger, LedgerPage, LedgerRow


def show_scores(request: Request) -> dict[str, Any]:
    """The table of `?year=`, this year's without."""
    request.check(Permission.Supervision.VIEW, request.identity)
    year = _year(request)
    found = _scores(request, year)
    columns = ("承办单位", "得分", "承办件数", "计分情况", "现在超期")
    ledger = Ledger(
        f"{year}年积分",
        columns,
        tuple(_row(request, each, year) for each in found),
        empty=f"{year}年还没有交办过督办事项。",
    )
    page = LedgerPage(
        title="督办积分",
        ledgers=(ledger,),
        tabs=supervision_tabs(request),
        links=(_other_year(request, year - 1), _other_year(request, year + 1)),
        note=_rules_in_words(request),
    )
    return {"page": page}


def show_score(request: Request) -> dict[str, Any]:
    """Every event that counts for one party in the year."""
    request.check(Permission.Supervision.VIEW, request.identity)
    year, party = _year(request), request.matchdict["party"]
    found = next((each for each in _scores(request, year) if each.party == party), None)
    if found is None:
        raise HTTPNotFound
    ledger = Ledger(
        f"{found.name}　{_number(found.total)} 分",
        ("督办事项", "编号", "日期", "计分理由", "分值"),
        tuple(_point_row(request, each) for each in found.points),
        empty="这一年没有计分的事，得基准分。",
    )
    back = Link("返回", request.route_path("supervisions.scores", _query={"year": year}), "back")
    base = _number(request.supervisions.rules.base)
    page = LedgerPage(
        title=f"{year}年积分明细",
        ledgers=(ledger,),
        back=back,
        note=f"基准分 {base}，每一行是一件事；点开督办事项，看当时的情形。",
    )
    return {"page": page}


def _scores(request: Request, year: int) -> list[Score]:
    return scores_of(
        request.house.node.store,
        request.identity.agency,
        year=year,
        rules=request.supervisions.rules,
        today=office_day(now(request)),
    )


def _row(request: Request, score: Score, year: int) -> LedgerRow:
    counted = {each: score.count(each) for each in REASON_WORDS}
    words = "，".join(f"{REASON_WORDS[each]} {many}" for each, many in counted.items() if many)
    where = request.route_path("supervisions.score", party=score.party, _query={"year": str(year)})
    return LedgerRow(
        score.name,
        cells=(
            _number(score.total),
            str(score.matters),
            words or "没有计分的事",
            _overdue(request, score),
        ),
        href=where,
    )


def _overdue(request: Request, score: Score) -> str:
    """What is late today; it costs points when it is reported or closed."""
    if not score.overdue:
        return "—"
    return f"{len(score.overdue)} 件，最长{lit_on(request, score.overdue[0]).words}"


def _point_row(request: Request, point: Point) -> LedgerRow:
    days = f"（{point.days} 个工作日）" if point.days else ""
    return LedgerRow(
        point.title,
        cells=(
            point.number,
            point.on,
            f"{REASON_WORDS[point.reason]}{days}",
            f"{'+' if point.points > 0 else ''}{_number(point.points)}",
        ),
        href=event_address(request, point.subject, point.version),
    )


def event_address(request: Request, subject: UUID, version: int) -> str:
    """The matter's page as of this event."""
    return str(request.route_path("supervision", id=subject, _query={"event": str(version)}))


def _rules_in_words(request: Request) -> str:
    rules = request.supervisions.rules
    words = (
        f"{REASON_WORDS[reason]} {'+' if value > 0 else ''}{_number(value)}"
        for reason, value in rules.points.items()
        if value
    )
    return f"基准分 {_number(rules.base)}；{'，'.join(words)}。点开承办单位，看每一分的由来。"


def _other_year(request: Request, year: int) -> Link:
    where = request.route_path("supervisions.scores", _query={"year": str(year)})
    return Link(f"{year}年", where)


def _number(value: float) -> str:
    return f"{value:g}"


def _year(request: Request) -> int:
    asked = request.params.get("year", "")
    return int(asked) if re.fullmatch("[0-9]{4}", asked) else office_day(now(request)).year
