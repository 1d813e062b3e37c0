"""追回 and 更正 by the sender, on the page of the paper: what is asked, and the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.request import Request
from sqlalchemy import select

from documents.consignments.states import ASKS_WORDS, Asks
from documents.incoming.incoming import Incoming
from documents.incoming.registers import incomings
from documents.incoming.stages import Stage
from documents.permissions import Permission
from documents.screens.form_acts import Doing
from documents.screens.own_form import KEY, own_form
from documents.screens.paper import Paper
from documents.screens.telling import Told
from office.web.form_acts import act_of, seen_version, written
from office.web.models import Act, ActForm, Badge, Field, Link, Tone, Weight


def answer_form(request: Request, it: Incoming) -> ActForm | None:
    """For a clerk, while nobody has answered: one click agrees."""
    permission = Permission.Incoming.ANSWER_REQUEST
    if it.asked is None or not request.house.guard.permits(permission, request.identity, it):
        return None
    words = ASKS_WORDS[it.asked.asks]
    deny = Act("deny_request", f"不同意{words}", Weight.PLAIN)
    grant = Act("grant_request", f"同意{words}", Weight.PRIMARY, key=KEY)
    form = own_form(
        request,
        "incoming",
        it,
        heading=f"来文机关请求{words}",
        acts=(deny, grant) if it.may_be_given_back else (deny,),
        fields=(
            Field(
                "opinion",
                "不同意的理由",
                kind="area",
                rows=2,
                placeholder=f"不同意{words}才填写，会告知来文机关",
            ),
        ),
    )
    return replace(form, warning=f"{it.capsule.sender_name}请求{words}，原因：{it.asked.reason}")


def asked_badges(it: Incoming) -> tuple[Badge, ...]:
    """For everybody who opens it."""
    if it.asked is None:
        return ()
    return (Badge(f"来文机关请求{ASKS_WORDS[it.asked.asks]}", Tone.WARNING, "return"),)


def amended_links(request: Request, it: Incoming) -> tuple[Link, ...]:
    """From what was amended to the paper that counts, and back."""
    with request.house.node.store.reading() as connection:
        newer = select(incomings.c.replaced_by).where(incomings.c.subject == it.id)
        newer_id = connection.execute(newer).scalar_one_or_none()
        older = select(incomings.c.subject).where(incomings.c.replaced_by == it.id)
        older_ids = connection.execute(older).scalars().all()
    found = []
    if newer_id is not None and it.stage is Stage.AMENDED:
        found.append(Link("更正后的新件", _address(request, newer_id), "incoming"))
    found += [Link("被此件更正的原件", _address(request, each), "incoming") for each in older_ids]
    return tuple(found)


def _address(request: Request, id: UUID) -> str:
    return str(request.route_path("incoming", id=id))


def _asked(_: Paper[Any], event: Any) -> str:
    request = event.request
    return f"来文机关请求{ASKS_WORDS[Asks(request['asks'])]}，原因：{request['reason']}"


GIVING_BACK = {
    "Asked": Told("来文机关的请求", details=_asked, who=False),
    "Recalled": Told("同意追回", mark="追回"),
    "Amended": Told("同意更正", mark="更正", details=lambda *_: "同意更正，以新件为准"),
    "RequestDenied": Told(
        "不同意来文机关的请求",
        details=lambda _, event: f"不同意{ASKS_WORDS[Asks(event.asks)]}",
        opinion="reason",
        heading="答复来文机关",
    ),
}


def _grant(request: Request, id: UUID) -> None:
    request.incomings.grant_request(act_of(request), id, seen=seen_version(request))


def _deny(request: Request, id: UUID) -> None:
    reason = written(request, "opinion")
    request.incomings.deny_request(act_of(request), id, reason=reason, seen=seen_version(request))


ANSWERING = {
    "grant_request": Doing(_grant, "已同意，来文机关会收到回执"),
    "deny_request": Doing(_deny, "已答复不同意，来文机关会收到理由"),
}
"""Each act, and what is said when it is done."""
