"""Opinions under a hand: chips, what is kept while typing, X and boxes, forms on a tablet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from documents.demonstration import demonstration_manuscripts
from documents.demonstration.player import Player
from documents.outgoing.stages import Stage
from office.directory.application import directory_act
from office.house import House
from tests.browser.conftest import QINGHE, Watched, needs_script, serving, settings_in
from tests.browser.journeying import check_all, press
from tests.browser.test_screens import CUT_OFF, PHONE, TOO_SMALL, UPRIGHT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

CLERK, LEADER = "fengxiaoman", "shaoyunfan"
TO_INSTRUCT, TO_REGISTER = "寒潮", "归档"
TO_READ = ("数据共享", "安全生产", "预算")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[str]:
    """A district that received five papers; one lies before its leader."""
    house = House(settings_in(tmp_path))
    house.follow_source(directory_act("operator:test", "directory"))
    player = Player(house)
    for word in (TO_INSTRUCT, TO_REGISTER, *TO_READ):
        text = next(each for each in demonstration_manuscripts() if word in each.title)
        player.play(text, until=Stage.DISPATCHED, addressees=[QINGHE])
        if word in (TO_INSTRUCT, TO_REGISTER):
            player.handle(QINGHE, text.title, steps=3 if word == TO_INSTRUCT else 2)
    with serving(house) as address:
        yield address
    house.close()


def open_paper(page: Page, office: str, word: str) -> None:
    page.goto(f"{office}/incoming")
    row = page.locator("[data-row]").filter(has_text=word).first
    page.goto(office + str(row.get_attribute("href")))


def circulate(clerk: Page, office: str) -> None:
    """Three papers go to the leader to read."""
    for word in TO_READ:
        open_paper(clerk, office, word)
        clerk.click("button[value=sign_for]")
        clerk.check("input[value=reading]")
        check_all(clerk)
        clerk.click("button[value=register]")
        clerk.locator("input[name=readers]").first.check()
        clerk.click("button[value=circulate]")


@needs_script
def test_an_opinion_is_tapped_kept_and_circled_and_many_are_read_at_once(
    office: str, watched: Watched
) -> None:
    clerk = watched.person(CLERK, office)
    open_paper(clerk, office, TO_REGISTER)
    check_all(clerk)
    press(clerk, "screen")
    chip = clerk.locator(".chips button", has_text="阅示").first
    names = [each.get_attribute("data-name") for each in clerk.locator("#f-to option").all()]
    assert chip.inner_text() == f"拟请{names[0]}同志阅示"
    clerk.select_option("#f-to", index=1)
    assert chip.inner_text() == f"拟请{names[1]}同志阅示"
    chip.click()
    assert clerk.input_value("#f-opinion") == f"拟请{names[1]}同志阅示"

    circulate(clerk, office)
    leader = watched.person(LEADER, office, **UPRIGHT)
    open_paper(leader, office, TO_INSTRUCT)
    leader.locator(".chips button", has_text="请抓紧落实").tap()
    leader.locator("[data-saved]", has_text="已暂存").wait_for()
    leader.goto(f"{office}/")
    open_paper(leader, office, TO_INSTRUCT)
    assert leader.input_value("#f-opinion") == "请抓紧落实"
    assert leader.evaluate(TOO_SMALL) == []
    with leader.expect_navigation():
        leader.locator("button[value=circle]").tap()
    open_paper(leader, office, TO_INSTRUCT)
    assert "请抓紧落实" in leader.locator("#opinions").inner_text()

    reader = watched.person(LEADER, office)
    reader.goto(f"{office}/reading")
    for _ in range(2):
        reader.keyboard.press("j")
        reader.keyboard.press("x")
    assert reader.locator("[data-picked]").inner_text() == "已选 2 件"
    reader.click("#batch button[value=initial]")
    assert reader.locator(".outcomes .done").count() == 2
    assert reader.locator(".outcomes .refused").count() == 0


@needs_script
@pytest.mark.parametrize("screen", [UPRIGHT, PHONE], ids=["820", "390"])
def test_forms_of_opinions_fit_a_hand(
    office: str, watched: Watched, screen: dict[str, int]
) -> None:
    clerk, leader = (watched.person(login, office, **screen) for login in (CLERK, LEADER))
    circulate(clerk, office)
    open_paper(leader, office, TO_INSTRUCT)
    leader.locator(".folded summary").tap()
    pages = [leader]
    page = leader.context.new_page()
    page.goto(f"{office}/reading")
    page.locator("[data-pick]").first.check()
    pages.append(page)
    open_paper(clerk, office, TO_INSTRUCT)
    clerk.goto(f"{clerk.url}/transcribe")
    phrases = clerk.context.new_page()
    phrases.goto(f"{office}/phrases")
    for page in (*pages, clerk, phrases):
        assert page.evaluate(TOO_SMALL) == [], page.url
        assert page.evaluate(CUT_OFF) == [], page.url
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= screen["width"], page.url
