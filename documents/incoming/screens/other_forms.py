"""Acts on an incoming paper that are seldom needed: each has a form of its own (`?form=`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pyramid.request import Request

from documents.incoming.doubles.folding import FOLDABLE
from documents.incoming.incoming import Incoming
from documents.incoming.intake import RETURNABLE
from documents.incoming.screens.doubles import into_field, may_be_folded
from documents.incoming.screens.fields import (
    assigning_fields,
    fault_field,
    helpers_field,
    instructing_fields,
    leaders_field,
    opinion_field,
    way_field,
)
from documents.incoming.stages import Stage, Track
from documents.opinions.forms import today_in_words, with_opinion
from documents.opinions.slots import Slots
from documents.opinions.steps import OpinionStep
from documents.permissions import Permission
from office.web.form_acts import new_command
from office.web.models import Act, ActForm, Field, Link, Weight


@dataclass(frozen=True, slots=True)
class Seldom:
    """An act with a form of its own. `can` tells whether the paper's state lets it be done.

    `act` is what the form posts where that is not its own name; `step` says as what kind of
    opinion the words are asked for.
    """

    permission: Permission.Incoming
    label: str
    words: str
    can: Callable[[Incoming], bool]
    fields: Callable[[Request, Incoming], tuple[Field, ...]] = lambda *_: ()
    warning: str = ""
    act: str = ""
    step: OpinionStep | None = None
    offered: Callable[[Request, Incoming], bool] = lambda *_: True


def _can_close(it: Incoming) -> bool:
    return it.stage in (Stage.SCREENED, Stage.INSTRUCTED)


SELDOM = {
    "fold": Seldom(
        Permission.Incoming.FOLD,
        "并件",
        "",
        lambda it: it.stage in FOLDABLE,
        into_field,
        warning="并件以后，这一件不再单独办理；收文号仍保留。请先核对两件内容相同。",
        offered=may_be_folded,
    ),
    "unfold": Seldom(
        Permission.Incoming.UNFOLD,
        "拆开并件",
        "拆开的理由",
        lambda it: it.stage is Stage.FOLDED,
    ),
    "assign": Seldom(
        Permission.Incoming.ASSIGN,
        "直接分办",
        "分办说明",
        lambda it: it.stage is Stage.SCREENED and it.track is Track.HANDLING,
        assigning_fields,
        step=OpinionStep.ASSIGN,
    ),
    "propose": Seldom(
        Permission.Incoming.PROPOSE,
        "再报拟办",
        "拟办意见",
        lambda it: it.stage is Stage.INSTRUCTED,
        lambda request, it: (leaders_field(request, it),),
        step=OpinionStep.PROPOSE,
    ),
    "instruct": Seldom(
        Permission.Incoming.INSTRUCT,
        "再作批示",
        "批示",
        lambda it: it.may_be_instructed_later,
        instructing_fields,
        step=OpinionStep.INSTRUCT,
    ),
    "return_to_sender": Seldom(
        Permission.Incoming.RETURN_TO_SENDER,
        "退文",
        "退文理由",
        lambda it: it.stage in RETURNABLE,
        lambda *_: (fault_field(),),
        warning=(
            "退文后，来文机关收到原因并签收退文；此件在本机关不再办理。"
            "补登的来文没有回执，请另行退回原件。"
        ),
    ),
    "add_helpers": Seldom(
        Permission.Incoming.REASSIGN,
        "加派协办",
        "说明",
        lambda it: it.stage is Stage.ASSIGNED,
        lambda request, it: (helpers_field(request, it),),
    ),
    "heed": Seldom(
        Permission.Incoming.REASSIGN,
        "已布置",
        "怎样布置的",
        lambda it: it.to_heed > 0,
        warning="领导又作了批示，或者有协办单位退回。请转告承办单位或者加派协办后，在这里记下。",
    ),
    "change_track": Seldom(
        Permission.Incoming.SCREEN,
        "改变分类",
        "改变的理由",
        lambda it: it.stage is Stage.SCREENED,
        lambda _, it: (
            Field(
                "track",
                "",
                kind="hidden",
                value=Track.READING if it.track is Track.HANDLING else Track.HANDLING,
            ),
        ),
    ),
    "complete": Seldom(
        Permission.Incoming.COMPLETE,
        "直接办结",
        "办理结果",
        _can_close,
        lambda _, it: (way_field(it),),
        step=OpinionStep.COMPLETE,
    ),
    "reopen": Seldom(
        Permission.Incoming.REOPEN,
        "重新办理",
        "缘由",
        lambda it: it.stage is Stage.COMPLETED,
    ),
}


def asked_for(request: Request, it: Incoming) -> ActForm | None:
    """The form that `?form=` (or the form sent) names, where the act may be done now."""
    name = request.params.get("form", "")
    seldom = SELDOM.get(name)
    if seldom is None or not _may(request, it, seldom):
        return None
    form = ActForm(
        action=request.route_path("incoming", id=it.id),
        heading=seldom.label,
        acts=(Act(seldom.act or name, seldom.label, Weight.PRIMARY, key="Ctrl ↵"),),
        command=new_command(),
        seen=str(it.version),
        fields=(
            Field("form", "", kind="hidden", value=name),
            *seldom.fields(request, it),
            *((opinion_field(seldom.words),) if seldom.words else ()),
        ),
        warning=seldom.warning,
        in_order=True,
    )
    if seldom.step is None:
        return form
    slots = Slots(date=today_in_words(request), title=str(it.capsule.facts["title"]))
    return replace(
        with_opinion(request, form, paper=it, step=seldom.step, slots=slots), autosave=""
    )


def seldom_links(request: Request, it: Incoming) -> tuple[Link, ...]:
    """The ways to these forms, for whoever may use them now."""
    here = request.route_path("incoming", id=it.id)
    return tuple(
        Link(each.label, f"{here}?form={name}", "return")
        for name, each in SELDOM.items()
        if _may(request, it, each)
    )


def _may(request: Request, it: Incoming, seldom: Seldom) -> bool:
    permitted = request.house.guard.permits(seldom.permission, request.identity, it)
    return bool(seldom.can(it) and permitted and seldom.offered(request, it))
