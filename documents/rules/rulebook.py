"""The rulebook: all rules in one tuple, and what they find in a case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from documents.rules import (
    addressing,
    attachments,
    dates,
    downward,
    headings,
    markings,
    numbers,
    openness,
    punctuation,
    routes,
    titles,
    together,
    types,
    upward,
    wording,
)
from documents.rules.case import Case
from documents.rules.finding import Finding
from documents.rules.rule import Rule
from documents.rules.site import NO_CHANGES, Site, read_site
from office.kernel.refusals import Refused

RULEBOOK: tuple[Rule, ...] = (
    *routes.RULES,
    *upward.RULES,
    *downward.RULES,
    *together.RULES,
    *types.RULES,
    *markings.RULES,
    *numbers.RULES,
    *titles.RULES,
    *addressing.RULES,
    *headings.RULES,
    *attachments.RULES,
    *dates.RULES,
    *wording.RULES,
    *punctuation.RULES,
    *openness.RULES,
)


def check(case: Case, *, site: Site = NO_CHANGES) -> tuple[Finding, ...]:
    """What the rules find, in the order of the document; the same case gives the same findings.

    The site's changes hold. Nothing is raised for any manuscript.
    """
    return tuple(sorted(_found(case, site), key=lambda each: (each.position.order, each.rule)))


def site_rules(path: Path | None) -> Site:
    """The site's changes of the rulebook in its file (`wenshu.rules`); none without a file.

    Raises Refused for a file that cannot be read, or that names what there is not.
    """
    if path is None:
        return NO_CHANGES
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(
            f"读不了本机关的规则文件 {path}：{fault}。请检查设置 wenshu.rules。"
        ) from fault
    return read_site(text, known=[each.id for each in RULEBOOK])


def _found(case: Case, site: Site) -> Iterator[Finding]:
    for each in RULEBOOK:
        if each.id not in site.off:
            yield from each.check(case, severity=site.severities.get(each.id))
    yield from site.check_phrases(case.manuscript)
