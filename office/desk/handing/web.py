"""移交 over HTTP: choose a post, look at the preview, one act, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from office.desk.handing.application import Group, HandOvers
from office.desk.handing.hand_over import HandOver
from office.desk.handing.page import (
    hand_over_page,
    hand_overs_page,
    items_of,
    posts_to_leave,
    preview_page,
)
from office.directory.answers import Incumbent
from office.kernel.refusals import NOT_HERE, Missing, Refused
from office.web.form_acts import UNKNOWN_ACT, act_of, kept, ticked, try_act, written


def show(request: Request) -> dict[str, Any]:
    """What was handed over."""
    return {"page": hand_overs_page(request)}


def act(request: Request) -> Any:
    """On to the preview, or 撤销."""
    if written(request, "act") == "preview":
        post = written(request, "post")
        return HTTPSeeOther(location=request.route_path("handovers.post", post=post))
    if written(request, "act") != "undo":
        raise Refused(UNKNOWN_ACT)
    made = _uuid(written(request, "made"))

    def onward(_: None) -> str:
        request.say("已撤销移交")
        return str(request.route_path("handovers.made", made=made))

    def again(sentence: str) -> dict[str, Any]:
        return {"page": replace(hand_overs_page(request), refusal=sentence)}

    return try_act(
        request,
        lambda: _service(request).undo(act_of(request), made),
        again=again,
        onward=onward,
    )


def preview(request: Request) -> dict[str, Any]:
    """What would be handed over."""
    return {"page": preview_page(request, _post(request))}


def hand_over(request: Request) -> Any:
    """移交."""
    post = _post(request)

    def carry_out() -> UUID:
        return _service(request).hand_over(
            act_of(request),
            giver=str(post.person.id),
            post=post.key,
            taker=written(request, "taker"),
            chosen=[_uuid(each) for group in Group for each in ticked(request, items_of(group))],
        )

    def onward(made: UUID | str) -> str:
        it = _service(request).load(HandOver, UUID(str(made)))  # a repeated act says it in text
        left = f"，{len(it.left)} 件未移交，原因见下" if it.left else ""
        request.say(f"移交 {len(it.items)} 件{left}")
        return str(request.route_path("handovers.made", made=made))

    def again(sentence: str) -> dict[str, Any]:
        page = preview_page(request, post)
        form = kept(page.forms[0], request, sentence)
        return {"page": replace(page, forms=(form,))}

    return try_act(request, carry_out, again=again, onward=onward)


def show_made(request: Request) -> dict[str, Any]:
    """One hand-over."""
    return {"page": hand_over_page(request, _uuid(request.matchdict["made"]))}


def _post(request: Request) -> Incumbent:
    key = request.matchdict["post"]
    found = next((each for each in posts_to_leave(request) if each.key == key), None)
    if found is None:
        raise Missing(NOT_HERE)
    return found


def _service(request: Request) -> HandOvers:
    found: HandOvers = request.house.find(HandOvers)
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise HTTPNotFound from error


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_page("handovers", "/handovers", "ledger", show=show, act=act)
    config.add_page("handovers.made", "/handovers/made/{made}", "ledger", show=show_made)
    config.add_page("handovers.post", "/handovers/{post}", "ledger", show=preview, act=hand_over)
    config.add_field_labels(dict.fromkeys(("taker", "made", *map(items_of, Group)), ""))
