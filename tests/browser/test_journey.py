"""A document's whole way in real browsers: from a pasted text to both districts' receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Watched, needs_script, until
from tests.browser.journeying import TABLET, check_all, give_to, hand_to, press, text, toast
from tests.browser.stating import state

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

TITLE = "澜州市人民政府办公室关于做好今冬明春森林防火工作的通知"
TEXT = f"""{TITLE}

各区人民政府：

为做好今冬明春森林防火工作，现就有关事项通知如下：

一、加强火源管控。防火期内严禁一切野外用火，重点时段在主要路口设卡检查。

二、加强值班备勤。各区要严格执行24小时值班制度，遇有火情立既报告。

澜州市人民政府办公室
"""
WRONG, RIGHT = "立既报告", "立即报告"
QINGHE, WANGJIANG = "清河区人民政府办公室", "望江区人民政府办公室"


@needs_script
def test_a_document_goes_from_a_pasted_text_to_both_districts_receipts(
    office: str, watched: Watched
) -> None:
    clerk = watched.person("hewanqing", office)
    _draft(clerk, office)
    hand_to(clerk, "许明")
    press(clerk, "submit")
    assert toast(clerk) == f"已送出　{TITLE}"

    _correct_and_pass_on(watched.person("xuming", office))
    _sign_off_by_touch(watched.person("zhouhuaiyuan", office, **TABLET))

    _issue(clerk, office)
    _dispatch(clerk)

    _handle(watched, office)
    second = watched.person("wangqing", office)
    open_waiting(second)
    press(second, "sign_for")

    _both_receipts_are_seen(clerk, office)


def test_the_main_acts_need_no_script(office: str, watched: Watched) -> None:
    plain = {"java_script_enabled": False}
    clerk = watched.person("hewanqing", office, **plain)
    _draft(clerk, office)
    hand_to(clerk, "许明")
    press(clerk, "submit")
    for login, act in (("xuming", "review"), ("zhouhuaiyuan", "sign_off")):
        page = watched.person(login, office, **plain)
        open_waiting(page)
        if act == "review":
            hand_to(page, "周怀远")
        page.fill("textarea[name=opinion]", "同意")
        press(page, act)
        assert page.url == f"{office}/"
    _issue(clerk, office)
    _dispatch(clerk)
    district = watched.person("fengxiaoman", office, **plain)
    open_waiting(district)
    press(district, "sign_for")
    press(district, "register")
    assert "收文〔" in text(district, ".slip")


@needs_script
def test_a_clerk_works_with_the_keyboard_alone(office: str, watched: Watched) -> None:
    page = watched.person("hewanqing", office)
    keys = page.keyboard
    page.wait_for_selector("html.scripted")
    keys.press("g")
    keys.press("d")
    page.wait_for_url(f"{office}/documents")
    tab_to(page, "a.btn.primary")
    keys.press("Enter")
    page.wait_for_url(f"{office}/documents/draft/types")
    tab_to(page, "a[href='/documents/draft']")
    keys.press("Enter")
    page.wait_for_url(f"{office}/documents/draft")
    tab_to(page, "#import-text")
    keys.insert_text(TEXT)
    tab_to(page, "button[value=import]")
    keys.press("Enter")
    page.wait_for_url(f"{office}/documents/draft/import")
    tab_to(page, "select[name=openness]")
    keys.press("ArrowDown")
    tab_to(page, "select[name=secrecy_reviewer]")
    people = page.locator("select[name=secrecy_reviewer] option").all_inner_texts()
    for _ in range(next(place for place, each in enumerate(people) if "许明" in each)):
        keys.press("ArrowDown")
    tab_to(page, "[name=necessity]")
    keys.insert_text("部署工作")
    keys.press("Control+s")
    page.wait_for_selector(".toast")
    assert toast(page) == "已存稿"
    page.wait_for_selector("html.scripted")
    keys.press("Escape")
    page.wait_for_url(f"{office}/documents")

    page.goto(f"{office}/documents/draft")
    tab_to(page, "textarea[name=title]")
    keys.insert_text("澜州市人民政府关于调整值班安排的通知")
    keys.press("Control+s")
    page.wait_for_selector(".toast")
    page.goto(office)
    page.wait_for_selector("html.scripted")
    first = text(page, "#view h2")
    keys.press("j")
    page.wait_for_url("**/?item=*")
    assert text(page, "#view h2") != first
    keys.press("k")
    page.wait_for_function(
        "wanted => document.querySelector('#view h2').innerText === wanted", arg=first
    )
    keys.press("Enter")
    page.wait_for_url("**/documents/*")
    assert text(page, "h1") == first
    keys.press("j")
    page.wait_for_function("was => document.querySelector('h1').innerText !== was", arg=first)
    keys.press("k")
    page.wait_for_function("was => document.querySelector('h1').innerText === was", arg=first)
    keys.press("Control+Enter")
    page.wait_for_url(f"{office}/")
    assert toast(page).startswith("已送出")


@needs_script
@pytest.mark.parametrize("path", ["/", "/documents"])
def test_the_focus_goes_from_the_rail_over_the_list_to_the_act(
    busy_office: str, watched: Watched, path: str
) -> None:
    page = watched.person("hewanqing", busy_office)
    page.goto(busy_office + path)
    page.wait_for_selector("html.scripted")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.goto(busy_office + path)
    order = focus_order(page)
    rail = order.index("rail")
    rows = order.index("row")
    assert rail < rows
    if path == "/":
        assert rows < order.index("act")


def _draft(page: Page, office: str) -> None:
    page.goto(f"{office}/documents")
    page.click("a.btn.primary")
    page.click("a[href='/documents/draft']")
    page.fill("#import-text", TEXT)
    page.click("button[value=import]")
    assert page.input_value("textarea[name=title]") == TITLE
    assert page.locator("select[name=identity] option:checked").inner_text() == (
        "澜州市人民政府办公室"
    )
    state(page)
    page.click("button[value=save]")
    assert toast(page) == "已存稿"
    assert text(page, "h1") == TITLE


def _correct_and_pass_on(page: Page) -> None:
    open_waiting(page)
    page.click("text=修改文稿")
    body = page.input_value("textarea[name=body]")
    assert WRONG in body
    page.fill("textarea[name=body]", body.replace(WRONG, RIGHT))
    page.click("button[value=save]")
    hand_to(page, "周怀远")
    press(page, "review")
    assert text(page, ".empty h2") == "手边无待办"


def _sign_off_by_touch(page: Page) -> None:
    page.locator(".item").filter(has_text=TITLE).tap()
    pages = page.locator(".drawn")
    assert RIGHT in str(pages.first.text_content())
    act = page.locator("button[value=sign_off]")
    reach = act.bounding_box()
    assert reach
    assert reach["y"] + reach["height"] <= 1180
    assert reach["height"] >= 44
    page.fill("textarea[name=opinion]", "同意印发。")
    act.tap()
    assert toast(page) == f"已签发　{TITLE}"


def _issue(page: Page, office: str) -> None:
    """复核, 编号, 排版, 核发: each act leaves the clerk on the same paper."""
    page.goto(office)
    open_waiting(page)
    here = page.url
    for act in ("recheck", "number", "typeset", "release"):
        press(page, act)
        assert page.url == here
    assert "澜政办发〔" in text(page, ".slip")


def _dispatch(page: Page) -> None:
    for box in page.locator("input[name=addressees]").all():
        box.uncheck()
    for name in (QINGHE, WANGJIANG):
        page.get_by_label(name).check()
    page.get_by_label("请收文机关反馈登记和办结情况").check()
    press(page, "dispatch")
    assert toast(page) == f"已分发　{TITLE}"


def _handle(watched: Watched, office: str) -> None:
    """The first district: 签收, 登记, 拟办, 批示, 分办, 承办, 办结."""
    clerk = watched.person("fengxiaoman", office)
    open_waiting(clerk)
    press(clerk, "sign_for")
    check_all(clerk)
    press(clerk, "register")
    paper = clerk.url
    hand_to(clerk, "邵云帆")
    clerk.click(".chip >> text=同志阅示")
    press(clerk, "propose")
    leader = watched.person("shaoyunfan", office, **TABLET)
    leader.locator(".item").filter(has_text=TITLE).tap()
    leader.fill("textarea[name=opinion]", "请抓紧落实。")
    leader.locator("button[value=instruct]").tap()
    assert toast(leader) == f"已批示　{TITLE}"
    clerk.goto(office)
    open_waiting(clerk)
    assert "请抓紧落实。" in text(clerk, "#opinions")
    give_to(clerk, "冯小满")
    press(clerk, "assign")
    clerk.goto(office)
    open_waiting(clerk)
    assert "请抓紧落实。" in text(clerk, "#opinions"), "whoever handles it sees the instruction"
    clerk.fill("textarea[name=opinion]", "已部署到各街道和林场。")
    press(clerk, "finish")
    clerk.goto(paper)
    clerk.select_option("select[name=way]", "filed")
    clerk.fill("textarea[name=opinion]", "已部署，存查。")
    press(clerk, "complete")
    assert toast(clerk) == f"已办结　{TITLE}"


def _both_receipts_are_seen(page: Page, office: str) -> None:
    page.goto(f"{office}/documents")
    page.locator("[data-row]").filter(has_text=TITLE).click()
    lines = page.locator(".consignment")

    def come() -> bool:
        return (
            "办结" in lines.filter(has_text=QINGHE).locator(".badge").inner_text()
            and "签收" in lines.filter(has_text=WANGJIANG).locator(".badge").inner_text()
        )

    until(page, come)
    first = lines.filter(has_text=QINGHE).locator(".line li")
    assert [each.locator("b").inner_text() for each in first.all()] == [
        *("发出", "送达", "签收", "登记", "办结")
    ]
    assert lines.filter(has_text=QINGHE).locator(".line .fin").count() == 5
    receipts = page.locator(".slip section").filter(has=page.get_by_role("heading", name="回执"))
    for person in ("清河区人民政府办公室 冯小满", "望江区人民政府办公室 汪晴"):
        assert person in receipts.inner_text()


def open_waiting(page: Page) -> None:
    """Open the paper from the desk; what is on its way there may take the courier a moment."""
    row = page.locator(".item").filter(has_text=TITLE)
    until(page, lambda: row.count() == 1)
    page.goto(str(page.evaluate("row => row.href", row.element_handle())))


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus stands there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not come to {selector}")


def focus_order(page: Page) -> list[str]:
    """Where the focus goes: rail, row, act, or another part."""
    found = []
    for _ in range(60):
        page.keyboard.press("Tab")
        found.append(
            page.evaluate(
                """() => { const it = document.activeElement;
                return it.closest(".rail") ? "rail" : it.matches("[data-row]") ? "row"
                : it.closest(".act") ? "act" : "other"; }"""
            )
        )
    return found
