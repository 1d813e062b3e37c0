"""A signed PDF made fit for long keeping (PAdES B-LTA, ETSI EN 319 142-1 5.5).

What is needed to check its signatures goes into the file, and a time stamp over all of it says
that it was there. Before that time stamp's own certificate ends, another one is put over it: the
same act again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from asn1crypto import crl, x509
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from office.kernel.refusals import Refused
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Trust, Use, check
from signing.certificates.findings import Outcome
from signing.certificates.offered import believable
from signing.certificates.revocation import RevocationList
from signing.keys.algorithms import Algorithm
from signing.pdf.checking import Checked, PDFSignature, checked
from signing.pdf.hand import Addition, alone
from signing.pdf.refusing import why_not
from signing.pdf.revisions import FAULTS
from signing.pdf.stamping import Stamper, with_room
from signing.timestamps.asking import TimeAuthority

_FIELD = "Archive{}"


def keep_for_long(data: bytes, *, trust: Trust, authority: TimeAuthority, at: datetime) -> bytes:
    """The same file with certificates, revocation lists and a time stamp, appended.

    `at`: now. Raises Refused where a signature does not hold or cannot be checked: what is not
    proven now will never be.
    """
    before = checked(data)
    if not any(not each.is_time_stamp for each in before.signatures):
        raise Refused("这份 PDF 没有签名，不需要加存档时间戳。")
    stored = believable(before.lists, trust=trust, offered=before.offered)
    trust = replace(trust, lists=(*trust.lists, *stored))
    certificates: dict[bytes, Certificate] = {}
    for each in before.signatures:
        for outcome in _outcomes(each, before, trust=trust, at=at):
            certificates |= {path.der: path for path in outcome.path}
    lists = _needed(certificates.values(), trust.lists)
    number = 1 + sum(each.is_time_stamp for each in before.signatures)
    return _stamped(
        data,
        certificates=certificates.values(),
        lists=lists,
        authority=authority,
        field=_FIELD.format(number),
    )


def _outcomes(
    signature: PDFSignature, file: Checked, *, trust: Trust, at: datetime
) -> Iterable[Outcome]:
    """Of its certificate and of its time stamp's. Raises Refused."""
    if signature.faults:
        words = "".join(each.words for each in signature.faults)
        raise Refused(f"签名“{signature.field}”不成立，不能加存档时间戳：{words}")
    signed = signature.signed
    assert signed is not None  # without faults

    def outcome_of(certificate: Certificate, use: Use, moment: datetime) -> Outcome:
        offered = (*_offered(signature), *file.certificates)
        return check(certificate, trust=trust, at=moment, use=use, offered=offered)

    # Any good one proves the time, the earliest how early; the others need not be kept for.
    stamped = [
        (each.at, outcome_of(each.certificate, Use.STAMP_TIME, each.at))
        for each in sorted(signature.time_stamps, key=lambda each: each.at)
    ]
    own = next((pair for pair in stamped if pair[1].is_good), next(iter(stamped), None))
    found = [] if own is None else [own[1]]
    if not signature.is_time_stamp:
        moment = at if own is None else own[0]
        found.insert(0, outcome_of(signed.certificate, Use.SIGN, moment))
    for outcome in found:
        if not outcome.is_good:
            raise Refused(f"签名“{signature.field}”还不能存档：{outcome.words}")
        yield outcome


def _offered(signature: PDFSignature) -> Iterable[Certificate]:
    """All that came along with it."""
    for each in (signature.signed, *signature.time_stamps):
        if each is not None:
            yield from each.offered


def _needed(
    certificates: Iterable[Certificate], lists: Iterable[RevocationList]
) -> list[RevocationList]:
    issuers = [each for each in certificates if each.is_authority]
    named = {each.der: each for each in lists if any(each.is_of(issuer) for issuer in issuers)}
    return [each for each in named.values() if _is_readable(each)]


def _is_readable(each: RevocationList) -> bool:
    """Other readers know no SM2 (standards 5.1): its lists would only stop them."""
    return bool(each.parsed["signature_algorithm"]["algorithm"].dotted != Algorithm.SM2.oid)


def _stamped(
    data: bytes,
    *,
    certificates: Iterable[Certificate],
    lists: Iterable[RevocationList],
    authority: TimeAuthority,
    field: str,
) -> bytes:
    stamper = Stamper(authority)

    def made() -> bytes:
        writer = Addition(BytesIO(data))
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=[x509.Certificate.load(each.der) for each in certificates],
            crls=[crl.CertificateList.load(each.der) for each in lists],
        )
        stamping = PdfTimeStamper(stamper, field_name=field)
        return bytes(alone(lambda: stamping.timestamp_pdf(writer, "sha256")).getvalue())

    try:
        return with_room(made)
    except FAULTS as fault:
        raise Refused(f"这份 PDF 不能加存档时间戳：{why_not(data, fault)}") from fault
