"""The place of a seal: pointed at on the page, or moved by the keys of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Watched, needs_script
from tests.browser.sealed import KEEPER, TO_SEAL

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, needs_script]


def seal_on(page: Page) -> tuple[float, float]:
    """The middle of the seal, mm."""
    seal = page.locator("[data-seal]")
    x, y, wide, high = (
        float(seal.get_attribute(name) or 0) for name in ("x", "y", "width", "height")
    )
    return x + wide / 2, y + high / 2


def opened(watched: Watched, office: str, **screen: object) -> Page:
    page = watched.person(KEEPER, office, **screen)
    page.goto(f"{office}/seal-requests")
    page.goto(
        office + str(page.locator("[data-row]").filter(has_text=TO_SEAL).get_attribute("href"))
    )
    return page


@pytest.mark.parametrize("width", [1440, 390])
def test_a_click_moves_the_seal_there_and_the_fields_say_where(
    busy_office: str, watched: Watched, width: int
) -> None:
    page = opened(watched, busy_office, width=width)
    sheet = page.locator("[data-placing]")
    box = sheet.bounding_box()
    assert box
    sheet.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    assert page.input_value("[name=across]") == "105"
    assert float(page.input_value("[name=down]")) == pytest.approx(148.5, abs=1)
    assert seal_on(page) == (105, float(page.input_value("[name=down]")))


def test_keys_move_it_by_a_millimetre_and_another_page_keeps_the_place(
    busy_office: str, watched: Watched
) -> None:
    page = opened(watched, busy_office)
    page.fill("[name=across]", "100")
    page.press("[name=across]", "ArrowUp")
    page.press("[name=across]", "ArrowUp")
    assert seal_on(page)[0] == 102
    page.fill("[name=page]", "1")
    page.press("[name=page]", "Tab")
    page.locator("[data-placing] > image[href$='/1.png']").wait_for()
    assert seal_on(page)[0] == 102
    strip = page.locator(".placed .seam")
    assert not strip.is_visible()
    page.check("[name=seam]")
    assert strip.is_visible()
