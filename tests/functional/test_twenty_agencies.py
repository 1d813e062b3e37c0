"""征求意见 to twenty agencies across the National Day holiday, with its summary table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from documents.answering.application import Inquiries
from documents.answering.inquiry import Inquiry
from documents.consulting.application import Consultations
from documents.consulting.comments import comments_of
from documents.consulting.consultation import Consultation
from documents.consulting.verdicts import AgencyVerdict, Asking
from office.directory.kinds import Role
from office.kernel.act import Act
from office.outside.pictures import Pictures
from tests.functional.office_app import (
    DRAFTER,
    LDIF,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    OfficeApp,
    draft,
    offered,
    office_app,
    sentence,
)
from tests.functional.test_consulting import answered, ask, came

pytestmark = pytest.mark.slow

TITLE = "关于征求冬季供水保障实施意见的通知"
KNOWN = ("990102001", "990103001", "990100011", "990100012", "990100013")
FURTHER = tuple(f"9901040{number:02}" for number in range(1, 16))
BEFORE_THE_HOLIDAY = datetime(2026, 9, 28, 1, 0, tzinfo=UTC)  # Monday, 09:00 in the office

AGENCY = """
dn: ou=澜州市第{n}水务站,ou=机关,o=云川省
objectClass: organizationalUnit
objectClass: wenshuAgency
ou: 澜州市第{n}水务站
wenshuAgencyCode: {code}
wenshuShortName: 第{n}水务站
wenshuLevel: city
wenshuKind: government
wenshuSuperior: 990100001
wenshuRank: {rank}
wenshuValidFrom: 2019-01-01

dn: uid=station{n},ou=人员,o=云川省
objectClass: inetOrgPerson
uid: station{n}
cn: 站长{n}
sn: 站
employeeNumber: 7{n:04}

dn: wenshuKey=7{n:04}-1,uid=station{n},ou=人员,o=云川省
objectClass: wenshuPost
wenshuKey: 7{n:04}-1
wenshuPerson: 7{n:04}
wenshuAgencyCode: {code}
title: 站长
wenshuRole: signer
wenshuRole: leader
wenshuRole: clerk
wenshuRole: drafter
wenshuRank: 10
wenshuValidFrom: 2024-01-01
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    folder = tmp_path_factory.mktemp("office")
    ldif = folder / "twenty.ldif"
    stations = "".join(
        AGENCY.format(n=n, code=code, rank=100 + n) for n, code in enumerate(FURTHER, start=1)
    )
    ldif.write_text(LDIF.read_text("utf-8") + stations, "utf-8")
    with office_app(folder, ldif=ldif) as running:
        running.clock.moment = BEFORE_THE_HOLIDAY
        yield running


def say(office: OfficeApp, agency: str, verdict: AgencyVerdict, comments: str = "") -> None:
    """The agency's answer by commands; its pages have their own tests."""
    rooms = office.house.find(Inquiries)
    it = UUID(came(office, TITLE, at=agency).rpartition("/")[2])
    directory = office.house.directory

    def by(role: Role) -> Act:
        person = directory.people_with_role(agency, role)[0].person
        return office.by(person.login, agency=agency)

    clerk, handler, leader = by(Role.CLERK), by(Role.DRAFTER), by(Role.LEADER)
    seen = rooms.load(Inquiry, it).version  # a reminder may stand between the first two
    rooms.sign_for(clerk, it, seen=seen)
    rooms.register(by(Role.CLERK), it, seen=seen + 1)
    rooms.assign(by(Role.CLERK), it, to=handler.person, helpers=[], note="", seen=seen + 2)
    rooms.propose(
        handler,
        it,
        to=leader.person,
        verdict=verdict,
        opinion="",
        comments=comments_of(comments),
        seen=seen + 3,
    )
    rooms.approve(leader, it, words="", seen=rooms.load(Inquiry, it).version)


def standing(office: OfficeApp, consultation: UUID) -> Consultation:
    return office.house.find(Consultations).load(Consultation, consultation)


def test_twenty_answers_across_a_holiday_become_one_table(office: OfficeApp) -> None:
    document = draft(
        office, TITLE, body="一、总体要求\n提前部署。\n二、措施\n（一）巡查。每日一次。"
    )
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/{document}?form=consult")
    proposed = page.html.select_one("input[name=deadline]")["value"]
    assert proposed == "2026-10-10", "29 and 30 September, 8, 9 and the Saturday 10 October"
    agencies = [*KNOWN, *FURTHER]
    asked = ask(office, document, Asking.COMMENTS, agencies=agencies, deadline="2026-10-03")
    assert standing(office, asked).deadline == "2026-10-08", "the first working day after it"

    answered(
        office,
        TITLE,
        at=QINGHE,
        people=(QINGHE_CLERK, QINGHE_DEPUTY, QINGHE_LEADER),
        verdict="agree-with-comments",
        comments="二（一）：建议改为每周三次。\n附件1：建议增加联系人。",
    )
    for agency in (*KNOWN[1:], *FURTHER[:9]):
        say(office, agency, AgencyVerdict.NO_COMMENT)
    say(office, FURTHER[9], AgencyVerdict.AGREE_WITH_COMMENTS, "标题：建议删去“冬季”。")
    office.clock.moment = datetime(2026, 10, 7, 1, 0, tzinfo=UTC)
    office.deliver()
    assert not any(each.overdue for each in standing(office, asked).places.values())

    office.clock.moment = datetime(2026, 10, 9, 1, 0, tzinfo=UTC)
    office.deliver()
    late = [each.code for each in standing(office, asked).places.values() if each.overdue]
    assert late == list(FURTHER[10:])
    page = drafter.open(f"/consultations/{asked}")
    assert "未答复 5 家" in page.text
    assert "处理意见" in drafter.open("/").text

    drafter.open(f"/consultations/{asked}?do=chase")
    drafter.press("remind", codes=late, words="请于今日答复")
    office.deliver()
    for agency in FURTHER[10:14]:
        say(office, agency, AgencyVerdict.NO_COMMENT)
    office.deliver()
    drafter.open(f"/consultations/{asked}?do=chase")
    drafter.press("withdraw", codes=[FURTHER[14]], words="不涉及该站职责")
    assert standing(office, asked).complete

    assert offered(drafter.open(f"/consultations/{asked}")) == []
    fields = {
        f"disposal-{QINGHE}-0": "rejected",
        f"disposal-{QINGHE}-1": "adopted",
        f"disposal-{FURTHER[9]}-0": "partly",
        f"reason-{FURTHER[9]}-0": "改为“今冬明春”",
    }
    assert "须写明理由" in sentence(drafter.press("dispose", status=422, **fields))
    drafter.press("dispose", **fields, **{f"reason-{QINGHE}-0": "巡查频次由行业规范规定"})
    page = drafter.open(f"/consultations/{asked}")
    assert offered(page) == ["summarise"]
    assert "这条意见已采纳而文稿没有改动" in page.text
    assert "文稿没有改动" in sentence(drafter.press("summarise", status=422))
    fields |= {f"reason-{QINGHE}-0": "巡查频次由行业规范规定"}
    why = {f"unchanged-{each}": "附件另行印发" for each in (f"{QINGHE}-1", f"{FURTHER[9]}-0")}
    drafter.open(f"/consultations/{asked}")
    drafter.press("dispose", **fields, **why)
    drafter.open(f"/consultations/{asked}")
    drafter.press("summarise")

    page = drafter.open(f"/documents/{document}")
    link = next(each for each in page.html.select(".att a") if "意见汇总表" in each.get_text())
    assert drafter.get(link["href"]).content_type == "application/pdf"
    it = standing(office, asked)
    texts = "".join(office.house.find(Pictures).texts(it.agency, it.summary["pages"]))
    table = "".join(texts.split())
    for words in (
        *("意见汇总表", "征求意见，第1轮，20家", "2026年10月8日", "2026年10月9日"),
        *("建议改为每周三次。", "未采纳", "巡查频次由行业规范规定", "部分采纳", "附件1", "采纳"),
        *(
            "文稿未改：附件另行印发",
            "撤回理由：不涉及该站职责",
            "澜州市第15水务站",
            "望江区人民政府办公室",
            "无意见17家",
        ),
    ):
        assert words in table, words
