"""A signature with several time stamps (RFC 5652 5.3, RFC 5126 6.1.1), or a file with several
(ETSI EN 319 142-1 5.4.3): any good one proves the time, the earliest how early."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import cache

import pytest
from asn1crypto import cms

from signing.certificates.building import Purpose
from signing.checking.files import report
from signing.checking.report import TIME_STAMP, Report, Verdict
from signing.keys.algorithms import Algorithm
from signing.pdf.archiving import _stamped, keep_for_long
from signing.pdf.checking import checked
from signing.timestamps.asking import time_stamp
from signing.timestamps.authority import OwnTimeAuthority
from tests.certified import NOW, TestAuthority
from tests.unit.signing.signed import CITY, both, signed, time_authority, trust

HOUR = timedelta(hours=1)
CONTENTS = re.compile(rb"/Contents <([0-9A-Fa-f]+)>")


@cache
def base() -> bytes:
    """With room for some more time stamps than it has."""
    return signed(CITY, stamped=True)


@cache
def stranger() -> TestAuthority:
    return TestAuthority(Algorithm.ECDSA, name="不认识的机构")


def strange_time(hours: int) -> OwnTimeAuthority:
    keeper = stranger().issue("不认识的时间戳", purpose=Purpose.TIME)
    return OwnTimeAuthority(keeper, now=lambda: NOW + hours * HOUR)


def signature_of(pdf: bytes) -> bytes:
    one = checked(pdf).signatures[0].signed
    assert one is not None
    return one.signature


def good(hours: int) -> bytes:
    authority = time_authority(at=NOW + hours * HOUR)
    return time_stamp(signature_of(base()), authority=authority).der


def strange(hours: int) -> bytes:
    return time_stamp(signature_of(base()), authority=strange_time(hours)).der


def broken() -> bytes:
    return time_stamp(b"another signature", authority=time_authority(at=NOW)).der


def bearing(*sets: Sequence[bytes]) -> bytes:
    """The file with these time stamps: an attribute for each set."""
    (found,) = CONTENTS.findall(base())
    message = cms.ContentInfo.load(bytes.fromhex(found.decode()))
    attributes = [
        {
            "type": "signature_time_stamp_token",
            "values": [cms.ContentInfo.load(each) for each in values],
        }
        for values in sets
    ]
    message["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes(attributes)
    fresh = message.dump().hex().encode()
    assert len(fresh) <= len(found)
    return base().replace(found, fresh.ljust(len(found), b"0"))


def told(pdf: bytes) -> Report:
    return report(pdf, name="通知.pdf", trust=both(), now=NOW + 9 * HOUR)


@pytest.mark.parametrize("apart", [False, True], ids=["one attribute", "two attributes"])
def test_of_several_good_ones_the_earliest_is_told(apart: bool) -> None:
    stamps = [good(3), good(2)]
    found = told(bearing(*([each] for each in stamps)) if apart else bearing(stamps))
    (entry,) = found.entries
    assert found.verdict is Verdict.VALID, found.json()
    assert (entry.at, entry.proven) == (NOW + 2 * HOUR, True)


def test_one_that_is_not_believed_takes_nothing_from_a_good_one_and_is_told() -> None:
    found = told(bearing([strange(1), good(2)]))
    (entry,) = found.entries
    assert found.verdict is Verdict.VALID, found.json()
    assert entry.at == NOW + 2 * HOUR, "what is not believed proves nothing, however early"
    assert any("另有一个时间戳不能采信" in each for each in entry.notes)


def test_a_broken_one_takes_nothing_from_a_good_one_and_is_told() -> None:
    found = told(bearing([broken(), good(2)]))
    (entry,) = found.entries
    assert (found.verdict, entry.at) == (Verdict.VALID, NOW + 2 * HOUR)
    assert any("另有 1 个时间戳不成立" in each for each in entry.notes)


def test_where_none_is_good_nothing_is_proven() -> None:
    found = told(bearing([strange(1), strange(2)]))
    assert (found.verdict, found.entries[0].proven) == (Verdict.UNPROVEN, False)
    assert {each.code for each in found.entries[0].problems} == {"time-stamp"}
    found = told(bearing([broken(), broken()]))
    assert found.verdict is Verdict.INVALID
    assert {each.code for each in found.entries[0].problems} == {"time-stamp-broken"}
    assert told(bearing([broken(), strange(1)])).verdict is Verdict.UNPROVEN


def test_more_than_anybody_asks_for_are_not_read() -> None:
    short = cms.ContentInfo({"content_type": "data", "content": b"x"}).dump()
    assert told(bearing([good(1), short])).verdict is Verdict.VALID
    found = told(bearing([good(1), *[short] * 10]))
    assert {each.code for each in found.entries[0].problems} == {"unreadable"}


def over(pdf: bytes, *authorities: OwnTimeAuthority) -> bytes:
    """Time stamps of the whole file, one after the other."""
    for number, each in enumerate(authorities):
        pdf = _stamped(pdf, certificates=[], lists=[], authority=each, field=f"Time{number}")
    return pdf


@pytest.mark.parametrize("known_first", [False, True])
def test_of_time_stamps_of_the_file_any_good_one_proves_the_time(known_first: bool) -> None:
    ours, strangers = time_authority(at=NOW + 2 * HOUR), strange_time(1)
    both_kinds = (ours, strangers) if known_first else (strangers, ours)
    found = told(over(signed(CITY), *both_kinds))
    assert found.verdict is Verdict.VALID, found.json()
    assert found.entries[0].at == NOW + 2 * HOUR
    assert found.entries[0].proven
    verdicts = [each.verdict for each in found.entries if each.kind == TIME_STAMP]
    assert sorted(verdicts) == [Verdict.UNPROVEN, Verdict.VALID], "each is told as it is"


def test_a_file_with_none_but_strange_ones_is_not_confirmed() -> None:
    assert told(over(signed(CITY), strange_time(1))).verdict is Verdict.UNPROVEN
    changed = over(signed(CITY), time_authority(at=NOW), strange_time(1)) + b"% more\n"
    assert told(changed).verdict is Verdict.INVALID


def test_what_has_several_is_made_fit_for_long_keeping_by_the_good_one() -> None:
    pdf = bearing([strange(1), good(2)])
    kept = keep_for_long(pdf, trust=trust(), authority=time_authority(at=NOW), at=NOW)
    assert all(each.faults == () for each in checked(kept).signatures)
