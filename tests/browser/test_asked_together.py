"""联合行文 with a dissent, and 征求意见 of three agencies with its table, in real browsers."""

from __future__ import annotations

import pytest

from documents.consulting.verdicts import Asking
from tests.browser.conftest import Watched, needs_script
from tests.browser.journeying import (
    TABLET,
    Journeying,
    press,
    pressed,
    printed,
    saved,
    text,
    toast,
)
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    REVIEWER,
    WANGJIANG,
    draft,
)
from tests.functional.test_consulting import (
    QINGHE_PEOPLE,
    WANGJIANG_PEOPLE,
    answered,
    ask,
    proposed,
)
from tests.functional.test_three_agencies import (
    DATA,
    DATA_PEOPLE,
    EMERGENCY,
    EMERGENCY_PEOPLE,
    NAMES,
    to_the_reviewer,
    to_the_signer,
)

pytestmark = [pytest.mark.slow, needs_script]


def test_a_joint_notice_is_disputed_coordinated_and_signed_by_all(
    there: Journeying, watched: Watched
) -> None:
    office = there.office
    title = "关于建立突发事件信息共享机制的通知"
    document = draft(office, title, body="一、建立机制\n各单位按职责共享信息。")
    address = f"/documents/{document}"
    first = ask(office, document, Asking.JOINT, agencies=[DATA, EMERGENCY])
    answered(office, title, at=DATA, people=DATA_PEOPLE, verdict="agree")
    question = proposed(
        office,
        title,
        at=EMERGENCY,
        people=EMERGENCY_PEOPLE,
        verdict="dissent",
        comments="一：应急信息应由本局统一汇总后共享。",
    )
    head = there.sit_down(watched, EMERGENCY_PEOPLE[-1], question, **TABLET)
    head.locator("button[value=approve]").tap()
    assert toast(head) == f"答复已发出　{title}"
    office.deliver()

    to_the_reviewer(office, document)
    reviewer = there.sit_down(watched, REVIEWER, address)
    assert reviewer.locator("button[value=review]").is_disabled()
    assert "澜州市应急管理局不同意" in text(reviewer, "form.act .warning")
    reviewer.fill("textarea[name=opinion]", "请与应急管理局协调一致后再报")
    reviewer.click("button[value=return]")
    assert toast(reviewer) == f"已退回　{title}"

    drafter = there.sit_down(watched, DRAFTER, f"/consultations/{first}")
    drafter.fill("textarea[name=record]", "程予安与魏晨星商定：应急信息由应急管理局汇总。")
    drafter.check("input[name=outcome][value=new-text]")
    press(drafter, "coordinate")
    drafter.goto(f"{there.address}/consultations/{first}")
    drafter.select_option(f"select[name='disposal-{EMERGENCY}-0']", label="采纳")
    drafter.click("button[value=dispose]")
    drafter.goto(f"{there.address}{address}/draft")
    drafter.fill("textarea[name=body]", "一、建立机制\n应急信息由市应急管理局汇总后共享。")
    saved(drafter)
    office.clock.advance(minutes=30)
    drafter.goto(f"{there.address}{address}?form=consult")
    press(drafter, "consult")
    office.deliver()
    answered(office, title, at=DATA, people=DATA_PEOPLE, verdict="agree")
    question = proposed(office, title, at=EMERGENCY, people=EMERGENCY_PEOPLE, verdict="agree")
    head.goto(there.address + question)
    head.locator("button[value=approve]").tap()
    assert toast(head) == f"答复已发出　{title}"
    office.deliver()

    to_the_signer(office, document)
    leader = there.sit_down(watched, LEADER, address, **TABLET)
    leader.locator("button[value=sign_off]").tap()
    assert toast(leader) == f"已签发　{title}"
    pressed(office, CLERK, address, "recheck", "number", "typeset")
    drafter.goto(there.address + address)
    places = [printed(drafter).index(name) for name in NAMES]
    assert places == sorted(places)


def test_three_answers_become_one_table_with_what_came_of_each(
    there: Journeying, watched: Watched
) -> None:
    office = there.office
    title = "关于征求冬季供水保障实施意见的通知"
    document = draft(office, title, body="一、总体要求\n提前部署。\n二、措施\n每日巡查。")
    drafter = there.sit_down(watched, DRAFTER, f"/documents/{document}?form=consult")
    drafter.get_by_label("征求意见").check()
    for name in ("清河区人民政府办公室", "望江区人民政府办公室", "澜州市大数据局"):
        drafter.get_by_label(name).check()
    press(drafter, "consult")
    assert toast(drafter) == f"已送外单位征询　{title}"
    office.deliver()
    for agency, people, verdict, comments in (
        (QINGHE, QINGHE_PEOPLE, "agree-with-comments", "二：建议改为每周三次。"),
        (WANGJIANG, WANGJIANG_PEOPLE, "agree-with-comments", "标题：建议删去“冬季”。"),
        (DATA, DATA_PEOPLE, "no-comment", ""),
    ):
        answered(office, title, at=agency, people=people, verdict=verdict, comments=comments)

    drafter.goto(there.address)
    drafter.locator(".item", has_text=title).filter(has_text="处理意见").dblclick()
    drafter.select_option(f"select[name='disposal-{QINGHE}-0']", label="未采纳")
    drafter.select_option(f"select[name='disposal-{WANGJIANG}-0']", label="采纳")
    drafter.click("button[value=dispose]")
    assert "须写明理由" in text(drafter, ".refusal")
    drafter.fill(f"[name='reason-{QINGHE}-0']", "巡查频次由行业规范规定")
    drafter.click("button[value=dispose]")
    drafter.click("button[value=summarise]")
    assert "而文稿没有改动" in text(drafter, ".refusal")
    drafter.fill(f"[name='unchanged-{WANGJIANG}-0']", "标题另行斟酌")
    drafter.click("button[value=dispose]")
    press(drafter, "summarise")
    drafter.goto(f"{there.address}/documents/{document}")
    assert "意见汇总表" in text(drafter, ".att")
