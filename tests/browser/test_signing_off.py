"""签发 in real browsers: returned and back again, in somebody's place, and by telephone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Watched, needs_script
from tests.browser.journeying import (
    TABLET,
    Journeying,
    before_signer,
    press,
    pressed,
    saved,
    text,
    toast,
)
from tests.functional.office_app import CLERK, DRAFTER, LEADER, REVIEWER

pytestmark = [pytest.mark.slow, needs_script]

DIRECTOR = "shenliyan"
"""Acts for the leader during an absence."""


def test_a_paper_is_returned_mended_and_comes_straight_back_to_the_signer(
    there: Journeying, watched: Watched
) -> None:
    title = "关于做好冬季清雪工作的通知"
    address = before_signer(there.office, title, body="请于降雪后24小时内清净路面。")
    leader = there.sit_down(watched, LEADER, address, **TABLET)
    leader.locator("button[value=return]").tap()
    assert "理由" in text(leader, ".refusal")
    leader.fill("textarea[name=opinion]", "时限改为12小时")
    leader.select_option("select[name=return_to]", "0")
    leader.get_by_label("直接送回", exact=False).check()
    leader.locator("button[value=return]").tap()
    assert toast(leader) == f"已退回　{title}"

    drafter = there.sit_down(watched, DRAFTER)
    drafter.wait_for_selector("html.scripted")
    drafter.locator(".item", has_text=title).dblclick()
    assert "时限改为12小时" in text(drafter, "#opinions")
    drafter.click("text=修改文稿")
    drafter.fill("textarea[name=body]", "请于降雪后12小时内清净路面。")
    saved(drafter)
    drafter.keyboard.press("Control+Enter")
    drafter.locator(".toast", has_text="已送出").wait_for()
    pressed(there.office, REVIEWER, address, "review_secrecy")  # another text, another review

    leader.goto(there.address)
    leader.locator(".item", has_text=title).tap()
    assert "12小时" in str(leader.locator(".pages .hold").text_content())
    leader.locator("button[value=sign_off]").tap()
    assert toast(leader) == f"已签发　{title}"


def test_a_delegate_signs_off_during_absence_and_the_paper_says_for_whom(
    there: Journeying, watched: Watched
) -> None:
    title = "关于调整公交线路的通知"
    address = before_signer(there.office, title)
    leader = there.sit_down(watched, LEADER, "/acting/delegate", **TABLET)
    leader.select_option("select[name=delegate]", there.office.person(DIRECTOR))
    leader.get_by_label("签发", exact=True).check()
    leader.fill("input[name=until]", "2026-11-27")
    leader.fill("[name=reason]", "出访")
    leader.locator("button[value=delegate]").tap()
    assert "沈立言" in text(leader, "main")

    stand_in = there.sit_down(watched, DIRECTOR, address, **TABLET)
    stand_in.locator("text=换到“代周怀远（副市长）”办理").tap()
    stand_in.locator("button.primary").tap()
    assert "代周怀远（副市长）" in text(stand_in, "form.act .act-head")
    stand_in.locator("button[value=sign_off]").tap()
    assert toast(stand_in) == f"已签发　{title}"
    stand_in.goto(there.address + address)
    assert "沈立言（代周怀远）" in text(stand_in, "#opinions")
    leader.goto(f"{there.address}/done")
    assert title in text(leader, "main")


def test_a_sign_off_by_telephone_is_sealed_only_after_the_signer_s_own_hand(
    there: Journeying, watched: Watched
) -> None:
    title = "关于秋季安全检查情况的通报"
    address = before_signer(there.office, title, type="通报", body="现将有关情况通报如下。")
    clerk = there.sit_down(watched, CLERK, f"{address}/transcribe")
    clerk.get_by_label("电话").check()
    clerk.get_by_label("同意签发", exact=True).check()
    clerk.fill("textarea[name=opinion]", "同意，先办")
    press(clerk, "transcribe")
    assert "等候领导补签" in text(clerk, ".slip")
    assert "段文 代录，电话" in text(clerk, "#opinions")
    pressed(there.office, CLERK, address, "recheck", "number", "typeset")
    clerk.goto(there.address + address)
    clerk.click(".act button[value=seal]")
    assert "还没有补签" in text(clerk, ".refusal")

    leader = there.sit_down(watched, LEADER, **TABLET)
    leader.locator(".item", has_text=title).tap()
    leader.locator("button[value=ratify]").tap()
    assert toast(leader) == f"已补签　{title}"
    clerk.goto(there.address + address)
    assert "等候领导补签" not in text(clerk, ".slip")
    press(clerk, "seal")
