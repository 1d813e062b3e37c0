"""清退 over HTTP."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.archive.permissions import Permission
from documents.archive.reclaiming.page import (
    FORM,
    draw_up_form,
    reclaim_page,
    reclaim_values,
    reclaims_page,
    settle_form,
)
from documents.archive.reclaiming.reclaim import Reclaim, Settled
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, kept, try_act, uuid_of, written
from office.web.models import Link

FIELD_LABELS = {"due": "清退期限", "holders": "收存单位和份数", "how": "情况"}
_LINE = re.compile(r"(?P<holder>.*?\S)\s*(?P<copies>[1-9]\d{0,4})?\s*份?")


def show_all(request: Request) -> dict[str, Any]:
    """All lists; `?document=` fills the form in for a draft that was sent for comments."""
    request.check(Permission.Reclaim.VIEW, request.identity)
    return {"page": reclaims_page(request, document=_document(request))}


def draw_up(request: Request) -> Any:
    """编制清退单."""

    def carry_out() -> str:
        try:
            due = date.fromisoformat(written(request, "due"))
        except ValueError as fault:
            raise Refused("请填写清退期限。") from fault
        return str(
            request.reclaims.draw_up(
                act_of(request),
                title=written(request, "title"),
                due=due,
                lines=_lines(written(request, "holders")),
            )
        )

    def again(sentence: str) -> dict[str, Any]:
        form = kept(draw_up_form(request), request, sentence)
        return {"page": reclaims_page(request, form=form)}

    def onward(id: str) -> str:
        request.say("已编制清退单")
        return str(request.route_path("reclaim", id=id))

    return try_act(request, carry_out, again=again, onward=onward)


def show(request: Request) -> dict[str, Any]:
    """One list."""
    return {"page": reclaim_page(request, _reclaim(request))}


def paper(request: Request) -> Response:
    """One list as a PDF."""
    it = _reclaim(request)
    data = request.printer.paper(FORM, reclaim_values(request, it))
    return serving.printed(data, name="文件清退登记表.pdf")


def settle(request: Request) -> Any:
    """登记."""
    it = _reclaim(request)

    def carry_out() -> None:
        how = written(request, "how")
        if how not in set(Settled):
            raise Refused("请选择情况：已退回、已监督销毁，还是遗失。")
        request.reclaims.settle(
            act_of(request),
            it.id,
            line=written(request, "line"),
            how=Settled(how),
            note=written(request, "note"),
        )

    def again(sentence: str) -> dict[str, Any]:
        form = kept(settle_form(request, it), request, sentence)
        return {"page": reclaim_page(request, it, form=form)}

    def onward(_: None) -> str:
        request.say("已登记")
        return str(request.route_path("reclaim", id=it.id))

    return try_act(request, carry_out, again=again, onward=onward)


def _lines(text: str) -> list[tuple[str, int]]:
    found = (_LINE.fullmatch(line.strip()) for line in text.splitlines() if line.strip())
    return [(each["holder"], int(each["copies"] or 1)) for each in found if each]


def _document(request: Request) -> UUID | None:
    try:
        return UUID(request.params.get("document", ""))
    except ValueError:
        return None


def _reclaim(request: Request) -> Reclaim:
    it: Reclaim = request.reclaims.load(Reclaim, uuid_of(request))
    request.check(Permission.Reclaim.VIEW, it)
    return it


def _link(request: Request, document: Any) -> tuple[Link, ...]:
    """From a draft that was sent for comments, for who draws up such lists."""
    may = request.house.guard.permits(Permission.Reclaim.DRAW_UP, request.identity, document)
    if not may or not request.reclaims.holders_of(document.agency, document.id):
        return ()
    address = request.route_path("reclaims", _query={"document": str(document.id)})
    return (Link("清退", address, "exchange"),)


def includeme(config: Configurator) -> None:
    """Routes, views and the way from a draft."""
    config.add_field_labels(FIELD_LABELS)
    config.add_page("reclaims", "/archive/reclaims", "ledger", show=show_all, act=draw_up)
    config.add_page("reclaim", "/archive/reclaims/{id}", "paper_list", show=show, act=settle)
    config.add_file("reclaim.paper", "/archive/reclaims/{id}/list.pdf", paper)
    config.add_paper_links("document", _link, order=90)
