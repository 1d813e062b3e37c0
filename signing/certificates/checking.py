"""Whether a certificate was valid at a moment (RFC 5280 6), and if not, every reason why.

The moment is the caller's to prove: a time stamp's, the journal's. A certificate that expired or
was taken back after it was valid at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from signing.certificates.building import EXCHANGE_USAGE, NODE_USAGE, SEAL_MAKER_USAGE
from signing.certificates.certificate import Certificate
from signing.certificates.findings import Code, Finding, Outcome, day
from signing.certificates.paths import Path, Paths
from signing.certificates.revocation import RevocationList
from signing.certificates.revoking import revocation
from signing.certificates.signed import Held, is_weak


class Use(StrEnum):
    """What the certificate's key did, or is to do."""

    SIGN = "sign"
    STAMP_TIME = "stamp-time"
    SPEAK_FOR_NODE = "speak-for-node"
    MAKE_SEALS = "make-seals"
    EXCHANGE = "exchange"
    ENCRYPT = "encrypt"
    ISSUE = "issue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whom the node trusts and what it knows of what was taken back.

    `anchors`: authorities trusted as they stand; `others`: certificates between, only offered;
    `makers`: who makes electronic seals though no certificate says so, themselves or whomever
    they issued to, and are asked for nothing else.
    """

    anchors: Sequence[Certificate]
    others: Sequence[Certificate] = ()
    makers: Sequence[Certificate] = ()
    lists: Sequence[RevocationList] = field(default=(), repr=False)


def check(
    certificate: Certificate,
    *,
    trust: Trust,
    at: datetime,
    use: Use = Use.SIGN,
    offered: Iterable[Certificate] = (),
    lists: Iterable[RevocationList] = (),
) -> Outcome:
    """`offered`, `lists`: what came with a signature, believed no further than it is signed.

    Every certificate below the anchor needs a revocation list that covers the moment.
    """
    makers = trust.makers if use is Use.MAKE_SEALS else ()
    search = Paths(
        anchors=(*trust.anchors, *(each for each in makers if each.is_self_signed)),
        others=(*trust.others, *makers, *offered),
    )
    known = (*trust.lists, *lists)
    best: Outcome | None = None
    for path in search.up_from(certificate):
        found = _checked(path, at=at, use=use, lists=known, makers=makers)
        if found.is_good:
            return found
        if best is None or len(found.findings) < len(best.findings):
            best = found
    return best or _nowhere(certificate, at=at, use=use, broken=search.broken)


def _nowhere(
    certificate: Certificate, *, at: datetime, use: Use, broken: list[tuple[Certificate, Held]]
) -> Outcome:
    found = [_BROKEN[how](each) for each, how in dict.fromkeys(broken)]
    words = (
        f"证书“{certificate.subject}”不是受信任的机构签发的（签发者自称“{certificate.issuer}”）。"
    )
    found.append(_about(certificate, Code.UNTRUSTED, words))
    found.extend(_dates(certificate, at=at))
    found.extend(_usage(certificate, use=use))
    return Outcome(at=at, path=(certificate,), findings=tuple(found))


def _checked(
    path: Path,
    *,
    at: datetime,
    use: Use,
    lists: Sequence[RevocationList],
    makers: Sequence[Certificate],
) -> Outcome:
    found: list[Finding] = []
    notes: list[str] = []
    if not serves(path[0], use=use) and _is_listed(path, makers):
        use = Use.SIGN  # what else a maker's certificate says
    for place, each in enumerate(path):
        found.extend(_dates(each, at=at))
        found.extend(_extensions(each))
        if is_weak(each.public):
            found.append(_weak(each))
        elif each.algorithm is None:
            found.append(_unknown(each))
        if place:
            found.extend(_authority(each, below=_counted(path[1:place]), use=use))
    if path[0] not in makers:
        found.extend(_usage(path[0], use=use))
    for each, issuer in pairwise(path):
        said = revocation(each, issuer=issuer, at=at, lists=lists)
        found.extend(said.findings)
        notes.extend(said.notes)
    return Outcome(at=at, path=path, findings=tuple(found), notes=tuple(notes))


def _is_listed(path: Path, makers: Sequence[Certificate]) -> bool:
    """Whether the administrator says so of it or of an authority above it."""
    return any(each in makers for each in path)


def _counted(between: Path) -> int:
    """Authorities that pathLen counts: those that do not name themselves as issuer."""
    return sum(not each.is_self_signed for each in between)


def _dates(certificate: Certificate, *, at: datetime) -> Iterator[Finding]:
    if at < certificate.begins:
        words = (
            f"证书“{certificate.subject}”自{day(certificate.begins)}起有效，"
            f"到{day(at)}还没有生效。"
        )
        yield _about(certificate, Code.NOT_YET, words)
    if at > certificate.ends:
        words = (
            f"证书“{certificate.subject}”已过期：有效期到{day(certificate.ends)}，"
            f"而所查的时间是{day(at)}。"
        )
        yield _about(certificate, Code.EXPIRED, words)


_UNDERSTOOD = {
    *("basic_constraints", "key_usage", "extended_key_usage"),
    *("key_identifier", "authority_key_identifier", "subject_alt_name", "issuer_alt_name"),
    *("certificate_policies", "crl_distribution_points", "authority_information_access"),
}


def _extensions(certificate: Certificate) -> Iterator[Finding]:
    names = [
        each["extn_id"].native for each in certificate.parsed["tbs_certificate"]["extensions"]
    ]
    foreign = set(certificate.parsed.critical_extensions) - _UNDERSTOOD
    # Constraints on names must be obeyed, and we do not: also where they are not marked critical.
    foreign |= {"name_constraints"} & set(names)
    if foreign:
        which = "、".join(sorted(foreign))
        words = f"证书“{certificate.subject}”带有本系统不认识的关键扩展项（{which}），不能采信。"
        yield _about(certificate, Code.EXTENSION, words)
    if len(names) != len(set(names)):
        words = f"证书“{certificate.subject}”的扩展项重复，不符合证书格式。"
        yield _about(certificate, Code.EXTENSION, words)


def _authority(certificate: Certificate, *, below: int, use: Use) -> Iterator[Finding]:
    parsed, extended = certificate.parsed, certificate.parsed.extended_key_usage_value
    usage = parsed.key_usage_value
    if not certificate.is_authority:
        words = f"“{certificate.subject}”的证书不是发证机构的证书，无权签发别的证书。"
        yield _about(certificate, Code.NOT_AN_AUTHORITY, words)
        return
    if usage is not None and "key_cert_sign" not in usage.native:
        words = f"证书“{certificate.subject}”的用途不含签发证书。"
        yield _about(certificate, Code.USAGE, words)
    # What an authority is for bounds what it may issue, as everybody but the standard has it.
    if extended is not None and not set(extended.native) & (_ISSUED_FOR.get(use, set()) | _ANY):
        words = f"发证机构“{certificate.subject}”不签发用来{_USE_WORDS[use]}的证书。"
        yield _about(certificate, Code.USAGE, words)
    depth = parsed.basic_constraints_value["path_len_constraint"].native
    if depth is not None and below > depth:
        words = (
            f"发证机构“{certificate.subject}”之下最多可有 {depth} 级发证机构，实际有 {below} 级。"
        )
        yield _about(certificate, Code.DEPTH, words)


_FOR_SIGNING = {
    *("any_extended_key_usage", "email_protection"),
    *("1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.311.10.3.12", "1.2.840.113583.1.1.5"),
    *("microsoft_document_signing", "adobe_authentic_documents_trust"),
}


def serves(certificate: Certificate, *, use: Use) -> bool:
    """Whether it is for that at all, by what it says itself."""
    usage, extended = (
        None if value is None else set(value.native)
        for value in (
            certificate.parsed.key_usage_value,
            certificate.parsed.extended_key_usage_value,
        )
    )
    return _USES[use](certificate, usage, extended)


def _usage(certificate: Certificate, *, use: Use) -> Iterator[Finding]:
    if not serves(certificate, use=use):
        words = f"证书“{certificate.subject}”的用途不符：不能用来{_USE_WORDS[use]}。"
        yield _about(certificate, Code.USAGE, words)


def may_sign_by_key(certificate: Certificate) -> bool:
    """Whether its key may sign anything but certificates (RFC 5280 4.2.1.3)."""
    usage = certificate.parsed.key_usage_value
    return usage is None or bool(set(usage.native) & {"digital_signature", "non_repudiation"})


def _may_sign(certificate: Certificate, _: set[str] | None, extended: set[str] | None) -> bool:
    signs = may_sign_by_key(certificate)
    return signs and (extended is None or bool(extended & _FOR_SIGNING))


_Allows = Callable[[Certificate, set[str] | None, set[str] | None], bool]


def _alone(what: str) -> _Allows:
    """For that alone, and marked critical, as RFC 3161 2.3 has it for time stamps."""

    def allows(certificate: Certificate, _: set[str] | None, extended: set[str] | None) -> bool:
        critical = "extended_key_usage" in certificate.parsed.critical_extensions
        return may_sign_by_key(certificate) and extended == {what} and critical

    return allows


def _may_encrypt(_: Certificate, usage: set[str] | None, extended: set[str] | None) -> bool:
    """A key for both is refused: a signature is the agency's own, while a key that decrypts may
    lie with its authority too (GM/T 0015 has two certificates for that)."""
    enciphers = usage is not None and bool(usage & _ENCIPHERS)
    signs = usage is not None and bool(usage & {"digital_signature", "non_repudiation"})
    return enciphers and not signs and (extended is None or bool(extended & _FOR_ENCRYPTING))


def _may_issue(certificate: Certificate, usage: set[str] | None, _: set[str] | None) -> bool:
    return certificate.is_authority and (usage is None or "key_cert_sign" in usage)


_ANY = {"any_extended_key_usage"}
_ENCIPHERS = {"key_encipherment", "data_encipherment"}
_FOR_ENCRYPTING = _ANY | {"email_protection"}
_USES: dict[Use, _Allows] = {
    Use.SIGN: _may_sign,
    Use.STAMP_TIME: _alone("time_stamping"),
    Use.SPEAK_FOR_NODE: _alone(NODE_USAGE),
    Use.MAKE_SEALS: _alone(SEAL_MAKER_USAGE),
    Use.EXCHANGE: _alone(EXCHANGE_USAGE),
    Use.ENCRYPT: _may_encrypt,
    Use.ISSUE: _may_issue,
}
_ISSUED_FOR: dict[Use, set[str]] = {
    Use.SIGN: _FOR_SIGNING,
    Use.STAMP_TIME: {"time_stamping"},
    Use.SPEAK_FOR_NODE: {NODE_USAGE},
    Use.MAKE_SEALS: {SEAL_MAKER_USAGE},
    Use.EXCHANGE: {EXCHANGE_USAGE},
    Use.ENCRYPT: _FOR_ENCRYPTING,
}
_USE_WORDS = {
    Use.SIGN: "签名、签章",
    Use.STAMP_TIME: "签发时间戳",
    Use.SPEAK_FOR_NODE: "签署通讯录快照和日志检查点",
    Use.MAKE_SEALS: "制作电子印章",
    Use.EXCHANGE: "签署公文交换的信封和回执",
    Use.ENCRYPT: "加密公文",
    Use.ISSUE: "签发证书",
}


def _broken(certificate: Certificate) -> Finding:
    words = (
        f"证书“{certificate.subject}”上签发者的签名不对：证书被改动过，"
        f"或者冒用了“{certificate.issuer}”的名义。"
    )
    return _about(certificate, Code.SIGNATURE, words)


def _weak(certificate: Certificate) -> Finding:
    words = f"证书“{certificate.subject}”用的算法强度不够（如 SHA-1、RSA 1024 位），可以被伪造。"
    return _about(certificate, Code.WEAK, words)


def _unknown(certificate: Certificate) -> Finding:
    words = f"证书“{certificate.subject}”用的算法本系统不支持，无法核验。"
    return _about(certificate, Code.ALGORITHM, words)


_BROKEN: dict[Held, Callable[[Certificate], Finding]] = {
    Held.BROKEN: _broken,
    Held.WEAK: _weak,
    Held.UNKNOWN: _unknown,
}


def _about(certificate: Certificate, code: Code, words: str) -> Finding:
    return Finding(code=code, subject=certificate.subject, words=words)
