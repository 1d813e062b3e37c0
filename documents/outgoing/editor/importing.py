"""The import of files and pasted text into the editor. Nothing is stored yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from documents.manuscript import Manuscript
from documents.outgoing.editor.draft_form import EMPTY
from documents.outgoing.editor.draft_page import Draft, draft_page
from documents.outgoing.editor.images import packed
from documents.reading import decode
from documents.reading.imported import Imported
from documents.reading.importing import LARGEST, import_file, import_text, is_text, must_fit
from documents.reading.printed import without_text
from office.directory.kinds import DOCUMENT_TYPES
from office.kernel.refusals import Refused
from office.web.form_acts import written

AS_PRINTED = "原件"


def import_draft(request: Request) -> Any:
    """A pasted text or an uploaded file, recognised into the editor."""
    try:
        imported = _imported(request)
    except Refused as refusal:
        if written(request, "text").strip():
            raise  # the page of refusals keeps what was pasted
        request.response.status = 422
        return {"page": draft_page(request, Draft(refusal=str(refusal)), is_checked=False)}
    manuscript = imported.whole()
    left_over = (
        *_replaced_by_issuing(manuscript),
        *without_text(manuscript),
        *manuscript.unrecognised,
    )
    known = manuscript.type in DOCUMENT_TYPES
    manuscript = replace(
        manuscript, type=manuscript.type if known else EMPTY.type, unrecognised=left_over
    )
    return {
        "page": draft_page(request, Draft(manuscript=manuscript, images=packed(imported.files)))
    }


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


def _replaced_by_issuing(manuscript: Manuscript) -> tuple[str, ...]:
    """What sign-off and issue will fill in anew is shown as it stood, and not taken over."""
    printed = (
        ("文号", manuscript.number),
        ("署名", manuscript.signature),
        ("成文日期", manuscript.date),
    )
    return tuple(f"{AS_PRINTED}{name}：{text}" for name, text in printed if text)


def _posted_file(request: Request) -> bytes:
    upload = request.POST.get("file")
    if not hasattr(upload, "file"):  # a browser sends a field without a file as empty bytes
        return b""
    with upload.file:
        data: bytes = upload.file.read(LARGEST + 1)
    return data


def includeme(config: Configurator) -> None:
    """The route comes before that of one document."""
    config.add_page("document.import", "/documents/draft/import", "draft", act=import_draft)
