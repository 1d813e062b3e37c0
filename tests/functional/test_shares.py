"""The page of an assignment: what was typed on it is told, and an old page shows what was then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.handled import assign
from tests.functional.office_app import (
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    OfficeApp,
    office_app,
    registered,
    sentence,
)

TITLE = "关于报送值班安排的通知"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


def given(office: OfficeApp) -> str:
    """Before the deputy, by the clerk."""
    address = f"/incoming/{registered(office, TITLE, at=QINGHE, clerk=QINGHE_CLERK)}"
    clerk = office.log_in(QINGHE_CLERK)
    assign(office, clerk, address, to=QINGHE_DEPUTY, deadline="2026-12-04", opinion="请办。")
    return address


def test_why_a_deadline_was_moved_is_told(office: OfficeApp) -> None:
    address = given(office)
    share, clerk = office.share(address), office.log_in(QINGHE_CLERK)
    clerk.open(f"{share}?form=set_deadline")
    clerk.press("set_deadline", until="2026-12-11", opinion="上级统一顺延。")
    told = "：上级统一顺延。"
    assert told in clerk.open(share).html.text
    paper = clerk.open(address).html.text
    assert told in paper
    assert "办理时限为" in paper


def test_an_old_page_of_a_share_has_no_later_words_of_its_paper(office: OfficeApp) -> None:
    address = given(office)
    share, leader = office.share(address), office.log_in(QINGHE_LEADER)
    office.clock.advance(hours=1)
    leader.open(f"{address}?form=instruct")
    leader.press("instruct", opinion="务必周五前办完。")
    assert "务必周五前办完。" in leader.open(share).html.text
    assert "务必周五前办完。" not in leader.open(f"{share}?as_of=1").html.text


def test_the_way_to_the_limits_leads_there_from_the_form_of_a_leaders_words(
    office: OfficeApp,
) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    page = clerk.open(f"{given(office)}/transcribe")
    (way,) = [
        each["href"] for each in page.html.select("a") if each.get_text(strip=True) == "时限"
    ]
    clerk.open(str(way))


def test_a_share_is_not_put_off_beyond_the_senders_day_unless_the_sender_agrees(
    office: OfficeApp,
) -> None:
    address = given(office)
    share, clerk = office.share(address), office.log_in(QINGHE_CLERK)
    limits = address.replace("/incoming/", "/deadlines/incoming/")
    clerk.open(limits)
    clerk.press("state", day="2026-12-09")
    deputy = office.log_in(QINGHE_DEPUTY)
    asking = deputy.open(f"{share}?form=ask_extension")
    assert "来文时限 12月9日。" in asking.html.text
    deputy.press("ask_extension", until="2026-12-11", opinion="等数据")
    clerk.open(share)
    refused = clerk.press("grant", opinion="同意", status=422)
    assert "超过来文时限 2026年12月9日" in sentence(refused)
    assert "先在公文页“时限”中登记新的来文时限" in sentence(refused)
    clerk.press("grant", until="2026-12-09", opinion="同意，不得再延")
    clerk.open(f"{share}?form=set_deadline")
    clerk.press("set_deadline", until="2026-12-10", opinion="再宽一天", status=422)
    clerk.open(limits)
    clerk.press("state", day="2026-12-11")
    clerk.open(f"{share}?form=set_deadline")
    clerk.press("set_deadline", until="2026-12-11", opinion="来文机关同意延期")


def test_a_last_day_on_which_nobody_works_is_taken_and_told(office: OfficeApp) -> None:
    address = given(office)
    share, clerk = office.share(address), office.log_in(QINGHE_CLERK)
    page = clerk.open(f"{share}?form=set_deadline")
    assert page.html.select_one("input[name=until][type=date]").has_attr("data-adjusted")
    clerk.press("set_deadline", until="2026-12-05", opinion="周末加班办理")
    told = clerk.page.html.select_one(".toast").text
    assert "12月5日（星期六）不是工作日，时限不顺延" in told
    clerk.open(f"{share}?form=set_deadline")
    clerk.press("set_deadline", until="2026-12-07", opinion="改为周一")
    assert "工作日" not in clerk.page.html.select_one(".toast").text
