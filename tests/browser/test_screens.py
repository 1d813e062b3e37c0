"""Every kind of page at every width and look: nothing cut off, nothing too small, WCAG 2.2 AA."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from office.packages import npm_package
from tests.browser.conftest import ROOT, Watched, choose_look
from tests.browser.sealed import TO_APPROVE, TO_SEAL
from tests.browser.test_journey import TEXT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

AXE = ("axe-core", "4.10.3")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CLERK, LEADER, DRAFTER = "hewanqing", "luchengjun", "chengyuan"

WIDE = {"width": 1440, "height": 900}
FLAT = {"width": 1180, "height": 820, "has_touch": True, "is_mobile": True}
UPRIGHT = {"width": 820, "height": 1180, "has_touch": True, "is_mobile": True}
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}

Way = Callable[["Page", str], None]


def _address(path: str) -> Way:
    return lambda page, office: _go(page, office + path)


def _row(path: str, words: str) -> Way:
    """The page of a register's row."""

    def way(page: Page, office: str) -> None:
        page.goto(office + path)
        row = page.locator("[data-row]").filter(has_text=words).first
        _go(page, office + str(row.get_attribute("href")))

    return way


def _imported(page: Page, office: str) -> None:
    page.goto(f"{office}/documents/draft")
    page.fill("#import-text", "第一行不知是什么\n\n" + TEXT)
    page.click("button[value=import]")


def _refused(page: Page, office: str) -> None:
    """退回 without a reason."""
    _row("/documents", "元旦")(page, office)
    page.click(".act button[value=return]")
    assert page.locator(".refusal").count() == 1


def _conflict(page: Page, office: str) -> None:
    """An act on a version that is no longer the newest."""
    _row("/documents", "元旦")(page, office)
    page.fill("textarea[name=opinion]", "无误")
    page.evaluate("document.querySelector('.act input[name=seen]').value = '1'")
    page.click(".act button[value=recheck]")
    assert page.locator(".kept").count() == 1


def _reserving(page: Page, office: str) -> None:
    """A series with the form of one act."""
    page.goto(office + "/numbers")
    _go(page, office + str(page.locator("[data-row]").first.get_attribute("href")) + "?do=reserve")
    assert page.locator(".act button[value=reserve]").count() == 1


def _as_of(page: Page, office: str) -> None:
    _row("/documents", "寒潮")(page, office)
    _go(page, page.url + "?as_of=3")


def _go(page: Page, address: str) -> None:
    page.goto(address)


PAGES: dict[str, tuple[str, Way]] = {
    "desk": (CLERK, _address("/")),
    "nothing to read": (CLERK, _address("/reading")),
    "done": (CLERK, _address("/done")),
    "documents": (CLERK, _address("/documents")),
    "incomings": (CLERK, _address("/incoming")),
    "numbers": (CLERK, _address("/numbers")),
    "reserving": (CLERK, _reserving),
    "dispatching": (CLERK, _row("/documents", "预算")),
    "dispatched": (CLERK, _row("/documents", "寒潮")),
    "as it stood": (CLERK, _as_of),
    "arrived": (CLERK, _row("/incoming", "安全生产")),
    "to propose": (CLERK, _row("/incoming", "数据共享")),
    "empty editor": (CLERK, _address("/documents/draft")),
    "editor after import": (CLERK, _imported),
    "refused": (CLERK, _refused),
    "conflict": (CLERK, _conflict),
    "seals": (CLERK, _address("/seals")),
    "a seal": (CLERK, _row("/seals", "澜州市")),
    "uses of seals": (CLERK, _address("/sealings")),
    "requests for seals": (CLERK, _address("/seal-requests")),
    "placing a seal": (CLERK, _row("/seal-requests", TO_SEAL)),
    "own keys": (CLERK, _address("/pins")),
    "not found": (CLERK, _address("/documents/00000000-0000-4000-8000-000000000000")),
    "signing": (LEADER, _row("/", "政务公开")),
    "instructing": (LEADER, _row("/", "归档")),
    "approving a seal": (LEADER, _row("/seal-requests", TO_APPROVE)),
    "draft": (DRAFTER, _row("/", "会议纪律")),
}
# Every width, theme and size of type, each with another; the others show no more and take minutes.
LOOKS = [
    pytest.param(WIDE, "light", "standard", id="1440-light"),
    pytest.param(WIDE, "dark", "large", id="1440-dark-large"),
    pytest.param(FLAT, "light", "large", id="1180-light-large"),
    pytest.param(UPRIGHT, "dark", "standard", id="820-dark"),
    pytest.param(PHONE, "light", "large", id="390-light-large"),
]

TOO_SMALL = """() => [...document.querySelectorAll(
    "a[href], button, select, textarea, input:not([type=hidden]), summary")]
  .filter(each => {
    const box = (each.closest("label") ?? each).getBoundingClientRect();
    // a row's link is as large as the row
    const covered = each.closest("th, .finds h2, .skip");
    return each.checkVisibility() && !covered && (box.height < 44 || box.width < 44);
  }).map(each => each.outerHTML.slice(0, 120))"""

CUT_OFF = """() => [...document.querySelectorAll(
    ".btn, .badge, h2, dt, .tabs a, .route b, .line b")]
  .filter(each => each.checkVisibility() && !each.matches(".ell") && !each.closest(".vh")
    && each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline")
  .map(each => each.outerHTML.slice(0, 120))"""


UNCOVERED = """selector => {
  const it = document.querySelector(selector);
  it.scrollIntoView({ block: "center", behavior: "instant" });
  const box = it.getBoundingClientRect(), middle = box.left + box.width / 2;
  return [box.top + 1, box.bottom - 1].every(
    y => it.contains(document.elementFromPoint(middle, y)));
}"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker's script; from npm, never committed."""
    folder = npm_package(*AXE, root=ROOT / "var/npm")
    return (folder / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize(("screen", "theme", "type"), LOOKS)
def test_every_page_fits_and_meets_wcag(
    busy_office: str, watched: Watched, axe: str, screen: dict[str, Any], theme: str, type: str
) -> None:
    people: dict[str, Page] = {}
    found: dict[str, Any] = {}
    for name, (login, way) in PAGES.items():
        if login not in people:
            people[login] = watched.person(login, busy_office, **screen)
            choose_look(people[login], office=busy_office, theme=theme, type=type)
        page = people[login]
        way(page, busy_office)
        if wrong := faults(page, axe=axe, touch="has_touch" in screen):
            found[name] = wrong
    assert found == {}, json.dumps(found, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["1440", "390"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_login_fits_and_meets_wcag(
    busy_office: str, watched: Watched, axe: str, screen: dict[str, Any], theme: str
) -> None:
    page = watched.context(color_scheme=theme, **screen).new_page()
    page.goto(f"{busy_office}/login")
    assert faults(page, axe=axe, touch="has_touch" in screen) == {}
    page.fill("#login", CLERK)
    page.fill("#password", "不是口令")
    page.click("button.primary")
    assert page.locator(".refusal").count() == 1
    assert faults(page, axe=axe, touch="has_touch" in screen) == {}


@pytest.mark.parametrize("type", ["standard", "large"])
@pytest.mark.parametrize("screen", [WIDE, FLAT, UPRIGHT], ids=["1440", "1180", "820"])
def test_the_act_is_in_sight_without_scrolling(
    busy_office: str, watched: Watched, screen: dict[str, Any], type: str
) -> None:
    for login, names in (
        (CLERK, ("dispatching", "to propose", "arrived")),
        (LEADER, ("signing",)),
    ):
        page = watched.person(login, busy_office, **screen)
        choose_look(page, office=busy_office, type=type)
        for name in names:
            PAGES[name][1](page, busy_office)
            box = page.locator(".act .btn.primary").bounding_box()
            assert box, name
            assert box["y"] >= 0, name
            assert box["y"] + box["height"] <= screen["height"], name


def test_on_a_phone_one_tap_leads_from_the_page_to_the_act(
    busy_office: str, watched: Watched
) -> None:
    page = watched.person(LEADER, busy_office, **PHONE)
    PAGES["signing"][1](page, busy_office)
    page.locator(".to-slip").tap()
    page.wait_for_function(
        """() => { const box = document.querySelector(".act .btn.primary").getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight; }"""
    )


def faults(page: Page, *, axe: str, touch: bool) -> dict[str, Any]:
    """What is wrong with the page as it stands now; empty when nothing is."""
    page.wait_for_load_state("load")  # a click may have only just begun to lead here
    page.locator("main").wait_for()
    faults: dict[str, Any] = {
        "scrolls sideways": page.evaluate(
            "Math.max(0, document.documentElement.scrollWidth - innerWidth)"
        ),
        "cut off": page.evaluate(CUT_OFF),
        "too small": page.evaluate(TOO_SMALL) if touch else [],
        "axe": _violations(page, axe),
    }
    return {name: fault for name, fault in faults.items() if fault}


def _violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)  # through the debugger: the page's own policy stays as it is
    answer = page.evaluate(
        "levels => axe.run({runOnly: levels, resultTypes: ['violations']})", LEVELS
    )
    return [
        f"{each['id']}: {node['html'][:120]} ({node['failureSummary'][:300]})"
        for each in answer["violations"]
        for node in each["nodes"]
        if not _is_half_under_the_bar(page, each["id"], node)
    ]


def _is_half_under_the_bar(page: Page, rule: str, node: dict[str, Any]) -> bool:
    """What lies half under a phone's bar for as long as nobody scrolls: once it stands in the
    middle of the screen, nothing covers it."""
    obscured = "partially obscured" in node["failureSummary"]
    return rule == "target-size" and obscured and bool(page.evaluate(UNCOVERED, node["target"][0]))
