"""Certificates that do not serve, each with what has to be named and what OpenSSL says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from asn1crypto import core, x509

from signing.certificates.building import Purpose, Wanted, issued
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Trust
from signing.certificates.findings import Code
from signing.certificates.revocation import Reason, Revoked
from signing.certificates.signed import written
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey
from tests.certified import (
    BEGAN,
    DAY,
    ENDS,
    NOW,
    TestAuthority,
    subject,
    trust_in,
    two_steps,
)


@cache
def of_somebody(algorithm: Algorithm) -> Certificate:
    return Certificate(two_steps(algorithm)[1].issue().certificate)


@dataclass(frozen=True, kw_only=True)
class Case:
    """`lists`: whether it is about them, so that OpenSSL is asked with them."""

    certificate: Certificate
    trust: Trust
    code: Code
    at: datetime = NOW
    words: str = ""
    openssl: str = ""
    lists: bool = True


def signed_anew(
    certificate: Certificate, change: Callable[[x509.TbsCertificate], None], *, key: PrivateKey
) -> Certificate:
    """The same body but for one thing, signed again."""
    body = certificate.parsed["tbs_certificate"].copy()
    change(body)
    body = x509.TbsCertificate.load(body.dump(force=True))
    fields = ("tbs_certificate", "signature_value")
    return Certificate(written(x509.Certificate, body, key=key, fields=fields))


def expired(root: TestAuthority, issuing: TestAuthority) -> Case:
    return Case(
        certificate=Certificate(issuing.issue(ends=NOW - DAY).certificate),
        trust=trust_in(root, issuing),
        code=Code.EXPIRED,
        words="证书“周怀远”已过期：有效期到2026年11月19日",
        openssl="certificate has expired",
    )


def not_yet(root: TestAuthority, issuing: TestAuthority) -> Case:
    return Case(
        certificate=Certificate(issuing.issue(begins=NOW + DAY).certificate),
        trust=trust_in(root, issuing),
        code=Code.NOT_YET,
        words="自2026年11月21日起有效",
        openssl="certificate is not yet valid",
    )


def revoked(root: TestAuthority, issuing: TestAuthority) -> Case:
    certificate = of_somebody(issuing.algorithm)
    entry = Revoked(serial=certificate.serial, since=NOW - DAY, reason=Reason.CHANGED)
    trust = replace(trust_in(root, issuing), lists=[root.list(), issuing.list(entry)])
    return Case(
        certificate=certificate,
        trust=trust,
        code=Code.REVOKED,
        words="2026年11月19日已被签发机构吊销（人员或单位变动）",
        openssl="certificate revoked",
    )


def authority_revoked(root: TestAuthority, issuing: TestAuthority) -> Case:
    entry = Revoked(serial=issuing.certificate.serial, since=NOW - DAY)
    trust = replace(trust_in(root, issuing), lists=[root.list(entry), issuing.list()])
    return Case(
        certificate=of_somebody(issuing.algorithm),
        trust=trust,
        code=Code.REVOKED,
        words="证书“云川测试签发机构”",
        openssl="certificate revoked",
    )


def list_missing(root: TestAuthority, issuing: TestAuthority) -> Case:
    return Case(
        certificate=of_somebody(issuing.algorithm),
        trust=replace(trust_in(root, issuing), lists=[root.list()]),
        code=Code.LIST_MISSING,
        words="缺少发证机构“云川测试签发机构”的证书吊销列表",
        openssl="unable to get certificate CRL",
    )


def list_expired(root: TestAuthority, issuing: TestAuthority) -> Case:
    old = issuing.list(begins=NOW - 9 * DAY, ends=NOW - 2 * DAY)
    return Case(
        certificate=of_somebody(issuing.algorithm),
        trust=replace(trust_in(root, issuing), lists=[root.list(), old]),
        code=Code.LIST_EXPIRED,
        words="证书吊销列表已过期（到2026年11月18日）",
        openssl="CRL has expired",
    )


def unknown_issuer(root: TestAuthority, issuing: TestAuthority) -> Case:
    stranger = TestAuthority(issuing.algorithm, name="自称的机构")
    return Case(
        certificate=Certificate(stranger.issue().certificate),
        trust=trust_in(root, issuing),
        code=Code.UNTRUSTED,
        words="签发者自称“自称的机构”",
        openssl="unable to get local issuer certificate",
    )


def self_made(root: TestAuthority, issuing: TestAuthority) -> Case:
    made = TestAuthority(issuing.algorithm, name="周怀远")
    return Case(
        certificate=made.certificate,
        trust=trust_in(root, issuing),
        code=Code.UNTRUSTED,
        openssl="self-signed certificate",
    )


def same_name_other_key(root: TestAuthority, issuing: TestAuthority) -> Case:
    """In our issuer's name, by somebody else's key."""
    wanted = Wanted(
        subject=subject("周怀远"),
        public=PrivateKey.generate(issuing.algorithm).public,
        purpose=Purpose.PERSON,
        begins=BEGAN,
        ends=ENDS,
    )
    other = PrivateKey.generate(issuing.algorithm)
    return Case(
        certificate=issued(wanted, key=other, issuer=issuing.certificate),
        trust=trust_in(root, issuing),
        code=Code.SIGNATURE,
        words="签名不对：证书被改动过，或者冒用了“云川测试签发机构”的名义",
        openssl="certificate signature failure",
    )


def issued_by_a_person(root: TestAuthority, issuing: TestAuthority) -> Case:
    key = PrivateKey.generate(issuing.algorithm)
    person = Certificate(issuing.issue("冒充者", key=key).certificate)
    wanted = Wanted(
        subject=subject("周怀远"),
        public=PrivateKey.generate(issuing.algorithm).public,
        purpose=Purpose.PERSON,
        begins=BEGAN,
        ends=ENDS,
    )
    trust = trust_in(root, issuing)
    return Case(
        certificate=issued(wanted, key=key, issuer=person),
        trust=replace(trust, others=[*trust.others, person]),
        code=Code.NOT_AN_AUTHORITY,
        words="“冒充者”的证书不是发证机构的证书",
        openssl="invalid CA certificate",
        lists=False,
    )


def too_deep(root: TestAuthority, issuing: TestAuthority) -> Case:
    """Our issuing authority may have none below it."""
    below = TestAuthority(issuing.algorithm, name="下级机构", above=issuing)
    return Case(
        certificate=Certificate(below.issue().certificate),
        trust=trust_in(root, issuing, below),
        code=Code.DEPTH,
        words="最多可有 0 级发证机构，实际有 1 级",
        openssl="path length constraint exceeded",
        lists=False,
    )


def unknown_critical(root: TestAuthority, issuing: TestAuthority) -> Case:
    def add(body: x509.TbsCertificate) -> None:
        value = core.ParsableOctetString(core.Null().dump())
        body["extensions"].append({"extn_id": "1.2.3.4", "critical": True, "extn_value": value})

    return Case(
        certificate=signed_anew(of_somebody(issuing.algorithm), add, key=issuing.key),
        trust=trust_in(root, issuing),
        code=Code.EXTENSION,
        words="不认识的关键扩展项（1.2.3.4）",
        openssl="unhandled critical extension",
    )
