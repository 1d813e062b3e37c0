"""交换箱 over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.consignments.channels import Channel
from documents.consignments.forms import Doings
from documents.distribution.box.application import Redirects
from documents.distribution.box.forms import row_form
from documents.distribution.box.lookup import Box
from documents.distribution.box.page import box_page, row_page
from documents.permissions import Permission
from office.access.permissions import Permission as Office
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, kept, pressed, try_act, written


def show(request: Request) -> dict[str, Any]:
    """For clerks their agency's, with each paper; for the system administrator numbers alone."""
    papers = _sees_papers(request)
    if not papers:
        request.check(Office.Administration.SYSTEM)
    row = _row(request, request.params.get("line", "")) if papers else None
    if row is not None:
        return {"page": row_page(request, row, row_form(request, row))}
    return {"page": box_page(request, _box(request), papers=papers)}


def act(request: Request) -> Any:
    """One act on one row; the page again, with what was typed, if it is refused."""
    request.check(Permission.Consignment.OPERATE, request.identity)
    carry_out, said = pressed(request, DOINGS)

    def again(sentence: str) -> dict[str, Any]:
        row = _row(request, written(request, "line"))
        if row is None:
            return {"page": box_page(request, _box(request), papers=True, refusal=sentence)}
        form = kept(row_form(request, row), request, sentence)
        return {"page": row_page(request, row, form)}

    def onward(_: None) -> str:
        request.say(said)
        return str(request.route_path("exchange_box"))

    return try_act(request, lambda: carry_out(request, _line(request)), again=again, onward=onward)


def _sees_papers(request: Request) -> bool:
    permission = Permission.Consignment.OPERATE
    return bool(request.house.guard.permits(permission, request.identity, request.identity))


def _administers(request: Request) -> bool:
    guard = request.house.guard
    return bool(guard.permits(Office.Administration.SYSTEM, request.identity))


def _box(request: Request) -> Box:
    agency = request.identity.agency if _sees_papers(request) else ""
    return Box(request.consignments, agency=agency, more=request.house.find(Redirects).more)


def _row(request: Request, line: str) -> Any | None:
    rows = _box(request).rows()
    return next((each for each in rows if str(each.subject) == line), None)


def _line(request: Request) -> UUID:
    try:
        return UUID(written(request, "line"))
    except ValueError as error:
        raise Refused("没有选择是哪一件，什么也没有办。请从交换箱中点选公文。") from error


def _hold(request: Request, line: UUID) -> None:
    request.consignments.hold(act_of(request), line, reason=written(request, "reason"))


def _let_go(request: Request, line: UUID) -> None:
    request.consignments.let_go(act_of(request), line, reason=written(request, "reason"))


def _give_up(request: Request, line: UUID) -> None:
    request.consignments.give_up(act_of(request), line, reason=written(request, "reason"))


def _requeue(request: Request, line: UUID) -> None:
    request.consignments.requeue(act_of(request), line, reason=written(request, "reason"))


def _redirect(request: Request, line: UUID) -> None:
    channel = written(request, "channel")
    if channel not in set(Channel):
        raise Refused("请选择改走机要、邮寄还是自取。", field="channel")
    request.house.find(Redirects).redirect(
        act_of(request),
        line,
        channel=Channel(channel),
        to=written(request, "to"),
        reason=written(request, "reason"),
    )


DOINGS: Doings = {
    "hold": (_hold, "已暂停发送"),
    "let_go": (_let_go, "已继续发送"),
    "give_up": (_give_up, "已终止发送"),
    "requeue": (_requeue, "已重新发送"),
    "redirect": (_redirect, "已停止网络发送，改投已报请批准"),
}
"""Each act, and what is said when it is done."""


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_field_labels({"channel": "改走"})
    config.add_page("exchange_box", "/exchange-box", "ledger", show=show, act=act)
    config.add_rail_item(
        "exchange_box",
        label="交换箱",
        route="exchange_box",
        icon="retry",
        order=43,
        shown=lambda request: _sees_papers(request) or _administers(request),
    )
