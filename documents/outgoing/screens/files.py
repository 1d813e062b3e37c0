"""The files of an outgoing document over HTTP: screen pages, the stored PDF and OFD, .docx."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.layout.issue import Issue
from documents.outgoing.screens.page import DocumentPaper, file_name
from documents.outgoing.screens.sheets import (
    PROOFS,
    known,
    known_revisions,
    proof_name,
    screen_address,
)
from documents.permissions import Permission
from documents.screen_pages import ScreenPages
from documents.screens.pages import later_pages
from documents.writing import write_docx
from office.kernel.clock import office_day
from office.kernel.refusals import Missing
from office.web.form_acts import uuid_of


def screen_file(request: Request) -> Response:
    """A page for the screen by itself, or a font or picture that pages name."""
    return serving.screen_file(_screen(request, _paper(request)), request.matchdict["file"])


def rest(request: Request) -> dict[str, Any]:
    """The pages that did not stand in the answer."""
    paper, asked = _paper(request), request.matchdict
    screen = _screen(request, paper)
    address = screen_address(request, paper.it, kind=asked["kind"], name=asked["name"])
    request.response.cache_control = serving.PRIVATE_FOR_EVER
    return {"pages": later_pages(screen, address=address)}


def page_picture(request: Request) -> Response:
    """A page of a PDF that the history names, from before there were pages for the screen."""
    paper, digest = _paper(request), request.matchdict["digest"]
    _must_be_known(paper, "pages", digest)
    return serving.picture(request, agency=paper.it.agency, digest=digest)


def file(request: Request) -> Response:
    """The stored PDF."""
    paper = _paper(request)
    data = _stored(paper, "pages", request.matchdict["digest"])
    return serving.pdf(data, name=file_name(paper.it))


def ofd_file(request: Request) -> Response:
    """The same pages as issued, in OFD."""
    paper = _paper(request)
    data = _stored(paper, "ofd", request.matchdict["digest"])
    return serving.ofd(data, name=f"{paper.it.number}.ofd")


def word_file(request: Request) -> Response:
    """The newest text as .docx: as issued once it is typeset, before that as a 送审稿."""
    paper = _paper(request)
    document = paper.it
    manuscript = request.documents.typesetter.manuscript(document.agency, document.revision)
    images = request.documents.typesetter.images(document.agency, manuscript)
    data = write_docx(manuscript, issue=_issue(paper), files=images)
    name = document.number if document.original else f"{document.facts['title']}（送审稿）"
    return serving.docx(data, name=f"{name}.docx")


def _issue(paper: DocumentPaper) -> Issue | None:
    """What was filled in on the day of typesetting."""
    typeset = [each for each in paper.history if type(each).__name__ == "Typeset"]
    if not paper.it.original or not typeset:
        return None
    day = office_day(typeset[-1].timestamp)
    identity = paper.request.house.directory.identity(paper.it.identity, day)
    if identity is None:
        raise Missing("没有找到制发此件的发文名义，不能导出。请系统管理员核对发文名义。")
    issue: Issue = paper.request.documents.issue_on(paper.it, identity=identity, day=day)
    return issue


def _paper(request: Request) -> DocumentPaper:
    paper = DocumentPaper(request, uuid_of(request))
    request.check(Permission.Document.VIEW, paper.it)
    return paper


def _screen(request: Request, paper: DocumentPaper) -> ScreenPages:
    """Stored pages that the history names, or the proof of a text that the document had."""
    name = request.matchdict["name"]
    if request.matchdict["kind"] != PROOFS:
        return ScreenPages(_stored(paper, "screen", name))
    revision = name.partition(".")[0]
    if revision not in known_revisions(paper.history):
        raise HTTPNotFound
    screen: ScreenPages = request.proofs.screen(paper.it.agency, revision)
    if name != proof_name(revision, screen):
        raise HTTPNotFound
    return screen


def _must_be_known(paper: DocumentPaper, kind: str, digest: str) -> None:
    if digest not in known(kind, events=paper.history):
        raise Missing("没有找到这份材料。请从公文页面打开。")


def _stored(paper: DocumentPaper, kind: str, digest: str) -> bytes:
    _must_be_known(paper, kind, digest)
    data: bytes = paper.request.house.node.content.get(paper.it.agency, digest)
    return data


def includeme(config: Configurator) -> None:
    """Routes and views; the rest comes before the files, whose names it could be."""
    config.add_file("document.page", "/documents/{id}" + serving.PAGE_PICTURE, page_picture)
    config.add_page(
        "document.rest", "/documents/{id}/{kind:screens|proofs}/{name}/rest", "rest", show=rest
    )
    config.add_file(
        "document.screen", "/documents/{id}/{kind:screens|proofs}/{name}/{file}", screen_file
    )
    config.add_file("document.file", "/documents/{id}/files/{digest}.pdf", file)
    config.add_file("document.ofd", "/documents/{id}/files/{digest}.ofd", ofd_file)
    config.add_file("document.word", "/documents/{id}/text.docx", word_file)
