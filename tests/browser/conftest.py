"""A real office behind a real server for browsers, and what no page of it may ever do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from documents.demonstration import demonstration_manuscripts
from documents.demonstration.player import Player
from documents.manuscript import Manuscript
from documents.outgoing.stages import Stage
from documents.typefaces.finding import find_typefaces
from office.assembly import web_application
from office.directory.application import directory_act
from office.directory.demonstration import PASSWORD
from office.house import House
from office.reading import DatabaseAddress
from office.settings import Settings
from office.web.static_files import FOLDER, SCRIPT
from tests.browser.journeying import Journeying, journeying, served
from tests.browser.sealed import seals_are_asked_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

ROOT = Path(__file__).resolve().parents[2]
LDIF = Path(str(files("office.directory") / "data" / "demonstration.ldif"))

CITY, QINGHE, WANGJIANG = "990100001", "990102001", "990103001"
RESTING = {
    "会议纪律": Stage.DRAFTING,
    "政务公开": Stage.SIGNING,
    "元旦": Stage.RECHECKING,
    "预算": Stage.DISPATCHING,
}
"""Where a document of the city rests, by a word of its title."""
RECEIVED = {"归档": 3, "数据共享": 2, "安全生产": 0}
"""How many steps a paper that the city received has gone."""

needs_script = pytest.mark.skipif(
    not (FOLDER / SCRIPT).exists(), reason="the script is not built: python -m office.web.assets"
)


def settings_in(folder: Path) -> Settings:
    """A node in `folder` with the invented province and the checkout's fonts."""
    installed = ROOT / "var/fonts"
    if find_typefaces(site=folder / "none", installed=installed).missing():
        pytest.skip("the open fonts are not installed: office fonts --install")
    (folder / "var").mkdir()
    (folder / "var/fonts").symlink_to(installed)
    return Settings(
        here=folder,
        database=DatabaseAddress(f"sqlite:///{folder}/wenshu.db"),
        content=folder / "content",
        key_secret=folder / "key-secret",
        ca=folder / "ca",
        ldif=LDIF,
        fonts=folder / "none",
        secure_cookies=False,
        followers=False,
    )


@contextmanager
def serving(house: House) -> Iterator[str]:
    """The house's pages over HTTP, with the followers running; gives the address."""
    followers = house.followers()
    followers.start()
    try:
        with served(web_application(house)) as address:
            yield address
    finally:
        followers.stop()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[str]:
    """An office in which nobody has done anything yet: its address."""
    house = House(settings_in(tmp_path))
    house.follow_source(directory_act("operator:test", "directory"))
    with serving(house) as address:
        yield address
    house.close()


@pytest.fixture(scope="session")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journeying]:
    """An office for all journeys: each has papers of its own, and leaves others' alone."""
    with journeying(tmp_path_factory.mktemp("journeys")) as running:
        yield running


@pytest.fixture(scope="session")
def busy_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An office with a paper at every stage: its address. Tests only look at it."""
    house = House(settings_in(tmp_path_factory.mktemp("busy")))
    house.follow_source(directory_act("operator:test", "directory"))
    _play(Player(house))
    with serving(house) as address:
        yield address
    house.close()


def _play(player: Player) -> None:
    texts = demonstration_manuscripts()

    def text(word: str) -> Manuscript:
        return next(each for each in texts if word in each.title)

    for word, stage in RESTING.items():
        player.play(text(word), until=stage)
    dispatched = text("寒潮")
    player.play(
        dispatched, until=Stage.DISPATCHED, addressees=[QINGHE, WANGJIANG], answer_due=True
    )
    player.handle(QINGHE, dispatched.title, steps=6)
    player.handle(WANGJIANG, dispatched.title, steps=2)
    for word, steps in RECEIVED.items():
        player.play(text(word), until=Stage.DISPATCHED, addressees=[CITY])
        player.handle(CITY, text(word).title, steps=steps)
    seals_are_asked_for(player)


class Watched:
    """Browser contexts that note every complaint and every request to somewhere else."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def context(self, *, width: int = 1440, height: int = 900, **more: Any) -> BrowserContext:
        """A browser of its own, with its own cookies."""
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", **more
        )
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", self._asked)
        self._contexts.append(context)
        return context

    def person(self, login: str, office: str, **more: Any) -> Page:
        """Somebody at their desk, in a browser of their own."""
        return log_in(self.context(**more).new_page(), login, office)

    def close(self) -> None:
        """Put the browsers away."""
        for context in self._contexts:
            context.close()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _answers_refusal(message):
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            self.complaints.append(f"asked elsewhere: {request.url}")


def _answers_refusal(message: ConsoleMessage) -> bool:
    """Chromium reports a page with such a status, which is our answer and no fault."""
    return any(f"status of {status} " in message.text for status in (404, 409, 410, 422))


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """Browsers; the test fails if a page complained or asked anything of another machine."""
    watched = Watched(browser)
    yield watched
    watched.close()
    assert watched.complaints == []


def log_in(page: Page, login: str, office: str) -> Page:
    """Through the form, to the desk."""
    page.goto(f"{office}/login")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.click("button.primary")
    page.wait_for_url(f"{office}/")
    return page


def choose_look(page: Page, *, office: str, theme: str = "auto", type: str = "standard") -> None:
    """深色 and 大字, as the menu of the person's name would set them."""
    token = page.locator("input[name=csrf_token]").first.input_value()
    form: dict[str, str | float | bool] = {
        "csrf_token": token,
        "next": "/",
        "theme": theme,
        "type": type,
    }
    page.request.post(f"{office}/look", form=form, headers={"Origin": office})


Seen = Callable[[], bool]


def until(page: Page, seen: Seen, *, seconds: int = 20) -> None:
    """Look at the page again until something has come; the courier works beside us."""
    for _ in range(seconds * 4):
        if seen():
            return
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError(f"did not come within {seconds} s: {page.url}")
