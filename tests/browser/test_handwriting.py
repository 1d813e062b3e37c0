"""手写 under a pen: pressure, a palm that leaves nothing, undo, eraser; a mouse will do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Watched, needs_script
from tests.browser.sealed import APPROVER, TO_APPROVE
from tests.browser.test_screens import LEADER, PAGES

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

pytestmark = pytest.mark.slow

TABLETS = [{"width": 1024, "height": 768}, {"width": 1180, "height": 820}]
SMALL = """() => [...document.querySelectorAll(".ink-box button, .ink-box label")]
  .filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.textContent)"""


class Hand:
    """A pen, a palm or a mouse over the box, by Chromium's own protocol."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._cdp: CDPSession = page.context.new_cdp_session(page)
        box = page.locator(".ink-paper").bounding_box()
        assert box
        self.left, self.top = box["x"], box["y"]

    def draw(self, *places: tuple[float, float], force: float = 0.5, kind: str = "pen") -> None:
        """One stroke through these places of the box, in CSS pixels."""
        steps = [("mousePressed", places[0]), *(("mouseMoved", each) for each in places[1:])]
        for type, (x, y) in [*steps, ("mouseReleased", places[-1])]:
            where: dict[str, Any] = {"x": self.left + x, "y": self.top + y}
            down = type != "mouseReleased"
            self._cdp.send(
                "Input.dispatchMouseEvent",
                {
                    "type": type,
                    **where,
                    "button": "left",
                    "buttons": int(down),
                    "clickCount": 1,
                    "pointerType": kind,
                    "force": force if down else 0,
                },
            )

    def palm(self, x: float, y: float) -> None:
        """A touch that slides."""
        for type, points in (
            ("touchStart", [(x, y)]),
            ("touchMove", [(x + 40, y + 5)]),
            ("touchEnd", []),
        ):
            touches = [{"x": self.left + a, "y": self.top + b} for a, b in points]
            self._cdp.send("Input.dispatchTouchEvent", {"type": type, "touchPoints": touches})

    def strokes(self) -> list[dict[str, Any]]:
        """As the form would send them."""
        value = self.page.input_value("input[name=ink]")
        return list(json.loads(value)["strokes"]) if value else []


def line(y: float) -> list[tuple[float, float]]:
    return [(120 + 12 * n, y + (n % 3)) for n in range(20)]


@needs_script
def test_what_a_pen_writes_is_kept_as_it_was_pressed(busy_office: str, watched: Watched) -> None:
    page = watched.person(LEADER, busy_office, has_touch=True, **TABLETS[0])
    PAGES["signing"][1](page, busy_office)
    page.click("[data-ink-open]")
    assert page.evaluate(SMALL) == []
    hand = Hand(page)
    page.click("[data-ink-clear]")
    hand.palm(200, 300)
    assert [each["tool"] for each in hand.strokes()] == ["touch"], "a finger writes before a pen"
    page.click("[data-ink-clear]")
    hand.draw(*line(80), force=0.1)
    hand.palm(300, 300)
    hand.palm(500, 340)
    hand.draw(*line(160), force=0.9)
    light, heavy = hand.strokes()
    assert (light["tool"], heavy["tool"]) == ("pen", "pen"), "the palm left nothing"
    assert {point[2] for point in light["points"]} == {100}
    assert {point[2] for point in heavy["points"]} == {900}

    page.check(".ink-colours input[value=red]")
    hand.draw(*line(240))
    page.click("[data-ink-undo]")
    assert len(hand.strokes()) == 2
    page.click("[data-ink-erase]")
    hand.draw((180, 60), (180, 100))
    assert hand.strokes() == [heavy], "the eraser takes the stroke that it crosses"
    page.click("[data-ink-undo]")
    assert hand.strokes() == [light, heavy]
    page.click("[data-ink-erase]")
    hand.draw(*line(240), kind="mouse")
    assert [each["colour"] for each in hand.strokes()] == ["black", "black", "red"]

    page.click("[data-ink-done]")
    page.locator("[data-ink-shown]").wait_for()  # the box closes first
    page.click("[data-ink-open]")
    hand.draw(*line(300), kind="mouse")
    assert len(hand.strokes()) == 4
    page.get_by_role("button", name="取消").click()
    assert page.locator(".ink-box").is_hidden()
    assert len(hand.strokes()) == 3, "what stood before stays"
    page.locator("[data-saved]").filter(has_text="已暂存").wait_for()
    page.reload()
    assert len(json.loads(page.input_value("input[name=ink]"))["strokes"]) == 3


@needs_script
def test_a_leader_writes_by_hand_on_what_is_to_be_sealed(
    busy_office: str, watched: Watched
) -> None:
    page = watched.person(APPROVER, busy_office, has_touch=True, **TABLETS[1])
    page.goto(f"{busy_office}/seal-requests")
    row = page.locator("[data-row]").filter(has_text=TO_APPROVE)
    page.goto(busy_office + str(row.get_attribute("href")))
    page.locator("[data-ink-open]").tap()
    assert page.evaluate(SMALL) == []
    hand = Hand(page)
    hand.draw(*line(80), force=0.4)
    page.locator("[data-ink-done]").tap()
    (stroke,) = hand.strokes()
    assert stroke["tool"] == "pen"
    page.locator("[data-ink-shown]").wait_for()  # the box closes first


@needs_script
@pytest.mark.parametrize("screen", TABLETS, ids=["1024", "1180"])
def test_the_box_lies_wholly_on_the_screen(
    busy_office: str, watched: Watched, screen: dict[str, int]
) -> None:
    page = watched.person(LEADER, busy_office, has_touch=True, **screen)
    PAGES["signing"][1](page, busy_office)
    page.click("[data-ink-open]")
    box = page.locator(".ink-box").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= screen["height"] / 8, "what it is about stays in sight"
    assert box["y"] + box["height"] <= screen["height"]
    assert page.evaluate("document.querySelector('.ink-box').scrollHeight <= innerHeight")
    page.keyboard.press("Escape")
    assert page.locator(".ink-box").is_hidden()


def test_without_script_there_is_no_button(busy_office: str, watched: Watched) -> None:
    page = watched.person(LEADER, busy_office, java_script_enabled=False)
    PAGES["signing"][1](page, busy_office)
    assert page.locator("textarea[name=opinion]").is_visible()
    assert page.locator("[data-ink-open]").is_hidden()
