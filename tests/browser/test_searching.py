"""查找 in a real browser: from any page by a key, to the paper and back; on every width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import Watched, choose_look, needs_script
from tests.browser.test_screens import CLERK, PHONE, UPRIGHT, WIDE, axe, faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
__all__ = ["axe"]

FOUND = {"q": "通知"}
REFUSED = {"q": "去年 通知", "when": "某天", "agency": "czj"}
NOTHING = {"q": "没有这样的话"}


def indexed(page: Page, office: str) -> None:
    """The indexer of the running office has caught up."""
    page.goto(f"{office}/search?{urlencode(FOUND)}")
    for _ in range(60):
        if page.locator(".finds li").count() and not page.get_by_text("正在编入").count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("the index is not filled")


@needs_script
def test_from_any_page_by_a_key_to_the_paper_and_back(busy_office: str, watched: Watched) -> None:
    page = watched.person(CLERK, busy_office, **WIDE)
    indexed(page, busy_office)
    page.goto(busy_office)
    page.keyboard.press("/")
    page.keyboard.type("寒潮 通知")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    assert page.locator(".finds mark").first.inner_text() in ("寒潮", "通知")
    results = page.url
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "seek"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("main.doc").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_url(results)


@pytest.mark.parametrize(
    ("screen", "theme", "type"),
    [
        pytest.param(WIDE, "dark", "standard", id="1440-dark"),
        pytest.param(UPRIGHT, "light", "large", id="820-light-large"),
        pytest.param(PHONE, "dark", "standard", id="390-dark"),
    ],
)
def test_its_pages_are_in_order(
    busy_office: str, watched: Watched, axe: str, screen: dict[str, Any], theme: str, type: str
) -> None:
    page = watched.person(CLERK, busy_office, **screen)
    indexed(page, busy_office)
    choose_look(page, office=busy_office, theme=theme, type=type)
    for asked in (FOUND, REFUSED, NOTHING, {}):
        page.goto(f"{busy_office}/search?{urlencode(asked)}")
        assert faults(page, axe=axe, touch="has_touch" in screen) == {}, asked
