"""日志检查点: signed, exchanged with another node, verified; for administrators and auditors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from webtest import Form, TestResponse, Upload

from office.kernel.verify import verify
from signing.certificates.trusted import Trusted
from signing.checkpoints.application import Checkpoints
from signing.issuing.application import Certificates
from signing.issuing.holders import holder
from signing.keys.algorithms import Algorithm
from tests.functional.office_app import DRAFTER, OfficeApp, office_app
from tests.unit.signing.test_checkpoints import Place

ADMINISTRATOR, AUDITOR = "mengchuan", "qiushi"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


def certify(office: OfficeApp) -> None:
    """The node's own certificate, by an authority for trying."""
    room = office.house.find(Certificates)
    room.make_authority(name="云川", by="operator:test")
    certify_node(office)


def certify_node(office: OfficeApp) -> None:
    """By the authority that is there."""
    name = office.house.find(Checkpoints).node_name
    node = holder(office.house.directory, kind="node", whose="", node=name)
    office.house.find(Certificates).issue(node, algorithm=Algorithm.SM2, by="operator:test")


def test_without_a_certificate_the_pages_say_that_nothing_is_signed(office: OfficeApp) -> None:
    visitor = office.log_in(ADMINISTRATOR)
    for address in ("/health", "/checkpoints"):
        assert "没有节点证书，未签署检查点" in visitor.open(address).text
    page = visitor.open("/checkpoints")
    refused = _form(page, "/checkpoints/write").submit(status=422)
    assert "没有签署检查点的密钥" in refused.text


def test_from_a_certificate_to_a_checkpoint_that_was_verified(office: OfficeApp) -> None:
    certify(office)
    visitor = office.log_in(ADMINISTRATOR)
    _form(visitor.open("/checkpoints"), "/checkpoints/write").submit(status=303)
    page = visitor.open("/checkpoints")
    assert "尚无见证" in page.text
    assert "还没有核验过" in page.text
    assert visitor.open("/checkpoints/checkpoint.json").json["format"] == "wenshu-checkpoint-1"

    auditors = office.house.auditors()
    found = verify(office.house.node.store, auditors=auditors)
    assert found.fault is None
    told = [said for each in auditors for said in each.conclude(found)]
    assert "检查点 1 个，根值、签名、证书都相符" in told[0]
    assert "通过" in visitor.open("/checkpoints").text
    assert "最近的检查点" in visitor.open("/health").text


@pytest.mark.slow
def test_another_nodes_checkpoint_comes_in_and_its_witness_goes_back_from_the_page(
    office: OfficeApp, tmp_path: Path
) -> None:
    certify(office)
    elsewhere = Place(tmp_path / "elsewhere", name="云川")
    for root in elsewhere.trusted.authorities():
        office.house.find(Trusted).add(root.certificate, by="test")
    signed = elsewhere.checkpoints.write()
    visitor = office.log_in(ADMINISTRATOR)
    form = _form(visitor.open("/checkpoints"), "/checkpoints/take")
    form["exchanged"] = Upload("云川.json", elsewhere.exchange.exported())
    page = form.submit(status=303).follow()
    assert "下载见证" in page.text
    witness = _form(page, "/witness.json").submit()
    assert quote("见证") in witness.content_disposition
    room = office.house.find(Checkpoints)
    for family in office.house.find(Certificates).authority.certificates(Algorithm.SM2):
        elsewhere.trusted.add(family, by="test")
    assert f"节点“{room.node_name}”" in elsewhere.exchange.take(witness.body).words
    (row,) = room.listed(own=False)
    kept = visitor.open(f"/checkpoints/{row.subject}/checkpoint.json").json
    assert kept["signed"]["signature"] == signed.signature
    auditor = office.log_in(AUDITOR)
    assert "下载见证" not in auditor.open("/checkpoints").text
    assert auditor.open(f"/checkpoints/{row.subject}/checkpoint.json").json == kept
    elsewhere.node.close()


def test_what_is_no_checkpoint_is_refused_beside_its_form(office: OfficeApp) -> None:
    visitor = office.log_in(ADMINISTRATOR)
    form = _form(visitor.open("/checkpoints"), "/checkpoints/take")
    form["exchanged"] = Upload("one.json", b"{}")
    assert "请核对所选的文件" in form.submit(status=422).text
    form = _form(visitor.open("/checkpoints"), "/checkpoints/take")
    assert "没有选文件" in form.submit(status=422).text


def test_the_auditor_looks_and_others_do_not(office: OfficeApp) -> None:
    certify(office)
    page = office.log_in(AUDITOR).open("/checkpoints")
    assert "立即签署" not in page.text
    office.log_in(DRAFTER).open("/checkpoints", status=403)


def _form(page: TestResponse, action: str) -> Form:
    return next(each for each in page.forms.values() if each.action.endswith(action))
