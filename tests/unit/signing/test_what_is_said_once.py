"""What a signature says of itself is said once, and what certificates are for is what they say."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest
from asn1crypto import cms, x509

from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Use, check
from signing.certificates.findings import Code
from signing.certificates.signed import Held
from signing.keys.algorithms import Algorithm
from signing.signed_data import read_signed_data, signed_data
from tests.certified import NOW, TestAuthority, trust_in, two_steps
from tests.unit.signing.certificate_cases import signed_anew

CONTENT = b"what is signed"


@pytest.mark.parametrize("name", ["message_digest", "content_type", "signing_time"])
def test_of_two_values_none_is_believed(name: str) -> None:
    """RFC 5652 11: other readers might take the other one."""
    signer = two_steps(Algorithm.ECDSA)[1].issue()
    message = cms.ContentInfo.load(signed_data(CONTENT, kind="data", signer=signer, at=NOW))
    info = message["content"]["signer_infos"][0]
    said = cms.CMSAttributes(list(info["signed_attrs"]))
    for each in said:
        if each["type"].native == name:
            each["values"].append(each["values"][0].copy())
    info["signed_attrs"] = said
    info["signature"] = signer.sign(cms.CMSAttributes.load(said.dump(force=True)).dump())
    read = read_signed_data(message.dump(force=True))
    held = read.held(sha256(CONTENT).digest())
    if name == "signing_time":  # without it a signature is good
        assert (read.at, held) == (None, Held.HOLDS)
    else:
        assert held is Held.BROKEN


def with_usage(*what: str) -> Callable[[x509.TbsCertificate], None]:
    def change(body: x509.TbsCertificate) -> None:
        value = x509.ExtKeyUsageSyntax(list(what))
        body["extensions"].append(
            {"extn_id": "extended_key_usage", "critical": False, "extn_value": value}
        )

    return change


def test_a_certificate_for_logging_in_signs_no_paper() -> None:
    root, issuing = two_steps(Algorithm.ECDSA)
    plain = Certificate(issuing.issue().certificate)
    for what, good in (("client_auth", False), ("email_protection", True)):
        certificate = signed_anew(plain, with_usage(what), key=issuing.key)
        assert check(certificate, trust=trust_in(root, issuing), at=NOW).is_good is good


def test_an_authority_for_time_stamps_issues_no_certificates_for_signing() -> None:
    root = TestAuthority(Algorithm.ECDSA)
    below = TestAuthority(Algorithm.ECDSA, name="云川测试时间戳机构", above=root)
    certificate = signed_anew(below.certificate, with_usage("time_stamping"), key=root.key)
    trust = trust_in(root)
    for purpose, use, found in (
        (Purpose.PERSON, Use.SIGN, {Code.USAGE}),
        (Purpose.SEAL_MAKER, Use.MAKE_SEALS, {Code.USAGE}),
        (Purpose.TIME, Use.STAMP_TIME, set()),
    ):
        outcome = check(
            Certificate(below.issue(purpose=purpose).certificate),
            trust=trust,
            at=NOW,
            use=use,
            offered=[certificate],
            lists=[below.list()],
        )
        assert outcome.codes == found, outcome.words
