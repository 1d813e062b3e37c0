"""Further copies of a received paper over HTTP: the entries, the acts, the note to print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.distribution.received.forms import copies_form, copies_typed
from documents.distribution.received.page import copies_page
from documents.distribution.received.received_copies import ReceivedCopies
from documents.incoming.incoming import Incoming
from documents.names import Names
from documents.outgoing.acts.issuing import printed_date
from documents.permissions import Permission
from office.kernel.refusals import NOT_HERE, Missing
from office.web.form_acts import act_of, kept, pressed, try_act, uuid_of, written

FIELD_LABELS = {
    "whom": "分发给",
    "copies_made": "份数",
    "organ": "翻印机关",
    "scope": "印发范围",
    "approved_by": "批准的机关或负责人",
}
NOTE = "reprint_note"


def show(request: Request) -> dict[str, Any]:
    """The entries; `?do=` chooses an act."""
    paper = _paper(request)
    form = copies_form(request, paper, do=request.params.get("do", ""))
    return {"page": copies_page(request, paper, form=form)}


def act(request: Request) -> Any:
    """One act; the page again, with what was typed, if it is refused."""
    paper = _paper(request)
    do = written(request, "act")
    carry_out, said = pressed(request, DOINGS)

    def again(sentence: str) -> dict[str, Any]:
        form = kept(copies_form(request, paper, do=do), request, sentence)
        return {"page": copies_page(request, paper, form=form)}

    def onward(_: None) -> str:
        request.say(said)
        return str(request.route_path("incoming.copies", id=paper.id))

    return try_act(request, lambda: carry_out(request, paper.id), again=again, onward=onward)


def _redistribute(request: Request, incoming: UUID) -> None:
    request.further_copies.redistribute(
        act_of(request),
        incoming,
        to=written(request, "whom").splitlines(),
        copies=copies_typed(request),
        note=written(request, "note"),
    )


def _reprint(request: Request, incoming: UUID) -> None:
    request.further_copies.reprint(
        act_of(request),
        incoming,
        organ=written(request, "organ"),
        day=written(request, "day"),
        copies=copies_typed(request),
        scope=written(request, "scope"),
        approved_by=written(request, "approved_by"),
    )


DOINGS: dict[str, tuple[Callable[[Request, UUID], None], str]] = {
    "redistribute": (_redistribute, "已登记二次分发"),
    "reprint": (_reprint, "已登记翻印"),
}
"""Each act, and what is said when it is done."""


def print_note(request: Request) -> Response:
    """翻印说明 of one reprint, to go along with each copy."""
    paper = _paper(request)
    version = int(request.matchdict["version"])
    history: Iterable[Any] = request.further_copies.events.get(ReceivedCopies.id_of(paper.id))
    event = next((each for each in history if each.originator_version == version), None)
    if type(event).__name__ != "Reprinted":
        raise Missing(NOT_HERE)
    assert event is not None
    names = Names(request.house.directory, agency=paper.agency)
    facts = paper.capsule.facts
    values = {
        "agency": request.identity.agency_name,
        "number": paper.number,
        "sender": paper.capsule.sender_name,
        "sender_number": str(facts["number"]),
        "title": str(facts["title"]),
        "organ": event.organ,
        "day": printed_date(date.fromisoformat(event.day)),
        "scope": event.scope,
        "copies": f"{event.copies} 份",
        "approved_by": event.approved_by,
        "by": names.person(event.by, event.timestamp),
    }
    data = request.printer.paper(NOTE, values)
    return serving.printed(data, name=f"{facts['number']} 翻印说明.pdf")


def _paper(request: Request) -> Incoming:
    paper: Incoming = request.incomings.load(Incoming, uuid_of(request))
    request.check(Permission.Incoming.VIEW, paper)
    return paper


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_field_labels(FIELD_LABELS)
    config.add_page("incoming.copies", "/incoming/{id}/copies", "paper_list", show=show, act=act)
    config.add_file(
        "incoming.reprint", "/incoming/{id}/copies/{version:[1-9][0-9]{0,5}}.pdf", print_note
    )
