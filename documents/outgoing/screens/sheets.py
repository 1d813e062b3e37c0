"""The pages of an outgoing document: stored ones, proofs of its drafts, and their addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pyramid.request import Request

from documents.layout.glyphs import told
from documents.outgoing.document import Document
from documents.outgoing.screens.sealing import before_sealing
from documents.screen_pages import ScreenPages
from documents.screens.pages import drawn_pages, pictured_pages
from office.web.models import PageSet

SCREENS, PROOFS = "screens", "proofs"
"""Pages for the screen in addresses: stored ones, and those of drafts."""


def pages_of(request: Request, document: Document) -> PageSet:
    """What was stored last for the newest text; else the draft as it would be laid out."""
    stored = document.stored_pages
    if stored is None:
        return proof_pages(request, document)
    return stored_pages(request, document, stored)


def stored_pages(request: Request, document: Document, stored: Mapping[str, Any]) -> PageSet:
    """Pages that one of its events holds, exactly as they were stored."""
    content = request.documents.node.content
    if "screen" in stored:
        screen = ScreenPages(content.get(document.agency, stored["screen"]))
        address = screen_address(request, document, kind=SCREENS, name=stored["screen"])
        sealed = before_sealing(request, document, screen, address=address)
        return sealed or drawn_pages(screen, address=address)
    # Stored before there were pages for the screen.
    return pictured_pages(request, document, stored["pages"], route="document")


def proof_pages(request: Request, document: Document) -> PageSet:
    """The newest text as it would be laid out (送审稿)."""
    screen = request.proofs.screen(document.agency, document.revision)
    name = proof_name(document.revision, screen)
    return drawn_pages(screen, address=screen_address(request, document, kind=PROOFS, name=name))


def boxes_warning(request: Request, document: Document) -> str:
    """What to say of characters that would be printed as boxes; empty where there are none."""
    missing = request.proofs.missing(document.agency, document.revision)
    if not missing:
        return ""
    return (
        f"本机字体中没有这些字：{told(missing)}，页面上是空框。请核对是否录入有误；"
        "确需使用的，请系统管理员装入收字更全的字体。"
    )


def proof_name(revision: str, screen: ScreenPages) -> str:
    """A proof in an address: browsers keep it, and another layout may show it otherwise."""
    return f"{revision}.{screen.digest[:16]}"


def screen_address(
    request: Request, document: Document, *, kind: str, name: str
) -> Callable[[str], str]:
    """The addresses of files of pages for the screen."""
    return lambda file: str(
        request.route_path("document.screen", id=document.id, kind=kind, name=name, file=file)
    )


def known(kind: str, *, events: Sequence[Any]) -> set[str]:
    """Digests of every stored object of a kind (`pages`, `screen`) that the history names."""
    return {
        stored[kind]
        for event in events
        for stored in (getattr(event, name, None) for name in ("shown", "original", "sealed"))
        if stored and kind in stored
    }


def known_revisions(events: Sequence[Any]) -> set[str]:
    """Digests of every text that the document ever had."""
    return {event.revision for event in events if hasattr(event, "revision")}
