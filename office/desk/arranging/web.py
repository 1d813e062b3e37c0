"""整理 over HTTP: the leader's desk as a table, each line with how it can be moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from office.desk.arranging.application import Arrangements
from office.desk.arranging.permissions import Permission
from office.web.form_acts import pressed, written
from office.web.models import Badge, Ledger, LedgerPage, LedgerRow, Link, RowAct, Tone

ACTS: dict[str, tuple[str, Callable[[Arrangements, Any, UUID], None]]] = {
    "present": ("呈送", lambda it, who, subject: it.present(who, subject)),
    "up": ("上移", lambda it, who, subject: it.move(who, subject, by=-1)),
    "down": ("下移", lambda it, who, subject: it.move(who, subject, by=1)),
    "withdraw": ("撤下", lambda it, who, subject: it.withdraw(who, subject)),
    "seen": ("标为已看", lambda it, who, subject: it.note_seen(who, subject, seen=True)),
    "unseen": ("标为未看", lambda it, who, subject: it.note_seen(who, subject, seen=False)),
}


def show(request: Request) -> dict[str, Any]:
    """The desk as it stands."""
    request.check(Permission.Desk.ARRANGE, request.identity)
    mandate = request.identity.mandate
    whose = mandate.label if mandate else "整理我的待办"
    return {
        "page": LedgerPage(
            title=whose,
            back=Link("返回", request.route_path("desk"), "back"),
            note="呈送的排在最前，按此处的顺序；只调整顺序和标记，不办理。",
            ledgers=(
                _ledger(request, "待办", request.desks.to_do(request.identity)),
                _ledger(request, "待阅", request.desks.to_read(request.identity)),
            ),
        )
    }


def arrange(request: Request) -> Response:
    """One change of the order."""
    known = pressed(request, ACTS)
    try:
        subject = UUID(written(request, "subject"))
    except ValueError as error:
        raise HTTPNotFound from error
    known[1](Arrangements(request.house.node, request.house.guard), request.identity, subject)
    return HTTPSeeOther(location=request.route_path("arranging"))


def _ledger(request: Request, title: str, rows: Iterable[Any]) -> Ledger:
    found = tuple(_row(request, each) for each in rows)
    return Ledger(title, ("标题", "等办", "来自", "时限"), found, f"没有{title}。")


def _row(request: Request, row: Any) -> LedgerRow:
    presented = row.place is not None
    names = ("up", "down", "withdraw") if presented else ("present",)
    seen = "unseen" if row.seen else "seen"
    return LedgerRow(
        title=row.title,
        href=request.route_path(row.room, id=row.subject),
        cells=(row.asked, row.origin, row.due or "未定"),
        state=Badge("已呈送", Tone.WARNING)
        if presented
        else Badge("已看", Tone.NEUTRAL)
        if row.seen
        else None,
        acts=tuple(_act(request, row, name) for name in (*names, seen)),
    )


def _act(request: Request, row: Any, name: str) -> RowAct:
    label = ACTS[name][0]
    return RowAct(
        action=request.route_path("arranging"),
        name=name,
        label=label,
        spoken=f"{label}　{row.title}",
        fields=(("subject", str(row.subject)),),
    )


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_page("arranging", "/arranging", "ledger", show=show, act=arrange)
