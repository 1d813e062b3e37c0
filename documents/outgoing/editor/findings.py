"""核查: what the rules find in a draft, as the editor shows it beside the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from documents.drafting.guides import Guide
from documents.manuscript import Manuscript
from documents.outgoing.particulars import Particulars
from documents.rules import Element, Finding, Position, Severity
from office.web import models

FIX, KEEP, REASON = "fix:", "keep:", "reason-"
"""How the acts and fields of a finding begin."""

_LONGEST = 60
"""Characters by which a place is found."""
_WEIGHTS = {Severity.ERROR: models.Severity.MUST, Severity.WARNING: models.Severity.HINT}
_FIELDS = {
    Element.ENCLOSURE: "enclosure_body",
    Element.ISSUER: "identity",
    Element.SIGNATURE: "identity",
    **{
        each: str(each)
        for each in (
            *(Element.CLASSIFICATION, Element.URGENCY, Element.TITLE, Element.RECIPIENTS),
            *(Element.BODY, Element.ATTENDANCE, Element.ATTACHMENTS, Element.NOTE),
            *(Element.COPIES, Element.UNRECOGNISED),
        )
    },
}
"""The editor's field for an element."""
_OF_PARTICULARS = {
    "R13": "necessity",
    "R16e": "is_agreed",
    "openness-stated": "openness",
    "openness-reason": "openness_reason",
    "secrecy-review": "secrecy_reviewer",
    "regulatory-published": "openness",
    "regulatory-legality": "legality_reviewer",
    "regulatory-validity": "valid_until",
}
"""The field for a rule about the whole document."""


def findings_shown(
    found: Sequence[Finding],
    manuscript: Manuscript,
    particulars: Particulars,
    *,
    may_keep: bool,
    name_of: Callable[[str], str],
) -> tuple[models.Finding, ...]:
    """Errors first, then warnings, those kept with a reason last; each group as it stands in
    the text. `may_keep`: whether this person may keep warnings; `name_of` names who did."""
    shown = [
        replace(
            _shown(each, particulars, may_keep=may_keep, name_of=name_of),
            words=words_at(each.position, manuscript),
        )
        for each in found
    ]
    return tuple(sorted(shown, key=lambda each: (each.severity != "must", bool(each.kept))))


def key_of(finding: Finding) -> str:
    """What names a finding among those of the same text."""
    where = finding.position
    return f"{finding.rule}@{where.element}.{where.item}.{where.start}"


def words_at(position: Position, manuscript: Manuscript) -> str:
    """The words at a place, by which an editor finds it; "" for a whole element."""
    element, item = position.element, position.item
    if element is Element.BODY and item is not None:
        text = getattr(manuscript.body[item], "text", "")
    elif element is Element.ENCLOSURE and item is not None and manuscript.enclosure:
        text = getattr(manuscript.enclosure.body[item], "text", "")
    elif element in (Element.TITLE, Element.RECIPIENTS, Element.COPIES, Element.NOTE):
        text = getattr(manuscript, element)
    else:
        return ""
    if position.start is None:
        return text[:_LONGEST] if item is not None else ""
    return text[position.start : position.end][:_LONGEST]


def guide_shown(guide: Guide | None) -> models.TypeGuide | None:
    """拟稿指引 of the type."""
    if guide is None:
        return None
    return models.TypeGuide(
        guide.type, direction=guide.direction, use=guide.use, wants=guide.wants
    )


def remedy_of(finding: Finding) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    wrong, _, remedy = finding.message.partition(f"（{finding.clause}）。")
    return wrong, remedy


def field_of(finding: Finding) -> str:
    """The editor's field that it is about; empty for the whole text."""
    return _FIELDS.get(finding.position.element) or _OF_PARTICULARS.get(finding.rule, "")


def _shown(
    finding: Finding,
    particulars: Particulars,
    *,
    may_keep: bool,
    name_of: Callable[[str], str],
) -> models.Finding:
    wrong, remedy = remedy_of(finding)
    is_warning = finding.severity is Severity.WARNING
    answer = particulars.kept(finding.rule) if is_warning else None
    field = field_of(finding)
    return models.Finding(
        title=wrong,
        severity=_WEIGHTS[finding.severity],
        clause=finding.clause,
        quotation=remedy,
        anchor=f"f-{field}" if field else "",
        place=str(finding.position),
        fix=f"{FIX}{key_of(finding)}" if finding.fix else "",
        keep=f"{KEEP}{finding.rule}" if is_warning and may_keep and not answer else "",
        reason=f"{REASON}{finding.rule}",
        kept=f"{name_of(answer.by)}：{answer.reason}" if answer else "",
    )
