"""What agencies attached to their reports, on the page of the matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.consignments.capsule import Part
from documents.permissions import Permission
from documents.screens.paper import Paper
from documents.supervision.supervision import Supervision
from office.kernel.refusals import Missing
from office.web.form_acts import uuid_of
from office.web.models import FileItem

ROUTE = "supervision.file"


def report_files(paper: Paper[Supervision]) -> tuple[FileItem, ...]:
    """Each with who sent it, as of the moment that the page shows."""
    return tuple(
        FileItem(
            f"{paper.it.shares[event.party].name}：{part.name}",
            paper.request.route_path(ROUTE, id=paper.it.id, digest=part.digest),
            part.length,
        )
        for event, part in _attached(paper.events)
    )


def file(request: Request) -> Response:
    """One of them, to keep."""
    it: Supervision = request.supervisions.load(Supervision, uuid_of(request))
    request.check(Permission.Supervision.VIEW, it)
    digest = request.matchdict["digest"]
    events = request.supervisions.events.get(it.id)
    part = next((each for _, each in _attached(events) if each.digest == digest), None)
    if part is None:
        raise Missing("没有找到这份附件。请从督办事项的页面打开。")
    data = request.house.node.content.get(it.agency, digest)
    return serving.attached(data, name=part.name)


def _attached(events: Iterable[Any]) -> Iterator[tuple[Any, Part]]:
    for event in events:
        for each in getattr(event, "files", ()):
            yield event, Part(**each)


def includeme(config: Configurator) -> None:
    """The route and its view."""
    config.add_file(ROUTE, "/supervisions/{id}/files/{digest}", file)
