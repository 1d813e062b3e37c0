"""会签 between two agencies in real browsers: asked, opposed, coordinated, looked at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Watched, needs_script, until
from tests.browser.journeying import hand_to, press, text, toast
from tests.browser.test_journey import TEXT, TITLE, open_waiting
from tests.browser.test_screens import FLAT, PHONE, UPRIGHT, WIDE, axe, faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["axe"]  # a fixture, asked for by its name

pytestmark = pytest.mark.slow

SCREENS: dict[str, dict[str, Any]] = {
    "wide": WIDE,
    "flat": FLAT,
    "upright": UPRIGHT,
    "phone": PHONE,
}


@needs_script
def test_a_draft_is_countersigned_by_another_agency(
    office: str, watched: Watched, axe: str
) -> None:
    drafter = watched.person("chengyuan", office)
    drafter.goto(f"{office}/documents/draft")
    drafter.fill("textarea[name=title]", TITLE)
    drafter.fill("[name=recipients]", "各区人民政府")
    drafter.fill("textarea[name=body]", TEXT.partition("：\n\n")[2])
    drafter.click("button[value=save]")
    document = drafter.url
    assert text(drafter, "h1") == TITLE
    drafter.goto(f"{document}?form=consult")
    drafter.get_by_label("清河区人民政府办公室").check()
    drafter.fill("textarea[name=opinion]", "请重点看第二部分")
    _look(watched, axe, drafter)
    press(drafter, "consult")
    assert toast(drafter) == f"已送外单位征询　{TITLE}"

    clerk = watched.person("fengxiaoman", office)
    open_waiting(clerk)
    inquiry = clerk.url
    assert "请重点看第二部分" in text(clerk, ".slip")
    press(clerk, "sign_for")
    press(clerk, "register")
    hand_to(clerk, "梁静宜")
    press(clerk, "assign")

    handler = watched.person("liangjingyi", office)
    open_waiting(handler)
    handler.get_by_label("不同意", exact=True).check()
    handler.click(".chip >> text=二：")
    handler.keyboard.insert_text("值班人数由各区自定，建议删去。")
    assert handler.input_value("textarea[name=comments]").startswith("二：值班")
    _look(watched, axe, handler)
    press(handler, "propose")

    leader = watched.person("shaoyunfan", office, **UPRIGHT)
    leader.goto(inquiry)
    assert "值班人数由各区自定" in text(leader, ".slip")
    leader.locator("button[value=approve]").tap()
    assert toast(leader) == f"答复已发出　{TITLE}"

    drafter.goto(f"{office}/consultations")
    until(drafter, lambda: "协调分歧" in text(drafter, "main"))
    drafter.click(f"text={TITLE}")
    consultation = drafter.url
    assert "值班人数由各区自定" in text(drafter, ".asked")
    _look(watched, axe, drafter)
    drafter.fill("textarea[name=record]", "双方电话商定：保留第二部分，删去人数。")
    press(drafter, "coordinate")
    drafter.goto(consultation)
    drafter.locator("select[name^=disposal]").select_option("partly")
    drafter.locator("input[name^=reason]").fill("保留值班要求")
    drafter.click("button[value=dispose]")
    assert toast(drafter) == "已登记采纳情况"
    drafter.locator("input[name^=unchanged]").fill("待会签齐后一并改")
    drafter.click("button[value=dispose]")
    press(drafter, "summarise")
    drafter.goto(document)
    assert "意见汇总表" in text(drafter, ".att")
    assert "同意会签" not in text(drafter, ".slip")


def _look(watched: Watched, axe: str, page: Page) -> None:
    """The page as it stands, on every screen: nothing cut off, nothing too small, WCAG 2.2 AA."""
    found = {}
    for name, screen in SCREENS.items():
        context = watched.context(**screen)
        context.add_cookies(page.context.cookies())  # type: ignore[arg-type]  # the same cookies
        other = context.new_page()
        other.goto(page.url)
        if wrong := faults(other, axe=axe, touch="has_touch" in screen):
            found[name] = wrong
    assert found == {}, json.dumps(found, ensure_ascii=False, indent=1)
