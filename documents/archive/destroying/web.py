"""销毁 over HTTP: the list with the form to propose, one proposal with the form to decide."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request
from sqlalchemy import select

from documents.archive.acts.belonging import belonging_to
from documents.archive.destroying.page import (
    decide_form,
    destruction_page,
    destructions_page,
    propose_form,
)
from documents.archive.permissions import Permission
from documents.archive.waiting.registers import to_file
from office.kernel.destruction import APPROVE, PROPOSE, Destruction
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, kept, try_act, uuid_of, written
from office.web.models import Preview

TEMPLATES = "office.web:templates/"
FIELD_LABELS = {"paper": "公文的网址或编号"}
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def show_all(request: Request) -> dict[str, Any]:
    """What was proposed and what came of it."""
    request.check(Permission.DestructionList.VIEW, request.identity)
    return {"page": destructions_page(request)}


def propose(request: Request) -> Any:
    """提出销毁 of the paper that is named, with everything that goes with it."""
    request.check(PROPOSE, request.identity)

    def carry_out() -> str:
        reason = written(request, "reason")
        paper = _named(request, written(request, "paper").strip())
        subjects = belonging_to(request.house.node.store, [paper])
        return str(request.destructions.propose(act_of(request), subjects=subjects, reason=reason))

    def again(sentence: str) -> dict[str, Any]:
        form = kept(propose_form(request), request, sentence)
        return {"page": destructions_page(request, form=form)}

    def onward(id: str) -> str:
        request.say("已提出，送领导批准")
        return str(request.route_path("destruction", id=id))

    return try_act(request, carry_out, again=again, onward=onward)


def show(request: Request) -> dict[str, Any]:
    """One proposal."""
    return {"page": destruction_page(request, _destruction(request))}


def decide(request: Request) -> Any:
    """批准 or 不予销毁."""
    it = _destruction(request)
    act = act_of(request)

    def carry_out() -> None:
        match written(request, "act"):
            case "approve":
                request.destructions.approve(act, it.id)
            case "decline":
                request.destructions.decline(act, it.id, reason=written(request, "opinion"))
            case _:
                raise Refused("不认识这个操作，什么也没有改变。请从页面上的按钮办理。")

    def again(sentence: str) -> dict[str, Any]:
        form = kept(decide_form(request, it), request, sentence)
        if form is None:
            raise Refused(sentence)
        return {"page": destruction_page(request, it, form=form)}

    def onward(_: None) -> str:
        request.say("已办理")
        return str(request.route_path("destruction", id=it.id))

    return try_act(request, carry_out, again=again, onward=onward)


def preview(request: Request, id: UUID) -> Preview:
    """A proposal beside the desk."""
    it = request.destructions.load(Destruction, id)
    href = request.route_path("destruction", id=id)
    return Preview(href=href, title="销毁文件材料", facts=(f"理由 {it.reason}",))


def _named(request: Request, told: str) -> UUID:
    """A paper of the agency by its address or its number."""
    found = _ID.search(told)
    column = to_file.c.subject == UUID(found[0]) if found else to_file.c.number == told
    query = select(to_file.c.subject).where(
        to_file.c.agency == request.identity.agency, column, to_file.c.subject.is_not(None)
    )
    with request.house.node.store.reading() as connection:
        subjects = list(connection.execute(query.limit(2)).scalars()) if told else []
    if len(subjects) != 1:
        raise Refused(
            "没有找到这一件，或者有几件同号。请打开该件，把浏览器地址栏中的网址整个复制过来。"
        )
    paper: UUID = subjects[0]
    return paper


def _destruction(request: Request) -> Destruction:
    it: Destruction = request.destructions.load(Destruction, uuid_of(request))
    request.check(Permission.DestructionList.VIEW, it)
    return it


def _may_look(request: Request) -> bool:
    guard, identity = request.house.guard, request.identity
    return any(guard.permits(each, identity, identity) for each in (PROPOSE, APPROVE))


def includeme(config: Configurator) -> None:
    """Routes, views and the rail's item."""
    config.add_field_labels(FIELD_LABELS)
    config.add_route("destructions", "/destructions")
    config.add_route("destruction", "/destructions/{id}")
    for view, route, template, method in (
        (show_all, "destructions", "ledger", "GET"),
        (propose, "destructions", "ledger", "POST"),
        (show, "destruction", "paper_list", "GET"),
        (decide, "destruction", "paper_list", "POST"),
    ):
        config.add_view(
            view,
            route_name=route,
            renderer=f"{TEMPLATES}{template}.jinja2",
            request_method=method,
        )
    config.add_desk_preview("destruction", preview)
    config.add_rail_item(
        "destructions",
        label="销毁",
        route="destructions",
        icon="shield",
        order=95,
        shown=_may_look,
    )
