"""成批检测 over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.archive.inspecting.page import (
    begin_form,
    inspection_page,
    inspection_preview,
    inspections_page,
    settle_form,
)
from documents.archive.inspecting.registers import ROOM
from documents.archive.inspecting.shelf_inspection import ShelfInspection
from documents.archive.permissions import Permission
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, kept, try_act, uuid_of, written
from office.web.models import Preview


def show_all(request: Request) -> dict[str, Any]:
    """All of them."""
    request.check(Permission.Record.INSPECT, request.identity)
    return {"page": inspections_page(request)}


def begin(request: Request) -> Any:
    """开始检测."""

    def carry_out() -> str:
        year = written(request, "year")
        if not (year.isascii() and year.isdigit() and len(year) in (1, 4)):
            raise Refused("请选择检测哪一年的档案，或者全部。")
        return str(request.shelf_inspections.begin(act_of(request), year=int(year)))

    def again(sentence: str) -> dict[str, Any]:
        form = kept(begin_form(request), request, sentence)
        return {"page": inspections_page(request, form=form)}

    def onward(id: str) -> str:
        request.say("已开始检测")
        return str(request.route_path(ROOM, id=id))

    return try_act(request, carry_out, again=again, onward=onward)


def show(request: Request) -> dict[str, Any]:
    """One of them."""
    return {"page": inspection_page(request, _inspection(request))}


def settle(request: Request) -> Any:
    """登记处理."""
    it = _inspection(request)

    def carry_out() -> None:
        opinion = written(request, "opinion")
        request.shelf_inspections.settle(act_of(request), it.id, opinion=opinion)

    def again(sentence: str) -> dict[str, Any]:
        form = kept(settle_form(request, it), request, sentence)
        return {"page": inspection_page(request, it, form=form)}

    def onward(_: None) -> str:
        request.say("已登记处理情况")
        return str(request.route_path(ROOM, id=it.id))

    return try_act(request, carry_out, again=again, onward=onward)


def preview(request: Request, id: UUID) -> Preview:
    """One beside the desk."""
    return inspection_preview(request, request.shelf_inspections.load(ShelfInspection, id))


def _inspection(request: Request) -> ShelfInspection:
    it: ShelfInspection = request.shelf_inspections.load(ShelfInspection, uuid_of(request))
    request.check(Permission.Record.INSPECT, it)
    return it


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_page(
        "shelf_inspections", "/archive/inspections", "ledger", show=show_all, act=begin
    )
    config.add_page(ROOM, "/archive/inspections/{id}", "ledger", show=show, act=settle)
    config.add_desk_preview(ROOM, preview)
