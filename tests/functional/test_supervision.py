"""督办 through its real pages: a matter red, extended, sent back, closed; a 建议 answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from webtest import TestResponse

from documents.incoming.application import Incomings
from signing.ink.handwriting import WRITTEN
from signing.ink.ink import Colour
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    REVIEWER,
    OfficeApp,
    Visitor,
    filled,
    form_with,
    offered,
    office_app,
    registered,
    sentence,
    value_of,
)
from tests.inked import a_stroke, posted, some_ink

TO_QINGHE = f"agency:{QINGHE}"
REQUIRED = {"basis": "市政府第12次常务会议", "requirement": "年底前完成改造并书面报告。"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


def opened(office: OfficeApp, title: str, **more: str) -> tuple[Visitor, str]:
    """A matter before the clerk who opened it: the clerk and its address."""
    clerk = office.log_in(CLERK)
    clerk.open("/supervisions/open")
    answer = clerk.press("open_matter", title=title, **{**REQUIRED, "kind": "meeting", **more})
    return clerk, answer.location


def at(office: OfficeApp, day: int, *, month: int = 11) -> None:
    office.clock.moment = datetime(2026, month, day, 1, 42, tzinfo=UTC)


def text_of(page: TestResponse, selector: str = "main") -> str:
    found = page.html.select_one(selector)
    assert found is not None
    return " ".join(found.get_text().split())


def way(page: TestResponse | None, words: str) -> str:
    """Where the page's link with these words leads."""
    assert page is not None
    links = [each for each in page.html.select("a") if words in each.get_text()]
    assert links, words
    return str(links[0]["href"])


def received(office: OfficeApp, title: str) -> tuple[Visitor, str]:
    """The district's clerk has signed for it and registered it: the clerk and where to report."""
    office.deliver()
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(f"/incoming/{office.arrived(title, at=QINGHE)}")
    clerk.press("sign_for")
    clerk.press("register", track="handling")
    office.deliver()
    return clerk, way(clerk.page, "督办反馈")


def reported(
    office: OfficeApp, district: Visitor, address: str, *, file: str = "", **typed: Any
) -> None:
    """The district's leader approves what its clerk wants to report; `file` is attached."""
    assert district.page is not None
    form = form_with(district.page, "report")
    typed["to"] = office.person(QINGHE_LEADER)
    fields = [each for each in filled(form, act="report", typed=typed) if each[0] != "file"]
    files = [("file", file, "合格".encode())] if file else None
    district.post(form.action, fields, upload_files=files)
    leader = office.log_in(QINGHE_LEADER)
    assert str(typed["opinion"]) in text_of(leader.open(address))
    assert file in text_of(leader.page)
    leader.press("approve", opinion="同意报送")


@pytest.mark.slow
def test_a_matter_is_extended_red_urged_sent_back_and_closed(office: OfficeApp) -> None:
    title = "老旧小区供水管网改造"
    clerk, address = opened(
        office, title, kind="instruction", to=office.person(LEADER), deadline="2026-11-24"
    )
    clerk.press(
        "assign",
        host=TO_QINGHE,
        helpers=f"person:{office.person(DRAFTER)}",
        opinion="请抓紧办理",
    )
    page = clerk.open("/supervisions?show=yellow")
    assert "督〔2026〕1号" in text_of(page)
    assert "黄灯 余 2 个工作日" in text_of(page)
    assert "清河区" in text_of(page)
    assert title not in text_of(clerk.open("/supervisions?show=red"))

    district, report = received(office, title)
    assert "年底前完成改造" in text_of(district.open(report))
    reported(
        office, district, report, what="extension", until="2026-12-01", opinion="管材到货推迟"
    )
    office.deliver()
    page = clerk.open(address)
    assert "申请延期到12月1日" in text_of(page)
    assert offered(page) == ["deny", "extend"]
    clerk.press("extend", until="2026-11-30", opinion="同意延期，不得再延")
    office.deliver()
    assert "同意延期到11月30日" in text_of(district.open(report))
    district.press("note")

    at(office, 2, month=12)
    page = clerk.open("/supervisions?show=red")
    assert "红灯 超期 2 个工作日" in text_of(page)
    clerk.open(f"{address}?form=urge")
    clerk.press("urge", party=TO_QINGHE, means="telephone", opinion="请三日内报结果")
    office.deliver()
    assert "请三日内报结果" in text_of(district.open(report))
    district.press("note")
    reported(office, district, report, what="result", opinion="已完成主管改造")
    office.deliver()

    page = clerk.open(address)
    assert "逾期 2 个工作日" in text_of(page)
    assert offered(page) == ["send_back", "submit"]
    assert "已完成主管改造" in text_of(page, "#act .acted-on"), "what is judged stands above"
    clerk.press("send_back", opinion="支管没有改造，请办结后再报")
    office.deliver()
    assert offered(clerk.open(address)) == []
    district.open(report)
    district.press("note")
    reported(
        office, district, report, file="验收.txt", what="result", opinion="主管、支管全部改造完毕"
    )
    office.deliver()

    page = clerk.open(address)
    assert "同意报送" not in text_of(page)
    attached = next(each for each in page.html.select("a") if "验收.txt" in each.get_text())
    assert clerk.get(attached["href"]).body.decode() == "合格"
    office.log_in(QINGHE_CLERK).get(attached["href"], status=404)
    clerk.press("submit", to=office.person(LEADER), opinion="已达到要求，建议销号")
    leader = office.log_in(LEADER)
    leader.open(address)
    leader.press("see", opinion="", ink=posted())
    (drawn,) = clerk.open(address).html.select("#opinions svg.ink")
    assert drawn["aria-label"] == WRITTEN, "the leader's own hand is what was said"
    clerk.press("close", opinion="办结")
    assert "已销号" in text_of(clerk.open(address))
    office.deliver()
    assert "对方已销号" in text_of(district.open(report))
    assert "已销号（逾期）" in text_of(clerk.open("/supervisions?show=closed"))

    _every_point_leads_to_its_event(clerk)


def _every_point_leads_to_its_event(clerk: Visitor) -> None:
    """100, extended -0.5, urged -1, late -2 and twice two days -0.5, sent back -3."""
    page = clerk.open("/supervisions/scores?year=2026")
    row = next(each for each in page.html.select("tbody tr") if "清河区" in each.get_text())
    assert "89.5" in row.get_text()
    page = clerk.open(row.select_one("a")["href"])
    assert "退回重办" in text_of(page)
    links = [each["href"] for each in page.html.select("tbody a")]
    assert len(links) == 5
    assert "同意清河区" in text_of(clerk.get(links[0]).follow(), "aside.slip")


def test_our_own_unit_reports_on_its_share_and_the_matter_knows(office: OfficeApp) -> None:
    title = "机关节能改造"
    clerk, address = opened(office, title, deadline="2026-11-27")
    clerk.press("assign", host=f"person:{office.person(DRAFTER)}", opinion="请办理")
    share = office.share(address)
    handler = office.log_in(DRAFTER)
    own = text_of(handler.open(share), "aside.slip")
    assert "承办中" in own
    assert "领办" not in own, "it was given to a person, who need not take it up"
    handler.open(f"{share}?form=ask_extension")
    handler.press("ask_extension", until="2026-12-04", opinion="等厂家")
    clerk.open(share)
    clerk.press("grant", until="2026-12-03", opinion="同意")
    assert "12月3日" in text_of(clerk.open(address), "aside.slip")
    clerk.open(f"{address}?form=urge")
    clerk.press("urge", party=f"person:{office.person(DRAFTER)}", means="system", opinion="请快")
    assert "催办 1 次" in text_of(clerk.open(address))
    handler.open(share)
    handler.press("finish", opinion="已改造完毕")
    page = clerk.open(address)
    assert offered(page) == ["send_back", "close", "submit"]
    clerk.press("submit", status=422, opinion="")
    assert "审阅的领导" in sentence(clerk.page)
    clerk.press("close", opinion="办结")
    assert "已销号" in text_of(clerk.open(address))


def test_what_a_deputy_proposed_is_not_closed_before_they_are_content(office: OfficeApp) -> None:
    clerk, address = opened(
        office, "关于加密公交班次的建议", kind="congress", proposer="柳闻笛", proposal_number="36"
    )
    assert "2027年2月22日" in text_of(clerk.open(address)), "three months, moved off a Saturday"
    clerk.press("assign", host=f"person:{office.person(DRAFTER)}")
    handler = office.log_in(DRAFTER)
    handler.open(office.share(address))
    handler.press("finish", opinion="已增加12班")
    clerk.open(address)
    clerk.press("close", status=422)
    assert "还没有答复人大代表" in sentence(clerk.page)
    for satisfaction in ("dissatisfied", "satisfied"):
        clerk.open(f"{address}?form=answer")
        clerk.press("answer", answer_class="A", number="澜政办函〔2026〕9号")
        clerk.open(f"{address}?form=enter_feedback")
        clerk.press("enter_feedback", satisfaction=satisfaction, opinion="末班仍太早")
        if satisfaction == "dissatisfied":
            clerk.open(address)
            clerk.press("close", status=422)
            assert "不满意" in sentence(clerk.page)
    clerk.open(address)
    clerk.press("close", opinion="办结")
    assert "已销号" in text_of(clerk.open(address))


def test_a_matter_is_opened_from_what_a_leader_instructed(office: OfficeApp) -> None:
    district, title = office.log_in(QINGHE_CLERK), "关于加强防汛的通知"
    address = _instructed(office, district, title)
    page = district.open(address)
    page = district.open(way(page, "督办立项"))
    assert "请应急办牵头落实" in page.text
    district.press("open_matter")
    assert "督〔2026〕1号" in text_of(district.page)
    assert "看立项来源" in text_of(district.page)
    assert "督办 督〔2026〕1号" in text_of(district.open(address))


def test_what_a_leader_wrote_by_hand_is_drawn_in_the_notice(office: OfficeApp) -> None:
    district, title = office.log_in(QINGHE_CLERK), "关于整治黑臭水体的通知"
    ink = posted(some_ink(a_stroke(colour=Colour.RED)))
    page = district.open(_instructed(office, district, title, opinion="", ink=ink))
    page = district.open(way(page, "督办立项"))
    assert (value_of(page, "instruction"), value_of(page, "requirement")) == ("", "")
    assert "笔迹会印在督办通知单上" in text_of(page)
    district.press("open_matter", requirement="年内消除黑臭。")
    drawn = str(district.page.html) if district.page else ""
    assert '"#d7191b"' in drawn, "the red stroke stands in the notice"
    assert "（手写意见）" not in drawn


def test_words_for_named_people_are_not_proposed_for_a_matter(office: OfficeApp) -> None:
    clerk, rooms = office.log_in(QINGHE_CLERK), office.house.find(Incomings)
    id = registered(office, "关于加强防汛的通知", at=QINGHE, clerk=QINGHE_CLERK)
    leader = office.person(QINGHE_LEADER)
    rooms.propose(office.by(QINGHE_CLERK), id, opinion="拟请阅示", to=leader, seen=4)
    rooms.instruct(
        office.by(QINGHE_LEADER),
        id,
        words="此事只请办公室掌握",
        readers=[office.person(QINGHE_CLERK)],
        seen=5,
    )
    page = clerk.open(f"/supervisions/open?incoming={id}")
    assert "此事只请办公室掌握" not in page.text
    assert "限定阅看范围的批示，没有带入" in text_of(page)


def test_every_old_page_of_a_matter_opens(office: OfficeApp) -> None:
    """Its clock tells of parties that had nothing to do with it then."""
    clerk, address = opened(office, "老旧小区供水改造")
    clerk.press("assign", host=TO_QINGHE)
    clerk.open(f"{address}?form=urge")
    clerk.press("urge", means="telephone", opinion="请抓紧。")
    for version in (1, 2, 3):
        clerk.open(f"{address}?as_of={version}")


def _instructed(office: OfficeApp, clerk: Visitor, title: str, **said: str) -> str:
    address = f"/incoming/{registered(office, title, at=QINGHE, clerk=QINGHE_CLERK)}"
    page = clerk.open(address)
    if "screen" in offered(page):
        clerk.press("screen")
    clerk.press("propose", opinion="拟请阅示", to=office.person(QINGHE_LEADER))
    leader = office.log_in(QINGHE_LEADER)
    leader.open(address)
    leader.press("instruct", **(said or {"opinion": "请应急办牵头落实"}))
    return address


def test_who_may_not_open_matters_is_not_offered_it_but_sees_the_list(office: OfficeApp) -> None:
    opened(office, "全市数据归集")
    reader = office.log_in(DRAFTER)
    page = reader.open("/supervisions")
    assert "全市数据归集" in text_of(page)
    assert page.html.find("a", href="/supervisions/open") is None
    reader.open("/supervisions/open", status=403)


def approved(office: OfficeApp, title: str) -> str:
    """A 签报 that the leader approved: its address."""
    drafter = office.log_in(DRAFTER)
    drafter.open("/memoranda/draft")
    answer = drafter.press("save", title=title, body="现用设备已检修九次。\n妥否，请批示。")
    address = str(answer.location.removeprefix("http://localhost"))
    drafter.press(
        "submit", review=office.person(REVIEWER), check="", leaders=[office.person(LEADER)]
    )
    for who, act, words in ((REVIEWER, "review", "情况属实"), (LEADER, "approve", "限期更新")):
        visitor = office.log_in(who)
        visitor.open(address)
        visitor.press(act, opinion=words)
    return address


def test_a_matter_is_opened_from_an_approved_memorandum(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    address = approved(office, "关于更新装订设备的签报")
    page = clerk.open(way(clerk.open(address), "督办立项"))
    assert "全机关可见" in text_of(page)
    assert "限期更新" not in page.text
    assert "装订设备" not in page.text, "who had nothing to do with it would see it"
    clerk.press("open_matter", title="更新设备", requirement="年底前更新完毕")
    assert clerk.page is not None
    assert "装订设备" not in text_of(clerk.page)
    assert "督〔2026〕1号" in text_of(clerk.open(way(clerk.open(address), "督办　督")))
    assert "周怀远" in text_of(clerk.page or page, "aside.slip")


def test_the_day_of_a_notice_is_the_senders_day_of_its_paper(office: OfficeApp) -> None:
    title = "限期整改排水口"
    clerk, address = opened(office, title)
    clerk.press("assign", host=TO_QINGHE, deadline="2026-12-04")
    office.deliver()
    assert "待签收" in text_of(clerk.open(address), "aside.slip")
    district, report = received(office, title)
    assert "待签收" not in text_of(clerk.open(address), "aside.slip")
    limits = f"/deadlines/incoming/{office.arrived(title, at=QINGHE)}"
    assert "来文要求12月4日前办结" in text_of(district.open(limits))
    district.open(report)
    reported(office, district, report, what="extension", until="2026-12-11", opinion="等候汛期")
    office.deliver()
    clerk.open(address)
    clerk.press("extend", until="2026-12-09", opinion="同意")
    office.deliver()
    assert "来文要求12月9日前办结" in text_of(district.open(limits))
    clerk.open(f"{address}?form=withdraw")
    clerk.press("withdraw", opinion="并入另一事项")
    office.deliver()
    assert "前办结。" not in text_of(district.open(limits))
