"""Which revocation lists somebody has to replace, and in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from signing.certificates.due import Currency, currency_of, due_lists
from signing.keys.algorithms import Algorithm
from tests.certified import BEGAN, DAY, NOW, TestAuthority, trust_in

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("lasts", "near"), [(90 * DAY, 7 * DAY), (30 * DAY, 6 * DAY), (5 * DAY, DAY), (DAY, DAY / 5)]
)
def test_a_list_is_near_its_end_in_its_last_fifth_and_never_before_the_last_week(
    lasts: timedelta, near: timedelta
) -> None:
    made = TestAuthority(Algorithm.ECDSA).list(begins=NOW, ends=NOW + lasts)
    for left, told in (
        (near + HOUR, Currency.CURRENT),
        (near, Currency.ENDS_SOON),
        (timedelta(0), Currency.ENDS_SOON),
        (-timedelta(seconds=1), Currency.OVER),
    ):
        assert currency_of(made, now=NOW + lasts - left) is told


def test_the_newest_list_of_each_trusted_authority_is_told_of() -> None:
    one, other = (TestAuthority(Algorithm.ECDSA, name=name) for name in ("甲机构", "乙测试机构"))
    gone = TestAuthority(Algorithm.ECDSA, name="丙机构")
    trust = replace(
        trust_in(one, other),
        lists=[
            one.list(ends=NOW + 90 * DAY, number=2),
            one.list(begins=NOW - 9 * DAY, ends=NOW - 8 * DAY),
            other.list(ends=NOW + 2 * DAY),
            gone.list(ends=NOW - DAY),
        ],
    )
    assert due_lists(trust, now=NOW) == []
    (due,) = due_lists(trust, now=NOW + 3 * DAY)
    assert due.currency is Currency.OVER
    assert due.words == (
        "“乙测试机构”的证书吊销列表已于2026年11月22日到期。请执行 office ca crl 重新签发。"
    )
    first, second = due_lists(trust, now=NOW + 91 * DAY)
    assert first.issuer == other.certificate
    assert second.words.endswith("请向签发机构取最新的，在“证书与密钥”中导入。")


def test_an_authority_that_has_ended_needs_no_list() -> None:
    old = TestAuthority(Algorithm.ECDSA, begins=BEGAN, ends=NOW + DAY)
    young = TestAuthority(Algorithm.ECDSA)
    assert due_lists(trust_in(old), now=NOW + 8 * DAY) == []
    assert len(due_lists(trust_in(young), now=NOW + 8 * DAY)) == 1
