"""销毁 over HTTP: the list with the form to propose, one proposal with the form to decide."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from sqlalchemy import CompoundSelect, Select, select, union

from documents.archive.acts.belonging import belonging_to, must_be_everything, named
from documents.archive.destroying.page import (
    called_by,
    confirm_form,
    decide_form,
    destruction_page,
    destructions_page,
    propose_form,
)
from documents.archive.permissions import Permission
from documents.archive.waiting.registers import to_file
from documents.incoming.doubles.likeness import number_key
from documents.incoming.registers import incomings
from office.kernel.destruction import APPROVE, PROPOSE, Destruction
from office.kernel.refusals import Refused
from office.web.form_acts import UNKNOWN_ACT, act_of, kept, try_act, uuid_of, written
from office.web.models import Preview

FIELD_LABELS = {"paper": "文号、收文号、来文字号或网址"}
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
        papers = named(request.house.node.store, subjects)
        return str(
            request.destructions.propose(
                act_of(request), subjects=subjects, papers=papers, reason=reason
            )
        )

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
    """批准, which asks once more, or 不予销毁."""
    it = _destruction(request)
    act = act_of(request)
    match written(request, "act"):
        case "approve" if decide_form(request, it) is not None:
            return {"page": destruction_page(request, it, form=confirm_form(request, it))}
        case "back":
            return HTTPSeeOther(request.route_path("destruction", id=it.id))

    def carry_out() -> None:
        match written(request, "act"):
            case "carry_out":
                if not request.house.node.commands.answered(act):
                    must_be_everything(request.house.node.store, it.subjects)
                request.destructions.approve(act, it.id)
            case "decline":
                request.destructions.decline(act, it.id, reason=written(request, "opinion"))
            case _:
                raise Refused(UNKNOWN_ACT)

    def again(sentence: str) -> dict[str, Any]:
        form = kept(decide_form(request, it), request, sentence)
        return {"page": destruction_page(request, it, form=form)}

    def onward(_: None) -> str:
        request.say("已办理")
        return str(request.route_path("destruction", id=it.id))

    return try_act(request, carry_out, again=again, onward=onward)


def preview(request: Request, id: UUID) -> Preview:
    """A proposal beside the desk."""
    it = request.destructions.load(Destruction, id)
    href = request.route_path("destruction", id=id)
    called = called_by(it.papers) or "文件材料"
    return Preview(href=href, title=f"销毁　{called}", facts=(f"理由 {it.reason}",))


def _named(request: Request, told: str) -> UUID:
    """A paper of the agency by its address or its number."""
    if not told:
        raise Refused("请填写要销毁的公文：文号、收文号、来文字号或者网址。", field="paper")
    with request.house.node.store.reading() as connection:
        subjects = set(connection.execute(_meant(request, told).limit(2)).scalars())
    if len(subjects) > 1:
        raise Refused(
            "有几件同号，分不清要销毁哪一件。请填写收文号；没有收文号的，请向经办人要该件的网址。",
            field="paper",
        )
    if not subjects:
        raise Refused(
            "没有找到这一件。请核对文号、收文号或者来文字号；仍找不到的，请向经办人要该件的网址。",
            field="paper",
        )
    paper: UUID = subjects.pop()
    return paper


def _meant(request: Request, told: str) -> CompoundSelect[tuple[UUID]] | Select[tuple[UUID]]:
    """By its address, our number, or the number of whoever sent it, however that is written."""
    ours = select(to_file.c.subject).where(to_file.c.agency == request.identity.agency)
    if found := _ID.search(told):
        return ours.where(to_file.c.subject == UUID(found[0]))
    theirs = select(incomings.c.subject).where(
        incomings.c.agency == request.identity.agency,
        incomings.c.number_key == number_key(told),
        incomings.c.number_key != "",
        incomings.c.folded_into.is_(None),
    )
    return union(ours.where(to_file.c.number == told), theirs)


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
    config.add_page("destructions", "/destructions", "ledger", show=show_all, act=propose)
    config.add_page("destruction", "/destructions/{id}", "paper_list", show=show, act=decide)
    config.add_desk_preview("destruction", preview)
    config.add_rail_item(
        "destructions",
        label="销毁",
        route="destructions",
        icon="shield",
        order=95,
        shown=_may_look,
    )
