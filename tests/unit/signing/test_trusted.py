"""Whom the node trusts is the administrator's to say, and every check asks it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from office.kernel.clock import SetClock
from office.kernel.refusals import Refused
from office.kernel.store import Store
from signing.certificates.certificate import Certificate
from signing.certificates.findings import Code
from signing.certificates.revocation import RevocationList, Revoked
from signing.certificates.trusted import Trusted
from signing.keys.algorithms import Algorithm
from tests.certified import DAY, ENDS, NOW, TestAuthority, two_steps

ROOT, ISSUING = two_steps(Algorithm.ECDSA)
PERSON = Certificate(ISSUING.issue().certificate)


@pytest.fixture
def trusted(tmp_path: Path) -> Iterator[Trusted]:
    store = Store(f"sqlite:///{tmp_path}/office.db")
    store.create()
    yield Trusted(store, SetClock(NOW))
    store.close()


def test_a_root_is_an_anchor_and_what_stands_below_is_only_known(trusted: Trusted) -> None:
    assert trusted.add(ISSUING.certificate, by="admin")
    assert trusted.check(PERSON, at=NOW).codes == {Code.UNTRUSTED}
    assert trusted.add(ROOT.certificate, by="admin")
    assert not trusted.add(ROOT.certificate, by="admin")
    assert trusted.check(PERSON, at=NOW).codes == {Code.LIST_MISSING}
    assert trusted.add_list(ROOT.list(), by="admin")
    assert trusted.add_list(ISSUING.list(), by="admin")
    assert trusted.check(PERSON, at=NOW).is_good
    assert [(each.is_anchor, each.by) for each in trusted.authorities()] == [
        (True, "admin"),
        (False, "admin"),
    ]


def test_what_is_withdrawn_counts_no_longer_and_can_be_trusted_again(trusted: Trusted) -> None:
    trusted.add(ROOT.certificate, by="admin")
    trusted.withdraw(ROOT.certificate.fingerprint, by="other")
    found = trusted.check(PERSON, at=NOW, offered=[ISSUING.certificate])
    assert found.codes == {Code.UNTRUSTED}
    assert trusted.authorities()[0].withdrawn_at == NOW
    with pytest.raises(Refused, match="已经撤下"):
        trusted.withdraw(ROOT.certificate.fingerprint, by="other")
    assert trusted.add(ROOT.certificate, by="admin")
    assert trusted.authorities()[0].withdrawn_at is None


def test_only_what_may_be_trusted_is_taken(trusted: Trusted) -> None:
    changed = bytearray(ROOT.certificate.der)
    changed[-1] ^= 1
    old = TestAuthority(Algorithm.ECDSA, ends=NOW - DAY)
    for certificate, words in (
        (PERSON, "不是发证机构的证书"),
        (Certificate(bytes(changed)), "自身的签名不对"),
        (old.certificate, "2026年11月19日过期"),
    ):
        with pytest.raises(Refused, match=words):
            trusted.add(certificate, by="admin")
    assert trusted.authorities() == []


def test_a_list_is_taken_from_its_authority_alone_and_never_an_older_one(
    trusted: Trusted,
) -> None:
    with pytest.raises(Refused, match="请先导入它的证书"):
        trusted.add_list(ROOT.list(), by="admin")
    trusted.add(ROOT.certificate, by="admin")
    changed = bytearray(ROOT.list().der)
    changed[-1] ^= 1
    with pytest.raises(Refused, match="签名不对"):
        trusted.add_list(RevocationList(bytes(changed)), by="admin")
    assert trusted.add_list(ROOT.list(), by="admin")
    with pytest.raises(Refused, match="比已有的"):
        trusted.add_list(ROOT.list(begins=NOW - 2 * DAY), by="admin")


def test_a_new_list_counts_and_the_one_before_is_not_asked(trusted: Trusted) -> None:
    trusted.add(ROOT.certificate, by="admin")
    trusted.add(ISSUING.certificate, by="admin")
    trusted.add_list(ROOT.list(ends=ENDS), by="admin")
    first = ISSUING.list()
    trusted.add_list(first, by="admin")
    assert trusted.check(PERSON, at=NOW).is_good
    entry = Revoked(serial=PERSON.serial, since=NOW - DAY)
    again = ISSUING.list(entry, begins=NOW, number=2)
    assert trusted.add_list(again, by="admin")
    assert not trusted.add_list(again, by="admin")
    assert trusted.check(PERSON, at=NOW).codes == {Code.REVOKED}
    assert first not in trusted.lists()


def test_of_two_lists_of_one_second_the_one_with_the_greater_number_counts(
    trusted: Trusted,
) -> None:
    trusted.add(ROOT.certificate, by="admin")
    entry = Revoked(serial=5, since=NOW - DAY)
    first, second = ROOT.list(number=1), ROOT.list(entry, number=2)
    trusted.add_list(first, by="admin")
    trusted.add_list(second, by="admin")
    assert trusted.lists() == [second]
    third = ROOT.list(number=2)
    trusted.add_list(third, by="admin")
    assert set(trusted.lists()) == {second, third}, "nothing says which is newer: both count"
