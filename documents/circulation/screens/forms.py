"""What may be done with a circulation here and now: its main form, and those asked for by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pyramid.request import Request

from documents.circulation.circulation import Circulation
from documents.circulation.screens.fields import (
    late_field,
    order_fields,
    others_field,
    unread_field,
    wish_field,
    words_field,
)
from documents.circulation.stages import Mode, Stage
from documents.opinions.forms import circle, today_in_words, with_opinion
from documents.opinions.slots import Slots
from documents.opinions.steps import OpinionStep
from documents.permissions import Permission
from documents.screens.own_form import own_form
from office.web.models import Act, ActForm, Field, Link, Weight

KEY = "Ctrl ↵"
INSTRUCTED_ROOM = "incoming"
"""The room whose papers a leader instructs on."""
P = Permission.Circulation


@dataclass(frozen=True, slots=True)
class Seldom:
    """An act with a form of its own. `can` tells whether it may be done as things stand; `words`
    is empty where none are asked for."""

    permission: Permission.Circulation
    label: str
    icon: str
    words: str
    can: Callable[[Circulation], bool]
    fields: Callable[[Request, Circulation], tuple[Field, ...]] = lambda *_: ()


def _going(it: Circulation) -> bool:
    return it.stage is Stage.GOING


SELDOM = {
    "add": Seldom(
        P.CHANGE_READERS,
        "加阅",
        "person",
        "",
        _going,
        lambda request, it: (others_field(request, it),),
    ),
    "remind": Seldom(
        P.REMIND,
        "催阅",
        "time",
        "",
        lambda it: _going(it) and bool(it.holders),
        lambda request, it: (late_field(request, it),),
    ),
    "skip": Seldom(
        P.CHANGE_READERS,
        "跳过",
        "next",
        "跳过的理由",
        _going,
        lambda request, it: (unread_field(request, it),),
    ),
    "remove": Seldom(
        P.CHANGE_READERS,
        "移出",
        "must",
        "移出的理由",
        _going,
        lambda request, it: (unread_field(request, it),),
    ),
    "reorder": Seldom(
        P.CHANGE_READERS,
        "调整顺序",
        "compare",
        "",
        lambda it: it.mode is Mode.IN_ORDER and len(it.ahead) > 1,
        order_fields,
    ),
    "withdraw": Seldom(P.WITHDRAW, "收回传阅", "return", "收回的理由", _going),
    "ask": Seldom(
        P.ASK_FOR_READER,
        "请求加阅",
        "person",
        "为什么要传阅给他",
        _going,
        lambda request, it: (others_field(request, it, one=True),),
    ),
}


def act_form(request: Request, it: Circulation) -> ActForm | None:
    """The form asked for, else the main one of the person logged in; None if they have none."""
    name = request.params.get("form", "")
    seldom = SELDOM.get(name)
    if seldom is not None and _may(request, it, seldom):
        words = (words_field(seldom.words),) if seldom.words else ()
        return own_form(
            request,
            "circulation",
            it,
            heading=seldom.label,
            acts=(Act(name, seldom.label, Weight.PRIMARY, key=KEY),),
            fields=(
                Field("form", "", kind="hidden", value=name),
                *seldom.fields(request, it),
                *words,
            ),
        )
    return _reading(request, it) or _deciding(request, it)


def seldom_links(request: Request, it: Circulation) -> tuple[Link, ...]:
    """The ways to the other forms, for whoever may use them now."""
    here = request.route_path("circulation", id=it.id)
    return tuple(
        Link(each.label, f"{here}?form={name}", each.icon)
        for name, each in SELDOM.items()
        if _may(request, it, each)
    )


def _reading(request: Request, it: Circulation) -> ActForm | None:
    """圈阅 with an opinion or without; a leader may instruct instead."""
    if request.identity.principal not in it.holders or not _permits(request, P.INITIAL, it):
        return None
    initial = circle(OpinionStep.CIRCULATE, name="initial", weight=Weight.PRIMARY)
    acts = [replace(initial, key=KEY)]
    if it.room == INSTRUCTED_ROOM and _permits(request, P.INSTRUCT, it):
        acts.insert(0, Act("instruct", "批示", Weight.NORMAL))
    form = own_form(
        request,
        "circulation",
        it,
        heading="圈阅",
        acts=tuple(acts),
        fields=(words_field("阅后意见"),),
    )
    slots = Slots(date=today_in_words(request), title=str(it.about["title"]))
    form = replace(form, in_order=False)
    return with_opinion(request, form, paper=it, step=OpinionStep.CIRCULATE, slots=slots)


def _deciding(request: Request, it: Circulation) -> ActForm | None:
    """The office decides whether somebody reads it too."""
    if not it.wishes or not _permits(request, P.CHANGE_READERS, it):
        return None
    wish = wish_field(request, it)
    return replace(
        own_form(
            request,
            "circulation",
            it,
            heading="审定加阅",
            acts=(
                Act("decline", "不加阅", Weight.PLAIN),
                Act("admit", "同意加阅", Weight.PRIMARY, key=KEY),
            ),
            fields=(wish, words_field("不加阅的理由")),
        ),
        warning=wish.hint,
    )


def _may(request: Request, it: Circulation, seldom: Seldom) -> bool:
    return seldom.can(it) and _permits(request, seldom.permission, it)


def _permits(request: Request, permission: Permission.Circulation, it: Circulation) -> bool:
    return bool(request.house.guard.permits(permission, request.identity, it))
