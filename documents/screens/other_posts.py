"""Who has several posts, or stands in for somebody, is told in which of them they can act."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request

from documents.permissions import in_hand
from documents.screens.paper import Paper
from office.access.identity import Authenticator, Identity
from office.web.models import Link


def way_to_act(paper: Paper[Any]) -> Link | None:
    """Where to switch to for a paper that offers no act in this post; None if in none.

    An identity can act if the paper waits for it, and it has a permission on it that the present
    one lacks.
    """
    request, it = paper.request, paper.it
    if paper.in_the_past or request.identity is None:
        return None
    here = _permitted(request, request.identity, paper)
    for each in request.registry[Authenticator].identities(person=request.identity.person):
        if each.key == request.identity.key or each.agency != it.agency:
            continue
        if in_hand.holds(each, it) and not _permitted(request, each, paper) <= here:
            name = each.mandate.label if each.mandate else each.post
            asked = {"post": each.key, "next": paper.here}
            return Link(f"换到“{name}”办理", request.route_path("posts", _query=asked), "person")
    return None


def _permitted(request: Request, identity: Identity, paper: Paper[Any]) -> frozenset[str]:
    permitted: frozenset[str] = request.house.guard.permitted(identity, paper.it, of=paper.route)
    return permitted
