"""Who may sign and make seals, and by when that is known: by others than who signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import pytest

from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Trust
from signing.certificates.revocation import Reason, Revoked
from signing.checking.cli import _lines
from signing.checking.files import report
from signing.checking.report import Report, Verdict
from signing.keys.algorithms import Algorithm
from signing.keys.signer import SoftwareSigner
from signing.ofd.seal import make_seal
from signing.ofd.sealing import seal_ofd
from tests.certified import DAY, ENDS, NOW, two_steps
from tests.unit.signing.sealed import PNG, STAMP, plain_ofd
from tests.unit.signing.signed import CITY, both, national_time, sealed

MINUTES = timedelta(minutes=1)


def issued(name: str, purpose: Purpose = Purpose.PERSON) -> SoftwareSigner:
    return two_steps(Algorithm.SM2)[1].issue(name, purpose=purpose)


def pressed(
    maker: SoftwareSigner,
    *,
    begins: datetime = NOW - DAY,
    at: datetime = NOW,
    stamped: datetime | None = None,
) -> bytes:
    """By somebody with a certificate of his own, whom the maker has put on the seal's list."""
    hand = issued("张三")
    seal = make_seal(
        id="990100001-1",
        name=CITY,
        picture=PNG,
        size=(45, 45),
        certificates=[hand.certificate],
        begins=begins,
        ends=ENDS,
        maker=maker,
    )
    authority = national_time(at=stamped) if stamped else None
    return seal_ofd(
        plain_ofd(), stamps=[STAMP], seal=seal, signer=hand, at=at, authority=authority
    )


def told(ofd: bytes, *, trust: Trust | None = None, now: datetime = NOW) -> Report:
    return report(ofd, name="通知.ofd", trust=trust or both(), now=now)


def codes(found: Report) -> set[str]:
    return {each.code for entry in found.entries for each in entry.problems}


def test_whoever_may_sign_makes_no_seal_of_others() -> None:
    found = told(pressed(issued("张三")))
    assert (found.verdict, codes(found)) == (Verdict.UNPROVEN, {"maker-usage"})
    assert "不能用来制作电子印章" in found.entries[0].problems[0].words


def test_a_maker_of_seals_signs_nothing_else() -> None:
    maker = issued("云川制章中心", Purpose.SEAL_MAKER)
    seal = make_seal(
        id="990100001-1",
        name=CITY,
        picture=PNG,
        size=(45, 45),
        certificates=[maker.certificate],
        begins=NOW - DAY,
        ends=ENDS,
        maker=maker,
    )
    found = told(seal_ofd(plain_ofd(), stamps=[STAMP], seal=seal, signer=maker, at=NOW))
    assert (found.verdict, codes(found)) == (Verdict.INVALID, {"usage"})


def test_who_pressed_a_seal_and_who_made_it_stand_beside_its_name() -> None:
    found = told(pressed(issued("云川制章中心", Purpose.SEAL_MAKER)))
    assert found.verdict is Verdict.VALID, found.json()
    assert f"{CITY}（盖章证书：张三；制章者：云川制章中心）" in "\n".join(_lines(found))
    assert found.json()["entries"][0]["maker"] == "云川制章中心"


@cache
def taken_back() -> tuple[SoftwareSigner, Trust]:
    """A maker whose certificate was taken back ten days ago."""
    maker = issued("云川制章中心", Purpose.SEAL_MAKER)
    serial = Certificate(maker.certificate).serial
    entry = Revoked(serial=serial, since=NOW - 10 * DAY, reason=Reason.CEASED)
    _, issuing = two_steps(Algorithm.SM2)
    other = [each for each in both().lists if not each.is_of(issuing.certificate)]
    return maker, replace(both(), lists=[*other, issuing.list(entry)])


def test_the_making_of_a_seal_is_judged_when_it_was_pressed() -> None:
    maker, trust = taken_back()
    found = told(pressed(maker, begins=NOW - 20 * DAY), trust=trust)
    assert (found.verdict, codes(found)) == (Verdict.INVALID, {"maker-revoked"})
    # Nor does it help to say that it was pressed before, unless a time stamp says so too.
    before = NOW - 15 * DAY
    found = told(pressed(maker, begins=NOW - 20 * DAY, at=before), trust=trust)
    assert (found.verdict, codes(found)) == (Verdict.UNPROVEN, {"maker-time"})
    found = told(pressed(maker, begins=NOW - 20 * DAY, at=before, stamped=before), trust=trust)
    assert found.verdict is Verdict.VALID, found.json()


def test_a_seal_older_than_its_makers_certificate_is_doubted() -> None:
    young = two_steps(Algorithm.SM2)[1].issue(
        "云川制章中心", purpose=Purpose.SEAL_MAKER, begins=NOW - DAY
    )
    assert told(pressed(young, begins=NOW - DAY - 4 * MINUTES)).verdict is Verdict.VALID
    found = told(pressed(young, begins=NOW - DAY - 6 * MINUTES))
    assert (found.verdict, codes(found)) == (Verdict.UNPROVEN, {"maker-time"})


def test_old_lists_are_not_enough_for_a_day_that_only_the_signer_tells() -> None:
    """Whoever stole a key writes last year's date: lists of today would name it."""
    plain, stamped = sealed(CITY), sealed(CITY, stamped=True)
    assert told(plain, now=NOW + 6 * DAY).verdict is Verdict.VALID
    found = told(plain, now=NOW + 8 * DAY)  # a day after the lists have ended
    assert (found.verdict, codes(found)) == (Verdict.UNPROVEN, {"time", "maker-time"})
    assert "要按现行的吊销列表核验，而发证机构" in found.entries[0].problems[0].words
    assert "请系统管理员导入新的。" in found.entries[0].problems[0].words
    assert told(stamped, now=NOW + 8 * DAY).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("ahead", "verdict"), [(5 * MINUTES, Verdict.VALID), (6 * MINUTES, Verdict.UNPROVEN)]
)
def test_clocks_differ_by_minutes(ahead: timedelta, verdict: Verdict) -> None:
    maker = issued("云川制章中心", Purpose.SEAL_MAKER)
    of_the_authority = told(pressed(maker, at=NOW + ahead, stamped=NOW), now=NOW + DAY)
    assert of_the_authority.verdict is verdict, of_the_authority.json()
    of_the_reader = told(pressed(maker), now=NOW - ahead)
    assert of_the_reader.verdict is verdict, of_the_reader.json()
