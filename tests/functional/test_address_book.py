"""交换通讯录: nodes are met, renewed, suspended from the pages; clerks find their agencies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from webtest import Form, TestResponse, Upload

from integrations.exchange.book.application import Peers
from integrations.exchange.book.exchanging import in_fours, read, written
from integrations.exchange.book.followers import BookKeeper
from integrations.exchange.book.making import OwnSnapshots
from integrations.exchange.book.peer import Peer
from integrations.exchange.snapshots import DatedCertificate
from office.directory.address_groups import AddressGroups
from tests.functional.exchange_office import NAME, certify, exchange_office
from tests.functional.office_app import CITY, CLERK, DRAFTER, OfficeApp, Visitor
from tests.unit.exchange.places import Place, agency, node_signer

ADMINISTRATOR, AUDITOR = "mengchuan", "qiushi"
PROVINCE = agency("yunchuan", "云川省水利厅", rank=1)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeApp]:
    with exchange_office(tmp_path, monkeypatch) as running:
        yield running


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "province", "云川省政务", PROVINCE)
    yield made
    made.close()


def bring(visitor: Visitor, data: bytes, *, status: int = 303) -> TestResponse:
    form = form_to(visitor.open("/exchange"), "/exchange/take")
    form["snapshot"] = Upload("云川省.json", data)
    answer = form.submit(status=status)
    return answer.follow() if status == 303 else answer


def meet(office: OfficeApp, place: Place) -> Visitor:
    visitor = office.log_in(ADMINISTRATOR)
    visitor.page = bring(visitor, written(place.says()))
    visitor.press("confirm", compared="yes")
    return visitor


def form_to(page: TestResponse, action: str) -> Form:
    return next(each for each in page.forms.values() if each.action.endswith(action))


def test_a_node_is_met_from_a_file_and_its_agencies_may_be_chosen(
    office: OfficeApp, province: Place
) -> None:
    visitor = office.log_in(ADMINISTRATOR)
    visitor.page = bring(visitor, written(province.says()))
    fingerprint = DatedCertificate(node_signer(province.name).certificate).fingerprint
    for group in in_fours(fingerprint):
        assert f">{group}</td>" in visitor.page.text
    assert "云川省水利厅" in visitor.page.text
    refused = visitor.press("confirm", status=422)
    assert "请先与对方逐组核对指纹" in refused.text
    visitor.press("confirm", compared="yes", reason="电话核对，对方刘工")
    page = visitor.page
    assert page is not None
    assert "从此与它交换" in page.text
    assert "等待核对指纹" not in page.text
    assert "1 家" in page.text

    node = visitor.open(f"/exchange/{Peer.id_of(province.name)}")
    assert "已采用" in node.text
    assert "孟川" in node.text
    assert "电话核对，对方刘工" in node.text
    groups = office.log_in(CLERK).open("/addresses")
    assert "云川省水利厅" in groups.text
    assert office.log_in(CLERK).open("/").status_int == 200


def test_address_groups_hold_agencies_of_other_nodes(office: OfficeApp, province: Place) -> None:
    meet(office, province)
    clerk = office.log_in(CLERK)
    clerk.open("/addresses")
    clerk.press("establish", name="省直有关部门", members=["yunchuan"])
    found = office.house.find(AddressGroups).resolve("省直有关部门", agency=CITY)
    assert [each.code for each in found.agencies] == ["yunchuan"]


def test_what_is_no_snapshot_is_refused_beside_its_form(
    office: OfficeApp, province: Place
) -> None:
    visitor = office.log_in(ADMINISTRATOR)
    for data in (
        b"{}",
        b"\xff",
        b"[" * 10**5,
        json.dumps({"format": "wenshu-snapshot-1"}).encode(),
    ):
        assert "这不是通讯录快照文件" in bring(visitor, data, status=422).text
    form = form_to(visitor.open("/exchange"), "/exchange/take")
    assert "没有选文件" in form.submit(status=422).text
    said = json.loads(written(province.says()))
    said["value"] = "AAAA"
    assert "签名无效" in bring(visitor, json.dumps(said).encode(), status=422).text


def test_a_snapshot_is_fetched_from_an_address(office: OfficeApp, province: Place) -> None:
    visitor = office.log_in(ADMINISTRATOR)
    visitor.open("/exchange")
    refused = visitor.press("fetch", address="http://open.example/", status=422)
    assert "须以 https:// 开头" in refused.text
    visitor.open("/exchange")
    refused = visitor.press("fetch", address="https://known.example/", status=422)
    assert "没有设置公文交换的证书" in refused.text
    keeper, said = office.house.find(BookKeeper), province.says()
    keeper.first = lambda address: SimpleNamespace(address_book=lambda *_: [said])  # type: ignore
    visitor.open("/exchange")
    visitor.press("fetch", address="https://known.example/")
    assert visitor.page is not None
    assert "https://known.example/" in visitor.page.text
    assert "核对节点“云川省政务”" in visitor.page.text


def test_the_own_snapshot_is_downloaded_and_read_by_others(
    office: OfficeApp, province: Place
) -> None:
    visitor = office.log_in(ADMINISTRATOR)
    visitor.open("/exchange/snapshot.json", status=404)
    assert "尚未签发" in visitor.open("/exchange").text
    keeper = office.house.find(BookKeeper)
    assert keeper.work(office.house.node)
    page = visitor.open("/exchange")
    assert "没有公文交换证书，未列入快照" in page.text
    file = visitor.open("/exchange/snapshot.json").body
    brought = province.peers.bring(read(file), by="admin", via="文件")
    assert brought.node == NAME
    province.confirm(NAME)
    way = province.book.way_to(CITY, province.at())
    assert way is not None
    assert {"document", "answer", "supervision"} <= set(way.kinds)
    assert "briefing" not in way.kinds, "nothing here takes it yet"
    assert not keeper.work(office.house.node), "there is nothing new to say"


def test_a_node_that_cannot_sign_says_so_on_both_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with exchange_office(tmp_path, monkeypatch, certified=False) as office:
        visitor = office.log_in(ADMINISTRATOR)
        for address in ("/exchange", "/health"):
            assert "没有节点证书，不能签发快照" in visitor.open(address).text
        assert not office.house.find(BookKeeper).work(office.house.node)
        certify(office)
        office.clock.advance(minutes=6)
        assert office.house.find(BookKeeper).work(office.house.node)
        assert office.house.find(OwnSnapshots).newest() is not None


def test_exchange_with_a_node_is_suspended_and_resumed_with_reasons(
    office: OfficeApp, province: Place
) -> None:
    visitor = meet(office, province)
    address = f"/exchange/{Peer.id_of(province.name)}"
    visitor.open(address)
    assert "原因" in visitor.press("suspend", status=422).text
    visitor.press("suspend", reason="对方证书疑被盗用")
    assert "对方证书疑被盗用" in visitor.open("/exchange").text
    at = office.clock.now()
    assert office.house.find(Peers).book.way_to("yunchuan", at) is None
    visitor.open(address)
    visitor.press("resume", reason="已查清")
    assert office.house.find(Peers).book.way_to("yunchuan", at) is not None


def test_a_node_with_another_certificate_is_compared_again(
    office: OfficeApp, province: Place
) -> None:
    visitor = meet(office, province)
    province.keep_node_key(node_signer(province.name, 1))
    visitor.page = bring(visitor, written(province.says()))
    assert "换了签名证书" in visitor.page.text
    assert "以前的证书指纹" in visitor.page.text
    assert "怎样向对方核实" in visitor.press("confirm", compared="yes", status=422).text
    visitor.press("confirm", compared="yes", reason="电话核实")
    assert visitor.page is not None
    assert "已为节点“云川省政务”办理换证" in visitor.page.text


def test_what_is_not_believed_is_put_away(office: OfficeApp, province: Place) -> None:
    visitor = office.log_in(ADMINISTRATOR)
    visitor.page = bring(visitor, written(province.says()))
    visitor.press("discard")
    assert "等待核对指纹" not in visitor.open("/exchange").text
    assert office.house.find(Peers).all() == []


def test_a_later_file_of_a_known_node_counts_at_once(office: OfficeApp, province: Place) -> None:
    visitor = meet(office, province)
    province.tls.append(DatedCertificate(b"the next one"))
    page = bring(visitor, written(province.says()))
    assert "号快照" in page.text
    assert page.request.path == "/exchange"


def test_the_auditor_looks_and_others_do_not(office: OfficeApp, province: Place) -> None:
    meet(office, province)
    auditor = office.log_in(AUDITOR)
    page = auditor.open("/exchange")
    assert "收入快照文件" not in page.text
    node = auditor.open(f"/exchange/{Peer.id_of(province.name)}")
    assert "暂停交换" not in node.text
    for path in ("/exchange", "/exchange/snapshot.json", f"/exchange/{Peer.id_of('别的')}"):
        office.log_in(DRAFTER).open(path, status=403)
    auditor.open(f"/exchange/{Peer.id_of('别的')}", status=404)
    auditor.open("/exchange/nothing", status=404)
    auditor.open(f"/exchange/{Peer.id_of(province.name)}/waiting", status=403)
