"""Whoever has to act has the paper's page open: from here on nobody takes it back from them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from pyramid.request import Request

from documents.handling.opening import Opening
from office.kernel.act import Act


def note_opened(
    request: Request, paper: UUID, *, turn: int, open_up: Callable[[Act, UUID], None]
) -> None:
    """Tell the paper's room (`open_up`), once a `turn`, however often the page is looked at."""
    identity = request.identity
    id = Opening.id_of(document=paper, person=identity.principal, turn=turn)
    act = Act(
        agency=identity.agency,
        person=identity.person,
        command=str(id),
        post=identity.post_key,
        behalf=identity.acting_for,
    )
    open_up(act, paper)
