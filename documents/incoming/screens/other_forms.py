"""Acts on an incoming paper that are seldom needed: each has a form of its own (`?form=`)."""

from __future__ import annotations

from dataclasses import replace

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
    way_field,
)
from documents.incoming.stages import Stage, Track
from documents.opinions.forms import today_in_words, with_opinion
from documents.opinions.slots import Slots
from documents.opinions.steps import OpinionStep
from documents.permissions import Permission
from documents.screens.seldom import Seldom, SeldomForms
from office.web.models import ActForm, Field


def _can_close(it: Incoming) -> bool:
    return it.stage in (Stage.SCREENED, Stage.INSTRUCTED)


SELDOM: dict[str, Seldom[Incoming]] = {
    "fold": Seldom(
        Permission.Incoming.FOLD,
        "并件",
        "",
        lambda it: it.stage in FOLDABLE,
        into_field,
        warning="并件以后，这一件不再单独办理；收文号仍保留。请先核对两件内容相同。",
        offered=may_be_folded,
        icon="file",
    ),
    "unfold": Seldom(
        Permission.Incoming.UNFOLD,
        "拆开并件",
        "拆开的理由",
        lambda it: it.stage is Stage.FOLDED,
        icon="file",
        must=True,
    ),
    "assign": Seldom(
        Permission.Incoming.ASSIGN,
        "直接分办",
        "分办说明",
        lambda it: it.stage is Stage.SCREENED and it.track is Track.HANDLING,
        assigning_fields,
        icon="people",
    ),
    "propose": Seldom(
        Permission.Incoming.PROPOSE,
        "再报拟办",
        "拟办意见",
        lambda it: it.stage is Stage.INSTRUCTED,
        lambda request, it: (leaders_field(request, it),),
    ),
    "instruct": Seldom(
        Permission.Incoming.INSTRUCT,
        "再作批示",
        "批示",
        lambda it: it.may_be_instructed_later,
        instructing_fields,
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
        icon="return",
        must=True,
    ),
    "add_helpers": Seldom(
        Permission.Incoming.REASSIGN,
        "加派协办",
        "说明",
        lambda it: it.stage is Stage.ASSIGNED,
        lambda request, it: (helpers_field(request, it),),
        icon="people",
    ),
    "heed": Seldom(
        Permission.Incoming.REASSIGN,
        "已布置",
        "怎样布置的",
        lambda it: it.to_heed > 0,
        warning="领导又作了批示，或者有协办单位退回。请转告承办单位或者加派协办后，在这里记下。",
        icon="tick",
        must=True,
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
        icon="exchange",
        must=True,
    ),
    "complete": Seldom(
        Permission.Incoming.COMPLETE,
        "直接办结",
        "办理结果",
        _can_close,
        lambda _, it: (way_field(it),),
        icon="tick",
    ),
    "add_scan": Seldom(
        Permission.Incoming.ENTER,
        "补扫描件",
        "",
        lambda it: it.may_be_scanned,
        lambda *_: (
            Field(
                "file",
                "扫描件",
                kind="file",
                many=True,
                hint="PDF、OFD、JPEG 或 PNG；还没有正件的，第一个 PDF 或者各张图片就是正件。",
            ),
        ),
    ),
    "reopen": Seldom(
        Permission.Incoming.REOPEN,
        "重新办理",
        "缘由",
        lambda it: it.stage is Stage.COMPLETED,
        icon="retry",
        must=True,
    ),
}


FORMS = SeldomForms("incoming", SELDOM)
SPOKEN = {
    "assign": OpinionStep.ASSIGN,
    "propose": OpinionStep.PROPOSE,
    "instruct": OpinionStep.INSTRUCT,
    "complete": OpinionStep.COMPLETE,
}
"""As what kind of opinion the words are asked for; the others' words are no opinions."""


def asked_for(request: Request, it: Incoming) -> ActForm | None:
    """The form that `?form=` (or the form sent) names, where the act may be done now."""
    form, step = FORMS.form(request, it), SPOKEN.get(FORMS.asked(request, it))
    if form is None or step is None:
        return form
    slots = Slots(date=today_in_words(request), title=str(it.capsule.facts["title"]))
    return replace(with_opinion(request, form, paper=it, step=step, slots=slots), autosave="")
