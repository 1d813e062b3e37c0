"""One house in which people act by commands, by plain pages and in browsers: a journey's office.

What leads up to the interesting step is done by commands; the step itself by hand.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waitress.server import create_server

from tests.functional.office_app import (
    DRAFTER,
    LEADER,
    REVIEWER,
    OfficeApp,
    draft,
    office_app,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pyramid.router import Router

    from tests.browser.conftest import Watched

THREADS = 6
ROUTES = """
[[route]]
types = ["通报"]
issuing = ["rechecking", "numbering", "typesetting", "sealing", "releasing", "dispatching"]
[[route.step]]
stage = "reviewing"
[[route.step]]
stage = "signing"
"""
"""A 通报 is sealed; every other type goes the plain way."""
TABLET = {"width": 820, "height": 1180, "has_touch": True, "is_mobile": True}
"""What a leader holds."""


class Journeying:
    """The office and its address. The courier carries when `office.deliver()` is called."""

    def __init__(self, office: OfficeApp, address: str) -> None:
        self.office = office
        self.address = address

    def sit_down(self, watched: Watched, login: str, path: str = "/", **screen: Any) -> Page:
        """Somebody's browser at this page. It shares the session of their plain browser."""
        context = watched.context(**screen)
        kept = self.office.log_in(login).cookies
        context.add_cookies(
            [{"name": name, "value": kept[name], "url": self.address} for name in kept]
        )
        page = context.new_page()
        page.goto(self.address + path)
        return page


@contextmanager
def served(application: Router) -> Iterator[str]:
    """The pages over HTTP, and nothing besides; gives the address."""
    server = create_server(application, listen="127.0.0.1:0", threads=THREADS)

    def run() -> None:
        # Closed by another thread, it may be looking at a socket that is gone by then.
        with suppress(OSError, ValueError):
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        thread.join(timeout=5)


@contextmanager
def journeying(folder: Path, **settings: Any) -> Iterator[Journeying]:
    """A new office in `folder`, served; `settings` override the defaults."""
    routes = folder / "routes.toml"
    routes.write_text(ROUTES, encoding="utf-8")
    with office_app(folder, routes=routes, **settings) as office, served(office.app) as address:
        yield Journeying(office, address)


def before_signer(office: OfficeApp, title: str, *, signer: str = LEADER, **more: str) -> str:
    """The address of a document drafted and reviewed that waits for its sign-off."""
    address = f"/documents/{draft(office, title, **more)}"
    drafter, reviewer = office.log_in(DRAFTER), office.log_in(REVIEWER)
    drafter.open(address)
    drafter.press("submit", to=office.person(REVIEWER))
    reviewer.open(address)
    reviewer.press("review", opinion="请审签。", to=office.person(signer))
    return address


def pressed(office: OfficeApp, login: str, address: str, *acts: str) -> None:
    """These acts one after the other in somebody's plain browser."""
    visitor = office.log_in(login)
    visitor.open(address)
    for act in acts:
        visitor.press(act)


def hand_to(page: Page, name: str) -> None:
    """Choose the next person of the page's form by their name."""
    option = page.locator("select[name=to] option", has_text=name)
    page.select_option("select[name=to]", option.get_attribute("value"))


def give_to(page: Page, name: str) -> None:
    """Choose the host (主办) of the page's form by name."""
    option = page.locator("select[name=host] option", has_text=name).first
    page.select_option("select[name=host]", option.get_attribute("value"))


def check_all(page: Page) -> None:
    """初审: every check is ticked."""
    for box in page.locator("input[name=checks]").all():
        box.check()


def press(page: Page, act: str) -> None:
    """The act's button of the page; a refusal fails the test with its sentence."""
    page.click(f".act button[value={act}]")
    assert page.locator(".refusal, .wrong .sentence").all_inner_texts() == []


def toast(page: Page) -> str:
    """What is said to have been done; on a narrow screen it stands above the page, not on it."""
    said = page.locator(".toast")
    text = said.inner_text()
    if page.evaluate("innerWidth < 1100"):
        above, below = said.bounding_box(), page.locator("main").bounding_box()
        assert above is not None
        assert below is not None
        assert above["y"] + above["height"] <= below["y"]
    return text


def text(page: Page, selector: str) -> str:
    """The text of one part of the page."""
    return page.locator(selector).first.inner_text()


def printed(page: Page) -> str:
    """What the pages say, drawn or pictured, without blanks."""
    page.locator(".hold .drawn, .hold img.page").first.wait_for()
    hold = page.locator(".pages .hold")
    pictured = [str(each.get_attribute("alt")) for each in hold.locator("img").all()]
    return "".join("".join((str(hold.text_content()), *pictured)).split())


def saved(page: Page) -> None:
    """存稿 by the keyboard, as clerks do."""
    page.keyboard.press("Control+s")
    page.locator(".toast", has_text="已存稿").wait_for()


def open_item(page: Page, title: str, *, step: str = "") -> None:
    """Open what waits on the desk (for this step) by a double click, as clerks do."""
    page.wait_for_selector("html.scripted")
    row = page.locator(".item", has_text=title).filter(has_text=step).first
    where = str(row.get_attribute("href"))
    row.dblclick()
    page.wait_for_url(f"**{where}")


def follow(page: Page, words: str) -> None:
    """Click the page's way with these words, be it in the bar or under 更多, and be there."""
    way = page.locator("main a", has_text=re.compile(f"^\\s*{re.escape(words)}")).first
    if not way.is_visible():
        page.locator(".tools summary").click()
    where = str(way.get_attribute("href"))
    way.click()
    page.wait_for_url(f"**{where}")


def unfold(page: Page, selector: str) -> None:
    """Open what this field is folded away in, if it is."""
    page.locator(selector).evaluate(
        "field => { const fold = field.closest('details'); if (fold) fold.open = true; }"
    )
