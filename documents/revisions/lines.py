"""What a paper's page shows of its attachments: the way to them, and the files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from documents.manuscript import AttachedFile, files_of
from office.web.models import FileItem, Link


def attachments_link(request: Request, it: Any, *, route: str) -> Link:
    """The way to the list of a paper's attachments; `route` names the paper's page."""
    return Link("附件", request.route_path(f"{route}.attachments", id=it.id), "file")


def attached_files(
    request: Request, it: Any, *, route: str, stored: Mapping[str, Any] | None = None
) -> tuple[FileItem, ...]:
    """The files of the paper's text as it stands, or as `stored` with its pages."""
    if stored:
        files = [AttachedFile(**each) for each in stored.get("files", ())]
    else:
        files = list(files_of(request.documents.typesetter.manuscript(it.agency, it.revision)))
    return tuple(file_item(request, it, each, route=route) for each in files)


def file_item(request: Request, it: Any, file: AttachedFile, *, route: str) -> FileItem:
    """One file with the way to it."""
    where = request.route_path(f"{route}.attached", id=it.id, digest=file.digest)
    return FileItem(file.name, where, file.length)
