"""手写 with an opinion: read from the form of a paper, bound to what its page shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from pyramid.request import Request

from documents.opinions.forms import opinion_of
from documents.screens.paper import Paper
from signing.ink.taking import INK, sent_ink, take


def take_ink(request: Request, paper: Callable[[Request], Paper[Any]]) -> None:
    """What was written by hand goes with the act that this form submits (`Act.ink`).

    Nothing is kept for whom the paper offers no form with room for it. Raises Refused: what is no
    ink, a PIN that is not right, a PIN without ink.
    """
    ink = sent_ink(request)
    if ink is None:
        return
    standing = paper(request)
    form = standing.form()
    take(
        request,
        ink,
        standing.it,
        offered=form is not None and any(each.name == INK for each in form.fields),
        shown=standing.shown_digest(),
        words=partial(opinion_of, request),
    )
