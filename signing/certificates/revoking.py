"""Whether a certificate had been taken back at a moment, by the lists that are at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from signing.certificates.certificate import Certificate
from signing.certificates.findings import Code, Finding, day
from signing.certificates.revocation import RevocationList, Revoked
from signing.certificates.signed import Held


@dataclass(frozen=True, slots=True)
class Said:
    """By the lists of one certificate's issuer."""

    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


def revocation(
    certificate: Certificate,
    *,
    issuer: Certificate,
    at: datetime,
    lists: Iterable[RevocationList],
) -> Said:
    """Any entry that any list of the issuer has counts; that there is none is believed only of a
    list that covers the moment."""
    named = [each for each in lists if each.is_of(issuer)]
    signed = [each for each in named if _is_signed(each, issuer)]
    entries = [each.entries[certificate.serial] for each in signed if _names(each, certificate)]
    bad = [each for each in entries if each.counts_at(at)]
    if bad:
        return Said((_revoked(certificate, min(bad, key=lambda each: each.since)),))
    notes = tuple(_later(certificate, each) for each in dict.fromkeys(entries))
    if any(_covers(each, certificate=certificate, at=at) for each in signed):
        return Said(notes=notes)
    return Said((_uncovered(certificate, issuer, named=named, signed=signed, at=at),), notes)


def _names(each: RevocationList, certificate: Certificate) -> bool:
    return certificate.serial in each.entries


def _is_signed(each: RevocationList, issuer: Certificate) -> bool:
    usage = issuer.parsed.key_usage_value
    may = usage is None or "crl_sign" in usage.native
    return may and each.signed_by(issuer) is Held.HOLDS


def _covers(each: RevocationList, *, certificate: Certificate, at: datetime) -> bool:
    """Current at the moment or made after it, whole, and not so late that an entry may be gone
    because the certificate has expired (RFC 5280 3.3)."""
    if each.critical or each.ends is None or each.ends < at:
        return False
    kept = each.kept_since is not None and each.kept_since <= certificate.ends
    return each.begins <= certificate.ends or kept


def _revoked(certificate: Certificate, entry: Revoked) -> Finding:
    since = f"{day(entry.since)}已被签发机构吊销（{entry.reason.words}）"
    if entry.invalid_since is not None:
        since += f"，自{day(entry.invalid_since)}起不可采信"
    elif entry.reason.is_compromise:
        since += "，何时泄露不详，此前的签名也不可采信"
    words = f"证书“{certificate.subject}”于{since}。"
    return Finding(code=Code.REVOKED, subject=certificate.subject, words=words)


def _later(certificate: Certificate, entry: Revoked) -> str:
    return (
        f"证书“{certificate.subject}”后来于{day(entry.since)}被吊销（{entry.reason.words}），"
        "不影响此前的签名。"
    )


def _uncovered(
    certificate: Certificate,
    issuer: Certificate,
    *,
    named: Sequence[RevocationList],
    signed: Sequence[RevocationList],
    at: datetime,
) -> Finding:
    whose = f"发证机构“{issuer.subject}”的证书吊销列表"
    unknown = f"不知道证书“{certificate.subject}”当时是否已被吊销"
    ended = [each.ends for each in signed if each.ends is not None]
    if not named:
        code, words = Code.LIST_MISSING, f"缺少{whose}，{unknown}。请系统管理员导入。"
    elif not signed:
        code, words = Code.LIST_SIGNATURE, f"{whose}签名不对，不能采信，{unknown}。"
    elif ended and max(ended) < at:
        code = Code.LIST_EXPIRED
        words = f"{whose}已过期（到{day(max(ended))}），{unknown}。请系统管理员导入新的。"
    else:
        code = Code.LIST_UNUSABLE
        words = f"{whose}不完整，或者是证书过期之后才签发的，{unknown}。"
    return Finding(code=code, subject=certificate.subject, words=words)
