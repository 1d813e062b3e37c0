"""The page on which a paper is read beside the form that begins a draft of ours from it."""

from __future__ import annotations

from pyramid.request import Request

from documents.incoming.incoming import Incoming
from documents.incoming.screens.page import IncomingPaper
from office.web.models import ActForm, DocumentPage, Link, Slip, Timeline


def drafting_page(
    request: Request, incoming: Incoming, form: ActForm, *, heading: str
) -> DocumentPage:
    """`heading`: what will come of the paper."""
    paper = IncomingPaper(request, incoming.id)
    return DocumentPage(
        title=paper.title,
        back=Link("返回", paper.here, "back"),
        pages=paper.pages(),
        slip=Slip(heading=heading, facts=(), timeline=Timeline((), total=0)),
        act=form,
    )
