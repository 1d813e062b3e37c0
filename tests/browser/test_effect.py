"""效力, 编号 and 分送 in real browsers: what the clerks press, and what receivers see of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from documents.demonstration import demonstration_manuscripts
from documents.demonstration.player import Player
from documents.outgoing.stages import Stage
from office.directory.application import directory_act
from office.house import House
from tests.browser.conftest import (
    QINGHE,
    WANGJIANG,
    Watched,
    choose_look,
    needs_script,
    serving,
    settings_in,
    until,
)
from tests.browser.test_journey import press, tab_to, text, toast
from tests.browser.test_screens import UPRIGHT, WIDE, axe, faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["axe"]  # a fixture, asked for by its name

pytestmark = [pytest.mark.slow, needs_script]

SENT, NUMBERED_NEXT, READY = "寒潮", "元旦", "预算"
"""A word of the title of what is out, of what waits for its number, and for its dispatch."""
LOOKS: dict[str, dict[str, Any]] = {"light": WIDE, "dark": UPRIGHT}


@pytest.fixture
def issuing(tmp_path: Path) -> Iterator[str]:
    """An office whose clerk has something to number, to dispatch, and to annul."""
    house = House(settings_in(tmp_path))
    house.follow_source(directory_act("operator:test", "directory"))
    player = Player(house)
    for word, stage, addressees in (
        (SENT, Stage.DISPATCHED, [QINGHE, WANGJIANG]),
        (NUMBERED_NEXT, Stage.NUMBERING, []),
        (READY, Stage.DISPATCHING, []),
    ):
        found = next(each for each in demonstration_manuscripts() if word in each.title)
        player.play(found, until=stage, addressees=addressees)
    with serving(house) as address:
        yield address
    house.close()


def open_listed(page: Page, address: str, word: str) -> None:
    """Open what has this word in its title from a register."""
    page.goto(address)
    page.locator("a[data-row]").filter(has_text=word).first.click()
    page.locator(".doc, .slip").first.wait_for()


def arrow_to(page: Page, words: str) -> None:
    """Choose this in the select that has the focus."""
    chosen = "() => document.activeElement.selectedOptions[0].label"
    for _ in range(6):
        if words in page.evaluate(chosen):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{words} is not to be chosen, only {page.evaluate(chosen)}")


def look(watched: Watched, axe: str, page: Page, *, office: str) -> None:
    """The screen as it stands, on a desk by day and upright in the dark: nothing cut off, nothing
    too small, WCAG 2.2 AA."""
    found = {}
    for theme, screen in LOOKS.items():
        choose_look(page, office=office, theme=theme)
        context = watched.context(**screen)
        context.add_cookies(page.context.cookies())  # type: ignore[arg-type]  # the same cookies
        other = context.new_page()
        other.goto(page.url)
        if wrong := faults(other, axe=axe, touch="has_touch" in screen):
            found[theme] = wrong
    assert found == {}, json.dumps(found, ensure_ascii=False, indent=1)


def test_an_annulment_is_looked_at_first_and_then_seen_by_the_receiver(
    issuing: str, watched: Watched, axe: str
) -> None:
    clerk = watched.person("duanwen", issuing)
    open_listed(clerk, f"{issuing}/documents", SENT)
    effect = f"{clerk.url}/effect"
    clerk.goto(f"{effect}?do=propose")
    assert "将向收到此件的 2 家发出通知：经网络 2 家" in text(clerk, "form.act")
    look(watched, axe, clerk, office=issuing)
    clerk.get_by_label("撤销", exact=True).check()
    clerk.fill("[name=basis]", "市政府第 12 次常务会议")
    clerk.fill("[name=opinion]", "所依据的规定已经废止")
    press(clerk, "propose")
    assert toast(clerk) == "已报请决定"

    leader = watched.person("zhouhuaiyuan", issuing)
    leader.goto(effect)
    leader.fill("[name=opinion]", "同意撤销")
    leader.keyboard.press("Control+Enter")
    warning = leader.locator("form.act .warning")
    warning.wait_for()
    assert "自始无效，决定之后不能恢复" in warning.inner_text()
    assert leader.input_value("[name=opinion]") == "同意撤销"
    assert "现行有效" in text(leader, "header")
    leader.click("button:has-text('撤销，通知 2 家')")
    assert toast(leader) == "已决定，通知全部收文机关"
    assert "已撤销" in text(leader, "header")

    receiver = watched.person("fengxiaoman", issuing)
    row = receiver.locator("a.item").filter(has_text=SENT)
    until(receiver, lambda: "已撤销" in row.first.inner_text())
    receiver.goto(f"{issuing}/incoming")
    assert "已撤销" in receiver.locator("tr").filter(has_text=SENT).inner_text()
    receiver.goto(f"{issuing}/reading")
    receiver.goto(str(row.first.evaluate("row => row.href")))
    assert "自始无效" in text(receiver, ".effect")
    look(watched, axe, receiver, office=issuing)
    receiver.click(".effect button")
    assert "已阅知" in toast(receiver)

    clerk.goto(effect)
    until(clerk, lambda: "已签收" in text(clerk, "table"))
    look(watched, axe, clerk, office=issuing)
    clerk.goto(f"{issuing}/documents")
    assert "已撤销" in clerk.locator("tr").filter(has_text=SENT).inner_text()
    open_listed(clerk, f"{issuing}/documents", SENT)
    assert "撤销" in text(clerk, ".slip")
    before = str(clerk.locator(".track a").nth(-2).get_attribute("href"))
    clerk.goto(issuing + before if before.startswith("/") else before)
    clerk.wait_for_url("**as_of=*")
    assert clerk.locator(".effect").count() == 0


def test_the_form_shows_the_number_and_a_list_is_corrected_by_keyboard(
    issuing: str, watched: Watched, axe: str
) -> None:
    clerk = watched.person("duanwen", issuing)
    open_listed(clerk, f"{issuing}/documents", NUMBERED_NEXT)
    following = text(clerk, "output.fixed")
    assert following.endswith("号")
    look(watched, axe, clerk, office=issuing)
    press(clerk, "number")
    assert following in text(clerk, "main")
    clerk.goto(f"{issuing}/numbers")
    clerk.locator("a[data-row]").first.click()
    assert "释放预留" not in text(clerk, "header")
    look(watched, axe, clerk, office=issuing)

    open_listed(clerk, f"{issuing}/documents", READY)
    document = clerk.url
    clerk.goto(f"{document}/distribution?do=correct")
    look(watched, axe, clerk, office=issuing)
    keys = clerk.keyboard
    for _ in clerk.locator("input[name=settled]").all():
        tab_to(clerk, "input[name=settled]")
        keys.press("Space")
    tab_to(clerk, f"input[name=add_agency][value='{QINGHE}']")
    keys.press("Space")
    keys.press("Control+Enter")
    assert toast(clerk) == "已保存分送名单"

    clerk.goto(f"{document}/distribution?do=correct")
    tab_to(clerk, "input[name^='copies:agency']")
    keys.press("Control+a")
    keys.type("3")
    tab_to(clerk, "select[name^='channel:agency']")
    arrow_to(clerk, "机要")
    tab_to(clerk, "textarea[name=add_other]")
    keys.insert_text("云川日报社，新华路 1 号")
    tab_to(clerk, "select[name=add_channel]")
    arrow_to(clerk, "邮寄")
    keys.press("Control+Enter")
    assert toast(clerk) == "已保存分送名单"
    first = clerk.locator("tbody tr").first.inner_text()
    assert "机要" in first
    assert "3" in first
    assert "云川日报社" in text(clerk, "table")
