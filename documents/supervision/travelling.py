"""What travels between who supervises and who carries out: the matter, what is said about it
later, and the reports that come back.

A matter goes out as a consignment of its kind and becomes an incoming paper at the other agency;
what is said later names it (`about`); reports are answers to it (`answers`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from documents.consignments.capsule import Capsule, NotTaken, Part
from documents.consignments.consignment import Consignment
from documents.consignments.states import Code, Kind
from documents.supervision.said import Reporting, Said
from documents.supervision.share import Share
from documents.supervision.stages import AnswerClass
from documents.supervision.supervision import Supervision
from office.directory.entries import AgencyEntry

TYPE = "督办通知单"
PDF = "application/pdf"
NOTICE = "督办通知单.pdf"


EXPECTED = ("what", "words", "until", "answer_class", "answer_number")


def matter_capsule(
    it: Supervision, share: Share, *, sender: AgencyEntry, notice: Part, day: date
) -> Capsule:
    """The matter on its way to one agency, with the notice of that day as its page."""
    facts = {
        **_facts(it),
        "date": day.isoformat(),
        "supervision": {
            "number": it.number,
            "kind": str(it.kind),
            "requirement": it.facts["requirement"],
            "deadline": share.deadline,
            "host": share.host,
        },
        "answer_due": True,
    }
    return _capsule(share.link, sender=sender, share=share, facts=facts, parts=(notice,))


def note_capsule(
    it: Supervision,
    share: Share,
    said: Said,
    *,
    sender: AgencyEntry,
    words: str,
    until: str = "",
    told: int | None = None,
) -> tuple[UUID, Capsule]:
    """What is said later, with what it stands under in the register of consignments: once at a
    version of the matter, or (`told`) as often as time says it."""
    number = it.version if told is None else f"time-{told}"
    under = uuid5(it.id, f"{said}:{share.party}:{number}")
    id = str(Consignment.id_of(document=under, addressee=share.agency))
    facts = {
        **_facts(it),
        "about": share.link,
        "said": str(said),
        "note": words,
        "until": until,
    }
    return under, _capsule(id, sender=sender, share=share, facts=facts, parts=())


def is_report(capsule: Capsule) -> bool:
    """Whether an answer is about a matter, not about a draft that its sender was asked about."""
    return "report" in capsule.facts


def report_in(capsule: Capsule) -> dict[str, str]:
    """What an answer reports. Raises `NotTaken` where it is no such report."""
    report = capsule.facts.get("report")
    if not isinstance(report, Mapping) or any(
        not isinstance(report.get(name), str) for name in EXPECTED
    ):
        raise NotTaken(Code.ENVELOPE_INVALID, "督办反馈的内容不全，不能接收。请重新发送。")
    if report["what"] not in set(Reporting) or report["answer_class"] not in {"", *AnswerClass}:
        raise NotTaken(Code.TYPE_UNMAPPED, "不认识这一类督办反馈，不能接收。请联系收文机关。")
    return {name: report[name] for name in EXPECTED}


def _facts(it: Supervision) -> dict[str, Any]:
    return {
        "type": TYPE,
        "title": it.facts["title"],
        "urgency": it.facts["urgency"],
        "classification": "",
        "number": it.number,
        "date": "",
    }


def _capsule(
    consignment: str,
    *,
    sender: AgencyEntry,
    share: Share,
    facts: dict[str, Any],
    parts: tuple[Part, ...],
) -> Capsule:
    return Capsule(
        consignment=consignment,
        kind=Kind.SUPERVISION,
        sender=sender.code,
        sender_name=sender.name,
        addressee=share.agency,
        addressee_name=share.name,
        facts={**facts, "issuer": sender.name},
        parts=parts,
    )
