"""What a leader sees first, on a tablet and on a phone: the text, the act, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Watched, choose_look, needs_script
from tests.browser.test_screens import CLERK, FLAT, LEADER, PAGES, PHONE, UPRIGHT, WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

FIRST_LINE = ".fold-rest [role=paragraph] tspan >> nth=1"
"""The first line of the body; 主送 stands above it."""
BODY_SIZE = """() => {
  const drawn = document.querySelector(".drawn [role=paragraph]");
  return parseFloat(drawn.getAttribute("font-size")) * drawn.getScreenCTM().d;
}"""
"""CSS pixels of the body's type."""


def draft_to_sign(watched: Watched, office: str, **more: object) -> Page:
    """A 送审稿 before the leader who signs it off."""
    page = watched.person(LEADER, office, **more)
    PAGES["signing"][1](page, office)
    page.evaluate("document.fonts.ready")
    return page


def bottom_of(page: Page, selector: str) -> float:
    """Where something ends, from the upper edge of the window."""
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["y"] + box["height"]


@pytest.mark.parametrize("screen", [FLAT, UPRIGHT, PHONE], ids=["1180", "820", "390"])
def test_the_text_of_a_draft_is_in_sight_at_once(
    busy_office: str, watched: Watched, screen: dict[str, object]
) -> None:
    page = draft_to_sign(watched, busy_office, **screen)
    act = page.locator(".act").bounding_box()
    assert act
    covered = act["y"] if screen is UPRIGHT else page.evaluate("innerHeight")
    assert bottom_of(page, FIRST_LINE) < covered


def test_the_desk_shows_the_text_of_a_draft_at_once(busy_office: str, watched: Watched) -> None:
    page = watched.person(LEADER, busy_office, **WIDE)
    page.locator("[data-row]").filter(has_text="政务公开").first.click()
    page.locator(".view h2").filter(has_text="政务公开").wait_for()
    assert bottom_of(page, FIRST_LINE) < bottom_of(page, ".stage")


def test_the_folded_white_is_there_for_whoever_asks_and_in_print(
    busy_office: str, watched: Watched
) -> None:
    page = draft_to_sign(watched, busy_office, **WIDE)
    title = page.locator("#page-1 [role=heading]").first

    def below_the_edge() -> float:
        edge, words = page.locator("#page-1").bounding_box(), title.bounding_box()
        assert edge
        assert words
        return (words["y"] - edge["y"]) / edge["width"] * 210

    folded = below_the_edge()
    page.locator(".fold").click()
    unfolded = below_the_edge()
    assert folded < 60 < 100 < unfolded
    assert page.locator("#page-1").evaluate("it => it.clientHeight / it.clientWidth") > 1.4
    page.locator(".fold").click()
    page.emulate_media(media="print")
    assert below_the_edge() == pytest.approx(unfolded, abs=1)
    assert not page.locator(".fold").is_visible()


def test_on_a_phone_the_text_can_be_read(busy_office: str, watched: Watched) -> None:
    page = draft_to_sign(watched, busy_office, **PHONE)
    assert page.evaluate(BODY_SIZE) > 13


@needs_script
def test_a_page_is_enlarged_and_stays_so(busy_office: str, watched: Watched) -> None:
    page = draft_to_sign(watched, busy_office, **PHONE)
    page.locator(".page-view summary").tap()
    assert page.locator("[name=page-view][value=trimmed]").is_checked()
    menu = page.locator(".page-view > div").bounding_box()
    assert menu
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= page.evaluate("innerWidth")
    page.locator(".page-view label").filter(has_text="放大").tap()
    assert page.evaluate(BODY_SIZE) > 20
    page.reload()
    assert page.evaluate(BODY_SIZE) > 20
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.locator(".page-view summary").tap()
    page.locator(".page-view label").filter(has_text="整页").tap()
    assert page.evaluate(BODY_SIZE) < 12


@needs_script
def test_a_tablet_counts_pages_and_leads_to_each(busy_office: str, watched: Watched) -> None:
    page = draft_to_sign(watched, busy_office, **UPRIGHT)
    count = page.locator(".page-count")
    total = page.locator(".thumbs li").count()
    assert count.inner_text().split() == ["1", "/", str(total), "页"]
    count.tap()
    drawn = page.locator(".thumbs use").nth(1).evaluate("it => it.getBBox().width")
    assert drawn > 100
    page.locator(".thumbs a").nth(1).tap()
    page.wait_for_function("() => document.querySelector('[data-page-here]').textContent === '2'")
    assert not page.locator(".thumbs").is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_on_a_phone_every_room_is_reached(
    busy_office: str, watched: Watched, script: bool
) -> None:
    page = watched.person(CLERK, busy_office, **PHONE, java_script_enabled=script)
    numbers = page.locator(".rail a[data-rail=numbers]")
    assert not numbers.is_visible()
    page.locator(".rail-more summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".rail nav a:visible").count() == page.locator(".rail nav a").count()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.rail") == "desk"
    numbers.tap()
    page.wait_for_url("**/numbers")


def test_in_large_type_no_room_is_cut_off(busy_office: str, watched: Watched) -> None:
    page = watched.person(CLERK, busy_office, **PHONE)
    choose_look(page, office=busy_office, type="large")
    page.reload()
    edge = page.locator(".rail nav").bounding_box()
    assert edge
    for each in page.locator(".rail nav a:visible").all():
        box = each.bounding_box()
        assert box
        assert box["x"] + box["width"] <= edge["x"] + edge["width"] + 1


@needs_script
def test_the_history_is_a_slider_for_keys(busy_office: str, watched: Watched) -> None:
    page = watched.person(CLERK, busy_office, **WIDE)
    PAGES["dispatched"][1](page, busy_office)
    slider = page.get_by_role("slider", name="历史时点")
    last = int(str(slider.get_attribute("aria-valuemax")))
    slider.press("ArrowLeft")
    page.wait_for_url(f"**?as_of={last - 1}")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "slider"
    slider.press("Home")
    slider.press("ArrowRight")
    assert "送核稿" in str(slider.get_attribute("aria-valuetext"))
    page.wait_for_url("**?as_of=2")
    assert page.locator(".number, .act").count() == 0
    slider.press("Shift+ArrowRight")
    page.wait_for_function("() => document.querySelector('.track .current text') !== null")
    page.keyboard.press("Escape")
    page.wait_for_function("() => location.search === ''")
    assert slider.get_attribute("aria-valuenow") == str(last)


@needs_script
def test_the_history_is_dragged(busy_office: str, watched: Watched) -> None:
    page = watched.person(CLERK, busy_office, **PHONE)
    PAGES["dispatched"][1](page, busy_office)
    line = page.locator(".track").bounding_box()
    assert line
    page.mouse.move(line["x"] + line["width"], line["y"] + 15)
    page.mouse.down()
    page.mouse.move(line["x"] + 3, line["y"] + 15, steps=8)
    told = page.locator("[data-track-told]")
    assert "拟稿" in told.inner_text()
    box = told.bounding_box()
    assert box
    assert box["x"] >= 0
    page.mouse.up()
    page.wait_for_url("**?as_of=1")
    assert page.locator(".op").count() == 0
    assert page.locator(".tl li").count() == 1


def test_without_the_script_the_history_is_a_row_of_links(
    busy_office: str, watched: Watched
) -> None:
    page = watched.person(CLERK, busy_office, **WIDE, java_script_enabled=False)
    PAGES["dispatched"][1](page, busy_office)
    assert page.get_by_role("slider").count() == 0
    page.locator(".track a").nth(2).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**?as_of=3")


@needs_script
def test_esc_leads_back_to_the_list_that_a_paper_was_opened_from(
    busy_office: str, watched: Watched
) -> None:
    page = watched.person(CLERK, busy_office, **WIDE)
    for address in ("/documents?q=寒潮", "/done", "/"):
        page.goto(busy_office + address)
        list_address = page.url
        page.locator("[data-row]").first.focus()
        page.keyboard.press("Enter")
        page.locator("main.doc").wait_for()
        page.reload()
        page.keyboard.press("Escape")
        page.wait_for_url(lambda now, back=list_address: now.split("&item")[0] == back)


@pytest.mark.parametrize("screen", [FLAT, UPRIGHT], ids=["1180", "820"])
def test_a_page_has_half_the_height_above_its_act(
    busy_office: str, watched: Watched, screen: dict[str, object]
) -> None:
    page = draft_to_sign(watched, busy_office, **screen)
    if screen is FLAT:  # held flat, the act lies beside the page, and under it on the desk
        page.goto(busy_office)
        page.locator("[data-row]").filter(has_text="政务公开").first.tap()
        page.locator(".view h2").filter(has_text="政务公开").wait_for()
    upper = bottom_of(page, ".view > header" if screen is FLAT else ".asof")
    act = page.locator(".act").first.bounding_box()
    assert act
    assert act["y"] - upper > page.evaluate("innerHeight") * 0.45
    page.locator(".act-fold").first.tap()
    folded = page.locator(".act").first.bounding_box()
    assert folded
    assert folded["y"] > page.evaluate("innerHeight") * 0.75
    assert page.locator(".act button[value=sign_off]").first.is_visible()
    assert not page.locator(".act textarea").first.is_visible()
    page.locator(".act-fold").first.tap()
    assert page.locator(".act textarea").first.is_visible()


@needs_script
def test_what_folding_does_is_nothing_to_be_saved(busy_office: str, watched: Watched) -> None:
    page = draft_to_sign(watched, busy_office, **UPRIGHT)
    page.locator(".act-fold").tap()
    assert page.locator("[data-saved]").inner_text() == ""


@needs_script
def test_the_time_track_is_whole_above_a_page_that_was_just_opened(
    busy_office: str, watched: Watched
) -> None:
    page = draft_to_sign(watched, busy_office, **UPRIGHT)
    page.wait_for_selector("html.scripted")
    track = page.locator(".asof").bounding_box()
    assert track
    assert track["y"] >= bottom_of(page, ".topbar") - 1


@needs_script
@pytest.mark.parametrize("screen", [WIDE, UPRIGHT], ids=["1440", "820"])
def test_the_bar_of_a_choice_leaves_every_row_in_sight(
    busy_office: str, watched: Watched, screen: dict[str, object]
) -> None:
    page = watched.person(CLERK, busy_office, **screen)
    bar = page.locator(".batch")
    assert bar.locator(".note").count() > 0
    assert not bar.locator(".note").first.is_visible()
    page.locator("[data-pick]").first.check()
    assert bar.locator(".note").first.is_visible()
    for row in page.locator(".rows [data-row]").all():
        row.scroll_into_view_if_needed()
        row.focus()
        edge, end = bar.bounding_box(), row.bounding_box()
        assert edge
        assert end
        assert end["y"] + end["height"] <= edge["y"] + 1
