"""What is brought takes the place of what serves, whose key is gone then: so it serves itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from office.kernel.clock import SetClock
from office.kernel.refusals import Refused
from office.kernel.store import Store
from signing.certificates.building import Purpose
from signing.certificates.trusted import Trusted
from signing.issuing.application import Certificates, Holder
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind
from tests.certified import NOW, TestAuthority, two_steps
from tests.unit.signing.test_pkcs12 import PASSWORD, packed

PIN = "852741"
HOLDER = Holder(owner=Owner(OwnerKind.AGENCY, "lanzhou"), purpose=Purpose.AGENCY, name="澜州市")
SEAL = Holder(owner=Owner(OwnerKind.SEAL, "one"), purpose=Purpose.SEAL, name="澜州市人民政府")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Certificates]:
    """A node that trusts the authorities of the tests."""
    store, clock = Store(f"sqlite:///{tmp_path}/office.db"), SetClock(NOW)
    store.create()
    trusted, secret = Trusted(store, clock), tmp_path / "secret"
    made = Certificates(
        Keystore(store, clock=clock, secret=secret),
        trusted,
        clock=clock,
        secret=secret,
        folder=tmp_path / "ca",
    )
    made.make_secret()
    for each in two_steps(Algorithm.ECDSA):
        trusted.add(each.certificate, by="test")
        trusted.add_list(each.list(), by="test")
    yield made
    store.close()


def brought(room: Certificates, data: bytes, *, holder: Holder = HOLDER, pin: str = "") -> str:
    return room.bring(data, password=PASSWORD, holder=holder, by="admin", pin=pin)[0].id


def serving(room: Certificates) -> str:
    found = room.keys.current(HOLDER.owner, algorithm=Algorithm.ECDSA)
    assert found is not None
    assert room.keys.signer_of(found.id).sign(b"words")
    return found.id


def test_next_years_certificate_is_brought_next_year(room: Certificates, tmp_path: Path) -> None:
    first = brought(room, packed(tmp_path, Algorithm.ECDSA))
    later = packed(tmp_path, Algorithm.ECDSA, begins=NOW + timedelta(days=20))
    with pytest.raises(Refused, match="请到期再导入"):
        brought(room, later)
    assert serving(room) == first
    assert room.keys.find(first).by == "admin"


def test_what_cannot_be_confirmed_takes_the_place_of_nothing_that_can(
    room: Certificates, tmp_path: Path
) -> None:
    strange = packed(tmp_path, Algorithm.ECDSA, by=TestAuthority(Algorithm.ECDSA, name="外省"))
    first = brought(room, strange)
    good = brought(room, packed(tmp_path, Algorithm.ECDSA))
    assert serving(room) == good != first, "where nothing served it was taken, and replaced"
    with pytest.raises(Refused, match="没有导入"):
        brought(room, strange)
    assert serving(room) == good


def test_the_key_of_a_seal_has_a_pin(room: Certificates, tmp_path: Path) -> None:
    data = packed(tmp_path, Algorithm.ECDSA, purpose=Purpose.SEAL)
    with pytest.raises(Refused, match="必须设 PIN 码"):
        brought(room, data, holder=SEAL)
    with pytest.raises(Refused, match="必须设 PIN 码"):
        room.issue(SEAL, algorithm=Algorithm.ECDSA, by="admin")
    assert brought(room, data, holder=SEAL, pin=PIN)
