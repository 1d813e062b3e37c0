"""Whoever may act has the paper's page open: from here on nobody takes it back from them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import NAMESPACE_URL, UUID, uuid5

from pyramid.request import Request

from documents.handling.opening import Opening
from office.kernel.act import Act


def note_opened(
    request: Request, paper: UUID, *, turn: int, open_up: Callable[[Act, UUID], None]
) -> None:
    """Tell the paper's room (`open_up`), once a `turn`, however often the page is looked at."""
    identity = request.identity
    opening = Opening.id_of(document=paper, person=identity.principal, turn=turn)
    act = Act(
        agency=identity.agency,
        person=identity.person,
        # One person notes it once for the turn: their deputy looks for themself.
        command=str(uuid5(NAMESPACE_URL, f"{opening}:{identity.person}")),
        post=identity.post_key,
        behalf=identity.acting_for,
    )
    open_up(act, paper)
