"""转为公文 as a form, and the ways between the paper and the document that it became."""

from __future__ import annotations

from pyramid.request import Request

from documents.commissioning.application import readable
from documents.incoming.incoming import Incoming
from documents.outgoing.document import Document
from documents.permissions import Permission
from office.web.models import Act, ActForm, Choice, Field, Link, Weight


def take_over_form(request: Request, incoming: Incoming) -> ActForm:
    """In whose name, and in which of the paper's files the draft is."""
    identities = request.house.directory.identities(request.identity.agency)
    parts = readable(incoming.capsule.parts)
    return ActForm(
        action=request.route_path("incoming.take_over", id=incoming.id),
        heading="转为公文",
        acts=(Act("take_over", "转为公文", Weight.PRIMARY, key="Ctrl ↵"),),
        fields=(
            Field(
                "identity",
                "发文名义",
                kind="select",
                choices=tuple(Choice(each.key, each.name) for each in identities),
            ),
            Field(
                "part",
                "代拟稿所在的文件",
                kind="select",
                choices=tuple(Choice(each.digest, each.name) for each in parts),
            ),
        ),
        warning="" if parts else "来文中没有可以识别文稿的文件（.docx、.txt、.ofd、.pdf）。",
    )


def way_over(request: Request, incoming: Incoming) -> tuple[Link, ...]:
    """On the paper's page: to the document that it became, or to make it one."""
    if document := request.commissions.document_of(incoming.id):
        return (Link("所转公文", request.route_path("document", id=document), "document"),)
    permits = request.house.guard.permits
    if not incoming.number or not permits(
        Permission.Incoming.TAKE_OVER, request.identity, incoming
    ):
        return ()
    return (Link("转为公文", request.route_path("incoming.take_over", id=incoming.id), "draft"),)


def way_back(request: Request, document: Document) -> tuple[Link, ...]:
    """On the document's page: to the paper by which it came."""
    incoming = request.commissions.incoming_of(document.id)
    if incoming is None:
        return ()
    return (Link("代拟来文", request.route_path("incoming", id=incoming), "incoming"),)
