"""拟签报: the form for a new memorandum and for a revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.drafting.text_lines import (
    ATTACHMENT_HINT,
    attachment_lines,
    attachments_of,
    blocks_of,
    lines_of,
)
from documents.manuscript import Manuscript
from documents.memoranda.acts.circulating import TYPE
from documents.memoranda.memorandum import Memorandum
from documents.memoranda.page import MemorandumPaper
from documents.permissions import Permission
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, seen_version, try_act, uuid_of
from office.web.forms import typed
from office.web.models import NO_PAGES, Act, ActForm, Choice, DraftPage, Field, Link, Weight

URGENCIES = ("", "加急", "特急")
EMPTY = Manuscript(type=TYPE, title="")


def new(request: Request) -> dict[str, Any]:
    """An empty form."""
    request.check(Permission.Memorandum.DRAFT, request.identity)
    return {"page": _page(request, _new_form(request))}


def save(request: Request) -> Any:
    """拟稿: a new memorandum, or the form again with everything that was typed."""
    values = typed(request)

    def draft() -> UUID:
        id: UUID = request.memoranda.draft(
            act_of(request),
            manuscript=manuscript_of(values),
            unit=_unit(request),
            telephone=values.get("telephone", "").strip(),
        )
        return id

    def again(sentence: str) -> dict[str, Any]:
        return {"page": _page(request, _kept(_new_form(request), values, sentence))}

    return try_act(request, draft, again=again, onward=lambda saved: _saved(request, saved))


def edit(request: Request) -> dict[str, Any]:
    """The form over the newest text."""
    paper = _paper(request)
    return {"page": _page(request, _revision_form(paper), paper=paper)}


def save_revision(request: Request) -> Any:
    """修改, or the form again with everything that was typed."""
    paper = _paper(request, permission=Permission.Memorandum.VIEW)
    values = typed(request)

    def revise() -> None:
        request.check(Permission.Memorandum.REVISE, paper.it)
        request.memoranda.revise(
            act_of(request),
            paper.it.id,
            manuscript=manuscript_of(values),
            unit=paper.it.facts["unit"],
            telephone=values.get("telephone", "").strip(),
            seen=seen_version(request),
        )

    def again(sentence: str) -> dict[str, Any]:
        form = _kept(_revision_form(paper), values, sentence)
        return {"page": _page(request, form, paper=paper)}

    return try_act(request, revise, again=again, onward=lambda _: _saved(request, paper.it.id))


def manuscript_of(values: Mapping[str, str]) -> Manuscript:
    """What the filled-in form means. Raises Refused for a title or a text that is none."""
    title = "".join(values.get("title", "").split())
    if not title:
        raise Refused("请填写签报的标题，写明请示的事项，如“关于购置除雪设备的请示”。")
    body = blocks_of(values.get("body", ""))
    if not body:
        raise Refused("请写明请示的事项、依据和理由，再存稿。")
    urgency = values.get("urgency", "")
    if urgency not in URGENCIES:
        raise Refused("缓急只能是特急、加急或不标。请重新选择。")
    return Manuscript(
        type=TYPE,
        title=title,
        body=body,
        attachments=attachments_of(values.get("attachments", "")),
        urgency=urgency,
        classification=values.get("classification", "").strip(),
    )


def _paper(
    request: Request, *, permission: Permission.Memorandum = Permission.Memorandum.REVISE
) -> MemorandumPaper:
    paper = MemorandumPaper(request, uuid_of(request))
    request.check(permission, paper.it)
    return paper


def _new_form(request: Request) -> ActForm:
    telephone = request.house.directory.telephone_of(request.identity.principal)
    return _form(request, EMPTY, telephone=telephone)


def _revision_form(paper: MemorandumPaper) -> ActForm:
    it: Memorandum = paper.it
    text = paper.request.memoranda.typesetter.manuscript(it.agency, it.revision)
    telephone = paper.request.memoranda.telephones.of(it)
    form = _form(paper.request, text, unit=it.facts["unit"], telephone=telephone)
    action = paper.request.route_path("memorandum.revise", id=it.id)
    return replace(form, action=action, seen=str(it.version))


def _form(request: Request, text: Manuscript, *, unit: str = "", telephone: str = "") -> ActForm:
    return ActForm(
        action=request.route_path("memorandum.draft"),
        heading="签报",
        acts=(Act("save", "存稿", Weight.PRIMARY, key="Ctrl S"),),
        seen="0",
        fields=(
            Field("unit", "呈报部门", fixed=unit or _unit(request)),
            Field(
                "telephone",
                "电话",
                value=telephone,
                hint="默认取自通讯录；改为别的号码的，只用于这件签报。",
            ),
            Field(
                "title",
                "标题",
                value=text.title,
                required=True,
                placeholder="关于……的请示",
            ),
            Field(
                "body",
                "正文",
                kind="area",
                rows=14,
                value=lines_of(text.body),
                required=True,
                hint="一段一行。写明事项、依据、经费等，结尾写“妥否，请批示”。",
            ),
            Field(
                "attachments",
                "附件",
                kind="area",
                rows=3,
                value=attachment_lines(text.attachments),
                hint=f"{ATTACHMENT_HINT}要附文件的，存稿后按“附件”。",
            ),
            Field(
                "urgency",
                "缓急",
                kind="select",
                choices=tuple(
                    Choice(each, each or "平件", chosen=each == text.urgency) for each in URGENCIES
                ),
            ),
            Field("classification", "密级", value=text.classification, placeholder="不涉密留空"),
        ),
    )


def _kept(form: ActForm, values: Mapping[str, str], refusal: str) -> ActForm:
    """The form as it was typed, under the sentence."""
    fields = (
        replace(
            each,
            value=values.get(each.name, each.value),
            choices=tuple(
                replace(choice, chosen=choice.value == values.get(each.name))
                for choice in each.choices
            ),
        )
        for each in form.fields
    )
    seen = values.get("seen", form.seen)
    return replace(form, fields=tuple(fields), refusal=refusal, seen=seen)


def _page(request: Request, form: ActForm, *, paper: MemorandumPaper | None = None) -> DraftPage:
    back = paper.here if paper else request.route_path("memoranda")
    return DraftPage(
        title=paper.title if paper else "拟签报",
        back=Link("返回", back, "back"),
        form=form,
        import_action="",
        pages=paper.pages() if paper else NO_PAGES,
    )


def _unit(request: Request) -> str:
    """The unit of the post in which the person is logged in, else the agency itself."""
    identity = request.identity
    return str(identity.unit or identity.agency_name)


def _saved(request: Request, id: UUID) -> str:
    request.say("已存稿")
    return str(request.route_path("memorandum", id=id))


def includeme(config: Configurator) -> None:
    """Routes that must come before `memorandum` itself."""
    config.add_page("memorandum.draft", "/memoranda/draft", "memorandum_draft", show=new, act=save)
    config.add_page(
        "memorandum.revise",
        "/memoranda/{id}/draft",
        "memorandum_draft",
        show=edit,
        act=save_revision,
    )
