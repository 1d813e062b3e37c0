"""What a document's page shows of its revisions: the ways to its drafts and files."""

from __future__ import annotations

from pyramid.request import Request

from documents.outgoing.document import Document
from documents.revisions.lines import attachments_link
from office.web.models import Link


def revision_links(request: Request, document: Document) -> tuple[Link, ...]:
    """比对稿次, and 附件 as files."""
    compare = request.route_path("document.compare", id=document.id)
    return (
        Link("比对稿次", compare, "compare"),
        attachments_link(request, document, route="document"),
    )
