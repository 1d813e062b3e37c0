"""请示 up, 批示, three units handle it, 批复 back: linked both ways on both sides."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

import pytest

from documents.consignments.states import State
from tests.functional.office_app import (
    CITY,
    CLERK,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    REVIEWER,
    OfficeApp,
    Visitor,
    offered,
    sentence,
)

pytestmark = pytest.mark.slow  # two documents on their whole way, and three units

TITLE = "清河区人民政府关于调整老旧泵站改造工期的请示"
REPLY = "澜州市人民政府关于调整老旧泵站改造工期的批复"
SECRETARIAT, GENERAL, INSPECTION = (f"unit:{CITY}-{number}" for number in ("01", "02", "04"))
GIVEN = ("xuelan", "chengyuan")
"""Who gave a unit's share to whom."""
HEADS = {SECRETARIAT: "xuming", GENERAL: "xuelan", INSPECTION: "luowenbin"}


def at(office: OfficeApp, login: str, address: str) -> Visitor:
    visitor = office.log_in(login)
    visitor.open(address)
    return visitor


def drafted(office: OfficeApp, login: str, *, reviewer: str, identity: str, **fields: str) -> UUID:
    drafter = office.log_in(login)
    query = {"type": fields["type"], "identity": identity}
    drafter.open(f"/documents/draft?{urlencode(query)}")
    answer = drafter.press(
        "save",
        identity=identity,
        secrecy_reviewer=office.person(reviewer),
        openness="不予公开",
        openness_reason="第十六条",
        necessity="工期调整报批",
        **fields,
    )
    return UUID(answer.location.rpartition("/")[2])


def issued(
    office: OfficeApp, id: UUID, *, people: tuple[str, str, str, str], addressees: str
) -> None:
    """From the draft to its dispatch by a drafter, reviewer, signer and clerk."""
    drafter, reviewer, signer, clerk = people
    address = f"/documents/{id}"
    at(office, drafter, address).press("submit", to=office.person(reviewer))
    at(office, reviewer, address).press("review", opinion="已核", to=office.person(signer))
    at(office, signer, address).press("sign_off", opinion="同意")
    registrar = at(office, clerk, address)
    registrar.press("recheck", opinion="无误")
    for act in ("number", "typeset", "release"):
        registrar.press(act)
    registrar.open(address)
    registrar.press("dispatch", addressees=addressees)
    office.deliver()


def requested(office: OfficeApp, title: str, *, body: str) -> UUID:
    """A 请示 of the district, on its way to the city."""
    asking = drafted(
        office,
        QINGHE_CLERK,
        reviewer=QINGHE_DEPUTY,
        identity=f"{QINGHE}-M1",
        type="请示",
        title=title,
        recipients="澜州市人民政府",
        body=body,
        note="联系人：冯小满，联系电话：0999—5550102",
    )
    people = (QINGHE_CLERK, QINGHE_DEPUTY, QINGHE_LEADER, QINGHE_CLERK)
    issued(office, asking, people=people, addressees=CITY)
    return asking


def test_a_request_is_instructed_handled_by_three_units_and_replied_to(office: OfficeApp) -> None:
    asking = requested(
        office, TITLE, body="因汛期提前，拟将老旧泵站改造工期顺延 20 天。\n妥否，请批示。"
    )

    incoming = f"/incoming/{office.arrived(TITLE, at=CITY)}"
    clerk = at(office, CLERK, incoming)
    clerk.press("sign_for")
    clerk.press("register", track="handling")
    clerk.press("propose", opinion="拟请综合科牵头研提意见", to=office.person(LEADER))
    leader = at(office, LEADER, incoming)
    assert offered(leader.open(incoming)) == ["instruct"], "a 请示 is not circled"
    leader.press("instruct", opinion="请综合科会同秘书科、督查科提出意见")

    page = clerk.open(incoming)
    assert "转其他机关办理的" in page.text, "whoever looks for another agency here is told the way"
    assert "二次分发、翻印" in " ".join(each.get_text() for each in page.html.select("a"))
    assert "主办" in sentence(clerk.press("assign", host="", status=422))
    clerk.press("assign", host=GENERAL, helpers=[SECRETARIAT, INSPECTION], deadline="2026-12-05")
    shares = {
        row.party: f"/assignments/{row.subject}"
        for row in office.player.assignments.at_work_on(UUID(incoming.rpartition("/")[2]))
    }
    assert set(shares) == set(HEADS)
    for party, login in HEADS.items():
        head = office.log_in(login)
        assert shares[party] in head.open("/").text, "in the unit's inbox"
        page = head.open(shares[party])
        assert "请综合科会同秘书科、督查科提出意见" in page.text
    stranger = office.log_in("luowenbin")
    assert offered(stranger.open(shares[GENERAL])) == [], "another unit's share"

    helper = at(office, "luowenbin", f"{shares[INSPECTION]}?form=refuse")
    helper.press("refuse", opinion="不涉及督查事项，建议不列为协办")
    clerk.open(f"{incoming}?form=heed")
    clerk.press("heed", opinion="已商督查科，不再列为协办")

    general = at(office, "xuelan", shares[GENERAL])
    general.press("give", to=office.person("chengyuan"), opinion="请尽快")
    helper = at(office, "xuming", shares[SECRETARIAT])
    helper.press("take_up")
    helper.press("finish", opinion="无不同意见")
    handler = office.log_in("chengyuan")
    own = handler.open(shares[GENERAL])
    assert "拟复" in own.text
    slip = " ".join(own.html.select_one("aside.slip").stripped_strings).replace("已办 ", "")
    named = {login: office.house.directory.person_name(office.person(login)) for login in GIVEN}
    assert f"交办 {named['xuelan']}" in slip
    assert f"承办人 {named['chengyuan']}" in slip
    handler.open(f"{incoming}/reply")
    handler.press("reply", identity=f"{CITY}-M1")
    draft = office.outgoing(REPLY)
    text = handler.open(f"/documents/{draft}/draft").text
    assert f"《{TITLE}》" in text
    assert "收悉。现批复如下：" in text
    handler.press(
        "save",
        body="《请示》收悉。现批复如下：\n同意将工期顺延 20 天。",
        secrecy_reviewer=office.person(REVIEWER),
        openness="不予公开",
        openness_reason="第十六条",
        recipients="清河区人民政府",
    )
    issued(office, draft, people=("chengyuan", REVIEWER, LEADER, CLERK), addressees=QINGHE)
    at(office, "chengyuan", shares[GENERAL]).press("finish", opinion="已批复")

    page = clerk.open(incoming)
    assert "复文 澜政函〔2026〕1号 已发出" in page.text
    assert f"/documents/{draft}" in page.text
    assert clerk.open(f"/documents/{draft}").text.count(incoming) >= 1
    clerk.open(incoming)
    clerk.press("complete", way="answered", opinion="已批复")
    at(office, LEADER, incoming).press("acknowledge")
    office.deliver()

    (sent,) = office.player.consignments.of_document(asking)
    assert sent.state == State.COMPLETED
    reply = (
        f"/incoming/{office.arrived('澜州市人民政府关于调整老旧泵站改造工期的批复', at=QINGHE)}"
    )
    district = office.log_in(QINGHE_CLERK)
    assert reply in district.open(f"/documents/{asking}").text
    there = district.open(reply).text
    assert f"/documents/{asking}" in there
    assert incoming not in there
