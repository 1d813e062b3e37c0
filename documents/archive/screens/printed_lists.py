"""销毁清册 and 移交清单 on paper: a line a record, then who said what."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request

from documents.archive.destruction_list import DestructionList
from documents.archive.retention import RETENTION_WORDS, Retention
from documents.archive.transfer import Transfer
from documents.layout.forms import Value
from documents.names import Names
from office.web.formats import whole_day

LIST_FORM = "archive_destruction_list"
TRANSFER_FORM = "archive_transfer_list"


def list_values(request: Request, it: DestructionList) -> dict[str, Value]:
    """The list with its three people, as far as they have come."""
    acts = _acts(request, it)
    return {
        "agency": request.identity.agency_name,
        "drawn_up_on": whole_day(it.created_on),
        "count": f"{len(it.lines)}件",
        "records": [_row(line["code"], line["retention"], line) for line in it.lines],
        "drawn_up": acts["DrawnUp"],
        "checked": acts.get("Proposed", ""),
        "approved": acts.get("CarriedOut", "") or acts.get("Declined", ""),
    }


def transfer_values(request: Request, it: Transfer) -> dict[str, Value]:
    """What goes along with the package."""
    acts = _acts(request, it)
    return {
        "agency": request.identity.agency_name,
        "handed_over_on": whole_day(it.begun_at),
        "archive": it.archive,
        "records": [
            _row(str(each.code), each.retention, each.description)
            for each in request.records.records_of(it.records)
        ],
        "handed_over": acts["Begun"],
        "received": acts.get("Confirmed", "") or acts.get("SentBack", ""),
    }


def _row(code: str, retention: str, said: dict[str, Any]) -> dict[str, str]:
    told = {name: str(said[name] or "") for name in ("number", "responsible", "title", "date")}
    return {
        "code": code,
        **told,
        "pages": str(said["pages"] or ""),
        "retention": RETENTION_WORDS[Retention(retention)],
    }


def _acts(request: Request, it: DestructionList | Transfer) -> dict[str, str]:
    """By the name of the event: who, when, and with which words."""
    names = Names(request.house.directory, agency=it.agency)
    told = {}
    for event in request.records.events.get(it.id):
        spoken = (getattr(event, name, "") for name in ("opinion", "reason", "receipt"))
        said = next(filter(None, spoken), "")
        words = f"{names.who(event)}　{whole_day(event.timestamp)}"
        told[type(event).__name__] = f"{words}　{said}" if said else words
    return told
