"""常用语 as a page: one form for one's own, one for the agency's, a step after the other."""

from __future__ import annotations

from collections.abc import Mapping

from pyramid.request import Request

from documents.opinions.slots import SLOTS, checked_default, checked_phrases
from documents.opinions.steps import CIRCLE_MEANS, STEP_WORDS, Arrangement, OpinionStep
from documents.permissions import Permission
from office.web.form_acts import kept, written
from office.web.models import Act, ActForm, Field, FormsPage, Link, Weight

OWN, AGENCY, DEFAULT = "own-", "agency-", "default-"
"""How the fields of each step are called."""


def phrases_page(request: Request, *, refused: str = "", refusal: str = "") -> FormsPage:
    """Both forms; the one named by `refused` stands with what was typed."""
    forms = {"own": own_form(request)}
    if request.house.guard.permits(Permission.Opinions.SET_UP, request.identity, request.identity):
        forms["agency"] = agency_form(request)
    if refused in forms:
        forms[refused] = kept(forms[refused], request, refusal)
    slots = "，".join(f"{slot} 填{what}" for slot, what in SLOTS.items())
    return FormsPage(
        title="常用语",
        back=Link("返回", request.route_path("desk"), "back"),
        note=f"每行一条，办理时点一下即写入意见。可以留空待填：{slots}。",
        forms=tuple(forms.values()),
    )


def own_form(request: Request) -> ActForm:
    """The person's own, offered before the agency's."""
    own = request.opinions.personal.of(request.identity.person)
    fields = tuple(
        Field(f"{OWN}{step}", words, kind="area", rows=2, value="\n".join(own.get(step, ())))
        for step, words in STEP_WORDS.items()
    )
    return _form(request, "我的常用语", Act("own", "保存我的常用语"), fields, seen=0)


def agency_form(request: Request) -> ActForm:
    """The agency's, with what an opinion left empty stands for."""
    agency = request.identity.agency
    arranged: Mapping[OpinionStep, Arrangement] = request.opinions.arranged(agency)
    fields = []
    for step, words in STEP_WORDS.items():
        lines = "\n".join(arranged[step].phrases)
        fields.append(Field(f"{AGENCY}{step}", words, kind="area", rows=3, value=lines))
        fields.append(
            Field(
                f"{DEFAULT}{step}",
                f"{words}的默认意见",
                value=arranged[step].default,
                hint=_without_default(step),
            )
        )
    act = Act("agency", "保存本机关的常用语", Weight.PRIMARY, key="Ctrl ↵")
    version = request.opinions.version(agency)
    return _form(request, "本机关的常用语和默认意见", act, tuple(fields), seen=version)


def posted_own(request: Request) -> dict[OpinionStep, tuple[str, ...]]:
    """What was typed as one's own. Refused if a phrase cannot be one."""
    return {step: checked_phrases(written(request, f"{OWN}{step}")) for step in OpinionStep}


def posted(request: Request) -> dict[OpinionStep, Arrangement]:
    """What was typed for the agency. Refused if a phrase or a default cannot be one."""
    return {
        step: Arrangement(
            checked_phrases(written(request, f"{AGENCY}{step}")),
            checked_default(written(request, f"{DEFAULT}{step}")),
        )
        for step in OpinionStep
    }


def _without_default(step: OpinionStep) -> str:
    means = CIRCLE_MEANS.get(step, "")
    return f"不设的，不写意见记为圈阅。{means}" if means else "不设的，不写意见就没有意见。"


def _form(
    request: Request, heading: str, act: Act, fields: tuple[Field, ...], *, seen: int
) -> ActForm:
    return ActForm(
        action=request.route_path("opinions.phrases"),
        heading=heading,
        acts=(act,),
        seen=str(seen),
        fields=fields,
    )
