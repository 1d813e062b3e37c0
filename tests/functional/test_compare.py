"""花脸稿: two drafts in place, who changed what, and changes that are not accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from webtest import TestResponse

from documents.outgoing.application import Documents
from tests.functional.office_app import (
    DRAFTER,
    LEADER,
    REVIEWER,
    WANGJIANG_CLERK,
    OfficeApp,
    draft,
    office_app,
    sentence,
    value_of,
)

TITLE = "澜州市人民政府办公室关于做好森林防火工作的通知"
BODY = "一、加强火源管控。防火期内严禁一切野外用火。\n二、加强值班备勤。遇有火情立既报告。"
MENDED = BODY.replace("立既", "立即").replace("严禁", "一律禁止")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as office:
        yield office


def reviewed(office: OfficeApp) -> UUID:
    """A draft that its reviewer has changed and not yet passed on."""
    id = draft(office, TITLE, body=BODY)
    office.log_in(DRAFTER).press("submit", to=office.person(REVIEWER))
    reviewer = office.log_in(REVIEWER)
    reviewer.open(f"/documents/{id}/draft")
    reviewer.press("save", body=MENDED)
    return id


def changed(page: TestResponse) -> list[tuple[str, str]]:
    """The marked words in place: what went, what came."""
    marks = page.html.select(".marked-leaf ins, .marked-leaf del")
    for each in page.html.select(".marked-leaf .vh"):
        each.extract()
    return [(each.name, each.get_text()) for each in marks]


def cards(page: TestResponse) -> list[str]:
    return ["".join(each.get_text().split()) for each in page.html.select("li.change")]


def test_what_the_reviewer_changed_is_marked_in_place_with_his_name(office: OfficeApp) -> None:
    id = reviewed(office)
    page = office.log_in(REVIEWER).open(f"/documents/{id}/compare")
    assert "在改稿与初稿相比，有 2 处改动。" in page
    assert page.html.select_one(".legend li").get_text().endswith("许明2 处")
    assert cards(page)[0].startswith("1改正文许许明严禁一律禁止")
    assert changed(page) == [("del", "严禁"), ("ins", "一律禁止"), ("del", "既"), ("ins", "即")]


def test_what_is_not_accepted_is_put_back_in_a_new_revision(office: OfficeApp) -> None:
    id = reviewed(office)
    reviewer = office.log_in(REVIEWER)
    page = reviewer.open(f"/documents/{id}/compare")
    boxes = [each["value"] for each in page.html.select("input[name=rejected]")]
    reviewer.press("decide", rejected=boxes[0])
    page = reviewer.open(f"/documents/{id}/draft")
    assert value_of(page, "body") == MENDED.replace("一律禁止", "严禁")
    page = reviewer.open(f"/documents/{id}/compare")
    assert changed(page) == [("del", "既"), ("ins", "即")]


def test_the_drafter_decides_about_a_change_after_the_return(office: OfficeApp) -> None:
    id = reviewed(office)
    reviewer = office.log_in(REVIEWER)
    reviewer.open(f"/documents/{id}")
    reviewer.press("return", opinion="请核改后再送")
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/{id}/compare")
    assert "修改稿一与初稿相比，有 2 处改动。" in page
    boxes = [each["value"] for each in page.html.select("input[name=rejected]")]
    drafter.press("decide", rejected=boxes)
    assert value_of(drafter.open(f"/documents/{id}/draft"), "body") == BODY


def test_who_does_not_hold_the_paper_sees_the_changes_and_decides_nothing(
    office: OfficeApp,
) -> None:
    id = reviewed(office)
    page = office.log_in(LEADER).open(f"/documents/{id}/compare")
    assert len(cards(page)) == 2
    assert not page.html.select("button[name=act], input[name=rejected]")


def test_another_agency_sees_no_drafts(office: OfficeApp) -> None:
    id = reviewed(office)
    office.log_in(WANGJIANG_CLERK).open(f"/documents/{id}/compare", status=404)


@pytest.mark.slow
def test_a_decision_about_a_text_that_moved_on_changes_nothing(office: OfficeApp) -> None:
    id = reviewed(office)
    reviewer = office.log_in(REVIEWER)
    page = reviewer.open(f"/documents/{id}/compare")
    box = page.html.select_one("input[name=rejected]")["value"]
    rooms = office.house.find(Documents)
    text = rooms.typesetter.manuscript("990100001", rooms.repository.get(id).revision)
    newer = replace(text, note="（联系人：许明）")
    rooms.revise(office.by(REVIEWER), id, manuscript=newer, seen=3)
    before = office.events()
    answer = reviewer.press("decide", rejected=box, status=422)
    assert "文稿又有修改" in sentence(answer)
    assert office.events() == before


def test_an_unknown_change_is_refused(office: OfficeApp) -> None:
    id = reviewed(office)
    reviewer = office.log_in(REVIEWER)
    reviewer.open(f"/documents/{id}/compare")
    answer = reviewer.press("decide", rejected="body.99", status=422)
    assert "重新打开比对页面" in sentence(answer)
    answer = reviewer.press("decide", status=422)
    assert "没有选“不采纳”的改动" in sentence(answer)


@pytest.mark.slow
def test_a_paper_of_one_draft_says_so(office: OfficeApp) -> None:
    id = draft(office, TITLE, body=BODY)
    page = office.log_in(DRAFTER).open(f"/documents/{id}/compare?from=7&to=abc")
    assert "此件只有在改稿，还没有可以比对的另一稿。" in page
    assert not changed(page)


@pytest.mark.slow
def test_drafts_are_compared_in_the_order_of_time_whichever_is_named_first(
    office: OfficeApp,
) -> None:
    id = reviewed(office)
    drafter = office.log_in(DRAFTER)
    forward = changed(drafter.open(f"/documents/{id}/compare?from=2&to=3"))
    assert forward
    assert changed(drafter.open(f"/documents/{id}/compare?from=3&to=2")) == forward


@pytest.mark.slow
def test_changes_of_two_people_are_told_apart(office: OfficeApp) -> None:
    id = reviewed(office)
    reviewer = office.log_in(REVIEWER)
    reviewer.open(f"/documents/{id}")
    reviewer.press("return", opinion="请核改后再送")
    drafter = office.log_in(DRAFTER)
    drafter.open(f"/documents/{id}/draft")
    drafter.press("save", body=MENDED.replace("值班备勤", "值守备勤"))
    page = drafter.open(f"/documents/{id}/compare?from=2")
    names = [each.get_text() for each in page.html.select(".legend li")]
    assert [each.split("删")[1] for each in names] == ["许明2 处", "程予安1 处"]
    styles = {tuple(each["class"]) for each in page.html.select(".marked-leaf ins")}
    assert len(styles) == 2
