"""What comes after, in real browsers: last year's number, hand-over and back, revocation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.browser.conftest import Watched, needs_script
from tests.browser.journeying import TABLET, Journeying, journeying, press, text, toast
from tests.functional.acting import LEADER_POST, before_the_leader
from tests.functional.office_app import (
    CLERK,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    WANGJIANG,
    WANGJIANG_CLERK,
    issue,
)
from tests.functional.test_numbering import address as series
from tests.functional.test_numbering import rechecked, take

pytestmark = [pytest.mark.slow, needs_script]


@pytest.fixture
def december(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journeying]:
    """An office of its own: its clock goes on into January."""
    with journeying(tmp_path_factory.mktemp("december")) as running:
        running.office.clock.moment = datetime(2026, 12, 31, 8, 0, tzinfo=UTC)
        yield running


def test_a_document_signed_in_december_gets_its_number_of_that_year_in_january(
    december: Journeying, watched: Watched
) -> None:
    office = december.office
    id = rechecked(office, "澜州市人民政府办公室关于做好岁末年初安全生产工作的通知")
    forgotten = rechecked(office, "澜州市人民政府办公室关于做好低温雨雪天气防范工作的通知")
    office.clock.moment = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
    take(office)
    clerk = december.sit_down(watched, CLERK, f"/documents/{id}")
    press(clerk, "number")
    assert "澜政办发〔2026〕1号" in text(clerk, ".slip")
    clerk.goto(f"{december.address}{series(2026)}?do=close")
    press(clerk, "close")
    clerk.goto(f"{december.address}/documents/{forgotten}")
    clerk.click(".act button[value=number]")
    assert "重新开放这个序列" in text(clerk, ".refusal")
    clerk.goto(f"{december.address}{series(2026)}?do=reopen")
    clerk.fill("[name=reason]", "低温雨雪天气的通知尚未取号")
    press(clerk, "reopen")
    clerk.goto(f"{december.address}/documents/{forgotten}")
    press(clerk, "number")
    assert "澜政办发〔2026〕2号" in text(clerk, ".slip")


def test_everything_on_a_desk_goes_over_and_comes_back(
    there: Journeying, watched: Watched
) -> None:
    titles = [f"澜州市人民政府办公室关于移交的第{each}件事的通知" for each in "一二"]
    for title in titles:
        before_the_leader(there.office, title)
    clerk = there.sit_down(watched, QINGHE_CLERK, "/handovers")
    clerk.select_option("select[name=post]", LEADER_POST)
    clerk.click("button[value=preview]")
    for title in titles:
        assert title in text(clerk, "main")
    clerk.select_option("select[name=taker]", there.office.person(QINGHE_DEPUTY))
    clerk.click("button[value=hand_over]")
    taker = there.sit_down(watched, QINGHE_DEPUTY, **TABLET)
    giver = there.sit_down(watched, QINGHE_LEADER, **TABLET)
    for title in titles:
        assert taker.locator(".item", has_text=title).count() == 1
        assert giver.locator(".item", has_text=title).count() == 0

    clerk.goto(f"{there.address}/handovers")
    clerk.locator("button[value=undo]").first.click()
    giver.reload()
    for title in titles:
        assert giver.locator(".item", has_text=title).count() == 1


def test_a_revocation_reaches_its_recipients_and_their_word_comes_back(
    there: Journeying, watched: Watched
) -> None:
    office = there.office
    title = "关于印发临时停车办法的通知"
    document = issue(office, title, to=[QINGHE, WANGJIANG])
    district = office.log_in(QINGHE_CLERK)
    district.open(f"/incoming/{office.arrived(title, at=QINGHE)}")
    district.press("sign_for")

    clerk = there.sit_down(watched, CLERK, f"/documents/{document}/effect?do=propose")
    clerk.get_by_label("撤销").check()
    clerk.fill("[name=basis]", "市政府第 12 次常务会议纪要")
    clerk.fill("textarea[name=opinion]", "所依据的规定已经废止")
    clerk.select_option("select[name=to]", office.person(LEADER))
    clerk.click("button[value=propose]")
    leader = there.sit_down(watched, LEADER, **TABLET)
    leader.locator(".item", has_text=title).tap()
    leader.locator("button[value=decide]").tap()
    leader.locator("form.act", has_text="将向收到此件的 2 家发出通知").wait_for()
    leader.get_by_role("button", name="撤销，通知 2 家").tap()
    assert toast(leader) == "已决定，通知全部收文机关"
    office.deliver()

    reader = there.sit_down(watched, QINGHE_CLERK, "/reading")
    reader.locator(".item", has_text=title).dblclick()
    said = text(reader, ".effect")
    for words in ("已撤销", "自始无效", "所依据的规定已经废止"):
        assert words in said
    reader.click("button[value=note_effect]")
    waiting = there.sit_down(watched, WANGJIANG_CLERK)
    assert "已撤销" in text(waiting, "#view .effect"), "seen before it is signed for"
    office.deliver()
    clerk.goto(f"{there.address}/documents/{document}/effect")
    rows = clerk.locator("tbody tr")
    assert "已签收" in rows.filter(has_text="清河区").inner_text()
    assert "已送达" in rows.filter(has_text="望江区").inner_text()
    clerk.goto(f"{there.address}/documents/{document}")
    assert "已撤销" in text(clerk, ".effect")
