"""拟稿: the editor for a new draft and for a revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.drafting.guides import guide_of, manuscript_from
from documents.manuscript import Manuscript
from documents.outgoing.checking import must_be_issued_by
from documents.outgoing.document import Document
from documents.outgoing.editor.draft_form import EMPTY, titled
from documents.outgoing.editor.draft_page import (
    Draft,
    checked,
    draft_kept,
    draft_page,
    draft_typed,
    found_in,
    identity_of,
    may_keep,
    stated_of,
)
from documents.outgoing.editor.findings import FIX, KEEP, REASON, key_of
from documents.outgoing.editor.images import unpacked
from documents.outgoing.organs import organs_of
from documents.outgoing.particulars import NOTHING_STATED, Override
from documents.outgoing.revisions.forms import Read, meeting, merge_answer
from documents.permissions import Permission
from documents.revisions.autosave.forms import EDITING, continued, finished
from office.kernel.refusals import Conflict, Refused
from office.web.form_acts import act_of, note_wrong, seen_version, try_act, uuid_of
from office.web.forms import typed
from office.web.models import Findings


def new_draft(request: Request) -> dict[str, Any]:
    """An editor with the template asked for (`?type=`, `?template=`, `?identity=`), or empty.

    `?continue=` goes on with what was typed and not saved.
    """
    if draft := _continued(request, None):
        return {"page": draft_page(request, draft)}
    draft = _from_template(request)
    return {"page": draft_page(request, draft, is_checked=False)}


def _from_template(request: Request) -> Draft:
    guide = guide_of(request.params.get("type", ""))
    key = request.params.get("identity", "")
    identity = request.house.directory.identity(key)
    if guide is None or identity is None or identity.agency != request.identity.agency:
        return Draft(manuscript=EMPTY if guide is None else replace(EMPTY, type=guide.type))
    asked = request.params.get("template", "")
    template = next((each for each in guide.templates if each.name == asked), guide.templates[0])
    organs = organs_of(request.house.directory)
    issuer = organs.issuer(identity)
    above = organs.superior(issuer) if issuer else None
    return Draft(
        manuscript=manuscript_from(
            guide, template, issuer=identity.signature, superior=above.name if above else ""
        ),
        particulars=replace(NOTHING_STATED, openness=guide.openness),
        identity=identity.key,
    )


def save_draft(request: Request) -> Any:
    """拟稿: a new document, or the editor again with everything that was typed."""
    values = typed(request)
    if not _is_saving(values):
        return _looked_at(request, values, None)

    def draft() -> UUID:
        held = draft_typed(request, values, None)
        id: UUID = request.documents.draft(
            act_of(request),
            identity=held.identity,
            manuscript=titled(held.manuscript),
            images=unpacked(held.images),
            particulars=held.particulars.to_json(),
        )
        return id

    def onward(saved: UUID) -> str:
        finished(request, values.get(EDITING, ""))
        request.say("已存稿")
        return str(request.route_path("document", id=saved))

    def again(sentence: str) -> dict[str, Any]:
        return _again(request, values, None, sentence)

    return try_act(request, draft, again=again, onward=onward)


def edit(request: Request) -> dict[str, Any]:
    """The editor over the newest text."""
    document = _document(request)
    if draft := _continued(request, document):
        return {"page": draft_page(request, draft)}
    draft = Draft(
        manuscript=request.documents.typesetter.manuscript(document.agency, document.revision),
        particulars=stated_of(document),
        identity=document.identity,
        document=document,
        seen=str(document.version),
    )
    return {"page": draft_page(request, draft)}


def save_revision(request: Request) -> Any:
    """修改: a new revision, or the editor again with everything that was typed."""
    document = _document(request, permission=Permission.Document.VIEW)
    values = typed(request)
    kept = values.get("act", "").removeprefix(KEEP) if _is_keeping(values) else ""
    if not _is_saving(values):
        request.check(Permission.Document.REVISE, document)
        return _looked_at(request, values, document)

    def revise() -> None:
        request.check(Permission.Document.REVISE, document)
        held = draft_typed(request, values, document)
        particulars = held.particulars
        must_be_issued_by(identity_of(request, values, document), type=held.manuscript.type)
        if kept:
            particulars = particulars.keeping(_override(request, values, kept))
        request.documents.revise(
            act_of(request),
            document.id,
            manuscript=titled(held.manuscript),
            seen=seen_version(request),
            images=unpacked(held.images),
            particulars=particulars.to_json(),
        )

    def onward(_: None) -> str:
        finished(request, values.get(EDITING, ""))
        request.say("已存稿")
        route = "document.revise" if kept else "document"
        return str(request.route_path(route, id=document.id))

    def again(sentence: str) -> dict[str, Any]:
        return _again(request, values, document, sentence)

    try:
        return try_act(request, revise, again=again, onward=onward)
    except Conflict:  # somebody saved meanwhile: both texts in one, nothing overwritten
        return merge_answer(meeting(request, document.id, values, reader(request, document)))


def reader(request: Request, document: Document) -> Read:
    """How a form of this document is read over a text that it began from."""

    def read(
        values: Mapping[str, str], before: Manuscript
    ) -> tuple[Manuscript, Mapping[str, Any]]:
        held = draft_typed(request, values, document, before=before)
        return titled(held.manuscript), held.particulars.to_json()

    return read


def _continued(request: Request, document: Document | None) -> Draft | None:
    """What was typed and not saved, if it is asked for."""
    values = continued(request, document.id if document else None)
    if values is None:
        return None
    try:
        draft = draft_typed(request, values, document)
    except Refused as refusal:
        note_wrong(request, refusal)
        return draft_kept(values, document, refusal=str(refusal))
    notice = "这是上次自动保存的内容，还没有存稿。核对后请按“存稿”。"
    return replace(draft, values=values, notice=notice)


def check_draft(request: Request) -> dict[str, Any]:
    """What the rules say to a new draft as it is typed; nothing is stored."""
    return {"page": _said(request, None)}


def check_revision(request: Request) -> dict[str, Any]:
    """The same of a revision."""
    return {"page": _said(request, _document(request))}


def _said(request: Request, document: Document | None) -> Findings:
    values = typed(request)
    try:
        return checked(request, draft_typed(request, values, document))
    except Refused as refusal:
        return Findings(refusal=str(refusal))


def _is_keeping(values: Mapping[str, str]) -> bool:
    return values.get("act", "").startswith(KEEP)


def _is_saving(values: Mapping[str, str]) -> bool:
    return values.get("act", "save") in ("", "save") or _is_keeping(values)


def _looked_at(
    request: Request, values: Mapping[str, str], document: Document | None
) -> dict[str, Any]:
    """检查, or one finding put right (按建议改): the editor again, nothing stored."""
    act = values.get("act", "")
    try:
        draft = draft_typed(request, values, document)
    except Refused as refusal:
        note_wrong(request, refusal)
        request.response.status = 422
        return _again(request, values, document, str(refusal))
    if not act.startswith(FIX):
        return {"page": draft_page(request, replace(draft, values=values))}
    wanted = act.removeprefix(FIX)
    for finding in found_in(request, draft):
        if finding.fix and key_of(finding) == wanted:
            mended = replace(draft, manuscript=finding.fix(draft.manuscript))
            notice = "已按建议改好一处，存稿后生效。"
            return {"page": draft_page(request, replace(mended, notice=notice))}
    notice = "文稿已经改动，这一处不在了，没有再改。"
    return {"page": draft_page(request, replace(draft, values=values, notice=notice))}


def _again(
    request: Request, values: Mapping[str, str], document: Document | None, sentence: str
) -> dict[str, Any]:
    """The editor as it was typed, under the sentence."""
    try:
        draft = replace(draft_typed(request, values, document), values=values, refusal=sentence)
    except Refused:
        draft = draft_kept(values, document, refusal=sentence)
    return {"page": draft_page(request, draft)}


def _override(request: Request, values: Mapping[str, str], rule: str) -> Override:
    """A warning kept by who reviews or registers. Raises Refused without a reason."""
    if not may_keep(request.identity):
        raise Refused("提醒由核稿人或者文书写明理由后保留，您的岗位不能保留。请修改文稿。")
    reason = values.get(f"{REASON}{rule}", "").strip()
    if not reason:
        raise Refused("保留一处提醒，须写明理由。请填写理由后再点“保留”。")
    return Override(rule, reason=reason, by=request.identity.person)


def _document(
    request: Request, *, permission: Permission.Document = Permission.Document.REVISE
) -> Document:
    document: Document = request.documents.load(Document, uuid_of(request))
    request.check(permission, document)
    return document


def includeme(config: Configurator) -> None:
    """Routes that must come before `document` itself."""
    config.add_page("document.draft", "/documents/draft", "draft", show=new_draft, act=save_draft)
    config.include("documents.outgoing.editor.importing")
    config.include("documents.outgoing.editor.type_choice")
    config.add_page("document.check", "/documents/draft/check", "findings", act=check_draft)
    config.add_page(
        "document.revise", "/documents/{id}/draft", "draft", show=edit, act=save_revision
    )
    config.add_page(
        "document.revise.check", "/documents/{id}/draft/check", "findings", act=check_revision
    )
