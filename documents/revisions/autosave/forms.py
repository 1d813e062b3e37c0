"""What the editor needs to keep and to offer again what is not saved."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from pyramid.request import Request

from documents.revisions.autosave.application import Owner, Unsaved
from office.web.models import Field, UnsavedText

EDITING = "editing"
"""The hidden field that names one editor: kept when a save is refused, so it stays the same."""

ONE_TRY = frozenset({"csrf_token", "command", "act", "images"})
"""Fields that are not kept, or not every time."""


def owner_of(request: Request) -> Owner:
    """Whoever is logged in, in the agency where they are."""
    return Owner(request.identity.agency, request.identity.person)


def autosave_address(request: Request, subject: UUID | None) -> str:
    """Where an editor's fields are sent: of a document, or of a new draft."""
    if subject is None:
        return str(request.route_path("draft.autosave"))
    return str(request.route_path("document.autosave", id=subject))


def editing_field(editing: str = "") -> Field:
    """The hidden field of a new editor, or of the one named."""
    return Field(EDITING, "", kind="hidden", value=editing or str(uuid4()))


def continued(request: Request, subject: UUID | None) -> dict[str, str] | None:
    """The fields of the editor in `?continue=`; None when none is asked for."""
    editing = request.GET.get("continue", "")
    if not editing:
        return None
    found = request.autosaves.fetch(owner_of(request), editing, subject=subject)
    return {**(found.fields or {}), EDITING: found.editing}


def offered(request: Request, subject: UUID | None, *, but: str = "") -> tuple[UnsavedText, ...]:
    """What somebody may go on with, save in the editor `but` that shows it already."""
    waiting: Iterable[Unsaved] = request.autosaves.waiting(owner_of(request), subject=subject)
    route, named = ("document.revise", {"id": subject}) if subject else ("document.draft", {})
    return tuple(
        UnsavedText(
            title=each.title or "（还没有标题）",
            at=each.at,
            href=request.route_path(route, **named, _query={"continue": each.editing}),
            discard=request.route_path("draft.discard"),
            editing=each.editing,
            subject=str(subject or ""),
        )
        for each in waiting
        if each.editing != but
    )


def finished(request: Request, editing: str) -> None:
    """What this editor held is saved."""
    if editing:
        request.autosaves.finish(owner_of(request), editing)
