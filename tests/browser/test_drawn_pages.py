"""Pages of a document on the screen: text that can be selected, with and without the script."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from documents.screens.pages import AT_ONCE
from tests.browser.conftest import Watched, needs_script
from tests.browser.test_screens import CLERK, PAGES, WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

ATTACHMENTS = "\n".join(f"附件{number}：名单之{number}\n市教育局。" for number in range(1, 10))
SELECT = """selector => {
  const selection = getSelection();
  selection.selectAllChildren(document.querySelector(selector));
  return selection.toString();
}"""
NOT_LOADED = """[...document.fonts].filter(font => font.status !== "loaded")
  .map(font => font.family).filter(family => family !== "Wenshu Kai")"""
"""But for that of opinions, which no page is drawn with."""


def opened(watched: Watched, office: str, name: str, **more: object) -> Page:
    """One of the pages of the busy office, as the clerk sees it."""
    page = watched.person(CLERK, office, **{**WIDE, **more})
    PAGES[name][1](page, office)
    page.evaluate("document.fonts.ready")
    return page


def long_draft(watched: Watched, office: str, **more: object) -> Page:
    """A draft of more pages than stand in one answer."""
    page = watched.person(CLERK, office, **WIDE, **more)
    page.goto(f"{office}/documents/draft")
    page.fill("textarea[name=title]", "关于一件长文的通知")
    page.fill("textarea[name=body]", "特此通知。")
    page.fill("textarea[name=attachments]", ATTACHMENTS)
    page.click("button[value=save]")
    page.wait_for_selector(".pages .page")
    return page


def test_the_text_of_a_page_is_copied_by_paragraphs(busy_office: str, watched: Watched) -> None:
    page = opened(watched, busy_office, "dispatched")
    copied = page.evaluate(SELECT, "#page-1").split("\n")
    assert any(len(each) > 56 and " " not in each for each in copied), copied
    assert "澜州市人民政府办公室文件" in copied


def test_a_page_is_drawn_with_its_own_fonts(busy_office: str, watched: Watched) -> None:
    page = opened(watched, busy_office, "dispatched")
    for place in range(page.locator(".drawn").count()):
        page.locator(".drawn").nth(place).scroll_into_view_if_needed()
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.size") >= 4
    assert page.evaluate(NOT_LOADED) == []


def test_a_drag_over_a_page_selects_its_text(busy_office: str, watched: Watched) -> None:
    page = opened(watched, busy_office, "dispatched")
    box = page.locator("#page-1 text").filter(has_text="现将有关事项通知如下").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + 5)  # the first line is indented
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 30, steps=5)
    page.mouse.up()
    selected = page.evaluate("getSelection().toString()")
    assert len(selected) > 28
    assert "\n" not in selected


@needs_script
def test_the_rest_of_a_long_document_follows_by_itself(office: str, watched: Watched) -> None:
    page = long_draft(watched, office)
    page.wait_for_function(
        "wanted => document.querySelectorAll('.drawn').length > wanted", arg=AT_ONCE
    )
    assert page.locator(".rest").count() == 0
    assert page.locator(".drawn").count() == page.locator(".thumbs li").count()
    page.locator(".thumbs li").last.click()
    last = page.locator(".drawn").last
    assert last.bounding_box()
    page.wait_for_function(
        "() => { const all = document.querySelectorAll('.drawn');"
        " return all[all.length - 1].getBoundingClientRect().top < innerHeight; }"
    )


def test_without_the_script_every_page_shows(office: str, watched: Watched) -> None:
    page = long_draft(watched, office, java_script_enabled=False)
    assert page.locator(".drawn").count() == AT_ONCE
    frames = page.locator(".rest iframe")
    assert frames.count() >= 1
    frames.first.scroll_into_view_if_needed()
    inside = page.frame_locator(".rest iframe").first
    inside.locator("text").first.wait_for()
    assert f"第{AT_ONCE + 1}页" in str(inside.locator("svg").get_attribute("aria-label"))


def test_printing_gives_the_sheets_as_they_are(busy_office: str, watched: Watched) -> None:
    page = opened(watched, busy_office, "dispatched")
    sheets = page.locator(".drawn").count()
    document = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    try:
        sizes = [tuple(map(round, document[place].get_size())) for place in range(sheets)]
        first = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    assert sizes == [(595, 842)] * sheets
    assert "澜州市人民政府办公室文件" in first
