"""Keys at rest: under the site's secret, under their person's PIN, and shown nowhere."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from office.kernel.clock import SetClock
from office.kernel.refusals import Refused
from office.kernel.store import Store
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.keys import pin
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import HeldKey, Owner, OwnerKind
from signing.keys.private import PrivateKey
from signing.keys.secret import make_secret
from signing.keys.verifying import is_signed
from tests.certified import DAY, ENDS, NOW, two_steps

PERSON = Owner(OwnerKind.PERSON, "lanzhou/zhouhuaiyuan")
AGENCY = Owner(OwnerKind.AGENCY, "lanzhou")
PIN = "739146"


@dataclass
class Place:
    keys: Keystore
    clock: SetClock
    store: Store
    folder: Path

    def kept(
        self,
        owner: Owner = AGENCY,
        *,
        algorithm: Algorithm = Algorithm.SM2,
        pin: str = "",
        key: PrivateKey | None = None,
    ) -> HeldKey:
        key = key or PrivateKey.generate(algorithm)
        signer = two_steps(algorithm)[1].issue(key=key)
        return self.keys.keep(
            owner,
            key=key,
            certificate=Certificate(signer.certificate),
            issuers=signer.issuers,
            purpose=Purpose.AGENCY if owner is AGENCY else Purpose.PERSON,
            by="admin",
            agency="lanzhou",
            pin=pin,
        )

    def everything(self) -> bytes:
        """Every byte of the database's files."""
        return b"".join(each.read_bytes() for each in self.folder.glob("office.db*"))


@pytest.fixture(autouse=True)
def cheap_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes guessing dear makes tests slow."""
    monkeypatch.setattr(pin, "_MEMORY", 64)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    store = Store(f"sqlite:///{tmp_path}/office.db")
    store.create()
    make_secret(tmp_path / "secret")
    clock = SetClock(NOW)
    yield Place(Keystore(store, clock=clock, secret=tmp_path / "secret"), clock, store, tmp_path)
    store.close()


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_a_kept_key_signs_for_its_owner(place: Place, algorithm: Algorithm) -> None:
    kept = place.kept(algorithm=algorithm)
    signer = place.keys.signer(AGENCY, algorithm=algorithm)
    assert signer.certificate == kept.certificate.der
    assert signer.issuers == two_steps(algorithm)[1].chain
    assert is_signed(b"words", signature=signer.sign(b"words"), public=kept.certificate.public)
    with pytest.raises(Refused, match="没有可用的"):
        place.keys.signer(PERSON, algorithm=algorithm)


def test_a_new_key_replaces_the_one_before_and_the_old_one_is_gone(place: Place) -> None:
    old, other = place.kept(), place.kept(algorithm=Algorithm.ECDSA)
    new = place.kept()
    assert place.keys.find(old.id).replaced_by == new.id
    assert place.keys.find(other.id).in_use
    current = place.keys.current(AGENCY, algorithm=Algorithm.SM2)
    assert current is not None
    assert current.id == new.id
    with pytest.raises(Refused, match="已停用"):
        place.keys.signer_of(old.id)
    assert {each.id for each in place.keys.held(agency="lanzhou")} == {old.id, other.id, new.id}
    assert place.keys.held(agency="elsewhere") == []


def test_an_ended_key_signs_no_longer(place: Place) -> None:
    kept = place.kept()
    place.keys.end(kept.id, by="admin")
    with pytest.raises(Refused, match="没有可用的"):
        place.keys.signer(AGENCY, algorithm=Algorithm.SM2)


def test_who_ended_a_key_first_and_when_stays(place: Place) -> None:
    kept = place.kept()
    place.keys.end(kept.id, by="admin")
    place.clock.moment = NOW + DAY
    place.keys.end(kept.id, by="successor")
    found = place.keys.find(kept.id)
    assert (found.ended, found.ended_by) == (NOW, "admin")


def test_key_and_certificate_must_belong_together(place: Place) -> None:
    signer = two_steps(Algorithm.SM2)[1].issue()
    with pytest.raises(Refused, match="不是一对"):
        place.keys.keep(
            AGENCY,
            key=PrivateKey.generate(Algorithm.SM2),
            certificate=Certificate(signer.certificate),
            purpose=Purpose.AGENCY,
            by="admin",
        )


def test_nothing_is_signed_with_a_certificate_that_is_not_valid_today(place: Place) -> None:
    place.kept()
    place.clock.moment = ENDS + DAY
    with pytest.raises(Refused, match="2029年1月1日过期"):
        place.keys.signer(AGENCY, algorithm=Algorithm.SM2)
    place.clock.moment = NOW - 400 * DAY
    with pytest.raises(Refused, match="还不能用来签名"):
        place.keys.signer(AGENCY, algorithm=Algorithm.SM2)


def test_what_ends_within_sixty_days_is_told_so(place: Place) -> None:
    kept = place.kept()
    assert not kept.ends_soon(ENDS - timedelta(days=61))
    assert kept.ends_soon(ENDS - timedelta(days=60))
    assert kept.ends_soon(ENDS + DAY)


def test_a_key_with_a_pin_opens_with_it_alone(place: Place) -> None:
    place.kept(PERSON, pin=PIN)
    with pytest.raises(Refused, match="请输入 PIN 码"):
        place.keys.signer(PERSON, algorithm=Algorithm.SM2)
    with pytest.raises(Refused, match=r"PIN 码不对.*印章由监印人.*系统管理员"):
        place.keys.signer(PERSON, algorithm=Algorithm.SM2, pin=PIN + "0")
    assert place.keys.signer(PERSON, algorithm=Algorithm.SM2, pin=PIN).sign(b"words")


def test_a_pin_can_be_changed_by_who_knows_it(place: Place) -> None:
    kept = place.kept(PERSON, pin=PIN)
    with pytest.raises(Refused, match="PIN 码不对"):
        place.keys.change_pin(kept.id, old="111222", new="852963")
    place.keys.change_pin(kept.id, old=PIN, new="852963")
    with pytest.raises(Refused, match="PIN 码不对"):
        place.keys.signer_of(kept.id, pin=PIN)
    assert place.keys.signer_of(kept.id, pin="852963")


def test_a_change_of_pin_brings_no_key_back_that_was_ended_meanwhile(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, seal = place.kept(PERSON, pin=PIN), pin.seal

    def ended_meanwhile(*given: Any, **more: Any) -> bytes:
        place.keys.end(kept.id, by="admin")
        return seal(*given, **more)

    monkeypatch.setattr(pin, "seal", ended_meanwhile)
    with pytest.raises(Refused, match="没有改成"):
        place.keys.change_pin(kept.id, old=PIN, new="852963")
    with pytest.raises(Refused, match="已停用"):
        place.keys.signer_of(kept.id, pin="852963")
    assert place.keys.find(kept.id).ended_by == "admin"


@pytest.mark.parametrize("easy", ["12345", "111111", "123456", "987654", "121212"])
def test_an_easy_pin_is_refused(place: Place, easy: str) -> None:
    with pytest.raises(Refused, match="PIN 码至少 6 位"):
        place.kept(PERSON, pin=easy)


def test_wrong_pins_make_everybody_wait_and_the_right_one_starts_afresh(place: Place) -> None:
    kept = place.kept(PERSON, pin=PIN)

    def tried(pin: str) -> str:
        try:
            place.keys.signer_of(kept.id, pin=pin)
        except Refused as refusal:
            return str(refusal)
        return ""

    for _ in range(5):
        assert "PIN 码不对" in tried("000111")
    assert "请过 2 秒再试" in tried(PIN), "not even the right one is looked at"
    place.clock.advance(seconds=2)
    assert "PIN 码不对" in tried("000111")
    assert "请过 4 秒再试" in tried(PIN)
    place.clock.advance(seconds=4)
    assert tried(PIN) == ""
    assert "PIN 码不对" in tried("000111")


def test_a_row_of_one_key_opens_in_no_other_row(place: Place) -> None:
    from signing.keys.rows import keys

    one, other = place.kept(), place.kept(PERSON)
    with place.store.changing_state() as connection:
        blob = connection.execute(keys.select().where(keys.c.id == one.id)).one().wrapped
        connection.execute(keys.update().where(keys.c.id == other.id).values(wrapped=blob))
    with pytest.raises(Refused, match="被改动过"):
        place.keys.signer_of(other.id)


def test_another_secret_opens_nothing_and_says_what_to_look_at(place: Place) -> None:
    kept = place.kept()
    (place.folder / "secret").unlink()
    make_secret(place.folder / "secret")
    with pytest.raises(Refused, match="同一套备份"):
        place.keys.signer_of(kept.id)


def test_the_site_secret_is_rotated_without_any_pin(place: Place) -> None:
    plain, mine = place.kept(), place.kept(PERSON, pin=PIN)
    before = place.everything()
    assert place.keys.rotate() == 2
    assert place.keys.signer_of(plain.id).sign(b"words"), "both secrets stand in the file"
    assert place.keys.rotate() == 2, "stopped, and done again"
    place.keys.finish_rotation()
    assert len((place.folder / "secret").read_text().split()) == 1
    assert place.keys.signer_of(plain.id).sign(b"words")
    assert place.keys.signer_of(mine.id, pin=PIN).sign(b"words")
    assert before != place.everything()


@pytest.mark.parametrize("algorithm", [Algorithm.SM2, Algorithm.ECDSA])
def test_no_key_no_pin_and_no_secret_is_anywhere_in_clear(
    place: Place, algorithm: Algorithm, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    key = PrivateKey.generate(algorithm)
    kept = place.kept(PERSON, pin=PIN, key=key)
    signer = place.keys.signer(PERSON, algorithm=algorithm, pin=PIN)
    told = [repr(kept), repr(signer), repr(place.keys), repr(key), repr(kept.owner)]
    for attempt in ("000999", ""):
        try:
            place.keys.signer(PERSON, algorithm=algorithm, pin=attempt or PIN + PIN)
        except Refused:
            told.append(traceback.format_exc())
    (place.folder / "secret").chmod(0o644)
    try:
        place.keys.signer(PERSON, algorithm=algorithm, pin=PIN)
    except Refused:
        told.append(traceback.format_exc())
    assert len(told) == 8
    shown = "".join((*told, caplog.text)).encode() + place.everything()
    number = key._key.private_numbers().private_value.to_bytes(32, "big")
    secret = (place.folder / "secret").read_bytes().strip()
    for hidden in (number, number.hex().encode(), key.pkcs8(), PIN.encode(), secret):
        assert hidden not in shown
    assert kept.certificate.der in shown, "what may be read is found by the same search"


def test_a_key_in_a_token_is_not_used_where_no_module_is_set(place: Place) -> None:
    signer = two_steps(Algorithm.SM2)[1].issue()
    with pytest.raises(Refused, match="没有装 PKCS#11 支持"):
        place.keys.keep_token(
            PERSON,
            uri="pkcs11:token=a;object=b",
            pin=PIN,
            certificate=Certificate(signer.certificate),
            purpose=Purpose.PERSON,
            by="admin",
        )
    assert place.keys.held() == []


def test_all_keys_of_a_seal_change_their_pin_together_or_none_does(place: Place) -> None:
    place.kept(PERSON, pin=PIN)
    place.kept(PERSON, algorithm=Algorithm.ECDSA, pin=PIN)
    with pytest.raises(Refused, match="PIN 码至少 6 位"):
        place.keys.change_pins(PERSON, old=PIN, new="111111")
    place.keys.change_pins(PERSON, old=PIN, new="852963")
    for each in (Algorithm.SM2, Algorithm.ECDSA):
        assert place.keys.signer(PERSON, algorithm=each, pin="852963")
    place.kept(PERSON, algorithm=Algorithm.ECDSA, pin="741852")
    with pytest.raises(Refused, match="PIN 码不对"):
        place.keys.change_pins(PERSON, old="852963", new=PIN)
    assert place.keys.signer(PERSON, algorithm=Algorithm.SM2, pin="852963")
    assert place.keys.signer(PERSON, algorithm=Algorithm.ECDSA, pin="741852")


def test_who_has_no_pin_is_told_so(place: Place) -> None:
    place.kept(PERSON)
    with pytest.raises(Refused, match="没有设了 PIN 码"):
        place.keys.change_pins(PERSON, old=PIN, new="852963")
