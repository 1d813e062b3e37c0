"""Nodes that know each other by their snapshots: who is believed, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from integrations.exchange.ports import Book
from integrations.exchange.snapshots import DatedCertificate, Standing
from integrations.exchange.written.snapshots import read_snapshot
from office.kernel.rebuild import rebuild
from office.kernel.refusals import Missing, Refused
from signing.certificates.building import Purpose
from signing.keys.algorithms import Algorithm
from tests.certified import NOW, TestAuthority, two_steps
from tests.unit.exchange.places import Place, agency, codes, node_signer, resigned

CITY = agency("city", "澜州市人民政府", rank=10)
OFFICE = agency("office", "澜州市人民政府办公室", rank=20, superior="city")
PROVINCE = agency("province", "云川省人民政府", rank=1)
DAY = timedelta(days=1)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "city", "澜州市政务", CITY, OFFICE)
    yield made
    made.close()


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "province", "云川省政务", PROVINCE)
    yield made
    made.close()


def let_pass(span: timedelta, *places: Place) -> None:
    for each in places:
        each.clock.moment += span


def test_a_node_is_believed_once_its_fingerprint_was_compared(
    city: Place, province: Place
) -> None:
    brought = city.peers.bring(province.says(), by="admin", via="文件")
    assert brought.waits
    assert city.book.way_to("province", city.at()) is None
    assert codes(city.directory.agencies_on()) == ["city", "office"]

    said = city.confirm(province.name)
    assert "云川省人民政府”（province）新设" in said
    book: Book = city.book
    way = book.way_to("province", city.at())
    assert way is not None
    assert way.node == province.name
    assert way.addresses == province.addresses
    assert way.tls == (province.tls[0].fingerprint,)
    assert way.envelope_versions == (1, 2)
    assert (way.largest, way.classification) == (2**30, "无")
    assert codes(city.directory.agencies_on()) == ["province", "city", "office"]
    assert codes(city.directory.hosted_on()) == ["city", "office"]
    assert city.book.who_is(province.tls[0].fingerprint, city.at()) == province.name
    assert city.book.may_sign(province.signer_of("province"), "province", city.at())
    assert city.book.speaks_for(province.name, "province", city.at())
    assert city.peers.waiting.all() == []


def test_who_is_on_no_accepted_snapshot_is_unreachable(city: Place, province: Place) -> None:
    city.meet(province)
    assert city.book.way_to("nobody", city.at()) is None
    assert city.book.way_to("city", city.at()) is None, "one's own have no way over the network"
    assert not city.book.may_sign(province.signer_of("province"), "city", city.at())
    assert not city.book.may_sign(city.signer_of("city"), "city", city.at())
    assert not city.book.speaks_for(province.name, "city", city.at())
    assert not city.book.speaks_for("别的节点", "province", city.at())
    assert city.book.who_is("0" * 64, city.at()) == ""
    assert city.book.way_to_node("别的节点", city.at()) is None
    known = city.book.way_to_node(province.name, city.at())
    assert known is not None
    assert known.addresses == province.addresses


def test_what_stands_on_the_page_must_be_what_is_confirmed(city: Place, province: Place) -> None:
    city.peers.bring(province.says(), by="admin", via="文件")
    row = city.peers.waiting.find(province.name)
    with pytest.raises(Refused, match="重新核对"):
        city.peers.confirm(
            city.act(), province.name, fingerprint="0" * 64, digest=row.digest, reason=""
        )
    with pytest.raises(Missing):
        city.confirm("别的节点")


def test_a_later_snapshot_counts_by_itself_and_is_in_the_directory(
    city: Place, province: Place
) -> None:
    city.meet(province)
    finance = agency("finance", "云川省财政厅", rank=3)
    province.follow(PROVINCE, finance)
    assert "没有改动" in city.hear(province), "who cannot sign is not listed"
    province.certify("finance")
    assert "云川省财政厅”（finance）新设" in city.hear(province)
    assert codes(city.directory.agencies_on()) == ["province", "finance", "city", "office"]
    province.follow(replace(PROVINCE, name="云川省人民政府（新）"), finance)
    assert "更名" in city.hear(province)


def test_nothing_new_makes_no_new_number(province: Place) -> None:
    assert province.own.make()
    first = province.own.newest()
    let_pass(DAY, province)
    assert not province.own.make()
    province.tls.append(DatedCertificate(b"the next one"))
    assert province.own.make()
    second = province.own.newest()
    assert first is not None
    assert second is not None
    assert (first.sequence, second.sequence) == (2026112001, 2026112101)
    province.tls.pop()
    assert province.own.make()
    third = province.own.newest()
    assert third is not None
    assert third.sequence == 2026112102


def test_without_an_address_a_key_or_a_certificate_none_is_made(province: Place) -> None:
    assert province.own.lacking() == ""
    province.tls.clear()
    said = province.own.lacking()
    assert all(
        each in said for each in ("TLS 证书", "配置文件", "exchange.tls_key", "office ca tls ")
    )
    with pytest.raises(Refused, match="设置 exchange"):
        province.own.make()


@pytest.mark.parametrize("change", ["content", "value", "algorithm", "certificates", "none"])
def test_a_forged_snapshot_is_refused(city: Place, province: Place, change: str) -> None:
    true = province.says()
    forged = {
        "content": replace(true, content=true.content.replace(b"2026", b"2027", 1)),
        "value": replace(true, value=true.value[:-1] + bytes([true.value[-1] ^ 1])),
        "algorithm": replace(true, algorithm="ecdsa-p256-sha256"),
        "certificates": replace(true, certificates=node_signer("别的节点").issuers),
        "none": replace(true, certificates=()),
    }[change]
    with pytest.raises(Refused, match="签名无效"):
        city.peers.bring(forged, by="admin", via="文件")
    assert city.peers.waiting.all() == []


def test_another_nodes_certificate_does_not_speak_for_it(city: Place, province: Place) -> None:
    true = province.says()
    with pytest.raises(Refused, match="通用名称须与节点名称相同"):
        city.peers.bring(resigned(true, by=node_signer("别的节点")), by="admin", via="文件")
    own = node_signer(city.name)
    with pytest.raises(Refused, match="本节点也叫这个名称"):
        city.peers.bring(resigned(true, by=own, node=city.name), by="admin", via="文件")
    sealing = two_steps(Algorithm.SM2)[1].issue(province.name, purpose=Purpose.AGENCY)
    with pytest.raises(Refused, match="签名无效"):
        city.peers.bring(resigned(true, by=sealing), by="admin", via="文件")
    stranger = TestAuthority(Algorithm.SM2, name="别处的根").issue(
        province.name, purpose=Purpose.NODE
    )
    with pytest.raises(Refused, match="签名无效"):
        city.peers.bring(resigned(true, by=stranger), by="admin", via="文件")


def test_an_older_snapshot_and_one_of_the_same_number_are_refused(
    city: Place, province: Place
) -> None:
    first = province.says()
    city.meet(province)
    province.tls.append(DatedCertificate(b"the next one"))
    assert "已收存" in city.hear(province)
    with pytest.raises(Refused, match="旧"):
        city.peers.bring(first, by="admin", via="文件")
    assert "已经收存" in city.hear(province)
    again = resigned(province.says(), by=node_signer(province.name), classification="秘密")
    with pytest.raises(Refused, match="内容不同"):
        city.peers.bring(again, by="admin", via="文件")


def test_one_from_the_future_is_refused(city: Place, province: Place) -> None:
    let_pass(timedelta(minutes=6), province)
    with pytest.raises(Refused, match="将来的时间"):
        city.peers.bring(province.says(), by="admin", via="文件")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"addresses": ("http://open.example/exchange/v1",)}, "https://"),
        ({"addresses": ("https://user:word@open.example/",)}, "不带账号"),
        ({"addresses": ("https://a b.example/",)}, "不能用"),
        ({"node": " 云川省政务"}, "空白"),
    ],
)
def test_what_no_schema_says_is_asked_too(
    city: Place, province: Place, changed: dict[str, object], words: str
) -> None:
    name = str(changed.get("node", province.name))
    made = resigned(province.says(), by=node_signer(name), **changed)
    with pytest.raises(Refused, match=words):
        city.peers.bring(made, by="admin", via="文件")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (({}, {}), "不止一次"),
        (({"begins": date(2026, 2, 1), "ends": date(2026, 1, 1)},), "早于起始日期"),
        (({"superior": "province"},), "自己为上级"),
        (({"name": "  "},), "没有名称"),
        (({"name": "云\u202e川"},), "控制字符"),
    ],
)
def test_agencies_that_contradict_themselves_are_refused(
    city: Place, province: Place, lines: tuple[dict[str, object], ...], words: str
) -> None:
    true = province.says()
    (line,) = read_snapshot(true.content).agencies
    agencies = tuple(replace(line, **each) for each in lines)  # type: ignore[arg-type]
    made = resigned(true, by=node_signer(province.name), agencies=agencies)
    with pytest.raises(Refused, match=words):
        city.peers.bring(made, by="admin", via="文件")


def test_another_certificate_of_a_known_node_waits_for_people(
    city: Place, province: Place
) -> None:
    city.meet(province)
    province.keep_node_key(node_signer(province.name, 1))
    brought = city.peers.bring(province.says(), by="admin", via="文件")
    assert brought.waits
    before = city.peers.find(province.name)
    with pytest.raises(Refused, match="怎样向对方核实"):
        city.confirm(province.name)
    assert city.peers.waiting.all(), "it waits on"
    assert "换证" in city.confirm(province.name, reason="11 月 20 日电话核实，联系人孟川")
    after = city.peers.find(province.name)
    assert after.fingerprint != before.fingerprint
    province.tls.append(DatedCertificate(b"the next one"))
    assert "已收存" in city.hear(province)


def test_a_suspended_node_neither_brings_nor_gets_nor_says_anything(
    city: Place, province: Place
) -> None:
    city.meet(province)
    signer, tls = province.signer_of("province"), province.tls[0].fingerprint
    city.peers.suspend(city.act(), province.name, reason="证书疑被盗用", gone=False)
    at = city.at()
    assert city.book.way_to("province", at) is None
    assert city.book.way_to_node(province.name, at) is None
    assert city.book.who_is(tls, at) == ""
    assert not city.book.may_sign(signer, "province", at)
    assert not city.book.speaks_for(province.name, "province", at)
    own = city.says()
    assert city.book.newest({}) == [own]
    assert city.directory.agency_on("province") is not None, "clerks still see it"
    province.tls.append(DatedCertificate(b"the next one"))
    with pytest.raises(Refused, match="暂停"):
        city.peers.bring(province.says(), by="admin", via="文件")
    city.peers.resume(city.act(), province.name, reason="已查清")
    assert city.book.way_to("province", at) is not None


def test_nobody_takes_an_agency_from_another_by_listing_it(
    city: Place, province: Place, tmp_path: Path
) -> None:
    city.meet(province)
    thief = Place(tmp_path / "thief", "冒名节点", PROVINCE, CITY)
    said = city.meet(thief)
    assert "从此与它交换" in said
    at = city.at()
    way = city.book.way_to("province", at)
    assert way is not None
    assert way.node == province.name
    assert city.directory.home_of("province") == province.name
    assert city.directory.home_of("city") == ""
    assert city.book.is_ours("city")
    assert not city.book.may_sign(thief.signer_of("province"), "province", at)
    assert not city.book.may_sign(thief.signer_of("city"), "city", at)
    city.peers.suspend(city.act(), province.name, reason="维护", gone=False)
    assert city.book.way_to("province", at) is None, "what is suspended is not handed on"
    city.peers.suspend(city.act(), province.name, reason="该节点已停用", gone=True)
    taken = city.book.way_to("province", at)
    assert taken is not None
    assert taken.node == thief.name
    assert city.directory.home_of("province") == thief.name
    city.peers.resume(city.act(), province.name, reason="又启用")
    assert city.directory.home_of("province") == province.name
    thief.close()


def test_a_tls_certificate_shows_one_node(city: Place, province: Place, tmp_path: Path) -> None:
    city.meet(province)
    other = Place(tmp_path / "other", "另一节点", agency("other", "另一机关"))
    other.tls = list(province.tls)
    with pytest.raises(Refused, match="在用的"):
        city.peers.bring(other.says(), by="admin", via="文件")
    other.close()


def test_two_certificates_count_in_their_overlap_and_the_old_one_not_after(
    city: Place, province: Place
) -> None:
    city.meet(province)
    old = province.signer_of("province")
    let_pass(DAY, city, province)
    province.certify("province")
    new = province.signer_of("province")
    assert old != new
    assert not city.book.may_sign(new, "province", city.at()), "until it is told"
    city.hear(province)
    assert city.book.may_sign(new, "province", city.at())
    assert city.book.may_sign(old, "province", city.at())
    assert city.book.may_sign(old, "province", city.at(days=14))
    assert not city.book.may_sign(old, "province", city.at(days=14, seconds=1))
    assert city.book.may_sign(new, "province", city.at(days=400))
    let_pass(timedelta(days=15), city, province)
    city.take_new_lists()
    city.hear(province)
    assert not city.book.may_sign(old, "province", city.at())


def test_a_certificate_that_was_taken_out_of_use_counts_no_more(
    city: Place, province: Place
) -> None:
    city.meet(province)
    held = province.certify("province")
    city.hear(province)
    fresh = held.certificate.fingerprint
    assert city.book.may_sign(fresh, "province", city.at())
    province.certify("province")
    province.keys.end(held.id, by="admin")
    city.hear(province)
    assert not city.book.may_sign(fresh, "province", city.at())


def test_an_agency_that_was_dissolved_has_no_way_from_that_day_on(
    city: Place, province: Place
) -> None:
    city.meet(province)
    signer = province.signer_of("province")
    let_pass(DAY, city, province)
    ended = replace(PROVINCE, term=replace(PROVINCE.term, until=date(2026, 11, 30)))
    province.follow(ended, agency("heir", "云川省政务服务局"))
    province.certify("heir")
    city.hear(province)
    (line, _) = read_snapshot(province.says().content).agencies
    assert line.ends == date(2026, 11, 29), "a snapshot names the last day"
    before = city.at()
    assert city.book.way_to("province", before) is not None
    after = city.at(days=10)
    assert city.book.way_to("province", after) is None
    assert not city.book.may_sign(signer, "province", after)
    assert not city.book.speaks_for(province.name, "province", after)
    assert city.directory.agency_on("province", date(2026, 11, 29)) is not None
    assert city.directory.agency_on("province", date(2026, 11, 30)) is None


def test_an_agency_that_moved_is_where_the_new_node_says(
    city: Place, province: Place, tmp_path: Path
) -> None:
    heir = Place(tmp_path / "heir", "澜州市新节点", agency("museum", "澜州市博物馆"))
    province.meet(city)
    province.meet(heir)
    city.meet(heir)
    city.says()
    at = city.at()
    assert city.book.moved_to("office", at) == ""
    city.follow(CITY)  # from today on its own directory lists it no longer
    heir.follow(agency("museum", "澜州市博物馆"), replace(OFFICE, superior=""))
    heir.certify("office")
    city.hear(heir)
    assert city.directory.home_of("office") == heir.name
    (moved,) = read_snapshot(city.says().content).moved
    assert (moved.code, moved.node, moved.address) == ("office", heir.name, heir.addresses[0])
    assert city.book.moved_to("office", at) == heir.addresses[0]
    province.hear(city)
    assert province.book.moved("office", at) == (heir.name, heir.addresses[0])
    province.hear(heir)
    way = province.book.way_to("office", at)
    assert way is not None
    assert way.node == heir.name
    heir.close()


def test_a_hub_speaks_for_whom_it_relays_until_the_home_is_met(
    city: Place, province: Place, tmp_path: Path
) -> None:
    hub = Place(tmp_path / "hub", "云川省交换枢纽", agency("hub", "云川省政务服务中心"))
    (line,) = read_snapshot(province.says().content).agencies
    relayed = replace(line, standing=Standing.RELAYED)
    true = hub.says()
    (own,) = read_snapshot(true.content).agencies
    listed = resigned(true, by=node_signer(hub.name), agencies=(own, relayed))
    city.peers.bring(listed, by="admin", via="文件")
    city.confirm(hub.name)
    at, signer = city.at(), province.signer_of("province")
    way = city.book.way_to("province", at)
    assert way is not None
    assert way.node == hub.name
    assert city.book.may_sign(signer, "province", at)
    assert city.book.speaks_for(hub.name, "province", at)
    city.meet(province)
    direct = city.book.way_to("province", at)
    assert direct is not None
    assert direct.node == province.name, "its home goes before a relay"
    assert city.book.speaks_for(province.name, "province", at)
    assert not city.book.speaks_for(hub.name, "province", at), "its own word is no proof"
    assert city.directory.home_of("province") == province.name
    hub.close()


def test_snapshots_are_handed_on_byte_for_byte(
    city: Place, province: Place, tmp_path: Path
) -> None:
    third = Place(tmp_path / "third", "望江县政务", agency("county", "望江县人民政府"))
    city.meet(province)
    own, theirs = city.says(), province.says()
    assert city.book.newest({}) == [own, theirs]
    known = read_snapshot(theirs.content).sequence
    assert city.book.newest({province.name: known}) == [own]
    assert city.book.newest(city.book.sequences()) == []
    assert city.book.newest({city.name: 10**12, province.name: 10**12}) == []
    brought = third.peers.bring(city.book.newest({})[1], by="admin", via="节点“澜州市政务”")
    assert brought.waits, "a node that others know is met by a person here, too"
    third.confirm(province.name)
    assert third.book.newest({})[0] == theirs
    third.close()


def test_kinds_and_levels_that_are_unknown_here_stay_out_of_the_directory(
    city: Place, province: Place
) -> None:
    true = province.says()
    (line,) = read_snapshot(true.content).agencies
    strange = replace(line, code="strange", name="未来机关", kind="institution")
    made = resigned(true, by=node_signer(province.name), agencies=(line, strange))
    city.peers.bring(made, by="admin", via="文件")
    city.confirm(province.name)
    assert city.directory.agency_on("strange") is None
    assert city.book.way_to("strange", city.at()) is not None


def test_a_rebuild_gives_the_same_book(province: Place, tmp_path: Path, database_url: str) -> None:
    city = Place(tmp_path / "city", "澜州市政务", CITY, OFFICE, database=database_url)
    city.meet(province)
    province.tls.append(DatedCertificate(b"the next one", ends=NOW))
    city.hear(province)
    city.says()
    city.peers.suspend(city.act(), province.name, reason="维护", gone=False)
    compared = rebuild(city.node.store, city.node.registers)
    told = [(each.table, each.stood) for each in compared if "peer" in each.table]
    assert ("peers", 1) in told
    assert all(each.equal for each in compared)
    city.close()


def test_when_the_lists_of_those_revoked_are_over_nothing_new_is_believed(
    city: Place, province: Place
) -> None:
    city.meet(province)
    let_pass(timedelta(days=15), city, province)
    province.tls.append(DatedCertificate(b"the next one"))
    with pytest.raises(Refused, match="吊销列表已过期"):
        city.hear(province)
    city.take_new_lists()
    assert "已收存" in city.hear(province)
