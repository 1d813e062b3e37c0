"""行文规则: what the 条例 and GB/T 9704-2012 ask of a document, as small named rules."""

from __future__ import annotations

from documents.rules.case import Case, Facts, resolved
from documents.rules.finding import Element, Finding, Position, Severity
from documents.rules.organ import Organ, Organs, OrganStanding
from documents.rules.printed import as_printed
from documents.rules.rule import Rule
from documents.rules.rulebook import RULEBOOK, check, site_rules
from documents.rules.site import NO_CHANGES, Site, read_site

__all__ = [
    "NO_CHANGES",
    "RULEBOOK",
    "Case",
    "Element",
    "Facts",
    "Finding",
    "Organ",
    "OrganStanding",
    "Organs",
    "Position",
    "Rule",
    "Severity",
    "Site",
    "as_printed",
    "check",
    "read_site",
    "resolved",
    "site_rules",
]
