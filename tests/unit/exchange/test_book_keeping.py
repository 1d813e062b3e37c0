"""The address book by the clock: our own snapshot, and what other nodes know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.credentials import Credentials
from integrations.exchange.ports import Way
from integrations.exchange.shapes import Signed
from integrations.exchange.signatures import sign
from integrations.exchange.snapshots import DatedCertificate
from office.kernel.refusals import Refused
from tests.unit.exchange.places import Place, agency, node_signer, resigned

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Lines:
    """From one place to others, by their addresses; `asked`: which address, with what known."""

    places: Sequence[Place]
    asked: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    fault: Exception | None = None
    forged: list[Signed] = field(default_factory=list)
    most: int | None = None

    def __call__(self, way: Way) -> Any:
        return self.first(way.addresses[0])

    def first(self, address: str) -> Any:
        return _Line(self, address)


@dataclass
class _Line:
    lines: Lines
    address: str

    def address_book(self, caller: str, known: Mapping[str, int]) -> Sequence[Signed]:
        self.lines.asked.append((self.address, dict(known)))
        if self.lines.fault:
            raise self.lines.fault
        place = next(each for each in self.lines.places if self.address in each.addresses)
        place.own.make()
        return [*place.book.newest(known), *self.lines.forged][: self.lines.most]


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "city", "澜州市政务", agency("city", "澜州市人民政府"))
    yield made
    made.close()


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "province", "云川省政务", agency("province", "云川省人民政府"))
    yield made
    made.close()


@pytest.fixture
def lines(city: Place, province: Place) -> Lines:
    made = Lines([province])
    city.meet(province)
    city.keeper.connect = made
    return made


def work(place: Place) -> bool:
    return place.keeper.work(place.node)


def test_the_own_snapshot_is_signed_without_anybody_asking(city: Place) -> None:
    assert city.own.newest() is None
    assert work(city)
    assert city.own.newest() is not None
    assert not work(city)
    city.tls.append(DatedCertificate(b"the next one"))
    assert not work(city), "it looks from time to time"
    city.clock.advance(minutes=5)
    assert work(city)


def test_a_node_is_asked_once_a_day(city: Place, province: Place, lines: Lines) -> None:
    assert work(city)  # our own
    assert work(city)
    assert len(lines.asked) == 1
    assert lines.asked[0][1][province.name] > 2026_00_00_00
    assert not work(city)
    province.tls.append(DatedCertificate(b"the next one"))
    city.clock.moment += DAY
    province.clock.moment += DAY
    assert work(city)
    way = city.book.way_to("province", city.at())
    assert way is not None
    assert len(way.tls) == 2
    assert city.asked.all()[province.name].fault == ""


def test_a_node_that_knows_us_does_not_hand_us_our_own_snapshot(
    city: Place, province: Place, lines: Lines
) -> None:
    province.meet(city)
    work(city)
    work(city)
    assert lines.asked[0][1].keys() == {city.name, province.name}
    assert city.asked.all()[province.name].fault == ""


def test_what_does_not_fit_into_one_answer_is_asked_for_again(
    city: Place,
    province: Place,
    lines: Lines,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = [
        Place(tmp_path / code, f"{code}节点", agency(code, code)) for code in ("east", "west")
    ]
    for each in others:
        province.meet(each)
    lines.most = 1
    monkeypatch.setattr("integrations.exchange.book.followers.may_lack", bool)
    work(city)
    work(city)
    assert [row.node for row in city.peers.waiting.all()] == ["east节点", "west节点"]
    assert [len(known) for _, known in lines.asked] == [2, 3, 4]
    for each in others:
        each.close()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (NotTaken(Code.SENDER_MISMATCH, "本节点不认识贵节点。"), "不认识贵节点"),
        (OSError("no route"), "没有应答"),
    ],
)
def test_one_that_does_not_answer_is_asked_again_in_an_hour(
    city: Place, province: Place, lines: Lines, fault: Exception, words: str
) -> None:
    lines.fault = fault
    work(city)
    work(city)
    assert words in city.asked.all()[province.name].fault
    assert not work(city)
    lines.fault = None
    city.clock.moment += HOUR
    assert work(city)
    assert len(lines.asked) == 2
    assert city.asked.all()[province.name].fault == ""


def test_one_whose_signature_was_not_known_is_asked_out_of_turn(
    city: Place, province: Place, lines: Lines
) -> None:
    work(city)
    work(city)
    province.certify("province")
    fresh = province.signer_of("province")
    city.clock.moment += HOUR
    province.clock.moment += HOUR
    assert not work(city)
    city.keeper.want(province.name)
    assert work(city)
    assert city.book.may_sign(fresh, "province", city.at())
    assert not work(city)
    city.keeper.want(province.name)
    assert not work(city), "not more than once an hour, whatever strangers send"


def test_what_nobody_known_signed_has_its_node_asked(
    city: Place, province: Place, lines: Lines
) -> None:
    work(city)
    work(city)
    credentials = Credentials(
        city.book, city.trusted, clock=city.clock, unknown=city.keeper.want_home_of
    )
    held = province.certify("province")
    signed = sign(b"an envelope", province.keys.signer_of(held.id))
    for stranger in ("province", "nobody"):
        with pytest.raises(NotTaken, match="没有在通讯录中登记"):
            credentials.must_be_signed(signed, agency=stranger)
    assert list(city.asked.all()) == [province.name]
    city.clock.moment += HOUR
    province.clock.moment += HOUR
    assert work(city)
    credentials.must_be_signed(signed, agency="province")


def test_a_forged_snapshot_on_the_way_is_told_and_the_others_count(
    city: Place, province: Place, lines: Lines
) -> None:
    forged = resigned(province.says(), by=node_signer("别的节点"), sequence=10**12)
    lines.forged.append(forged)
    province.tls.append(DatedCertificate(b"the next one"))
    work(city)
    work(city)
    way = city.book.way_to("province", city.at())
    assert way is not None
    assert len(way.tls) == 2
    assert "通用名称须与节点名称相同" in city.asked.all()[province.name].fault


def test_a_suspended_node_is_not_asked(city: Place, province: Place, lines: Lines) -> None:
    city.peers.suspend(city.act(), province.name, reason="维护", gone=False)
    work(city)
    assert not work(city)
    assert lines.asked == []


def test_a_node_that_another_knows_waits_for_people(
    city: Place, province: Place, lines: Lines, tmp_path: Path
) -> None:
    third = Place(tmp_path / "third", "望江县政务", agency("county", "望江县人民政府"))
    province.meet(third)
    work(city)
    work(city)
    (row,) = city.peers.waiting.all()
    assert (row.node, row.via) == (third.name, "节点“云川省政务”")
    assert city.book.way_to("county", city.at()) is None
    third.close()


def test_a_snapshot_is_fetched_from_an_address_to_be_compared(
    city: Place, province: Place
) -> None:
    lines = Lines([province])
    city.keeper.first = lines.first
    for wrong in ("http://open.example/", "", "https://a:b@c.example/"):
        with pytest.raises(Refused, match="https://"):
            city.keeper.fetch(wrong, by="admin")
    brought = city.keeper.fetch(province.addresses[0], by="admin")
    assert brought.waits
    lines.fault = OSError("no route")
    with pytest.raises(Refused, match="没有连上"):
        city.keeper.fetch(province.addresses[0], by="admin")
    lines.fault = NotTaken(Code.BUSY, "忙。")
    with pytest.raises(Refused, match="没有给出快照：忙"):
        city.keeper.fetch(province.addresses[0], by="admin")
