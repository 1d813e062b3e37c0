"""What may be done with a circulation here and now: its main form, and those asked for by name."""

from __future__ import annotations

from dataclasses import replace

from pyramid.request import Request

from documents.circulation.circulation import Circulation
from documents.circulation.screens.fields import (
    late_field,
    order_fields,
    others_field,
    unread_field,
    wish_field,
)
from documents.circulation.stages import Mode, Stage
from documents.opinions.forms import circle, today_in_words, with_opinion
from documents.opinions.slots import Slots
from documents.opinions.steps import OpinionStep
from documents.permissions import Permission
from documents.screens.own_form import KEY, own_form, words_field
from documents.screens.seldom import Seldom, SeldomForms
from office.web.models import Act, ActForm, Weight

P = Permission.Circulation


def _going(it: Circulation) -> bool:
    return it.stage is Stage.GOING


SELDOM: dict[str, Seldom[Circulation]] = {
    "add": Seldom(
        P.CHANGE_READERS,
        "加阅",
        "",
        _going,
        lambda request, it: (others_field(request, it),),
        icon="person",
    ),
    "remind": Seldom(
        P.REMIND,
        "催阅",
        "",
        lambda it: _going(it) and bool(it.holders),
        lambda request, it: (late_field(request, it),),
        icon="time",
    ),
    "skip": Seldom(
        P.CHANGE_READERS,
        "跳过",
        "跳过的理由",
        _going,
        lambda request, it: (unread_field(request, it),),
        icon="next",
        must=True,
    ),
    "remove": Seldom(
        P.CHANGE_READERS,
        "移出",
        "移出的理由",
        _going,
        lambda request, it: (unread_field(request, it),),
        icon="must",
        must=True,
    ),
    "reorder": Seldom(
        P.CHANGE_READERS,
        "调整顺序",
        "",
        lambda it: it.mode is Mode.IN_ORDER and len(it.ahead) > 1,
        order_fields,
        icon="compare",
    ),
    "withdraw": Seldom(
        P.WITHDRAW,
        "收回传阅",
        "收回的理由",
        _going,
        icon="must",
        must=True,
    ),
    "ask": Seldom(
        P.ASK_FOR_READER,
        "请求加阅",
        "为什么要传阅给他",
        _going,
        lambda request, it: (others_field(request, it, one=True),),
        icon="person",
        must=True,
    ),
}
FORMS = SeldomForms("circulation", SELDOM)


def act_form(request: Request, it: Circulation) -> ActForm | None:
    """The form asked for, else the main one of the person logged in; None if they have none."""
    return FORMS.form(request, it) or _reading(request, it) or _deciding(request, it)


def _reading(request: Request, it: Circulation) -> ActForm | None:
    """圈阅 with an opinion or without; a leader may instruct instead."""
    if request.identity.principal not in it.holders or not _permits(request, P.INITIAL, it):
        return None
    initial = circle(OpinionStep.CIRCULATE, name="initial", weight=Weight.PRIMARY)
    acts = [replace(initial, key=KEY)]
    why_not = request.circulations.why_no_instruction(it)
    if why_not is not None and _permits(request, P.INSTRUCT, it):
        acts.insert(0, Act("instruct", "批示", Weight.NORMAL, why_not=why_not))
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
            fields=(
                wish,
                replace(words_field("不加阅的理由"), placeholder="不加阅的才写理由，同意的不用写"),
            ),
        ),
        warning=wish.hint,
    )


def _permits(request: Request, permission: Permission.Circulation, it: Circulation) -> bool:
    return bool(request.house.guard.permits(permission, request.identity, it))
