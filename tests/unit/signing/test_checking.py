"""A certificate is good at a moment only when everything holds; what does not is told by name."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from asn1crypto import crl

from signing.certificates.building import Purpose, Wanted, issued
from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.checking import Trust, Use, check
from signing.certificates.findings import Code
from signing.certificates.revocation import Reason, RevocationList, Revoked
from signing.certificates.signed import written
from signing.keys.algorithms import Algorithm
from tests.certified import (
    BEGAN,
    DAY,
    ENDS,
    NOW,
    TestAuthority,
    openssl_verifies,
    subject,
    trust_in,
    two_steps,
)
from tests.unit.signing.certificate_cases import (
    Case,
    authority_revoked,
    expired,
    issued_by_a_person,
    list_expired,
    list_missing,
    not_yet,
    of_somebody,
    revoked,
    same_name_other_key,
    self_made,
    too_deep,
    unknown_critical,
    unknown_issuer,
)

every_algorithm = pytest.mark.parametrize("algorithm", list(Algorithm))


@every_algorithm
def test_a_chain_up_to_a_trusted_root_is_good(algorithm: Algorithm, tmp_path: Path) -> None:
    root, issuing = two_steps(algorithm)
    certificate, trust = of_somebody(algorithm), trust_in(root, issuing)
    found = check(certificate, trust=trust, at=NOW)
    assert found.is_good, found.words
    assert found.path == (certificate, issuing.certificate, root.certificate)
    assert found.words == "证书“周怀远”在2026年11月20日有效。"
    for each, above in openssl_steps(found.path):
        good, said = openssl_verifies(each, trust=above, folder=tmp_path, at=NOW, lists=False)
        assert good, said
    if algorithm is not Algorithm.SM2:
        good, said = openssl_verifies(certificate, trust=trust, folder=tmp_path, at=NOW)
        assert good, said


def openssl_steps(path: tuple[Certificate, ...]) -> list[tuple[Certificate, Trust]]:
    """One issuer at a time: OpenSSL 3.0 takes SM2's user for the last certificate only."""
    return [(each, Trust(anchors=[above])) for each, above in pairwise(path)]


def test_what_came_with_the_signature_is_only_offered() -> None:
    root, issuing = two_steps(Algorithm.ECDSA)
    signer = issuing.issue()
    offered = [Certificate(each) for each in signer.issuers]
    lists = [root.list(), issuing.list()]
    certificate = Certificate(signer.certificate)
    at_home = Trust(anchors=[root.certificate])
    assert check(certificate, trust=at_home, at=NOW, offered=offered, lists=lists).is_good
    stranger = check(certificate, trust=Trust(anchors=[]), at=NOW, offered=offered, lists=lists)
    assert stranger.codes == {Code.UNTRUSTED}
    assert "不是受信任的机构签发的" in stranger.words


@pytest.mark.parametrize(
    "algorithm",
    [Algorithm.SM2, Algorithm.ECDSA, pytest.param(Algorithm.RSA, marks=pytest.mark.slow)],
)
@pytest.mark.parametrize(
    "case",
    [
        *(expired, not_yet, revoked, authority_revoked, list_missing, list_expired),
        *(unknown_issuer, self_made, same_name_other_key, issued_by_a_person, too_deep),
        unknown_critical,
    ],
)
def test_what_is_wrong_is_named_and_openssl_agrees(
    case: Callable[[TestAuthority, TestAuthority], Case], algorithm: Algorithm, tmp_path: Path
) -> None:
    made = case(*two_steps(algorithm))
    found = check(made.certificate, trust=made.trust, at=made.at)
    assert made.code in found.codes
    assert made.words in found.words
    if algorithm is Algorithm.SM2:
        return  # OpenSSL 3.0 can be told SM2's user for the last certificate of a chain only
    good, said = openssl_verifies(
        made.certificate, trust=made.trust, folder=tmp_path, at=made.at, lists=made.lists
    )
    assert not good
    assert made.openssl in said


@pytest.mark.parametrize(
    ("entry", "good"),
    [
        (Revoked(serial=0, since=NOW + DAY), True),
        (Revoked(serial=0, since=NOW + DAY, reason=Reason.CHANGED), True),
        (Revoked(serial=0, since=NOW + DAY, reason=Reason.KEY_COMPROMISE), False),
        (Revoked(serial=0, since=NOW + DAY, invalid_since=NOW - DAY), False),
        (
            Revoked(
                serial=0,
                since=NOW + 2 * DAY,
                reason=Reason.KEY_COMPROMISE,
                invalid_since=NOW + DAY,
            ),
            True,
        ),
    ],
)
def test_what_was_taken_back_later_was_good_unless_the_key_was_out(
    entry: Revoked, good: bool
) -> None:
    root, issuing = two_steps(Algorithm.ECDSA)
    certificate = of_somebody(Algorithm.ECDSA)
    later = issuing.list(
        replace(entry, serial=certificate.serial), begins=NOW + 3 * DAY, ends=NOW + 9 * DAY
    )
    trust = replace(trust_in(root, issuing), lists=[root.list(), later])
    found = check(certificate, trust=trust, at=NOW)
    assert found.is_good is good
    assert found.codes == (set() if good else {Code.REVOKED})
    if good:
        assert "后来于2026年" in found.notes[0]
    # An older list, without the entry, cannot be offered to hide it.
    again = check(certificate, trust=trust, at=NOW, lists=[issuing.list()])
    assert again.is_good is good


def test_a_signature_of_a_certificate_that_has_expired_since_still_counts() -> None:
    root, issuing = two_steps(Algorithm.ECDSA)
    certificate = Certificate(issuing.issue(ends=NOW + DAY).certificate)
    trust = replace(
        trust_in(root, issuing),
        lists=[
            root.list(begins=NOW + 90 * DAY, ends=NOW + 99 * DAY),
            issuing.list(begins=NOW + 90 * DAY, ends=NOW + 99 * DAY),
        ],
    )
    assert check(certificate, trust=trust, at=NOW).is_good
    assert check(certificate, trust=trust, at=NOW + 91 * DAY).codes == {Code.EXPIRED}


def test_a_list_by_another_key_is_not_believed() -> None:
    root, issuing = two_steps(Algorithm.ECDSA)
    stranger = TestAuthority(Algorithm.ECDSA, name="云川测试签发机构")
    forged = stranger.list().parsed.copy()
    forged["tbs_cert_list"]["crl_extensions"] = []
    body = forged["tbs_cert_list"]
    made = written(
        crl.CertificateList,
        type(body).load(body.dump(force=True)),
        key=stranger.key,
        fields=("tbs_cert_list", "signature"),
    )
    trust = replace(trust_in(root, issuing), lists=[root.list(), RevocationList(made)])
    found = check(of_somebody(Algorithm.ECDSA), trust=trust, at=NOW)
    assert found.codes == {Code.LIST_SIGNATURE}


@pytest.mark.parametrize(
    ("purpose", "use", "good"),
    [
        (Purpose.PERSON, Use.SIGN, True),
        (Purpose.SEAL, Use.SIGN, True),
        (Purpose.TIME, Use.STAMP_TIME, True),
        (Purpose.TIME, Use.SIGN, False),
        (Purpose.PERSON, Use.STAMP_TIME, False),
        (Purpose.PERSON, Use.ISSUE, False),
        (Purpose.AUTHORITY, Use.SIGN, False),
    ],
)
def test_a_certificate_serves_what_it_was_issued_for(
    purpose: Purpose, use: Use, good: bool
) -> None:
    root, issuing = two_steps(Algorithm.ECDSA)
    certificate = Certificate(issuing.issue(purpose=purpose).certificate)
    found = check(certificate, trust=trust_in(root, issuing), at=NOW, use=use)
    assert found.codes == (set() if good else {Code.USAGE})
    assert good or "用途不符" in found.words


def test_a_name_may_be_written_with_characters_that_are_newer_than_2002() -> None:
    """𬱖 and 䶮 stand in people's names; the library's own comparison refuses them."""
    root = TestAuthority(Algorithm.ECDSA, name="䶮州𬱖根")
    certificate = Certificate(root.issue("李𬱖").certificate)
    found = check(certificate, trust=trust_in(root), at=NOW)
    assert found.is_good, found.words
    assert certificate.subject == "李𬱖"


def test_circles_and_crowds_of_look_alikes_end() -> None:
    one = TestAuthority(Algorithm.ECDSA, name="甲")
    names = [TestAuthority(Algorithm.ECDSA, name="甲") for _ in range(4)]
    crowd = [
        issued(
            Wanted(
                subject=subject("甲"),
                public=each.key.public,
                purpose=Purpose.AUTHORITY,
                begins=BEGAN,
                ends=ENDS,
            ),
            key=other.key,
            issuer=other.certificate,
        )
        for each in names
        for other in names
    ]
    certificate = Certificate(names[0].issue().certificate)
    found = check(certificate, trust=trust_in(one), at=NOW, offered=crowd)
    assert Code.UNTRUSTED in found.codes


@every_algorithm
@pytest.mark.parametrize("step", [11, pytest.param(1, marks=pytest.mark.slow)])
def test_no_byte_of_a_chain_can_be_another(algorithm: Algorithm, step: int) -> None:
    root, issuing = two_steps(algorithm)
    certificate = of_somebody(algorithm)
    lists = [root.list(), issuing.list()]
    trust = Trust(anchors=[root.certificate], lists=lists)
    for at, der in enumerate((certificate.der, issuing.certificate.der)):
        for place in range(0, len(der), step):
            changed = bytearray(der)
            changed[place] ^= 1 << place % 8
            try:
                other = Certificate(bytes(changed))
            except NotACertificate:
                continue
            pair = (other, issuing.certificate) if at == 0 else (certificate, other)
            assert not check(pair[0], trust=trust, at=NOW, offered=[pair[1]]).is_good, place


@pytest.mark.slow  # its import takes over a second
@pytest.mark.parametrize("algorithm", [Algorithm.RSA, Algorithm.ECDSA])
@pytest.mark.parametrize("case", [None, expired, not_yet, revoked, unknown_issuer, too_deep])
def test_another_validator_agrees(
    case: Callable[[TestAuthority, TestAuthority], Case] | None, algorithm: Algorithm
) -> None:
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

    root, issuing = two_steps(algorithm)
    certificate, trust = of_somebody(algorithm), trust_in(root, issuing)
    if case:
        made = case(root, issuing)
        certificate, trust = made.certificate, made.trust
    context = ValidationContext(
        trust_roots=[each.parsed for each in trust.anchors],
        other_certs=[each.parsed for each in trust.others],
        crls=[each.parsed for each in trust.lists],
        moment=NOW,
        revocation_mode="require",
    )
    validator = CertificateValidator(certificate.parsed, validation_context=context)
    good = True
    try:
        asyncio.run(validator.async_validate_usage({"digital_signature"}))
    except (PathBuildingError, PathValidationError):
        good = False
    assert good is (case is None)
    assert check(certificate, trust=trust, at=NOW).is_good is good
