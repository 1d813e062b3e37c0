"""同意凭据: what everybody who spoke to the text consented to, and whether that still is so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from documents.outgoing.bound import BOUND, NOT_BOUND, Bound, bound_by
from documents.outgoing.document import Document
from documents.outgoing.screens.page import DocumentPaper, paper_of
from documents.screens.paper import as_of_version
from office.kernel.clock import office_day
from office.web import formats
from office.web.frame import now
from office.web.models import Badge, Ledger, LedgerPage, LedgerRow, Link, Tone

SPOKEN = {
    "Reviewed": "核稿",
    "Countersigned": "会签",
    "Endorsed": "审签",
    "SecrecyReviewed": "保密审查",
    "SignedOff": "签发",
}
COLUMNS = ("何人", "环节", "时间", "同意的内容", "现在")


def evidence_page(paper: DocumentPaper) -> LedgerPage:
    """Each consent with what it binds and how it stands."""
    return LedgerPage(
        title=f"同意凭据：《{paper.title}》",
        note="同意一经表示，即约束"
        + "、".join(BOUND.values())
        + "和当时所见的版面；以后任何一项有实质改动，同意即失效。",
        ledgers=(
            Ledger(
                "谁同意了什么", COLUMNS, tuple(_lines(paper)), empty="还没有人对此件表示意见。"
            ),
            Ledger(
                "不在同意范围内的事项",
                ("事项", "何时形成"),
                tuple(LedgerRow(name, (when,)) for name, when in NOT_BOUND.items()),
            ),
        ),
        back=Link("回到公文", paper.here, "back"),
    )


def _lines(paper: DocumentPaper) -> Iterator[LedgerRow]:
    today = office_day(now(paper.request))
    for event in paper.events:
        step = SPOKEN.get(type(event).__name__)
        bound = consented(event)
        if step is None or bound is None:
            continue
        state, words = _how_it_stands(paper, bound)
        yield LedgerRow(
            paper.names.person(getattr(event, "turn", "") or event.by, event.timestamp),
            (step, formats.moment(event.timestamp, today=today), _told(bound), words),
            href=paper.seen(event),
            note=f"凭据摘要 {bound.digest[:16]}，版面摘要 {bound.pages[:16]}",
            state=state,
        )


def consented(event: Any) -> Bound | None:
    """What an event binds whoever spoke in it; None for others, and from before it was kept."""
    shown = getattr(event, "shown", None) or {}
    if "bound" not in shown:
        return None
    bound = Bound.from_json(shown["bound"])
    openness = getattr(event, "openness", None) or event_particulars(event).get("openness", "")
    return replace(bound, openness=openness)


def event_particulars(event: Any) -> dict[str, Any]:
    """What was stated beside the text from the event on."""
    return getattr(event, "particulars", None) or {}


def _bound(paper: DocumentPaper, revision: str) -> Bound:
    """What would be bound by whoever spoke to this text now."""
    text = paper.request.documents.typesetter.manuscript(paper.it.agency, revision)
    openness = str(paper.it.particulars.get("openness", ""))
    return bound_by(text, pages="", openness=openness)


def _how_it_stands(paper: DocumentPaper, then: Bound) -> tuple[Badge, str]:
    it, valid = paper.it, Badge("有效", Tone.DONE, "tick")
    changed = then.changed(_bound(paper, it.revision))
    if not changed:
        return valid, "此后没有改动"
    if it.corrections and not then.changed(_bound(paper, it.shown["revision"])):
        return valid, f"复核更正，不涉及实质内容：{_corrected(it)}"
    words = "、".join(BOUND[name] for name in changed)
    return Badge("已失效", Tone.RETURNED), f"此后改动：{words}"


def _corrected(it: Document) -> str:
    places = (each for correction in it.corrections for each in correction["difference"])
    return "；".join(f"“{each['before']}”改为“{each['after']}”" for each in places)


def _told(bound: Bound) -> str:
    parts = [f"《{bound.title}》"]
    parts += [f"主送{bound.recipients}" if bound.recipients else ""]
    parts += [f"抄送{bound.copies}" if bound.copies else ""]
    if bound.enclosures:
        parts.append(f"附件{len(bound.enclosures)}个")
    parts += [bound.classification, bound.openness]
    return "，".join(filter(None, parts))


def show(request: Request) -> dict[str, Any]:
    """The page, as of a moment too."""
    return {"page": evidence_page(paper_of(request, as_of=as_of_version(request)))}


def evidence_link(request: Request, it: Document) -> tuple[Link, ...]:
    """From the document, once anybody has consented."""
    if not it.consents and it.signed_off_at is None:
        return ()
    return (Link("同意凭据", request.route_path("document.evidence", id=it.id), "tick"),)


def includeme(config: Configurator) -> None:
    """Its address, and the way to it."""
    config.add_page("document.evidence", "/documents/{id}/evidence", "ledger", show=show)
    config.add_paper_links("document", evidence_link, order=70)
