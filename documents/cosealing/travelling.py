"""What travels between the host of a joint document and who seals it too: asked, answered,
called off. The values travel and never change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from documents.consignments.capsule import Capsule, NotTaken, Part
from documents.consignments.states import Code, Kind
from office.directory.entries import AgencyEntry
from signing.seals.pressing import OFD, PDF, Box
from signing.seals.sealing import Outcome

ORIGINAL, LAYOUT, PICTURE = "original", "ofd", "picture"
"""Roles of parts: the PDF, the OFD beside it, and the picture of the seal that was pressed."""
MEDIA = {PDF: "application/pdf", OFD: "application/ofd"}
ROLES = {PDF: ORIGINAL, OFD: LAYOUT}
FORMS = {role: form for form, role in ROLES.items()}
TOLD = ("type", "title", "urgency", "classification")
EXPECTED = (
    *(*TOLD, "issuer", "number", "date"),
    *("document", "question", "signature", "issuers", "proof", "boxes"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoSealer:
    """Another issuer whose seal a joint document is to bear. `name`: as it is printed, `agency`:
    the agency's own; `question`: the consignment by which it was asked to sign off."""

    code: str
    name: str
    agency: str
    question: str
    boxes: tuple[Box, ...]


def asked(
    consignment: str,
    *,
    sender: AgencyEntry,
    of: CoSealer,
    document: UUID,
    facts: Mapping[str, Any],
    issuers: Sequence[str],
    proof: str,
    parts: Iterable[Part],
) -> Capsule:
    """用印: the files as they stand, sealed by those before, and where the seal belongs.

    `facts`: of the document, with number, date and copies; `proof`: digest of the pages before
    any seal.
    """
    return Capsule(
        consignment=consignment,
        kind=Kind.JOINT_SEALING,
        sender=sender.code,
        sender_name=sender.name,
        addressee=of.code,
        addressee_name=of.agency,
        facts={
            **{name: facts.get(name, "") for name in (*TOLD, "issuer", "number", "date")},
            "document": str(document),
            "question": of.question,
            "signature": of.name,
            "issuers": list(issuers),
            "proof": proof,
            "boxes": [asdict(each) for each in of.boxes],
            "copies": facts["copies"],
            "answer_due": True,
        },
        parts=tuple(parts),
    )


def must_be_asked(capsule: Capsule) -> None:
    """Raises NotTaken for what nobody could seal."""
    lacking = [name for name in EXPECTED if name not in capsule.facts]
    forms = [FORMS.get(part.role) for part in capsule.parts]
    if lacking or forms[:1] != [PDF] or None in forms:
        raise NotTaken(Code.ENVELOPE_INVALID, "联合用印件的内容不全，不能接收。请重新发送。")
    if not boxes_in(capsule.facts):
        raise NotTaken(Code.ENVELOPE_INVALID, "联合用印件没有写明用印位置，不能接收。请重新发送。")


def boxes_in(facts: Mapping[str, Any]) -> list[Box]:
    """Where the seal belongs; none where they cannot be read."""
    try:
        return [
            Box(page=int(each["page"]), **{side: float(each[side]) for side in _SIDES})
            for each in facts["boxes"]
        ]
    except (KeyError, TypeError, ValueError):
        return []


def copies_in(facts: Mapping[str, Any]) -> int:
    """On how many the seal counts; 1 where the host does not say, as older ones do not."""
    told = facts.get("copies")
    return told if type(told) is int and told > 0 else 1


_SIDES = ("x", "y", "width", "height")


def answered(
    asked: Capsule,
    consignment: str,
    *,
    date: str,
    person: str,
    seal: str = "",
    size: tuple[float, float] = (0.0, 0.0),
    picture: Part | None = None,
    outcomes: Sequence[Outcome] = (),
    reason: str = "",
) -> Capsule:
    """The files with this agency's seal too; or without any and with the `reason` why not.
    `person`: the name of who pressed it or would not, which the host tells its readers."""
    number = str(asked.facts["number"])
    sealed = [
        Part(ROLES[each.form], f"{number}.{each.form}", MEDIA[each.form], each.digest, each.length)
        for each in outcomes
    ]
    return Capsule(
        consignment=consignment,
        kind=Kind.ANSWER,
        sender=asked.addressee,
        sender_name=asked.addressee_name,
        addressee=asked.sender,
        addressee_name=asked.sender_name,
        facts={
            **{name: asked.facts.get(name, "") for name in (*TOLD, "number")},
            "date": date,
            "answers": asked.consignment,
            "sealed": asked.facts["document"],
            "words": "不予用印" if reason else "已用印",
            "reason": reason,
            "person": person,
            "seal": seal,
            "size": list(size),
            "unstamped": [each.form for each in outcomes if each.unstamped],
        },
        parts=(*sealed, *([picture] if picture else [])),
    )


def answers_sealing(capsule: Capsule) -> bool:
    """Whether it is about a seal, and not about a draft."""
    return "sealed" in capsule.facts


def called_off(
    consignment: str,
    *,
    about: str,
    sender: AgencyEntry,
    of: CoSealer,
    facts: Mapping[str, Any],
    reason: str,
) -> Capsule:
    """撤回: nothing is to be sealed any more, and what was sealed counts no more."""
    return Capsule(
        consignment=consignment,
        kind=Kind.WITHDRAWAL,
        sender=sender.code,
        sender_name=sender.name,
        addressee=of.code,
        addressee_name=of.agency,
        facts={
            **{name: facts.get(name, "") for name in TOLD},
            **dict.fromkeys(("number", "date"), ""),
            "about": about,
            "sealing": True,
            "note": reason,
        },
        parts=(),
    )


def calls_off_sealing(capsule: Capsule) -> bool:
    """Whether it is about a seal, and not about a draft."""
    return bool(capsule.facts.get("sealing"))
