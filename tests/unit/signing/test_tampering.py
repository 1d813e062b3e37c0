"""Whatever is done to a signed file is found and named.

What is done to the journal and to proofs of it is shown beside those; what nobody touched, in
`test_no_false_alarm.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Trust
from signing.certificates.revocation import Reason, Revoked
from signing.checking.report import Verdict
from signing.keys.algorithms import Algorithm
from signing.keys.signer import SoftwareSigner
from signing.ofd.seal import make_seal
from signing.ofd.sealing import seal_ofd
from signing.pdf.sealing import sign_pdf
from tests.certified import DAY, ENDS, NOW, TestAuthority, two_steps
from tests.unit.signing.judged import found, in_this_process
from tests.unit.signing.sealed import PNG, STAMP, plain_ofd
from tests.unit.signing.signed import CITY, COURT, both, maker, plain_pdf, presser, seal_of
from tests.unit.signing.tampered import FILES, REFUSED

__all__ = ["in_this_process"]


def codes(data: bytes, *, trust: Trust | None = None, days: int = 0) -> set[str]:
    """Of what was named; never of a file that is told to be valid."""
    try:
        told = found(data, trust=trust, days=days)
    except Refused:
        return {REFUSED}
    assert told.verdict is not Verdict.VALID
    problems = [each for entry in told.entries for each in entry.problems]
    assert all(each.words.endswith("。") for each in problems)
    return {each.code for each in problems} or {told.verdict.value}


@pytest.mark.slow
@pytest.mark.parametrize("mutation", FILES)
def test_what_was_done_to_the_file_is_named(mutation: str) -> None:
    how, code = FILES[mutation]
    assert code in codes(how())


# Certificates, and seals in the wrong hand.


@dataclass(frozen=True, kw_only=True)
class Hand:
    """Who signs, and whom the node trusts. `days`: after the signature the file is looked at."""

    signer: SoftwareSigner
    trust: Trust
    days: int = 0


def trusting(algorithm: Algorithm, *revoked: Revoked) -> Trust:
    issuing = two_steps(algorithm)[1]
    other = [each for each in both().lists if not each.is_of(issuing.certificate)]
    return replace(both(), lists=[*other, issuing.list(*revoked)])


def expired(of: Algorithm) -> Hand:
    return Hand(signer=two_steps(of)[1].issue(CITY, ends=NOW - DAY), trust=both())


def not_yet(of: Algorithm) -> Hand:
    return Hand(signer=two_steps(of)[1].issue(CITY, begins=NOW + DAY), trust=both())


def serial(signer: SoftwareSigner) -> int:
    return Certificate(signer.certificate).serial


def revoked(of: Algorithm) -> Hand:
    signer = two_steps(of)[1].issue(CITY)
    entry = Revoked(serial=serial(signer), since=NOW - DAY)
    return Hand(signer=signer, trust=trusting(of, entry))


def stolen(of: Algorithm) -> Hand:
    signer = two_steps(of)[1].issue(CITY)
    entry = Revoked(serial=serial(signer), since=NOW + DAY, reason=Reason.KEY_COMPROMISE)
    return Hand(signer=signer, trust=trusting(of, entry))


def self_made(of: Algorithm) -> Hand:
    return Hand(signer=TestAuthority(of, name="云川测试根").issue(CITY), trust=both())


def for_time_only(of: Algorithm) -> Hand:
    return Hand(signer=two_steps(of)[1].issue(CITY, purpose=Purpose.TIME), trust=both())


def unlisted(of: Algorithm) -> Hand:
    return Hand(signer=two_steps(of)[1].issue(CITY), trust=replace(both(), lists=()))


def ended_since(of: Algorithm) -> Hand:
    return Hand(signer=two_steps(of)[1].issue(CITY, ends=NOW + DAY), trust=both(), days=2)


HANDS: dict[str, tuple[Callable[[Algorithm], Hand], str]] = {
    "expired": (expired, "expired"),
    "not yet valid": (not_yet, "not-yet"),
    "revoked": (revoked, "revoked"),
    "its key stolen, nobody knows when": (stolen, "revoked"),
    "self-made in our issuer's name": (self_made, "untrusted"),
    "for time stamps": (for_time_only, "usage"),
    "of which nobody knows whether it was revoked": (unlisted, "list-missing"),
    "ended since, and no time stamp": (ended_since, "time"),
}


@pytest.mark.parametrize("how", HANDS)
@pytest.mark.parametrize("algorithm", [Algorithm.ECDSA, Algorithm.SM2])
def test_a_certificate_that_does_not_serve_is_named(how: str, algorithm: Algorithm) -> None:
    make, code = HANDS[how]
    hand = make(algorithm)
    if algorithm is Algorithm.ECDSA:
        data = sign_pdf(plain_pdf(), signer=hand.signer, field="Seal1", at=NOW)
    else:
        seal = make_seal(
            id="990100001-1",
            name=CITY,
            picture=PNG,
            size=(45, 45),
            certificates=[hand.signer.certificate],
            begins=NOW - DAY,
            ends=ENDS,
            maker=maker(),
        )
        data = seal_ofd(plain_ofd(), stamps=[STAMP], seal=seal, signer=hand.signer, at=NOW)
    assert code in codes(data, trust=hand.trust, days=hand.days)


def test_a_seal_in_the_hand_of_another_is_named() -> None:
    data = seal_ofd(plain_ofd(), stamps=[STAMP], seal=seal_of(CITY), signer=presser(COURT), at=NOW)
    assert codes(data) == {"not-on-list"}


def test_there_are_sixty_mutations_and_more() -> None:
    assert len(FILES) + 2 * len(HANDS) + 1 >= 60
