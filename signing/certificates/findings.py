"""What is wrong with a certificate at a moment: a code for machines, a sentence for clerks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from office.kernel.clock import CHINA
from signing.certificates.certificate import Certificate


class Code(StrEnum):
    """One for each thing that can be wrong."""

    UNTRUSTED = "untrusted"
    SIGNATURE = "signature"
    WEAK = "weak"
    ALGORITHM = "algorithm"
    EXPIRED = "expired"
    NOT_YET = "not-yet"
    USAGE = "usage"
    NOT_AN_AUTHORITY = "not-an-authority"
    DEPTH = "depth"
    EXTENSION = "extension"
    REVOKED = "revoked"
    LIST_MISSING = "list-missing"
    LIST_EXPIRED = "list-expired"
    LIST_SIGNATURE = "list-signature"
    LIST_UNUSABLE = "list-unusable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`words`: a full sentence; `subject`: whose certificate it is about."""

    code: Code
    subject: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was found at the moment `at`. `path`: the certificate, its issuers, the anchor.

    `notes`: what a reader should be told and what does not make it bad.
    """

    at: datetime
    path: tuple[Certificate, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.findings

    @property
    def codes(self) -> frozenset[Code]:
        """Of all that is wrong."""
        return frozenset(each.code for each in self.findings)

    @property
    def words(self) -> str:
        """All that is wrong, else that it was valid at the moment."""
        if self.findings:
            return "".join(each.words for each in self.findings)
        return f"证书“{self.path[0].subject}”在{day(self.at)}有效。"


def day(at: datetime) -> str:
    """In the office's time zone."""
    local = at.astimezone(CHINA)
    return f"{local.year}年{local.month}月{local.day}日"
