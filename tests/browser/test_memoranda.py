"""签报 by hand: drafted with a file, sent round, decided on a tablet, and made a 公文."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Watched, needs_script
from tests.browser.journeying import (
    TABLET,
    Journeying,
    press,
    printed,
    saved,
    text,
    toast,
)
from tests.browser.test_screens import CUT_OFF, TOO_SMALL
from tests.functional.office_app import DRAFTER, LEADER, REVIEWER

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

TITLE = "关于购置扫雪设备的请示"
LIST = {"name": "设备清单.csv", "mimeType": "text/csv", "buffer": "扫雪车,3台\n".encode()}


def fits(page: Page, *, touch: bool = False) -> None:
    """Nothing is cut off, nothing stands beside the screen, and a finger finds every target."""
    assert page.evaluate(CUT_OFF) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
    if touch:
        assert page.evaluate(TOO_SMALL) == [], page.url


@needs_script
def test_a_memorandum_with_a_file_is_decided_and_becomes_a_document(
    there: Journeying, watched: Watched
) -> None:
    drafter = there.sit_down(watched, DRAFTER, "/memoranda/draft")
    drafter.fill("[name=title]", TITLE)
    drafter.fill("[name=body]", "入冬以来，除雪任务较重，拟购置扫雪车。\n妥否，请批示。")
    fits(drafter)
    saved(drafter)
    address = drafter.url

    drafter.click(".tools >> text=附件")
    drafter.set_input_files("[name=file]", LIST)
    drafter.fill("[name=title]", "扫雪设备清单")
    fits(drafter)
    drafter.click("button[value=attach]")
    assert toast(drafter) == "已附上文件"
    assert "设备清单.csv" in text(drafter, ".attached")
    drafter.goto(address)
    assert "扫雪设备清单（文件：设备清单.csv）" in printed(drafter)
    drafter.select_option("[name=review]", there.office.person(REVIEWER))
    drafter.select_option("[name=check]", "")
    drafter.check(f"[name=leaders][value='{there.office.person(LEADER)}']")
    fits(drafter)
    press(drafter, "submit")

    reviewer = there.sit_down(watched, REVIEWER, address.removeprefix(there.address))
    press(reviewer, "review")

    leader = there.sit_down(watched, LEADER, address.removeprefix(there.address), **TABLET)
    fits(leader, touch=True)
    with leader.expect_download() as opened:
        leader.locator("ul.att a", has_text="设备清单.csv").tap()
    assert opened.value.suggested_filename == "设备清单.csv"
    leader.fill("[name=opinion]", "同意，从预算中列支。")
    leader.locator(".act button[value=approve]").tap()
    assert "已批准" in toast(leader)

    drafter.goto(address)
    assert "同意，从预算中列支。" in printed(drafter)
    press(drafter, "become")
    assert "已转为公文" in toast(drafter)
    assert drafter.url.startswith(f"{there.address}/documents/")
    assert "设备清单.csv" in text(drafter, "ul.att")
    back = address.removeprefix(there.address)
    assert drafter.locator(f".tools a[href='{back}']").count() == 1, "the way to its memorandum"
