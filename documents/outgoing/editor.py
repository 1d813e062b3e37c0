"""拟稿: the editor for a new draft and for a revision, and the import of files into it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.layout.titles import plain_title
from documents.manuscript import Manuscript
from documents.outgoing.document import Document
from documents.outgoing.draft_form import EMPTY, fields_of, manuscript_of
from documents.outgoing.images import FIELD, packed, unpacked
from documents.outgoing.sheets import boxes_warning, proof_pages
from documents.permissions import Permission
from documents.reading import decode
from documents.reading.imported import Imported
from documents.reading.importing import LARGEST, import_file, import_text, is_text, must_fit
from documents.reading.printed import without_text
from documents.screens.acting import (
    act_of,
    new_command,
    seen_version,
    try_act,
    uuid_of,
    written,
)
from office.kernel.refusals import Refused
from office.web.forms import typed
from office.web.models import NO_PAGES, Act, ActForm, DraftPage, Field, Link, PageSet, Weight

TEMPLATE = "office.web:templates/draft.jinja2"
AS_PRINTED = "原件"
TYPE = "通知"


def new_draft(request: Request) -> dict[str, Any]:
    """An empty editor."""
    return {"page": _new_page(request, EMPTY)}


def save_draft(request: Request) -> Any:
    """拟稿: a new document, or the editor again with everything that was typed."""
    values = typed(request)

    def draft() -> UUID:
        identity = _identity(request, values.get("identity", ""))
        manuscript = manuscript_of(values, issuer=identity.signature)
        id: UUID = request.documents.draft(
            act_of(request),
            identity=identity.key,
            manuscript=manuscript,
            images=unpacked(values.get(FIELD, "")),
        )
        return id

    def again(sentence: str) -> dict[str, Any]:
        return _kept(request, values, sentence, request.route_path("document.draft"))

    return try_act(request, draft, again=again, onward=lambda saved: _saved(request, saved))


def import_draft(request: Request) -> Any:
    """A pasted text or an uploaded file, recognised into the editor. Nothing is stored yet."""
    try:
        imported = _imported(request)
    except Refused as refusal:
        if written(request, "text").strip():
            raise  # the page of refusals keeps what was pasted
        request.response.status = 422
        return {"page": _new_page(request, EMPTY, refusal=str(refusal))}
    manuscript = imported.whole()
    left_over = (
        *_not_yet_issued(manuscript),
        *_replaced_by_issuing(manuscript),
        *without_text(manuscript),
        *manuscript.unrecognised,
    )
    manuscript = replace(manuscript, unrecognised=left_over)
    return {"page": _new_page(request, manuscript, images=packed(imported.files))}


def _imported(request: Request) -> Imported:
    """What was posted, unless anything in it is above the node's ceiling."""
    ceiling, data = request.house.ceiling, _posted_file(request)
    if is_text(data):
        must_fit(data)
        text = decode(data) if data else written(request, "text")
        if not text.strip():
            raise Refused(
                "没有可识别的文本。请粘贴公文全文，或选择一个 .txt、.docx、.pdf 或 .ofd 文件。"
            )
        ceiling.check_text(text)
        imported = Imported(import_text(text))
    else:
        imported = import_file(data)
    imported.check(ceiling)
    return imported


def _not_yet_issued(manuscript: Manuscript) -> tuple[str, ...]:
    """A type that cannot be saved yet is told before the clerk corrects everything."""
    if manuscript.type in ("", TYPE):
        return ()
    return (f"识别为“{manuscript.type}”：目前可以制发“{TYPE}”，这一件还不能存稿。",)


def _replaced_by_issuing(manuscript: Manuscript) -> tuple[str, ...]:
    """What sign-off and issue will fill in anew is shown as it stood, and not taken over."""
    printed = (
        ("文号", manuscript.number),
        ("署名", manuscript.signature),
        ("成文日期", manuscript.date),
    )
    lists = (f"{each.label}：{each.names}" for each in manuscript.attendance)
    return (*(f"{AS_PRINTED}{name}：{text}" for name, text in printed if text), *lists)


def edit(request: Request) -> dict[str, Any]:
    """The editor over the newest text."""
    document = _document(request)
    manuscript = request.documents.typesetter.manuscript(document.agency, document.revision)
    return {"page": _revision_page(request, document, manuscript)}


def save_revision(request: Request) -> Any:
    """修改: a new revision, or the editor again with everything that was typed."""
    document = _document(request)
    values = typed(request)

    def revise() -> UUID:
        identity = _identity(request, document.identity)
        before = request.documents.typesetter.manuscript(document.agency, document.revision)
        manuscript = manuscript_of(values, issuer=identity.signature, before=before)
        request.documents.revise(
            act_of(request),
            document.id,
            manuscript=manuscript,
            seen=seen_version(request),
            images=unpacked(values.get(FIELD, "")),
        )
        return document.id

    def again(sentence: str) -> dict[str, Any]:
        here = request.route_path("document.revise", id=document.id)
        return _kept(request, values, sentence, here, document=document)

    return try_act(request, revise, again=again, onward=lambda saved: _saved(request, saved))


def _saved(request: Request, id: UUID) -> str:
    request.say("已存稿")
    return str(request.route_path("document", id=id))


def _posted_file(request: Request) -> bytes:
    upload = request.POST.get("file")
    if not hasattr(upload, "file"):  # a browser sends a field without a file as empty bytes
        return b""
    with upload.file:
        data: bytes = upload.file.read(LARGEST + 1)
    return data


def _document(request: Request) -> Document:
    document: Document = request.documents.load(Document, uuid_of(request))
    request.check(Permission.Document.REVISE, document)
    return document


def _identity(request: Request, key: str) -> Any:
    identity = request.house.directory.identity(key)
    if identity is None or identity.agency != request.identity.agency:
        raise Refused("请选择发文名义。")
    return identity


def _kept(
    request: Request,
    values: dict[str, str],
    refusal: str,
    action: str,
    *,
    document: Document | None = None,
) -> dict[str, Any]:
    """The editor as it was typed, under the sentence."""
    seen = values.get("seen", "")
    left_over = tuple(values.get("unrecognised", "").splitlines())
    typed_so_far = replace(
        EMPTY, unrecognised=left_over, urgency=values.get("urgency", EMPTY.urgency)
    )
    identity = document.identity if document else values.get("identity", "")
    form = _form(
        request,
        typed_so_far,
        action=action,
        seen=seen,
        identity=identity,
        images=values.get(FIELD, ""),
    )
    fields = tuple(
        _with_value(field, values[field.name]) if field.name in values else field
        for field in form.fields
    )
    form = replace(form, fields=fields, refusal=refusal)
    title = document.facts["title"] if document else "拟稿"
    back = _back(request, document)
    return {"page": _page(request, title, form, back=back, unrecognised=left_over)}


def _with_value(field: Any, value: str) -> Any:
    choices = tuple(replace(each, chosen=each.value == value) for each in field.choices)
    return replace(field, value=value, choices=choices)


def _new_page(
    request: Request, manuscript: Manuscript, *, refusal: str = "", images: str = ""
) -> DraftPage:
    form = _form(
        request,
        manuscript,
        action=request.route_path("document.draft"),
        seen="0",
        refusal=refusal,
        images=images,
    )
    title = plain_title(manuscript.title) or "拟稿"
    return _page(
        request, title, form, back=_back(request, None), unrecognised=manuscript.unrecognised
    )


def _revision_page(request: Request, document: Document, manuscript: Manuscript) -> DraftPage:
    here = request.route_path("document.revise", id=document.id)
    form = _form(
        request,
        manuscript,
        action=here,
        seen=str(document.version),
        identity=document.identity,
    )
    form = replace(form, warning=boxes_warning(request, document))
    return _page(
        request,
        document.facts["title"],
        form,
        back=_back(request, document),
        pages=proof_pages(request, document),
        unrecognised=manuscript.unrecognised,
    )


def _page(
    request: Request,
    title: str,
    form: ActForm,
    *,
    back: Link,
    pages: PageSet = NO_PAGES,
    unrecognised: tuple[str, ...] = (),
) -> DraftPage:
    return DraftPage(
        title=title,
        back=back,
        form=form,
        import_action=request.route_path("document.import"),
        pages=pages,
        unrecognised=unrecognised,
    )


def _form(
    request: Request,
    manuscript: Manuscript,
    *,
    action: str,
    seen: str,
    identity: str = "",
    refusal: str = "",
    images: str = "",
) -> ActForm:
    identities = request.house.directory.identities(request.identity.agency)
    signed = (each.key for each in identities if each.signature == manuscript.issuer)
    chosen = identity or next(signed, next((each.key for each in identities), ""))
    return ActForm(
        action=action,
        heading="文稿",
        acts=(Act("save", "存稿", Weight.PRIMARY, key="Ctrl S"),),
        command=new_command(),
        seen=seen,
        fields=(
            *fields_of(manuscript, identities=identities, identity=chosen),
            *((Field(FIELD, "", kind="hidden", value=images),) if images else ()),
        ),
        refusal=refusal,
    )


def _back(request: Request, document: Document | None) -> Link:
    if document is None:
        return Link("返回", request.route_path("documents"), "back")
    return Link("返回", request.route_path("document", id=document.id), "back")


def includeme(config: Configurator) -> None:
    """Routes that must come before `document` itself."""
    config.add_route("document.draft", "/documents/draft")
    config.add_route("document.import", "/documents/draft/import")
    config.add_route("document.revise", "/documents/{id}/draft")
    for view, route, method in (
        (new_draft, "document.draft", "GET"),
        (save_draft, "document.draft", "POST"),
        (import_draft, "document.import", "POST"),
        (edit, "document.revise", "GET"),
        (save_revision, "document.revise", "POST"),
    ):
        config.add_view(view, route_name=route, renderer=TEMPLATE, request_method=method)
