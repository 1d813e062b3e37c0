"""A 请示 upwards, a 函 across, and a bureau's 代拟稿, in real browsers."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from documents.manuscript import Format, Manuscript, Paragraph
from documents.outgoing.stages import Stage
from tests.browser.conftest import Watched, needs_script
from tests.browser.journeying import (
    TABLET,
    Journeying,
    hand_to,
    press,
    pressed,
    printed,
    saved,
    text,
    toast,
)
from tests.functional.office_app import (
    CITY,
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE_CLERK,
    REVIEWER,
)
from tests.functional.test_commissioning import sent_in

pytestmark = [pytest.mark.slow, needs_script]

PROVINCE_CLERK, BUREAU_CLERK, MAYOR = "jiangyi", "tansiyuan", "luchengjun"


def test_a_request_goes_from_the_draft_up_to_the_province(
    there: Journeying, watched: Watched
) -> None:
    title = "澜州市人民政府关于调整城区供水工程用地的请示"
    query = urlencode({"type": "请示", "identity": f"{CITY}-M1"})
    drafter = there.sit_down(watched, DRAFTER, f"/documents/draft?{query}")
    drafter.fill("textarea[name=title]", title)
    drafter.fill("[name=recipients]", "云川省人民政府，清河区人民政府")
    drafter.fill("textarea[name=body]", "为保障城区供水，拟调整用地 2.4 公顷。\n妥否，请批示。")
    drafter.fill("[name=note]", "联系人：程予安，联系电话：0999—5550101")
    drafter.select_option("select[name=openness]", "不予公开")
    drafter.fill("[name=openness_reason]", "第十六条")
    drafter.select_option("select[name=secrecy_reviewer]", there.office.person(REVIEWER))
    drafter.fill("[name=necessity]", "项目用地报批")
    drafter.locator("#checked", has_text="第十五条").wait_for()
    drafter.fill("[name=recipients]", "云川省人民政府")
    drafter.locator("#checked", has_text="第十五条").wait_for(state="detached")
    saved(drafter)
    address = drafter.url.removeprefix(there.address)
    hand_to(drafter, "许明")
    press(drafter, "submit")
    assert toast(drafter) == f"已送出　{title}"

    reviewer = there.office.log_in(REVIEWER)
    reviewer.open(address)
    reviewer.press("review", opinion="请审签。", to=there.office.person(MAYOR))
    mayor = there.sit_down(watched, MAYOR, **TABLET)
    mayor.locator(".item", has_text=title).tap()
    mayor.locator("button[value=circle]").tap()
    assert toast(mayor) == f"已圈阅　{title}"

    clerk = there.sit_down(watched, CLERK, address)
    for act in ("recheck", "number", "typeset"):
        press(clerk, act)
    assert "澜政请〔2026〕1号" in printed(clerk)
    assert "签发人：陆承钧" in printed(clerk)
    press(clerk, "release")
    press(clerk, "dispatch")
    there.office.deliver()
    _sign_for_and_register(there, watched, PROVINCE_CLERK, title)
    clerk.goto(there.address + address)
    assert "登记" in clerk.locator(".consignment .badge").inner_text()


def test_a_letter_goes_across_and_looks_like_a_letter(there: Journeying, watched: Watched) -> None:
    title = "澜州市大数据局关于商请共享停车数据的函"
    letter = Manuscript(
        type="函",
        format=Format.LETTER,
        title=title,
        recipients="清河区人民政府办公室",
        body=(Paragraph(0, "因工作需要，商请共享停车数据。"), Paragraph(0, "请予支持为盼。")),
        issuer="澜州市大数据局",
    )
    id = there.office.player.play(letter, until=Stage.TYPESETTING)
    clerk = there.sit_down(watched, BUREAU_CLERK, f"/documents/{id}")
    press(clerk, "typeset")
    assert "澜数函〔2026〕" in printed(clerk)
    assert "签发人" not in printed(clerk)
    press(clerk, "release")
    press(clerk, "dispatch")
    there.office.deliver()
    _sign_for_and_register(there, watched, QINGHE_CLERK, title)
    clerk.goto(f"{there.address}/documents/{id}")
    assert (
        "登记" in clerk.locator(".consignment", has_text="清河区").locator(".badge").inner_text()
    )


def test_a_bureau_s_draft_is_issued_as_the_government_s_and_the_bureau_sees_the_stage_only(
    there: Journeying, watched: Watched
) -> None:
    title = "澜州市人民政府关于做好公共数据共享工作的通知"
    sent, incoming = sent_in(there.office)
    drafter = there.sit_down(watched, DRAFTER, f"/incoming/{incoming}")
    drafter.click("text=转为公文")
    drafter.select_option("select[name=identity]", f"{CITY}-M1")
    press(drafter, "take_over")
    assert "一、共享原则" in drafter.input_value("textarea[name=body]")
    drafter.fill("textarea[name=title]", title)
    drafter.fill("[name=recipients]", "清河区人民政府")
    drafter.fill("textarea[name=body]", "现将有关事项通知如下。")
    drafter.select_option("select[name=openness]", "主动公开")
    drafter.select_option("select[name=secrecy_reviewer]", there.office.person(REVIEWER))
    saved(drafter)
    address = drafter.url.removeprefix(there.address)
    hand_to(drafter, "许明")
    press(drafter, "submit")
    reviewer = there.office.log_in(REVIEWER)
    reviewer.open(address)
    reviewer.press("review", opinion="依据还要补，内部掌握。", to=there.office.person(LEADER))
    pressed(there.office, LEADER, address, "sign_off")
    pressed(there.office, CLERK, address, "recheck", "number", "typeset")
    drafter.goto(there.address + address)
    for words in ("澜州市人民政府文件", "澜政发〔2026〕"):
        assert words in printed(drafter)

    there.office.deliver()
    bureau = there.sit_down(watched, BUREAU_CLERK, f"/documents/{sent}")
    told = text(bureau, ".slip")
    assert "代拟稿：核发" in told
    assert "内部掌握" not in bureau.content()
    assert bureau.goto(there.address + address).status == 404


def _sign_for_and_register(there: Journeying, watched: Watched, login: str, title: str) -> None:
    clerk = there.sit_down(watched, login)
    clerk.locator(".item", has_text=title).dblclick()
    press(clerk, "sign_for")
    press(clerk, "register")
    assert "收文〔" in text(clerk, ".slip")
    there.office.deliver()
