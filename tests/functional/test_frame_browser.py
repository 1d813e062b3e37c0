"""What only a browser can say: widths, touch targets, keys, and that nothing needs the script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from office.web.static_files import FOLDER, SCRIPT
from tests.browser.journeying import served
from tests.functional.access_app import CLERK, office
from tests.functional.gallery import PAGES, rooms

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.slow
SIZES = [(1440, 900, False), (1180, 820, True), (820, 1180, True), (390, 844, True)]
needs_script = pytest.mark.skipif(
    not (FOLDER / SCRIPT).exists(), reason="the script is not built: python -m office.web.assets"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gallery")
    with office(folder, extra=rooms) as app, served(app) as address:
        yield address


def _log_in(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(f"{address}/login")
    page.fill("#login", CLERK.login)
    page.fill("#password", f"口令-{CLERK.login}")
    page.click("button.primary")
    page.wait_for_url(f"{address}/")
    return page


@pytest.mark.parametrize(("width", "height", "touch"), SIZES)
def test_every_page_fits_its_width_and_breaks_no_policy(
    browser: Browser, address: str, width: int, height: int, *, touch: bool
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=touch,
        is_mobile=touch,
        java_script_enabled=True,
    )
    page = _log_in(context, address)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path, _, _ in PAGES.values():
        page.goto(address + path)
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert too_wide <= 0, path
        if touch:
            small = page.evaluate(
                """[...document.querySelectorAll(".btn, .field, .item, .rail li a")]
                .filter(each => each.offsetParent && each.offsetHeight < 44 && !each.closest("td"))
                .map(each => each.outerHTML.slice(0, 80))"""
            )
            assert small == [], path
    assert complaints == []
    context.close()


@pytest.mark.parametrize("path", ["/documents/1", "/draft", "/"])
def test_the_act_is_in_sight_at_1440_by_900(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = _log_in(context, address)
    page.goto(address + path)
    box = page.locator(".btn.primary").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 900 - 32
    context.close()


def test_the_desk_shows_eleven_rows_at_1440_by_900(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = _log_in(context, address)
    whole = page.evaluate(
        """[...document.querySelectorAll(".item")]
        .filter(row => row.getBoundingClientRect().bottom <= innerHeight - 32).length"""
    )
    assert whole >= 11
    context.close()


def test_an_act_and_the_look_need_no_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = _log_in(context, address)
    page.click(".me summary")
    page.click("text=深色")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.goto(f"{address}/documents/1")
    page.fill("textarea[name=opinion]", "同意")
    page.click("text=报送拟办")
    assert page.locator("body").text_content() == '{"done": "\\u540c\\u610f"}'
    context.close()


@needs_script
def test_keys_move_and_never_while_a_character_is_composed(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = _log_in(context, address)
    page.wait_for_selector("html.scripted")
    chosen = page.locator("[data-row][aria-current] .ell").first
    first = chosen.text_content()
    page.evaluate(
        """document.dispatchEvent(new KeyboardEvent("keydown",
        {key: "j", isComposing: true, bubbles: true}))"""
    )
    assert chosen.text_content() == first
    page.keyboard.press("j")
    page.wait_for_url("**/?item=2")
    assert chosen.text_content() != first
    page.keyboard.press("e")
    page.keyboard.type("jk?")
    assert page.input_value(".act textarea").endswith("jk?")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url(f"{address}/documents")
    context.close()


@needs_script
def test_one_letter_never_acts(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = _log_in(context, address)
    page.goto(f"{address}/documents/1")
    page.wait_for_selector("html.scripted")
    page.keyboard.press("r")
    assert page.url == f"{address}/documents/1"
    assert page.evaluate("document.activeElement.value") == "return"
    context.close()


@needs_script
def test_a_phrase_is_put_where_the_cursor_stands(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = _log_in(context, address)
    page.goto(f"{address}/incomings/1")
    page.wait_for_selector("html.scripted")
    page.click(".chip >> text=同意")
    page.click(".chip >> text=已阅")
    assert page.input_value(".act textarea") == "同意已阅"
    context.close()
