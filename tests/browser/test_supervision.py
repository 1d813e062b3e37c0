"""督办 in real browsers: a matter turns red, is extended, sent back, reported again and closed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Watched, needs_script
from tests.browser.journeying import (
    TABLET,
    Journeying,
    follow,
    hand_to,
    journeying,
    open_item,
    press,
    text,
    toast,
)
from tests.browser.test_handwriting import Hand, line
from tests.functional.office_app import CLERK, LEADER, QINGHE_CLERK, QINGHE_LEADER
from tests.functional.test_supervision import received

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, needs_script]

TITLE = "城东排涝泵站改造"
DISTRICT = "清河区人民政府办公室"


def test_a_matter_turns_red_is_extended_sent_back_and_closed(
    tmp_path: Path, watched: Watched
) -> None:
    with journeying(tmp_path) as there:  # its time moves on, which others would not like
        clerk = there.sit_down(watched, CLERK, "/supervisions")
        matter = _opened(clerk)
        _notice_opens(there, clerk)
        _, charge = received(there.office, TITLE)
        district = there.sit_down(watched, QINGHE_CLERK, charge)

        _reported(there, district, charge, "申请延期", "管材到货推迟", until="2026-12-02")
        clerk.goto(matter)
        assert "申请延期到12月2日" in text(clerk, "main")
        clerk.fill("input[name=until]", "2026-11-25")
        clerk.fill("textarea[name=opinion]", "只同意到25日，不得再延")
        press(clerk, "extend")
        there.office.deliver()
        _at(there, day=27)
        assert "红灯\u3000超期 2 个工作日" in _in_list(there, clerk, "red")

        _noted(there, district, charge)
        _reported(there, district, charge, "反馈办理结果", "主体已完工")
        clerk.goto(matter)
        follow(clerk, "退回重办")
        clerk.click(".act button[value=send_back]")
        assert clerk.locator("textarea[name=opinion]:invalid").count() == 1, "it must say why"
        clerk.fill("textarea[name=opinion]", "电气部分没有完成，请办结后再报")
        press(clerk, "send_back")
        there.office.deliver()
        _noted(there, district, charge)
        assert "电气部分没有完成" in text(district, "main")
        _reported(there, district, charge, "反馈办理结果", "土建、电气全部完成")

        _seen_and_closed(there, watched, clerk, matter)
        there.office.deliver()
        district.goto(there.address + charge)
        assert "对方已销号" in text(district, "main")
        _every_point_opens_its_event(there, clerk)


def _opened(clerk: Page) -> str:
    """立项 and 交办 to the district by hand: the matter's address."""
    follow(clerk, "立项")
    clerk.fill("[name=title]", TITLE)
    clerk.select_option("select[name=kind]", label="批示督办")
    clerk.fill("[name=basis]", "周怀远同志11月18日批示")
    clerk.fill("[name=requirement]", "汛期前完成改造并书面报告。")
    hand_to(clerk, "周怀远")
    _says_that_nobody_works_then(clerk)
    clerk.fill("input[name=deadline]", "2026-11-24")
    clerk.click("button[value=open_matter]")
    clerk.wait_for_url("**/supervisions/*-*")
    matter = clerk.url
    option = clerk.locator("select[name=host] option", has_text=DISTRICT)
    clerk.select_option("select[name=host]", option.get_attribute("value"))
    clerk.fill("textarea[name=opinion]", "请抓紧办理")
    press(clerk, "assign")
    clerk.goto(matter)
    return matter


def _says_that_nobody_works_then(clerk: Page) -> None:
    """The field of a last day, and only while that is no working day."""
    said = clerk.locator("input[name=deadline] ~ .rest-day")
    clerk.fill("input[name=deadline]", "2026-11-28")
    assert "11月28日（星期六）不是工作日" in said.inner_text()
    assert "前一个工作日是11月27日（星期五）" in said.inner_text()
    clerk.fill("input[name=deadline]", "2026-11-27")
    assert said.inner_text() == ""


def _notice_opens(there: Journeying, clerk: Page) -> None:
    """督办通知单 as the printer gets it."""
    way = str(clerk.locator("main a[href*='notice.pdf']").first.get_attribute("href"))
    paper = clerk.request.get(there.address + way)
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF")


def _at(there: Journeying, *, day: int) -> None:
    there.office.clock.moment = datetime(2026, 11, day, 1, 42, tzinfo=UTC)


def _in_list(there: Journeying, page: Page, show: str) -> str:
    """What the list of this light says of the matter."""
    page.goto(f"{there.address}/supervisions?show={show}")
    return page.locator("main tr", has_text=TITLE).inner_text()


def _noted(there: Journeying, district: Page, charge: str) -> None:
    district.goto(there.address + charge)
    press(district, "note")


def _reported(
    there: Journeying, district: Page, charge: str, what: str, words: str, *, until: str = ""
) -> None:
    """反馈 by the district."""
    district.goto(there.address + charge)
    district.get_by_label(what, exact=True).check()
    district.fill("textarea[name=opinion]", words)
    district.fill("input[name=until]", until)
    hand_to(district, "邵云帆")
    press(district, "report")
    leader = there.office.log_in(QINGHE_LEADER)
    leader.open(charge)
    leader.press("approve", opinion="同意报送")  # what binds an agency goes in its leader's name
    there.office.deliver()


def _seen_and_closed(there: Journeying, watched: Watched, clerk: Page, matter: str) -> None:
    """The leader who instructed sees what came of it before the office closes the matter."""
    clerk.goto(matter)
    hand_to(clerk, "周怀远")
    clerk.fill("textarea[name=opinion]", "已达到要求，建议销号")
    press(clerk, "submit")
    leader = there.sit_down(watched, LEADER, **TABLET)
    leader.locator(".item", has_text=TITLE).tap()
    leader.locator("[data-ink-open]").tap()
    Hand(leader).draw(*line(80))
    leader.locator("[data-ink-done]").tap()
    leader.locator("button[value=see]").tap()
    assert "同意" in toast(leader) or toast(leader).endswith(TITLE)
    clerk.goto(there.address)
    open_item(clerk, TITLE)
    assert clerk.locator("svg.ink").first.is_visible(), "what the leader wrote is before the clerk"
    clerk.fill("textarea[name=opinion]", "办结")
    press(clerk, "close")
    clerk.goto(matter)
    assert "已销号" in text(clerk, "main")


def _every_point_opens_its_event(there: Journeying, clerk: Page) -> None:
    """From the score table to one agency's points, and from each to what happened."""
    clerk.goto(f"{there.address}/supervisions")
    follow(clerk, "积分")
    clerk.locator("main tbody tr", has_text="清河区").locator("a").first.click()
    clerk.wait_for_url("**/scores/*")
    points = clerk.locator("main tbody a")
    table = clerk.url
    told = []
    for place in range(points.count()):
        points.nth(place).click()
        clerk.wait_for_url("**/supervisions/*as_of=*")
        told.append(text(clerk, ".slip"))
        clerk.goto(table)
    assert any("同意" in each and "延期" in each for each in told)
    assert any("退回" in each for each in told)
