"""依次传阅 by hand: a registrar at the desk, and a leader and a reader who hold tablets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents.incoming.application import Incomings
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Track
from documents.manuscript import Manuscript, Paragraph
from documents.outgoing.stages import Stage
from tests.browser.conftest import Watched, needs_script
from tests.browser.journeying import TABLET, Journeying, press, text
from tests.browser.test_memoranda import fits
from tests.functional.office_app import CITY, CLERK, DRAFTER, LEADER, REVIEWER, OfficeApp

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, needs_script]

MAYOR, DEPUTY = "luchengjun", "shenliyan"
TITLE = "澜州市大数据局关于依次传阅的通知"


def registered(office: OfficeApp, title: str = TITLE) -> str:
    """A paper for reading that came from a bureau and was registered: its address."""
    text = Manuscript(
        type="通知",
        title=title,
        recipients="澜州市人民政府办公室",
        body=(Paragraph(0, "现将有关情况通知如下，请传阅。"),),
        issuer="澜州市大数据局",
    )
    office.player.play(text, until=Stage.DISPATCHED, addressees=[CITY])
    office.deliver()
    paper, rooms = office.arrived(title, at=CITY), office.house.find(Incomings)
    rooms.sign_for(office.by(CLERK), paper, seen=1)
    rooms.register(office.by(CLERK), paper, track=Track.READING, checks=tuple(CHECKS), seen=2)
    return f"/incoming/{paper}"


def ask_for(page: Page, form: str) -> None:
    """One of the forms that stand behind a word: among the tools, or under 更多."""
    link = page.locator(f"a[href$='?form={form}']").first
    if not link.is_visible():
        page.locator(".tools summary").click()
    link.click()
    page.locator(f".act input[name=form][value={form}]").wait_for(state="attached")


def arrange(page: Page, form: str, **chosen: str) -> None:
    """The registrar's form, filled in and sent off."""
    ask_for(page, form)
    for name, value in chosen.items():
        field = page.locator(f".act [name={name}]")
        if field.first.get_attribute("type") == "checkbox":
            page.check(f".act [name={name}][value='{value}']")
        elif field.evaluate("it => it.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    fits(page)
    press(page, form)


def test_a_paper_goes_from_one_reader_to_the_next_and_readers_come_and_go(
    there: Journeying, watched: Watched
) -> None:
    office = there.office
    person = office.person
    paper = registered(office)
    clerk = there.sit_down(watched, CLERK, paper)
    for login in (MAYOR, LEADER, REVIEWER):
        clerk.check(f"[name=readers][value='{person(login)}']")
    clerk.check("[name=mode][value=in-order]")
    press(clerk, "circulate")
    reading = there.address + office.reading(paper)
    clerk.goto(reading)
    assert "在 陆承钧 处" in text(clerk, ".slip")

    mayor = there.sit_down(watched, MAYOR, "/reading", **TABLET)
    mayor.locator(".item", has_text=TITLE).tap()
    mayor.locator(".act button[value=initial]").wait_for()
    fits(mayor, touch=True)
    ask_for(mayor, "ask")
    mayor.select_option("[name=reader]", person(DRAFTER))
    mayor.fill("[name=opinion]", "此事由其经办")
    fits(mayor, touch=True)
    mayor.locator(".act button[value=ask]").tap()
    mayor.locator(".toast", has_text="已请求加阅").wait_for()
    mayor.fill("[name=opinion]", "请抓紧落实")
    mayor.locator(".act button[value=initial]").tap()
    mayor.locator(".toast", has_text="已圈阅").wait_for()

    clerk.goto(there.address)
    clerk.locator(".item", has_text=TITLE).first.dblclick()
    assert "陆承钧请求传阅给程予安：此事由其经办" in text(clerk, ".act")
    press(clerk, "admit")
    clerk.goto(reading)
    arrange(clerk, "skip", reader=person(LEADER), opinion="出差，回来后补阅")
    assert "在 许明 处" in text(clerk, ".slip")
    arrange(clerk, "add", readers=person(DEPUTY))
    arrange(clerk, "reorder", reader=person(DEPUTY), before=person(DRAFTER))
    names = clerk.locator(".shares li b").all_inner_texts()
    assert names == ["陆承钧", "周怀远", "许明", "沈立言", "程予安"]
    arrange(clerk, "remind", readers=person(REVIEWER))
    arrange(clerk, "remove", reader=person(DRAFTER), opinion="已当面告知")
    arrange(clerk, "withdraw", opinion="来文机关通知更正")
    assert "已收回" in text(clerk, ".slip")

    mayor.goto(f"{reading}?as_of=2")
    fits(mayor, touch=True)
    assert "在 陆承钧 处" in text(mayor, ".slip")
    assert "请抓紧落实" not in text(mayor, ".slip")
    mayor.goto(reading)
    assert "请抓紧落实" in text(mayor, ".slip")


def test_readers_are_found_by_letters_and_chosen_by_the_unit(
    there: Journeying, watched: Watched
) -> None:
    address = registered(there.office, "澜州市大数据局关于分组传阅的通知")
    page = there.sit_down(watched, CLERK, address, width=1180, height=820)
    page.wait_for_selector("html.scripted")
    form = page.locator("form.act").filter(has=page.locator("[data-sift]"))
    first = form.locator(".choice-group").first
    first.locator("[data-pick-group]").check()
    leaders = first.locator("input[name=readers]").count()
    assert form.locator("input[name=readers]:checked").count() == leaders > 0
    form.locator("[data-sift]").fill("dw")
    shown = form.locator("label:has(input[name=readers]:not(:checked)):visible")
    assert [each.inner_text().split()[0] for each in shown.all()] == ["段文"]
    assert form.locator("[data-sifted]").inner_text() == "找到 1 人"
    form.locator("[data-sift]").press("Enter")
    assert form.locator("[data-sift]").is_visible()  # nothing was sent
    shown.locator("input").check()
    form.locator("[data-sift]").fill("")
    assert form.locator("input[name=readers]:checked").count() == leaders + 1
    first.locator("[data-pick-group]").uncheck()
    assert form.locator("input[name=readers]:checked").count() == 1
