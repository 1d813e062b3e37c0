"""请示 up, 批示 on a tablet, three units at their desks, 批复 back: every link followed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Watched, needs_script
from tests.browser.journeying import (
    TABLET,
    Journeying,
    check_all,
    follow,
    give_to,
    hand_to,
    open_item,
    press,
    printed,
    saved,
    text,
    toast,
)
from tests.functional.office_app import (
    CITY,
    CLERK,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    REVIEWER,
)
from tests.functional.test_request_and_reply import issued, requested

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, needs_script]

TITLE = "清河区人民政府关于调整防汛仓库选址的请示"
REPLY = "澜州市人民政府关于调整防汛仓库选址的批复"
WORDS = "请综合科牵头，会同有关科室提出意见。"
HANDLER = "chengyuan"


def test_a_request_is_instructed_handled_by_three_units_and_replied_to(
    there: Journeying, watched: Watched
) -> None:
    asking = _asked(there)
    clerk = there.sit_down(watched, CLERK)
    open_item(clerk, TITLE)
    paper = clerk.url
    press(clerk, "sign_for")
    check_all(clerk)
    press(clerk, "register")
    hand_to(clerk, "周怀远")
    clerk.fill("textarea[name=opinion]", "拟请综合科牵头研提意见。")
    press(clerk, "propose")

    _instruct(there, watched)
    _refused_by_the_first(there, watched, clerk, paper)
    _given_to_three(there, clerk, paper)
    _assigned_inside(there, watched)
    _helpers_answer(there, watched)
    answer = _replied(there, watched)

    _completed(there, watched, clerk, paper)
    _linked_on_both_sides(there, watched, clerk, paper=paper, asking=asking, answer=answer)


def _asked(there: Journeying) -> str:
    """The district's 请示 lies at the city: its address at the district."""
    asking = requested(
        there.office, TITLE, body="原址位于行洪区，拟将防汛仓库迁至城东。\n妥否，请批示。"
    )
    return f"/documents/{asking}"


def _instruct(there: Journeying, watched: Watched) -> None:
    leader = there.sit_down(watched, LEADER, **TABLET)
    leader.locator(".item", has_text=TITLE).tap()
    assert "防汛仓库迁至城东" in printed(leader)
    assert leader.locator("button[value=circle]").count() == 0, "a 请示 is not merely circled"
    leader.fill("textarea[name=opinion]", WORDS)
    leader.locator("button[value=instruct]").tap()
    assert toast(leader) == f"已批示　{TITLE}"


def _refused_by_the_first(there: Journeying, watched: Watched, clerk: Page, paper: str) -> None:
    """退回改派: who is not the one says so, and the office hears why."""
    clerk.goto(paper)
    assert WORDS in text(clerk, "#opinions")
    give_to(clerk, "督查科")
    press(clerk, "assign")
    head = there.sit_down(watched, "luowenbin")
    open_item(head, TITLE)
    assert "清政请〔2026〕" in text(head, ".slip")
    assert WORDS in text(head, "#opinions"), "the unit works beside the leader's words"
    follow(head, "退回改派")
    head.click(".act button[value=refuse]")
    assert head.locator("textarea[name=opinion]:invalid").count() == 1, "it must say why"
    head.fill("textarea[name=opinion]", "选址属综合科职责，建议由其主办，我科协办。")
    press(head, "refuse")
    head.goto(there.address)
    assert head.locator(".item", has_text=TITLE).count() == 0


def _given_to_three(there: Journeying, clerk: Page, paper: str) -> None:
    """改派, beside the leader's words and the refusal; what is forgotten is asked for."""
    clerk.goto(there.address)
    open_item(clerk, TITLE)
    assert clerk.url == paper
    assert "建议由其主办" in text(clerk, ".slip")
    clerk.click(".act summary >> text=协办")
    for unit in ("秘书科", "督查科"):
        clerk.locator("#f-helpers").get_by_label(re.compile(f"^{unit}")).check()
    assert clerk.get_by_label("信息科", exact=True).count() == 0, "nobody there handles documents"
    clerk.click(".act button[value=assign]")
    assert "主办" in text(clerk, ".act .refusal, .act .error")
    assert clerk.locator("#f-helpers").get_by_label(re.compile("^督查科")).is_checked(), (
        "what was ticked stays"
    )
    give_to(clerk, "综合科")
    clerk.fill("input[name=deadline]", "2026-12-05")
    press(clerk, "assign")
    clerk.goto(paper)
    handling = clerk.locator(".slip ul.shares li", has_text="12月5日")
    assert {each.locator("b").inner_text() for each in handling.all()} == {
        *("综合科", "秘书科", "督查科")
    }


def _assigned_inside(there: Journeying, watched: Watched) -> None:
    """二次分办: the head of the host names who does it."""
    head = there.sit_down(watched, "xuelan")
    open_item(head, TITLE)
    hand_to(head, "程予安")
    head.fill("textarea[name=opinion]", "请与区里核实后起草批复。")
    press(head, "give")
    head.goto(there.address)
    assert head.locator(".item", has_text=TITLE).count() == 0


def _helpers_answer(there: Journeying, watched: Watched) -> None:
    for login, words in (("xuming", "无不同意见。"), ("luowenbin", "物资须一并迁移。")):
        helper = there.sit_down(watched, login)
        open_item(helper, TITLE)
        press(helper, "take_up")
        helper.fill("textarea[name=opinion]", words)
        press(helper, "finish")


def _replied(there: Journeying, watched: Watched) -> str:
    """拟复 in one click; the draft refers to the 请示. The answer's address at the city."""
    handler = there.sit_down(watched, HANDLER)
    open_item(handler, TITLE)
    share = handler.url
    assert "物资须一并迁移" in text(handler, ".slip"), "the host gathers what the helpers said"
    follow(handler, "拟复")
    handler.select_option("select[name=identity]", f"{CITY}-M1")
    press(handler, "reply")
    assert handler.input_value("textarea[name=title]") == REPLY
    body = handler.input_value("textarea[name=body]")
    assert f"《{TITLE}》" in body
    handler.fill("textarea[name=body]", f"{body}\n同意将仓库迁至城东，物资一并迁移。")
    handler.fill("[name=recipients]", "清河区人民政府")
    handler.select_option("select[name=openness]", "不予公开")
    handler.fill("[name=openness_reason]", "第十六条")
    handler.select_option("select[name=secrecy_reviewer]", there.office.person(REVIEWER))
    saved(handler)
    draft = there.office.outgoing(REPLY)
    issued(there.office, draft, people=(HANDLER, REVIEWER, LEADER, CLERK), addressees=QINGHE)
    handler.goto(share)
    handler.fill("textarea[name=opinion]", "已批复。")
    press(handler, "finish")
    return f"/documents/{draft}"


def _completed(there: Journeying, watched: Watched, clerk: Page, paper: str) -> None:
    """办结 by 复文, and the leader who instructed sees what came of it."""
    clerk.goto(there.address)
    open_item(clerk, TITLE, step="办结")
    assert clerk.url == paper
    assert "复文" in text(clerk, "select[name=way] option:checked")
    clerk.fill("textarea[name=opinion]", "已批复。")
    press(clerk, "complete")
    leader = there.sit_down(watched, LEADER, "/reading", **TABLET)
    leader.locator(".item", has_text=TITLE).tap()
    leader.locator("button[value=acknowledge]").tap()
    assert toast(leader).startswith("已阅知")
    there.office.deliver()


def _linked_on_both_sides(
    there: Journeying, watched: Watched, clerk: Page, *, paper: str, asking: str, answer: str
) -> None:
    """From question to answer and back, by clicking: at the city, then at the district."""
    clerk.goto(paper)
    follow(clerk, "复文")
    assert clerk.url == there.address + answer
    assert "同意将仓库迁至城东" in printed(clerk)
    follow(clerk, "所复的来文")
    assert clerk.url == paper

    district = there.sit_down(watched, QINGHE_CLERK, asking)
    follow(district, "收到的复文")
    assert text(district, "h1") == REPLY
    follow(district, "所复的发文")
    assert district.url == there.address + asking
