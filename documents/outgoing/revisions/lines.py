"""What a document's page shows of its revisions: the ways to its drafts and files, the files."""

from __future__ import annotations

from pyramid.request import Request

from documents.manuscript import AttachedFile, files_of
from documents.outgoing.document import Document
from office.web.models import FileItem, Link


def revision_links(request: Request, document: Document) -> tuple[Link, ...]:
    """比对稿次, and 附件 as files."""
    return (
        Link("比对稿次", request.route_path("document.compare", id=document.id), "compare"),
        Link("附件", request.route_path("document.attachments", id=document.id), "file"),
    )


def attached_files(request: Request, document: Document) -> tuple[FileItem, ...]:
    """The files of the document's text as it stands, or as stored with its pages."""
    if stored := document.stored_pages:
        files = [AttachedFile(**each) for each in stored.get("files", ())]
    else:
        text = request.documents.typesetter.manuscript(document.agency, document.revision)
        files = list(files_of(text))
    return tuple(file_item(request, document, each) for each in files)


def file_item(request: Request, document: Document, file: AttachedFile) -> FileItem:
    """One file with the way to it."""
    where = request.route_path("document.attached", id=document.id, digest=file.digest)
    return FileItem(file.name, where, file.length)
