"""How a lamp that turned is told on the page of its matter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.screens.paper import Paper
from documents.screens.telling import Told
from documents.supervision.lamps.application import Lamps


def lamp_events(request: Request, supervision: UUID) -> Iterable[Any]:
    """What was told, to whoever carries it out."""
    lamps: Lamps = request.house.find(Lamps)
    return lamps.told_of(supervision)


def _shown(paper: Paper[Any], event: Any) -> str:
    return f"{paper.newest.shares[event.party].name}{event.words}"


TELLING = {"Shown": Told("督办预警", mark="预警", details=_shown, who=False)}
