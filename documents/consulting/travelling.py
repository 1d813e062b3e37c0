"""What travels: the question with the draft's pages, the reminder, the withdrawal, the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from documents.consignments.capsule import Capsule, Part
from documents.consignments.consignment import Consignment
from documents.consignments.states import Kind
from documents.consulting.consultation import Consultation
from documents.consulting.place import Place
from documents.consulting.verdicts import CONSIGNED_AS, PAPER_WORDS
from documents.manuscript import Manuscript, files_of
from office.directory.entries import AgencyEntry

PDF = "application/pdf"
MANUSCRIPT = "application/json"
PAGES, TEXT = "proof", "text"
"""Roles of parts: the pages as shown (送审稿), and the text that they show."""

TRAVELLING = ("type", "title", "urgency", "classification", "issuer")
"""Of the draft's facts; nothing else of the asker's house leaves it."""


def shown_parts(shown: Mapping[str, Any], *, length: int) -> list[Part]:
    """The pages and their text, as stored when they were shown; `length` of the text in bytes."""
    return [
        Part(PAGES, "送审稿.pdf", PDF, shown["pages"], shown["length"]),
        Part(TEXT, "文稿.json", MANUSCRIPT, shown["revision"], length),
    ]


def attachments_of(manuscript: Manuscript) -> list[Part]:
    """The files that the text names as attachments."""
    return [
        Part("attachment", each.name, each.media_type, each.digest, each.length)
        for each in files_of(manuscript)
    ]


def questions(it: Consultation, *, sender: AgencyEntry, places: Sequence[Place]) -> list[Capsule]:
    """One capsule for each of these agencies: the draft, what is asked, and by when."""
    facts = {
        **_shown_facts(it),
        "asking": str(it.asking),
        "paper": PAPER_WORDS[it.asking],
        "round": it.round,
        "deadline": it.deadline,
        "note": it.note,
        "silence_consents": it.silence_consents,
        "issuers": [sender.name, *(each.name for each in it.places.values())],
        "revision": it.shown["revision"],
        "pages": it.shown["pages"],
        "answer_due": True,
    }
    if it.asking != "joint":
        del facts["issuers"]  # who else was asked is the asker's own business
    parts = tuple(Part(**each) for each in it.parts)
    kind = CONSIGNED_AS[it.asking]
    return [
        _capsule(each.consignment, kind, sender=sender, place=each, facts=facts, parts=parts)
        for each in places
    ]


def notes(
    it: Consultation,
    kind: Kind,
    *,
    sender: AgencyEntry,
    codes: Sequence[str],
    words: str,
) -> tuple[UUID, list[Capsule]]:
    """催办 or 撤回 of a question, with what they stand under in the register of consignments."""
    under = uuid5(it.id, f"{kind}:{it.version}")
    capsules = []
    for code in codes:
        place = it.places[code]
        facts = {**_shown_facts(it), "about": place.consignment, "note": words}
        id = str(Consignment.id_of(document=under, addressee=code))
        capsules.append(_capsule(id, kind, sender=sender, place=place, facts=facts, parts=()))
    return under, capsules


def _shown_facts(it: Consultation) -> dict[str, Any]:
    return {"number": "", "date": "", **{name: it.facts.get(name, "") for name in TRAVELLING}}


def _capsule(
    consignment: str,
    kind: Kind,
    *,
    sender: AgencyEntry,
    place: Place,
    facts: dict[str, Any],
    parts: tuple[Part, ...],
) -> Capsule:
    return Capsule(
        consignment=consignment,
        kind=kind,
        sender=sender.code,
        sender_name=sender.name,
        addressee=place.code,
        addressee_name=place.name,
        facts=facts,
        parts=parts,
    )
