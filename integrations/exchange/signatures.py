"""Signatures over the very bytes that travel (docs/exchange.md, Signatures)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.shapes import Signed
from signing.certificates import findings
from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.checking import Trust, Use, check
from signing.keys.algorithms import Algorithm, UnknownAlgorithm
from signing.keys.signer import Signer
from signing.keys.verifying import is_signed

NAMES = {
    "sm2-sm3": Algorithm.SM2,
    "rsa-sha256": Algorithm.RSA,
    "ecdsa-p256-sha256": Algorithm.ECDSA,
}
"""All that is taken, as the protocol calls it."""
_CALLED = {algorithm: name for name, algorithm in NAMES.items()}
MOST_CERTIFICATES = 8
_CERTIFICATES = {Use.EXCHANGE: "公文交换证书", Use.SPEAK_FOR_NODE: "节点证书"}
"""With what each is signed that this node verifies."""
_OURS = {
    findings.Code.LIST_MISSING,
    findings.Code.LIST_EXPIRED,
    findings.Code.LIST_SIGNATURE,
    findings.Code.LIST_UNUSABLE,
}
"""What this node lacks: whoever signed can do nothing about it."""


def sign(content: bytes, signer: Signer) -> Signed:
    """The document as it is, with the signer's certificate and those above it."""
    return Signed(
        content=content,
        algorithm=_CALLED[signer.algorithm],
        value=signer.sign(content),
        certificates=(signer.certificate, *signer.issuers)[:MOST_CERTIFICATES],
    )


def must_hold(
    signed: Signed, *, trust: Trust, at: datetime, use: Use = Use.EXCHANGE
) -> Certificate:
    """The certificate whose key signed just these bytes, good at the moment for that use.

    `use`: SPEAK_FOR_NODE for snapshots. For whom the certificate may sign is another question, and
    the address book's to answer. Raises NotTaken (Signature.Invalid): every reason in a sentence.
    """
    try:
        certificate, *offered = _certificates(signed)
        _must_be_signed(signed, by=certificate)
    except _Wrong as fault:
        raise _invalid(str(fault), remedy=_sign_again(use)) from None
    found = check(certificate, trust=trust, at=at, use=use, offered=offered)
    if not found.is_good:
        raise _invalid(found.words, remedy=_remedy(found.codes, use=use))
    return certificate


def _certificates(signed: Signed) -> list[Certificate]:
    if not 0 < len(signed.certificates) <= MOST_CERTIFICATES:
        raise _Wrong(f"应附 1 至 {MOST_CERTIFICATES} 张证书，实附 {len(signed.certificates)} 张。")
    try:
        return [Certificate(each) for each in signed.certificates]
    except NotACertificate:
        raise _Wrong("所附的证书不是 X.509 证书。") from None


def _must_be_signed(signed: Signed, *, by: Certificate) -> None:
    """By one of the three ways, which the key says as well: a name alone chooses nothing."""
    algorithm = NAMES.get(signed.algorithm)
    if algorithm is None:
        known = "、".join(NAMES)
        raise _Wrong(f"签名算法“{signed.algorithm[:40]}”不在允许之列，只认 {known}。")
    if by.algorithm is not algorithm:
        raise _Wrong(f"签名算法 {signed.algorithm} 与证书“{by.subject}”的公钥不符。")
    try:
        good = is_signed(signed.content, signature=signed.value, public=by.public)
    except UnknownAlgorithm:
        raise _Wrong(f"证书“{by.subject}”的公钥不能用来核验签名。") from None
    if not good:
        raise _Wrong(f"内容在签署之后被改动过，或者不是证书“{by.subject}”的持有者签的。")


def _remedy(codes: Collection[findings.Code], *, use: Use) -> str:
    """Whose turn it is. What the signer must mend comes first: the rest may be gone by then."""
    theirs = set(codes) - _OURS
    if not theirs:
        return "请收到的一方的系统管理员导入发证机构最新的证书吊销列表，导入以后请发送方重新发送。"
    if theirs == {findings.Code.UNTRUSTED}:
        return (
            f"请双方核对签发这张{_CERTIFICATES[use]}的发证机构：确应信任的，"
            "请收到的一方的系统管理员导入它的证书；否则请发送方换用受信任的机构签发的证书。"
        )
    return _sign_again(use)


def _sign_again(use: Use) -> str:
    return f"请发送方用现行有效的{_CERTIFICATES[use]}重新签署后再送。"


class _Wrong(ValueError):
    """With the bytes that came, in a sentence."""


def _invalid(why: str, *, remedy: str) -> NotTaken:
    return NotTaken(Code.SIGNATURE_INVALID, f"签名无效：{why}{remedy}", remedy=remedy)
