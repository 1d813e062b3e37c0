"""What arrived, taken in by the keyboard alone, and without script: 签收, 登记, 拟办, 分办."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Watched, needs_script
from tests.browser.journeying import Journeying, check_all, hand_to, press, text
from tests.browser.test_journey import tab_to
from tests.functional.office_app import QINGHE, QINGHE_CLERK, QINGHE_LEADER, issue
from tests.unit.signing.signed import plain_pdf

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

PLAIN = {"java_script_enabled": False}


@needs_script
def test_a_clerk_takes_a_paper_in_with_the_keyboard_alone(
    there: Journeying, watched: Watched
) -> None:
    title = "关于用键盘收文的通知"
    issue(there.office, title, to=[QINGHE])
    clerk = there.sit_down(watched, QINGHE_CLERK)
    keys = clerk.keyboard
    _open_by_keys(clerk, title)
    paper = clerk.url
    keys.press("Control+Enter")  # 签收
    clerk.wait_for_selector(".act button[value=register]")
    clerk.wait_for_selector("html.scripted")
    for _ in clerk.locator("input[name=checks]").all():
        tab_to(clerk, "input[name=checks]:not(:checked)")
        keys.press("Space")
    keys.press("Control+Enter")
    clerk.wait_for_selector(".act button[value=propose]")
    clerk.wait_for_selector("html.scripted")
    tab_to(clerk, ".act textarea[name=opinion]")
    keys.insert_text("拟请云帆同志阅示。")
    keys.press("Control+Enter")
    clerk.wait_for_url(f"{there.address}/")
    _instruct(there, paper)
    clerk.reload()
    _open_by_keys(clerk, title)
    assert clerk.url == paper
    tab_to(clerk, "select[name=host]")
    _choose_by_keys(clerk, "select[name=host]", "冯小满")
    tab_to(clerk, ".act textarea[name=opinion]")
    keys.insert_text("请按批示办理。")
    keys.press("Control+Enter")
    clerk.wait_for_url(f"{there.address}/")
    clerk.goto(paper)
    assert "冯小满" in text(clerk, ".slip ul.shares")


@needs_script
def test_scans_that_were_chosen_outlast_a_refusal_and_go_with_the_next_try(
    there: Journeying, watched: Watched
) -> None:
    clerk = there.sit_down(watched, QINGHE_CLERK, "/incoming/enter")
    clerk.wait_for_selector("html.scripted")
    scan = {"name": "来函扫描.pdf", "mimeType": "application/pdf", "buffer": plain_pdf()}
    clerk.set_input_files("input[name=file]", [scan])
    clerk.fill("input[name=title]", "关于地震监测台站迁建的函")
    clerk.click(".act button[value=enter]")
    clerk.wait_for_selector(".act [role=alert]")
    assert clerk.input_value("input[name=title]") == "关于地震监测台站迁建的函"
    assert clerk.evaluate("document.querySelector('input[name=file]').files[0].name") == (
        "来函扫描.pdf"
    )
    clerk.fill("input[name=sender_name]", "云川省地震局")
    clerk.click(".act button[value=enter]")
    clerk.wait_for_url(re.compile(r"/incoming/[0-9a-f-]{36}"))
    assert "来函扫描" in text(clerk, "main")


def test_a_clerk_takes_a_paper_in_without_script(there: Journeying, watched: Watched) -> None:
    title = "关于不用脚本收文的通知"
    issue(there.office, title, to=[QINGHE])
    address = f"/incoming/{there.office.arrived(title, at=QINGHE)}"
    clerk = there.sit_down(watched, QINGHE_CLERK, address, **PLAIN)
    paper = clerk.url
    press(clerk, "sign_for")
    check_all(clerk)
    press(clerk, "register")
    hand_to(clerk, "邵云帆")
    clerk.select_option("select[name=phrase]", index=1)
    press(clerk, "propose")
    _instruct(there, paper)
    clerk.goto(paper)
    clerk.click(".act summary >> text=协办")
    helper = clerk.locator("#f-helpers input").first
    helper.check()
    clerk.click(".act button[value=assign]")
    assert "主办" in text(clerk, ".act .refusal, .act .error")
    assert helper.is_checked(), "what was ticked stays"
    host = clerk.locator("select[name=host] option", has_text="冯小满").first
    clerk.select_option("select[name=host]", host.get_attribute("value"))
    press(clerk, "assign")
    clerk.goto(paper)
    clerk.click(".slip ul.shares a >> text=冯小满")
    clerk.fill("textarea[name=opinion]", "已办理。")
    press(clerk, "finish")
    clerk.goto(f"{paper}?as_of=2")
    assert clerk.locator(".act").count() == 0, "an earlier moment is only looked at"
    assert "签收" in text(clerk, ".slip")


def _instruct(there: Journeying, paper: str) -> None:
    leader = there.office.log_in(QINGHE_LEADER)
    leader.open(paper.removeprefix(there.address))
    leader.press("instruct", opinion="请抓紧办理")


def _open_by_keys(page: Page, title: str) -> None:
    """Down the desk's list with J until the paper is picked, and into it."""
    page.wait_for_selector("html.scripted")
    for _ in range(page.locator(".item").count()):
        if text(page, "#view h2") == title:
            break
        was = page.url
        page.keyboard.press("j")
        page.wait_for_function("was => location.href !== was", arg=was)
    page.wait_for_function(
        "title => document.querySelector('#view h2')?.innerText === title", arg=title
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/incoming/*")
    page.wait_for_selector("html.scripted")


def _choose_by_keys(page: Page, selector: str, words: str) -> None:
    """Arrow down to the option that has these words."""
    options = page.locator(f"{selector} option").all_inner_texts()
    for _ in range(next(place for place, each in enumerate(options) if words in each)):
        page.keyboard.press("ArrowDown")
