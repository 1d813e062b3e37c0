"""核查: the rules held against a draft, with all that the house knows of its issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from documents.manuscript import Manuscript
from documents.outgoing.organs import organs_of
from documents.outgoing.particulars import Override, Particulars
from documents.outgoing.ports import OrganDirectory
from documents.rules import (
    NO_CHANGES,
    Case,
    Finding,
    Severity,
    Site,
    check,
    resolved,
)
from office.directory.entries import IssuingIdentityEntry
from office.kernel.refusals import Refused

_MOST_TOLD = 12
"""Findings in one refusal; the editor lists all."""


@dataclass(frozen=True, slots=True)
class Checking:
    """The rulebook as this house applies it: with its directory and its site rules."""

    directory: OrganDirectory
    site: Site = NO_CHANGES

    def findings(
        self,
        manuscript: Manuscript,
        particulars: Particulars,
        *,
        identity: IssuingIdentityEntry,
        day: date,
    ) -> tuple[Finding, ...]:
        """Everything that the rules find, warnings that were kept among them."""
        case = case_of(
            manuscript, particulars, identity=identity, directory=self.directory, day=day
        )
        return check(case, site=self.site)

    def must_keep_rules(
        self,
        manuscript: Manuscript,
        particulars: Particulars,
        *,
        identity: IssuingIdentityEntry,
        day: date,
        doing: str = "送出",
    ) -> None:
        """Raises Refused listing every error with its clause and what to do."""
        must_be_issued_by(identity, type=manuscript.type)
        found = self.findings(manuscript, particulars, identity=identity, day=day)
        errors = [each for each in found if each.severity is Severity.ERROR]
        if errors:
            raise Refused(_told(errors, f"文稿有 {len(errors)} 处须改，没有{doing}。"))

    def answered(
        self,
        manuscript: Manuscript,
        particulars: Particulars,
        *,
        identity: IssuingIdentityEntry,
        day: date,
        reason: str,
        by: str,
    ) -> Particulars:
        """What is stated, with every open warning kept for `reason` by whoever reviews.

        Raises Refused listing them when there are any and no reason is given.
        """
        found = self.findings(manuscript, particulars, identity=identity, day=day)
        open_ = unanswered(found, particulars)
        if open_ and not reason.strip():
            raise Refused(
                _told(
                    open_,
                    f"文稿有 {len(open_)} 处提醒没有处理。请修改文稿，或写明保留的理由。",
                ),
                field="keeping",
            )
        for each in open_:
            override = Override(rule=each.rule, reason=reason.strip(), by=by)
            particulars = particulars.keeping(override)
        return particulars


def case_of(
    manuscript: Manuscript,
    particulars: Particulars,
    *,
    identity: IssuingIdentityEntry,
    directory: OrganDirectory,
    day: date,
) -> Case:
    """What the rules judge: the text, who issues, whom it goes to, and what was stated of it."""
    organs = organs_of(directory, day)
    partners = (organs.agency(code) for code in particulars.partners)
    return Case(
        manuscript=manuscript,
        issuer=organs.issuer(identity),
        partners=tuple(each for each in partners if each),
        organs=resolved(manuscript, organs=organs),
        facts=particulars.facts(),
    )


def must_be_issued_by(identity: IssuingIdentityEntry, *, type: str) -> None:
    """Raises Refused for a type that this name may not issue (条例 第八条, 发文名义)."""
    if type not in identity.types:
        raise Refused(
            f"“{identity.name}”不能制发“{type}”。"
            f"它可以制发：{'、'.join(identity.types)}。请改用其他发文名义或文种。"
        )


def unanswered(findings: tuple[Finding, ...], particulars: Particulars) -> list[Finding]:
    """The warnings that nobody kept with a reason."""
    return [
        each
        for each in findings
        if each.severity is Severity.WARNING and not particulars.kept(each.rule)
    ]


def _told(findings: list[Finding], lead: str) -> str:
    told = "".join(
        f"（{number}）{each.position}：{each.message}"
        for number, each in enumerate(findings[:_MOST_TOLD], start=1)
    )
    more = len(findings) - _MOST_TOLD
    return f"{lead}{told}" + (f"另有 {more} 处，见修改文稿页的核查栏。" if more > 0 else "")
