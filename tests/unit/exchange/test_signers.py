"""With which certificate an agency signs while it has an old one and a new one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from documents.consignments.capsule import NotTaken
from integrations.exchange.signers import KNOWN, Signers
from office.kernel.refusals import Refused
from tests.certified import DAY
from tests.unit.exchange.places import Place, agency

SECOND = timedelta(seconds=1)


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "province", "云川省节点", agency("province", "云川省"))
    yield made
    made.close()


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "city", "澜州市节点", agency("city", "澜州市"))
    yield made
    made.close()


def signed_with(place: Place) -> str:
    """The fingerprint of the certificate with which its agency signs now."""
    signed = Signers(place.keys, place.own.listed).signed(b"words", agency="province")
    return sha256(signed.certificates[0]).hexdigest()


def at_the_turn(place: Place, turn: timedelta, *others: Place) -> None:
    for each in (place, *others):
        each.clock.moment += turn


def test_peers_accept_what_is_signed_on_every_day_of_a_renewal(
    city: Place, province: Place
) -> None:
    city.meet(province)
    at_the_turn(province, DAY, city)
    old = province.signer_of("province")
    province.certify("province")
    new = province.signer_of("province")
    used = []
    for _ in range(20):
        province.keeper._tell()
        used.append(signed_with(province))
        assert city.book.may_sign(used[-1], "province", city.at()), "before it heard today"
        city.hear(province)
        at_the_turn(province, DAY, city)
        for each in (city, province):
            each.take_new_lists()
    assert used == [old] * 7 + [new] * 13


def test_nothing_new_signs_before_others_were_told(province: Place) -> None:
    province.says()
    old = province.signer_of("province")
    at_the_turn(province, DAY)
    province.certify("province")
    at_the_turn(province, 30 * DAY)
    assert signed_with(province) == old, "no snapshot says of the new one"
    province.says()
    told = province.clock.now()
    province.clock.moment = told + KNOWN - SECOND
    assert signed_with(province) == old
    province.clock.moment = told + KNOWN
    assert signed_with(province) == province.signer_of("province")


def test_the_old_key_is_gone_when_nothing_that_it_signed_counts_any_more(
    city: Place, province: Place
) -> None:
    city.meet(province)
    (old,) = province.keys.held(agency="province")
    at_the_turn(province, DAY, city)
    province.certify("province")
    city.hear(province)
    at_the_turn(province, 14 * DAY, city)
    province.own.let_go()
    assert province.keys.find(old.id).is_kept
    assert city.book.may_sign(old.certificate.fingerprint, "province", city.at())
    at_the_turn(province, SECOND, city)
    province.own.let_go()
    assert not province.keys.find(old.id).is_kept
    assert not city.book.may_sign(old.certificate.fingerprint, "province", city.at())
    with pytest.raises(Refused, match="已停用"):
        province.keys.signer_of(old.id)


def test_one_that_was_taken_out_of_use_signs_nothing_though_others_know_no_other(
    province: Place,
) -> None:
    province.says()
    (old,) = province.keys.held(agency="province")
    new = province.certify("province")
    province.keys.end(old.id, by="admin")
    assert signed_with(province) == new.certificate.fingerprint


def test_the_first_one_signs_at_once_and_without_any_nobody_does(province: Place) -> None:
    (only,) = province.keys.held(agency="province")
    assert signed_with(province) == only.certificate.fingerprint
    province.says()
    assert signed_with(province) == only.certificate.fingerprint
    province.keys.end(only.id, by="admin")
    with pytest.raises(NotTaken, match="没有交换证书"):
        signed_with(province)


def test_a_second_renewal_soon_after_the_first_changes_nothing_for_others(
    province: Place,
) -> None:
    province.says()
    old = province.signer_of("province")
    at_the_turn(province, KNOWN)
    province.certify("province")
    province.says()
    at_the_turn(province, DAY)
    province.certify("province")
    province.says()
    assert signed_with(province) == old
    at_the_turn(province, KNOWN)
    assert signed_with(province) == province.signer_of("province")
