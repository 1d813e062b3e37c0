"""信息公开 over HTTP: the list, one document with its act, and the feed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from documents.drafting.text_lines import lines_of
from documents.outgoing.document import Document
from documents.permissions import Permission
from documents.publication.application import Entry, Tense
from documents.publication.feed import Item, write_feed
from documents.publication.page import (
    count_due,
    list_page,
    publication_form,
    publication_page,
)
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, kept, pressed, try_act, uuid_of, written

MOST = 100
"""Entries of the feed; a publisher that asks daily misses none."""


def show_list(request: Request) -> dict[str, Any]:
    """公开清单 of the agency: due, published (`?of=done`) or not to be (`?of=not`)."""
    request.check(Permission.Publication.VIEW, request.identity)
    asked = request.params.get("of", "")
    return {"page": list_page(request, Tense(asked) if asked in set(Tense) else Tense.DUE)}


def show(request: Request) -> dict[str, Any]:
    """One document of the list."""
    document, entry = _listed(request)
    return {"page": publication_page(request, document, entry)}


def act(request: Request) -> Any:
    """已公开 or 撤下; the page again, with what was typed, if it is refused."""
    document, _ = _listed(request)
    carry_out, said = pressed(request, DOINGS)

    def again(sentence: str) -> dict[str, Any]:
        document, entry = _listed(request)
        form = kept(publication_form(request, document, entry), request, sentence)
        return {"page": publication_page(request, document, entry, form=form)}

    def onward(_: None) -> str:
        request.say(f"{said}　{document.facts['title']}")
        return str(request.route_path("publications"))

    return try_act(request, lambda: carry_out(request, document.id), again=again, onward=onward)


def feed(request: Request) -> Response:
    """主动公开 documents as Atom: to be published, or published already."""
    request.check(Permission.Publication.VIEW, request.identity)
    entries = request.publications.feed(request.identity.agency, most=MOST)
    data = write_feed(
        [_item(request, each) for each in entries],
        agency=request.identity.agency_name,
        here=request.route_url("publications.feed"),
        updated=max((each.changed_at for each in entries), default=request.house.node.clock.now()),
    )
    return Response(body=data, content_type="application/atom+xml", charset="utf-8")


def _item(request: Request, entry: Entry) -> Item:
    document = request.documents.load(Document, entry.document)
    manuscript = request.documents.typesetter.manuscript(document.agency, document.revision)
    parts = [lines_of(manuscript.body)]
    if manuscript.enclosure:
        parts += [manuscript.enclosure.title, lines_of(manuscript.enclosure.body)]
    digest = document.original.get("pages", "")
    original = request.route_url("document.file", id=document.id, digest=digest) if digest else ""
    return Item(entry, text="\n".join(parts), original=original)


def _publish(request: Request, document: UUID) -> None:
    request.check(Permission.Publication.PUBLISH, request.documents.load(Document, document))
    try:
        on = date.fromisoformat(written(request, "on"))
    except ValueError as fault:
        raise Refused("请填写公开日期。") from fault
    request.publications.publish(
        act_of(request),
        document,
        place=written(request, "place"),
        on=on,
        registration=written(request, "registration"),
    )


def _take_down(request: Request, document: UUID) -> None:
    request.publications.take_down(act_of(request), document, reason=written(request, "reason"))


DOINGS = {"publish": (_publish, "已登记公开"), "take_down": (_take_down, "已登记撤下")}
"""Each act, and what is said when it is done."""


def _listed(request: Request) -> tuple[Document, Entry]:
    document: Document = request.documents.load(Document, uuid_of(request))
    request.check(Permission.Publication.VIEW, document)
    entry = request.publications.entry(document.agency, document.id)
    if entry is None:
        raise HTTPNotFound
    return document, entry


def includeme(config: Configurator) -> None:
    """Routes, views and the rail's item."""
    config.add_page("publications", "/publication", "documents", show=show_list)
    config.add_file("publications.feed", "/publication/feed.atom", feed)
    config.add_page("publication", "/publication/{id}", "document", show=show, act=act)
    config.add_rail_item(
        "publications",
        label="信息公开",
        route="publications",
        icon="public",
        order=45,
        count=count_due,
        permission=Permission.Publication.VIEW,
    )
