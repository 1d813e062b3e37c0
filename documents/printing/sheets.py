"""发文稿纸 and 文件处理单: what each kind of paper fills into its form, as of any moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request

from documents.assignments.screens.lines import share_lines
from documents.consulting.lines import rounds_of
from documents.incoming.receiving import is_belated
from documents.incoming.screens.page import TELLING as INCOMING
from documents.incoming.screens.page import IncomingPaper
from documents.incoming.screens.stamp import stamp_lines, taken_at
from documents.incoming.stages import TRACK_WORDS
from documents.layout.forms import Value
from documents.outgoing.particulars import Particulars
from documents.outgoing.screens.clearance import newest_outdated
from documents.outgoing.screens.history import TELLING as OUTGOING
from documents.outgoing.screens.page import DocumentPaper
from documents.permissions import Permission
from documents.printing.circulation_slip import slip_values
from documents.printing.lines import RETURNS, attachment_titles, opinion_cells
from documents.printing.other_papers import (
    agencies_opinions,
    comments_asked,
    copies_listed,
)
from documents.screens.paper import Paper
from documents.screens.telling import Telling, opinions, sentence
from office.directory.lookup import Lookup
from office.kernel.clock import office_day
from office.web.formats import printed_day, whole_day
from office.web.models import ShareLine

PLAIN = "平件"
GRADES = ("特急", "加急")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of paper on its form: how the paper is opened, who may, and what is filled in.

    `route`: of its page; those of its files begin with it.
    """

    route: str
    form: str
    title: str
    permission: str
    telling: Telling
    open: Callable[..., Paper[Any]]
    fill: Callable[[Paper[Any]], dict[str, Value]]

    def values(self, paper: Paper[Any]) -> dict[str, Value]:
        """Everything that the form shows of the paper as it stood then."""
        return {"agency": agency_name(paper), **self.fill(paper)}


def agency_name(paper: Paper[Any]) -> str:
    """As the agency was called on the day shown."""
    directory: Lookup = paper.request.house.directory
    agency = directory.agency_on(paper.it.agency, office_day(paper.events[-1].timestamp))
    return agency.name if agency else ""


DRAFT_CELLS = {
    "签发": "sign_off",
    "会签": "countersign",
    "审签": "endorse",
    "核稿": "review",
    "退回": RETURNS,
}
"""Which cell of 发文稿纸 the opinions of a step stand in."""


def _draft_sheet(paper: Paper[Any]) -> dict[str, Value]:
    """Of an outgoing document, by its events up to then."""
    it, names = paper.it, paper.names
    facts = it.facts
    text = paper.request.documents.typesetter.manuscript(it.agency, it.revision)
    drafted_at = paper.events[0].timestamp
    rounds = rounds_of(paper)
    said = opinion_cells(opinions(paper, OUTGOING), DRAFT_CELLS)
    return {
        "number": it.number,
        "date": whole_day(it.signed_off_at) if it.signed_off_at else "",
        "classification": facts["classification"],
        "urgency": _urgency(facts["urgency"]),
        "title": facts["title"],
        "recipients": text.recipients,
        "copies": text.copies,
        "attachments": attachment_titles(text.attachments),
        "drafting_unit": names.unit(it.drafter, drafted_at) or agency_name(paper),
        "drafter": names.person(it.drafter, drafted_at),
        "telephone": paper.request.house.directory.telephone_of(it.drafter),
        **_print_run(paper),
        "process": _since_sign_off(paper),
        **_stated(paper),
        "remarks": comments_asked(rounds),
        **said,
        "countersign": [*said.get("countersign", ()), *agencies_opinions(rounds)],
    }


def _urgency(urgency: str) -> str:
    """One of the form's choices; telegrams have grades of their own, which it does not offer."""
    return urgency if urgency in GRADES else "" if urgency else PLAIN


def _stated(paper: Paper[Any]) -> dict[str, Value]:
    """公开属性 as stated and changed, and the 保密审查: by whom, on which day, and whether it
    stands or was refused."""
    stated = Particulars.from_json(getattr(paper.it, "particulars", None))
    return {
        "openness": stated.openness,
        "openness_reason": stated.openness_reason,
        "secrecy_review": _secrecy_review(paper),
    }


def _secrecy_review(paper: Paper[Any]) -> str:
    it = paper.it
    done = it.objection or it.last_cleared
    if done is None:
        return ""
    who = f"{paper.names.person(done.by, done.at)}　{whole_day(done.at)}"
    if it.objection:
        return f"{who}　不同意：{it.objection.reason}"
    old = newest_outdated(it)
    return f"{who}　（{old}）" if old else who


def _since_sign_off(paper: Paper[Any]) -> str:
    """经办记录: what was done since the first sign-off, by whom, on which day."""
    kinds = [type(event).__name__ for event in paper.events]
    if "SignedOff" not in kinds:
        return ""
    since = paper.events[kinds.index("SignedOff") + 1 :]
    return "\n".join(
        f"{whole_day(event.timestamp)}　{sentence(paper, event, OUTGOING)}" for event in since
    )


def _print_run(paper: Paper[Any]) -> dict[str, Value]:
    """Who read the proof last, where it was printed, and how many copies were or are to be."""
    newest = {type(event).__name__: event for event in paper.events}
    read, printed = newest.get("Proofread"), newest.get("Printed")
    return {
        "proofreader": paper.names.who(read) if read else "",
        "printer": (printed.place or paper.names.who(printed)) if printed else "",
        "quantity": str(printed.copies) if printed else copies_listed(paper),
    }


HANDLING_CELLS = {
    "拟办": "proposal",
    "批示": "instructions",
    "传阅": "readers",
    "办理进展": "result",
    "办理结果": "result",
}
"""Which cell of 文件处理单 the opinions of a step stand in: the office's, the leaders', and those
of the units that handle it. Words of a later round say so."""


def _handling_sheet(paper: Paper[Any]) -> dict[str, Value]:
    """Of an incoming document, by its events up to then."""
    it = paper.it
    facts = it.capsule.facts
    urgency = facts.get("urgency", "")
    received = taken_at(paper)
    return {
        "stamp": "\n".join(stamp_lines(paper)),
        "number": it.number,
        "received_on": whole_day(received) if received else "",
        "sender": it.capsule.sender_name,
        "sent_on": printed_day(facts.get("date", "")),
        "sender_number": facts.get("number", ""),
        "quantity": str(facts.get("copies", "")),
        "classification": facts.get("classification", ""),
        "urgency": urgency or PLAIN,
        "kind": TRACK_WORDS[it.track] if it.track else "",
        "title": facts["title"],
        "handling_unit": "；".join(map(_share, share_lines(paper))),
        "deadline": printed_day(it.deadline),
        "remarks": _entered(it),
        **opinion_cells(opinions(paper, INCOMING), HANDLING_CELLS),
    }


def _entered(it: Any) -> str:
    """补登 on a later day than it came says so."""
    belated = is_belated(it.arrived_on, entered=it.created_on)
    return f"{whole_day(it.created_on)}补登" if belated else ""


def _share(line: ShareLine) -> str:
    round = f"第 {line.round} 轮：" if line.round > 1 else ""
    who = "　".join(part for part in (line.party, line.handler) if part)
    state = next((each.text for each in line.badges), "")
    return f"{round}{who}（{'，'.join(filter(None, (line.role, state)))}）"


def _document(request: Request, id: Any, *, as_of: int | None = None) -> Paper[Any]:
    return DocumentPaper(request, id, as_of=as_of)


def _incoming(request: Request, id: Any, *, as_of: int | None = None) -> Paper[Any]:
    return IncomingPaper(request, id, as_of=as_of)


SHEETS: Mapping[str, Sheet] = {
    each.route: each
    for each in (
        Sheet(
            "document.sheet",
            "draft_sheet",
            "发文稿纸",
            Permission.Document.VIEW,
            OUTGOING,
            _document,
            _draft_sheet,
        ),
        Sheet(
            "incoming.sheet",
            "handling_sheet",
            "文件处理单",
            Permission.Incoming.VIEW,
            INCOMING,
            _incoming,
            _handling_sheet,
        ),
        Sheet(
            "incoming.circulation_slip",
            "circulation_slip",
            "文件传阅单",
            Permission.Incoming.VIEW,
            INCOMING,
            _incoming,
            slip_values,
        ),
    )
}
"""By the name of the route of the sheet's page."""
