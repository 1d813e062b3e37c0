"""花脸稿, autosave and two editors at once, in real browsers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Watched, choose_look, needs_script
from tests.browser.stating import state
from tests.browser.test_screens import axe, faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["axe"]  # a fixture, asked for by its name

pytestmark = [pytest.mark.slow, needs_script]

TOUCH = {"has_touch": True, "is_mobile": True}
TITLE = "澜州市人民政府办公室关于做好今冬明春森林防火工作的通知"
BODY = """为做好今冬明春森林防火工作，现就有关事项通知如下：
一、加强火源管控。防火期内严禁一切野外用火，重点时段在主要路口设卡检查。
二、加强值班备勤。各区要严格执行24小时值班制度，遇有火情立既报告。
三、加强督促检查。市政府办公室将会同有关部门开展督查，结果予以通报。"""
MENDED = BODY.replace("立既", "立即").replace("24小时", "领导带班和24小时")
MENDED = MENDED.replace("予以通报", "纳入年度考核")


def draft(page: Page, office: str) -> str:
    """A saved draft: the address of its page."""
    page.goto(f"{office}/documents/draft")
    page.fill("textarea[name=title]", TITLE)
    page.fill("[name=recipients]", "各区人民政府")
    page.fill("textarea[name=body]", BODY)
    state(page)
    page.click("button[value=save]")
    page.wait_for_selector(".toast")
    return page.url


def hand_on(page: Page, act: str, *, to: str) -> None:
    option = page.locator("select[name=to] option", has_text=to)
    page.select_option("select[name=to]", option.get_attribute("value"))
    page.click(f"button[name=act][value={act}]")
    page.wait_for_selector(".toast")


def revise(page: Page, address: str, body: str) -> None:
    page.goto(f"{address}/draft")
    page.fill("textarea[name=body]", body)
    page.click("button[value=save]")
    page.wait_for_selector(".toast")


def test_a_reader_goes_from_change_to_change_with_n_and_p(
    office: str, watched: Watched, tmp_path: Path
) -> None:
    drafter = watched.person("chengyuan", office)
    address = draft(drafter, office)
    hand_on(drafter, "submit", to="许明")
    reviewer = watched.person("xuming", office)
    revise(reviewer, address, MENDED)
    reviewer.goto(f"{address}/compare")
    reviewer.wait_for_selector("html.scripted")
    seen = []
    for key in "nnnnp":
        reviewer.keyboard.press(key)
        seen.append(reviewer.evaluate("document.activeElement.id"))
    first, second, third = seen[:3]
    assert len({first, second, third}) == 3
    assert seen == [first, second, third, first, third]
    reviewer.locator("li.change a").nth(1).click()
    assert reviewer.evaluate("document.activeElement.id") == second
    reviewer.screenshot(path=tmp_path / "compare.png")
    reviewer.emulate_media(media="print")
    reviewer.screenshot(path=tmp_path / "printed.png", full_page=True)
    assert reviewer.locator(".legend li").is_visible()
    assert not reviewer.locator("aside.changes").is_visible()


def saved_word(page: Page) -> str:
    return page.locator(".topbar [data-saved]").inner_text()


def test_what_is_typed_is_kept_while_it_is_typed_and_offered_after_the_browser_is_gone(
    office: str, watched: Watched, tmp_path: Path
) -> None:
    page = watched.person("chengyuan", office)
    page.goto(f"{office}/documents/draft")
    page.wait_for_selector("html.scripted")
    page.locator("textarea[name=title]").press_sequentially("关于森林防火")
    assert saved_word(page) == "未保存"
    page.wait_for_function(
        "() => document.querySelector('.topbar [data-saved]').innerText.startsWith('已自动保存')"
    )
    page.screenshot(path=tmp_path / "autosaved.png")
    page.locator("textarea[name=title]").press_sequentially("的通知")
    page.close()  # at once: what was typed last is sent on leaving

    page = watched.person("chengyuan", office)
    page.goto(f"{office}/documents/draft")
    page.screenshot(path=tmp_path / "offered.png")
    page.click("text=继续上次未保存的内容")
    assert page.input_value("textarea[name=title]").startswith("关于森林防火")


def test_two_people_edit_at_once_and_both_texts_stand(
    office: str, watched: Watched, tmp_path: Path
) -> None:
    one = watched.person("chengyuan", office)
    address = draft(one, office)
    other = watched.person("chengyuan", office)
    for page in (one, other):
        page.goto(f"{address}/draft")
    theirs = BODY.replace("24小时", "领导带班和24小时").replace("予以通报", "纳入考核")
    one.fill("textarea[name=body]", theirs)
    one.click("button[value=save]")
    one.wait_for_selector(".toast")
    mine = BODY.replace("立既", "立即").replace("予以通报", "予以公布").replace("严禁", "一律禁止")
    other.fill("textarea[name=body]", mine)
    other.click("button[value=save]")
    other.wait_for_selector(".merge")
    assert other.locator("fieldset.conflict").count() == 2
    other.screenshot(path=tmp_path / "merge.png")
    other.set_viewport_size({"width": 820, "height": 1180})
    other.screenshot(path=tmp_path / "merge-tablet.png", full_page=True)
    other.locator("fieldset.conflict").nth(1).get_by_label("用我的").check()
    other.click("button[value=merge]")
    other.wait_for_selector(".toast")
    other.goto(f"{address}/draft")
    body = other.input_value("textarea[name=body]")
    for words in ("领导带班", "立即报告", "一律禁止", "予以公布"):
        assert words in body


def test_the_pages_of_revisions_are_accessible_in_light_and_dark_and_by_touch(
    office: str, watched: Watched, axe: str, tmp_path: Path
) -> None:
    drafter = watched.person("chengyuan", office)
    address = draft(drafter, office)
    hand_on(drafter, "submit", to="许明")
    reviewer = watched.person("xuming", office)
    moved = "\n".join(MENDED.split("\n")[each] for each in (0, 2, 1, 3))
    revise(reviewer, address, moved + "\n|区|责任人|\n|清河区|李林山|")
    reviewer.goto(address)
    reviewer.click("button[value=return]")
    reviewer.goto(address)
    reviewer.fill("textarea[name=opinion]", "请核改")
    reviewer.click("button[value=return]")
    reviewer.wait_for_selector(".toast")
    table = "\n|区|责任人|\n|清河区|李林|\n|望江区|王晴|"
    revise(drafter, address, moved.replace("主要路口", "各主要路口") + table)
    drafter.goto(f"{address}/attachments")
    drafter.set_input_files(
        "input[type=file]",
        {"name": "任务分工表.txt", "mimeType": "text/plain", "buffer": "清河区".encode()},
    )
    drafter.click("button[value=attach]")
    drafter.wait_for_selector(".toast")
    touch = watched.person("chengyuan", office, width=820, height=1180, **TOUCH)
    for theme in ("light", "dark"):
        for page, name in ((drafter, "desk"), (touch, "tablet")):
            choose_look(page, office=office, theme=theme)
            for path in ("compare?from=2", "attachments"):
                page.goto(f"{address}/{path}")
                shot = f"{path.partition('?')[0]}-{name}-{theme}.png"
                page.screenshot(path=tmp_path / shot, full_page=True)
                assert faults(page, axe=axe, touch=name == "tablet") == {}, shot
