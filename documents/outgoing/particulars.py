"""制发事项: what is stated about an outgoing document beside its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from documents.fields import Fields, wrong
from documents.rules import Facts
from documents.rules.openness import OPENNESS

LASTING = "长期"
"""有效期 of a regulatory document that has no last day."""

TRUTHS = (
    *("is_major", "is_important", "has_consent", "needs_approval", "has_opinion"),
    *("assigned_by_leader", "is_agreed", "is_within_remit", "is_single_remit"),
)
"""What may be stated as yes, as no, or not at all; named as in `documents.rules.Facts`."""

_TEXTS = (
    *("openness", "openness_reason", "secrecy_reviewer", "necessity"),
    *("effective_from", "valid_until", "legality_reviewer", "special_reason", "commissioned_by"),
    "answers",
)
_DAYS = ("effective_from",)


@dataclass(frozen=True, slots=True)
class Override:
    """A warning kept: of which rule, for what reason, and by whom (a person's id)."""

    rule: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the drafter states; "" and None: nothing was said.

    `openness` is 公开属性 with its legal reason; `secrecy_reviewer` (a person's id) is to do
    the 保密审查, which is that person's own act (`documents.outgoing.secrecy`). `regulatory`:
    行政规范性文件, with 施行日期, 有效期 (a day or 长期) and
    the person who reviewed its legality. `partners`: codes of the agencies that issue jointly,
    behind the host. `commissioned_by`: the Incoming by which a 代拟稿 came; `answers`: the
    consignment (its id at the sender) by which came what this replies to. Days are in ISO form.
    """

    openness: str = ""
    openness_reason: str = ""
    secrecy_reviewer: str = ""
    necessity: str = ""
    regulatory: bool = False
    effective_from: str = ""
    valid_until: str = ""
    legality_reviewer: str = ""
    special_reason: str = ""
    commissioned_by: str = ""
    answers: str = ""
    partners: tuple[str, ...] = ()
    is_major: bool | None = None
    is_important: bool | None = None
    has_consent: bool | None = None
    needs_approval: bool | None = None
    has_opinion: bool | None = None
    assigned_by_leader: bool | None = None
    is_agreed: bool | None = None
    is_within_remit: bool | None = None
    is_single_remit: bool | None = None
    overrides: tuple[Override, ...] = ()

    def facts(self) -> Facts:
        """As the rules see it: what a drafter is always asked is missing where it is not said."""
        return Facts(
            necessity=self.necessity,
            special_reason=self.special_reason or None,
            openness=self.openness,
            openness_reason=self.openness_reason,
            secrecy_reviewer_named=bool(self.secrecy_reviewer),
            is_regulatory=self.regulatory,
            legality_reviewer=self.legality_reviewer,
            valid_until=self.valid_until,
            **{name: getattr(self, name) for name in TRUTHS},
        )

    def kept(self, rule: str) -> Override | None:
        """How the warnings of this rule were answered, if they were."""
        return next((each for each in self.overrides if each.rule == rule), None)

    def keeping(self, override: Override) -> Particulars:
        """With the warnings of one rule answered; a later answer takes an earlier one's place."""
        others = tuple(each for each in self.overrides if each.rule != override.rule)
        return replace(self, overrides=(*others, override))

    def to_json(self) -> dict[str, Any]:
        """A JSON value of what was stated; `from_json` gives the same back."""
        stated = {each.name: getattr(self, each.name) for each in fields(self)}
        stated["partners"] = list(self.partners)
        stated["overrides"] = [
            {"rule": each.rule, "reason": each.reason, "by": each.by} for each in self.overrides
        ]
        return {name: each for name, each in stated.items() if each != _UNSAID.get(name)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> Particulars:
        """Read what `to_json` wrote, here or elsewhere; None is nothing stated.

        Raises ValueError with a clause that names the field.
        """
        known = [each.name for each in fields(cls)]
        given = Fields(dict(value or {}), place="", known=known)
        texts: dict[str, Any] = {name: given.text(name, "") for name in _TEXTS}
        for name in _DAYS:
            _must_be_day(texts[name], given.path(name))
        if texts["valid_until"] != LASTING:
            _must_be_day(texts["valid_until"], given.path("valid_until"))
        if texts["openness"] not in ("", *OPENNESS):
            raise wrong(given.path("openness"), f"应当是{'、'.join(OPENNESS)}之一")
        truths: dict[str, Any] = {name: _truth(given, name) for name in TRUTHS}
        return cls(
            **texts,
            regulatory=given.truth("regulatory", default=False),
            partners=tuple(_text(*each) for each in given.listed("partners")),
            overrides=tuple(_override(*each) for each in given.listed("overrides")),
            **truths,
        )


NOTHING_STATED = Particulars()
_UNSAID: Mapping[str, Any] = {
    **{each.name: getattr(NOTHING_STATED, each.name) for each in fields(Particulars)},
    "partners": [],
    "overrides": [],
}


def _must_be_day(text: str, place: str) -> None:
    try:
        date.fromisoformat(text or "2000-01-01")
    except ValueError as fault:
        raise wrong(place, "应当是 2026-11-20 这样的日期") from fault


def _truth(given: Fields, name: str) -> bool | None:
    return None if given.value(name, None) is None else given.truth(name, default=False)


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str) or not value:
        raise wrong(place, "应当是文字")
    return value


def _override(value: Any, place: str) -> Override:
    given = Fields(value, place=place, known=["rule", "reason", "by"])
    return Override(given.text("rule"), reason=given.text("reason"), by=given.text("by"))
