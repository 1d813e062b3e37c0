"""证书与密钥: what is held and trusted, imports, and what ends soon, for administrators alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pem
from webtest import Upload

from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.revocation import Revoked
from signing.issuing.application import Certificates, Holder
from signing.keys.algorithms import Algorithm
from signing.keys.owners import Owner, OwnerKind
from signing.keys.private import PrivateKey
from tests.certified import DAY, TestAuthority, openssl
from tests.functional.office_app import DRAFTER, OfficeApp, office_app

ADMINISTRATOR = "mengchuan"
TODAY = "2026年11月20日"
ROWS = "section[aria-label=本节点持有的证书] tbody tr"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


def p12(folder: Path, *, key: PrivateKey, certificate: Certificate) -> bytes:
    (folder / "k.pem").write_bytes(pem.armor("PRIVATE KEY", key.pkcs8()))
    (folder / "c.pem").write_bytes(certificate.pem)
    good, said = openssl(
        *("pkcs12", "-export", "-inkey", folder / "k.pem", "-in", folder / "c.pem"),
        *("-out", folder / "one.p12", "-passout", "pass:files-own"),
    )
    assert good, said
    return (folder / "one.p12").read_bytes()


def test_from_an_empty_page_to_a_certificate_that_is_good(
    office: OfficeApp, tmp_path: Path
) -> None:
    now = office.house.node.clock.now()
    ends = now + 300 * DAY
    state = TestAuthority(Algorithm.SM2, name="云川省电子认证", begins=now - DAY, ends=ends)
    key = PrivateKey.generate(Algorithm.SM2)
    made = Certificate(state.issue(key=key, begins=now - DAY, ends=ends - DAY).certificate)
    office.house.find(Certificates).make_secret()
    visitor = office.log_in(ADMINISTRATOR)
    page = visitor.open("/certificates")
    assert "还没有证书" in page.text

    form = page.forms[_form(page, "/certificates/bring")]
    form["file"] = Upload("one.p12", p12(tmp_path, key=key, certificate=made))
    form["kind"], form["whose"] = "person", DRAFTER
    form["password"], form["pin"] = "another", "739146"
    again = form.submit(status=422)
    assert "口令不对" in again.text
    assert "another" not in again.text
    assert "739146" not in again.text
    form = again.forms[_form(again, "/certificates/bring")]
    assert form["whose"].value == DRAFTER, "what is no secret is kept"
    form["file"] = Upload("one.p12", (tmp_path / "one.p12").read_bytes())
    form["password"], form["pin"] = "files-own", "739146"
    page = form.submit(status=303).follow()
    assert "已导入“周怀远”的证书" in page.text
    assert "不是受信任的机构签发的" in page.text

    for data in (state.certificate.pem, state.list(begins=now - DAY, ends=ends).der):
        form = page.forms[_form(page, "/certificates/know")]
        form["known"] = Upload("file", data)
        page = form.submit(status=303).follow()
    row = page.html.select("section[aria-label=本节点持有的证书] tbody tr")[0]
    assert "有效" in row.text
    assert "有 PIN 码" in row.text
    assert f"{name_of(office, ADMINISTRATOR)}，{TODAY}" in row.text, "who brought it, and when"

    entry = Revoked(serial=made.serial, since=now)
    form = page.forms[_form(page, "/certificates/know")]
    form["known"] = Upload("file", state.list(entry, begins=now, ends=ends).der)
    page = form.submit(status=303).follow()
    row = page.html.select("section[aria-label=本节点持有的证书] tbody tr")[0]
    assert "已吊销" in row.text
    room = office.house.find(Certificates)
    with pytest.raises(Refused, match=r"已被签发机构吊销.*不能再用它签名"):
        room.keys.signer_of(room.keys.held()[0].id, pin="739146")

    form = page.forms[_form(page, "/certificates/withdraw")]
    page = form.submit("act", status=303).follow()
    assert "已撤下" in page.text
    row = page.html.select("section[aria-label=受信任的机构] tbody tr")[0]
    assert f"撤下：{name_of(office, ADMINISTRATOR)}，{TODAY}" in row.text
    form.submit("act", status=303)
    with office.house.node.store.reading() as connection:
        log = connection.exec_driver_sql("select * from state_commands").fetchall()
    assert "739146" not in repr(log)


def test_a_maker_of_seals_is_listed_for_that_alone(office: OfficeApp) -> None:
    now = office.house.node.clock.now()
    outside = TestAuthority(Algorithm.SM2, begins=now - DAY, ends=now + 300 * DAY)
    maker = outside.issue("清河制章中心", begins=now - DAY, ends=now + 200 * DAY)
    visitor = office.log_in(ADMINISTRATOR)
    page = visitor.open("/certificates")
    form = page.forms[_form(page, "/certificates/know")]
    form["known"] = Upload("maker.crt", maker.certificate)
    refused = form.submit(status=422)
    assert "不是发证机构的证书" in refused.text
    form = refused.forms[_form(refused, "/certificates/know")]
    form["known"], form["known_as"] = Upload("maker.crt", maker.certificate), "seal-maker"
    page = form.submit(status=303).follow()
    assert "已把“清河制章中心”列为制章者" in page.text
    trust = office.house.find(Certificates).trusted.trust()
    assert [each.der for each in trust.makers] == [maker.certificate]
    assert trust.anchors == []
    form = page.forms[_form(page, "/certificates/know")]
    form["known"] = Upload("root.crt", outside.certificate.der)
    form["known_as"] = "seal-maker"
    assert "给制章者发证" in form.submit(status=303).follow().text


def name_of(office: OfficeApp, login: str) -> str:
    return office.house.directory.person_name(office.by(login).person)


def test_who_took_a_key_out_of_use_and_when_is_told_beside_who_brought_it(
    office: OfficeApp,
) -> None:
    room = office.house.find(Certificates)
    room.make_authority(name="云川省", by="operator:wenshu")
    time = Holder(owner=Owner(OwnerKind.TIME), purpose=Purpose.TIME, name="时间戳")
    key = room.issue(time, algorithm=Algorithm.SM2, by="operator:wenshu")
    administrator = office.log_in(ADMINISTRATOR)
    (row,) = administrator.open("/certificates").html.select(ROWS)
    assert f"命令行（wenshu），{TODAY}" in row.text
    assert "停用" not in row.text
    room.keys.end(key.id, by=office.by(ADMINISTRATOR).person)
    (row,) = administrator.open("/certificates").html.select(ROWS)
    assert f"停用：{name_of(office, ADMINISTRATOR)}，{TODAY}" in row.text
    assert f"命令行（wenshu），{TODAY}" in row.text


def test_lists_that_end_soon_or_are_over_stand_on_the_page_of_the_node(
    office: OfficeApp,
) -> None:
    room = office.house.find(Certificates)
    room.make_authority(name="云川省", by="operator:test")
    visitor = office.log_in(ADMINISTRATOR)
    assert "现有的 4 份都在有效期内" in visitor.open("/health").text
    began = office.clock.now()
    office.clock.moment = began + 25 * DAY
    page = visitor.open("/health").text
    assert page.count("请执行 office ca crl 重新签发。") == 4
    assert "现在验章不能确认" not in page
    office.clock.moment = began + 31 * DAY
    assert "没有时间戳的签章，现在验章不能确认" in visitor.open("/health").text
    assert "已过期" in visitor.open("/certificates").text
    with pytest.raises(Refused, match="1 至 366 天"):
        room.publish(by="operator:test", days=0)
    room.publish(by="operator:test", days=2)
    assert "4 份都在有效期内" in visitor.open("/health").text
    office.clock.moment = began + 32.7 * DAY
    assert visitor.open("/health").text.count("请执行 office ca crl 重新签发。") == 4


def _form(page: object, action: str) -> int:
    forms = page.forms  # type: ignore[attr-defined]  # webtest has no types
    return next(n for n, each in forms.items() if isinstance(n, int) and each.action == action)


def test_what_cannot_be_taken_is_told_and_nothing_is_stored(office: OfficeApp) -> None:
    visitor = office.log_in(ADMINISTRATOR)
    page = visitor.open("/certificates")
    form = page.forms[_form(page, "/certificates/know")]
    assert "没有选文件" in form.submit(status=422).text
    form["known"] = Upload("a.crl", b"nothing of the kind")
    assert "不是机构证书，也不是吊销列表" in form.submit(status=422).text
    form = page.forms[_form(page, "/certificates/bring")]
    form["file"] = Upload("a.p12", b"nothing of the kind")
    form["whose"], form["password"] = DRAFTER, "x"
    assert "不是 PKCS#12 文件" in form.submit(status=422).text
    room = office.house.find(Certificates)
    assert (room.keys.held(), room.trusted.authorities()) == ([], [])


def test_what_ends_within_sixty_days_stands_first_and_on_the_page_of_the_node(
    office: OfficeApp,
) -> None:
    room = office.house.find(Certificates)
    room.make_authority(name="云川省", by="operator:test")
    now = office.house.node.clock.now()
    for name, lasts in (("到期远的", 400), ("将到期的", 59)):
        key = PrivateKey.generate(Algorithm.ECDSA)
        made, issuers = room.authority.issue(
            {"common_name": name},
            public=key.public,
            algorithm=Algorithm.ECDSA,
            purpose=Purpose.AGENCY,
            now=now,
            lasts=timedelta(days=lasts),
        )
        room.keys.keep(
            Owner(OwnerKind.AGENCY, name),
            key=key,
            certificate=made,
            issuers=issuers,
            purpose=Purpose.AGENCY,
            by="operator:test",
        )
    visitor = office.log_in(ADMINISTRATOR)
    page = visitor.open("/certificates")
    rows = page.html.select("section[aria-label=本节点持有的证书] tbody tr")
    assert [("将到期的" in each.text, "即将到期" in each.text) for each in rows] == [
        (True, True),
        (False, False),
    ]
    assert "有 1 张证书将在 60 天内到期" in page.text
    assert "测试用，不具有法律效力" in page.text
    health = visitor.open("/health").html.select("section[aria-label=证书] tbody tr")
    assert len(health) == 1
    assert "还有 5" in health[0].text


def test_nobody_else_sees_or_changes_certificates(office: OfficeApp) -> None:
    room = office.house.find(Certificates)
    room.make_authority(name="云川省", by="operator:test")
    room.issue(
        Holder(owner=Owner(OwnerKind.TIME), purpose=Purpose.TIME, name="时间戳"),
        algorithm=Algorithm.SM2,
        by="operator:test",
    )
    page = office.log_in(ADMINISTRATOR).open("/certificates")
    assert "PRIVATE KEY" not in page.text
    visitor = office.log_in(DRAFTER)
    assert "/certificates" not in visitor.open("/").text
    assert "管理系统" in visitor.open("/certificates", status=403).html.text
