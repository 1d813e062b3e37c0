"""归档 in browsers: filed in one click, missing with why, lent, inspected, destroyed by two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents.archive.inspecting.application import ShelfInspections
from tests.browser.conftest import Watched, needs_script
from tests.browser.journeying import TABLET, Journeying, follow, hand_to, press, text, toast
from tests.functional.office_app import CLERK, DRAFTER, QINGHE, issue

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, needs_script]

KEEPER, PRINCIPAL = "hanji", "luchengjun"
"""安全保密管理员, and who approves."""


def test_what_is_complete_is_filed_in_one_click_and_what_is_not_says_why(
    there: Journeying, watched: Watched
) -> None:
    title, unfinished = "关于做好年度归档的通知", "关于还没有分发的通知"
    for each in (title, "关于做好档案移交的通知"):
        issue(there.office, each, to=[QINGHE])
    issue(there.office, unfinished, to=[])
    clerk = there.sit_down(watched, CLERK, "/archive")
    for row in clerk.locator("main tr", has_text="关于做好").all():
        row.locator("input[type=checkbox]").check()
    clerk.click("button[name=act][value=file]")
    assert "2 件已办" in text(clerk, "main")
    clerk.goto(f"{there.address}/archive")
    assert title not in text(clerk, "main")

    clerk.goto(f"{there.address}/archive?of=missing")
    assert "尚未办结" in clerk.locator("main tr", has_text=unfinished).inner_text()

    clerk.goto(f"{there.address}/archive/records")
    clerk.locator("main tr", has_text=title).locator("a").first.click()
    clerk.wait_for_url("**/archive/records/*")
    assert "检测合格" in text(clerk, "main")
    assert "定稿" in text(clerk, "main")
    follow(clerk, "四性检测")
    press(clerk, "inspect")
    assert toast(clerk) == "已检测"
    _a_whole_year_is_inspected(there, clerk)


def test_a_loan_opens_the_files_to_the_borrower_until_it_is_back(
    there: Journeying, watched: Watched
) -> None:
    record = _filed(there, watched, "关于编写年鉴的通知")
    clerk = there.sit_down(watched, CLERK, record)
    borrower = there.sit_down(watched, DRAFTER, record)
    assert borrower.locator("main a[href*='/files/']").count() == 0
    follow(clerk, "登记借阅")
    hand_to(clerk, "程予安")
    clerk.click(".act button[value=lend]")
    assert "用途" in text(clerk, ".act .refusal, .act .error")
    clerk.fill("[name=purpose]", "编写年鉴")
    press(clerk, "lend")
    assert "正在借阅，用途：编写年鉴" in text(clerk, "main")
    borrower.reload()
    file = str(borrower.locator("main a[href*='/files/']").first.get_attribute("href"))
    assert borrower.request.get(there.address + file).body().startswith(b"%PDF")
    clerk.goto(f"{there.address}/archive/loans")
    assert "编写年鉴" in text(clerk, "main")
    clerk.goto(there.address + record)
    follow(clerk, "登记归还")
    press(clerk, "take_back")
    assert borrower.request.get(there.address + file).status == 403


def test_nothing_is_destroyed_before_a_second_person_approves(
    there: Journeying, watched: Watched
) -> None:
    title = "关于误传材料的通知"
    paper = f"/documents/{issue(there.office, title, to=[QINGHE])}"
    keeper = there.sit_down(watched, KEEPER, "/destructions")
    keeper.fill("[name=paper]", there.address + paper)
    keeper.fill("[name=reason]", "误传")
    keeper.click("button[value=propose]")
    keeper.wait_for_url("**/destructions/*")
    proposal = keeper.url
    assert title not in text(keeper, "main"), "the title itself may be the secret"
    assert keeper.locator("button[value=approve]").count() == 0, "not by whoever proposed it"
    clerk = there.sit_down(watched, CLERK, paper)
    assert text(clerk, "h1") == title, "still whole"

    principal = there.sit_down(watched, PRINCIPAL, **TABLET)
    principal.goto(proposal)
    assert "不能恢复" in text(principal, "main")
    principal.click("button[value=approve]")
    assert "不能恢复" in text(principal, "form.act h2, form.act legend, form.act")
    press(principal, "carry_out")
    principal.goto(proposal)
    assert "已销毁" in text(principal, "main")
    clerk.reload()
    assert title not in clerk.content()
    assert "销毁" in text(clerk, "main")


def _a_whole_year_is_inspected(there: Journeying, clerk: Page) -> None:
    """Behind the page, which tells how far it is."""
    clerk.goto(f"{there.address}/archive/inspections")
    clerk.select_option("select[name=year]", "2026")
    clerk.click("button[value=begin]")
    clerk.locator("progress").wait_for()
    while there.office.house.find(ShelfInspections).go_on():
        pass
    clerk.reload()
    assert "全部合格" in text(clerk, "main")


def _filed(there: Journeying, watched: Watched, title: str) -> str:
    """A record made from the page of its paper: its address."""
    document = issue(there.office, title, to=[QINGHE])
    clerk = there.sit_down(watched, CLERK, f"/archive/papers/document/{document}")
    press(clerk, "file")
    clerk.wait_for_url("**/archive/records/*")
    return clerk.url.removeprefix(there.address)
