"""Two editors at once, and what was typed and never saved: nothing is overwritten or lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from webtest import TestResponse

from documents.outgoing.application import Documents
from tests.functional.office_app import (
    DRAFTER,
    REVIEWER,
    OfficeApp,
    Visitor,
    draft,
    filled,
    form_with,
    office_app,
    sentence,
    value_of,
)

TITLE = "澜州市人民政府办公室关于做好森林防火工作的通知"
ONE, TWO, THREE = "一、加强火源管控。", "二、加强值班备勤，严格执行制度。", "三、加强督促检查。"
BODY = f"{ONE}\n{TWO}\n{THREE}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as office:
        yield office


def second_browser(office: OfficeApp, login: str) -> Visitor:
    """The same person at another machine."""
    visitor = Visitor(office)
    visitor.log_in(login)
    return visitor


def both_editing(office: OfficeApp) -> tuple[UUID, Visitor, Visitor]:
    id = draft(office, TITLE, body=BODY)
    one, other = office.log_in(DRAFTER), second_browser(office, DRAFTER)
    for each in (one, other):
        each.open(f"/documents/{id}/draft")
    return id, one, other


def body_of(office: OfficeApp, id: UUID) -> str:
    return value_of(office.log_in(DRAFTER).open(f"/documents/{id}/draft"), "body")


def options(page: TestResponse) -> dict[str, str]:
    """The offered decisions by name, and what stands in each."""
    return {
        str(each.input["value"]): each.p.get_text() for each in page.html.select("label.option")
    }


def test_changes_in_different_places_are_merged_and_shown_before_they_are_saved(
    office: OfficeApp,
) -> None:
    id, one, other = both_editing(office)
    one.press("save", body=BODY.replace("火源", "火源火种"))
    before = office.events()
    page = other.press("save", status=409, body=BODY.replace("检查。", "检查，及时通报。"))
    assert office.events() == before
    text = page.html.select_one(".marked-leaf").get_text()
    assert "一、加强火源火种管控。您在别处改" in text
    assert "三、加强督促检查，及时通报。我改" in text
    other.press("merge")
    assert body_of(office, id) == BODY.replace("火源", "火源火种").replace(
        "检查。", "检查，及时通报。"
    )


def test_where_both_changed_one_paragraph_somebody_chooses(office: OfficeApp) -> None:
    id, one, other = both_editing(office)
    theirs, mine = TWO.replace("执行", "落实"), TWO.replace("执行", "遵守")
    one.press("save", body=BODY.replace(TWO, theirs))
    page = other.press("save", status=409, body=BODY.replace(TWO, mine))
    assert options(page) == {"both": f"{theirs}\n{mine}", "mine": mine, "theirs": theirs}
    page = other.press("merge", status=422, **{"choice-body.1": []})
    assert "还有 1 处两人都改了" in sentence(page)
    other.press("merge", **{"choice-body.1": "mine"})
    assert body_of(office, id) == BODY.replace(TWO, mine)


@pytest.mark.slow
def test_while_one_decides_another_saves_again_and_nothing_is_lost(office: OfficeApp) -> None:
    id, one, other = both_editing(office)
    one.press("save", body=BODY.replace("火源", "火源火种"))
    other.press("save", status=409, body=BODY.replace("检查。", "检查，及时通报。"))
    third = office.log_in(DRAFTER)
    third.open(f"/documents/{id}/draft")
    third.press("save", body=BODY.replace("火源", "火源火种").replace("备勤", "备勤值守"))
    other.press("merge", status=409)
    other.press("merge")
    assert body_of(office, id) == (
        BODY.replace("火源", "火源火种")
        .replace("备勤", "备勤值守")
        .replace("检查。", "检查，及时通报。")
    )


@pytest.mark.slow
def test_where_both_stated_something_else_somebody_chooses(office: OfficeApp) -> None:
    id, one, other = both_editing(office)
    one.press("save", necessity="上级部署")
    page = other.press("save", status=409, necessity="落实会议要求", body=BODY + "\n四、补充。")
    assert options(page) == {"mine": "落实会议要求", "theirs": "上级部署"}
    assert "制发事项　行文理由" in page
    other.press("merge", **{"choice-stated.necessity": "theirs"})
    page = office.log_in(DRAFTER).open(f"/documents/{id}/draft")
    assert value_of(page, "necessity") == "上级部署"
    assert value_of(page, "body").endswith("四、补充。")


DIRECTOR = "shenliyan"  # 办公室主任, who reviews too
AT_ONCE = """[[route]]
[[route.step]]
stage = "reviewing"
order = "at_once"
[[route.step]]
stage = "signing"
"""


@pytest.mark.slow
def test_two_reviewers_at_once_change_one_text_and_each_is_named(tmp_path: Path) -> None:
    routes = tmp_path / "routes.toml"
    routes.write_text(AT_ONCE, encoding="utf-8")
    with office_app(tmp_path, routes=routes) as office:
        id = draft(office, TITLE, body=BODY)
        rooms = office.house.find(Documents)
        people = [office.person(each) for each in (REVIEWER, DIRECTOR)]
        rooms.submit(office.by(DRAFTER), id, to=people, seen=1)
        one, other = office.log_in(REVIEWER), office.log_in(DIRECTOR)
        for each in (one, other):
            each.open(f"/documents/{id}/draft")
        one.press("save", body=BODY.replace("火源", "火源火种"))
        page = other.press("save", status=409, body=BODY.replace("检查。", "检查，及时通报。"))
        assert "一、加强火源火种管控。许明改" in page.html.select_one(".marked-leaf").get_text()
        other.press("merge")
        page = other.open(f"/documents/{id}/compare")
        legend = [each.get_text() for each in page.html.select(".legend li")]
        assert [each.split("删")[1] for each in legend] == ["许明1 处", "沈立言1 处"]


@pytest.mark.slow
def test_what_both_typed_alike_needs_no_decision(office: OfficeApp) -> None:
    id, one, other = both_editing(office)
    changed = BODY.replace("火源", "火源火种")
    one.press("save", body=changed)
    page = other.press("save", status=409, body=changed)
    assert not options(page)
    other.press("merge")
    assert body_of(office, id) == changed


def autosave(visitor: Visitor, page: TestResponse, *, status: int = 200, **typed: str) -> str:
    """What the script sends while somebody types."""
    form = form_with(page, "save")
    address = page.html.select_one("form.draft")["data-autosave"]
    fields = filled(form, act="save", typed=typed)
    return str(visitor.post(address, fields, status=status).text)


def test_what_was_typed_into_a_new_draft_is_offered_again(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    page = drafter.open("/documents/draft")
    before = office.events()
    assert autosave(drafter, page, title=TITLE, body=BODY) == "已自动保存 09:42"
    assert office.events() == before
    page = drafter.open("/documents/draft")
    assert value_of(page, "body") == ""
    page = page.click("继续上次未保存的内容")
    assert (value_of(page, "title"), value_of(page, "body")) == (TITLE, BODY)
    assert "还没有存稿" in page
    drafter.page = page
    drafter.press("save", recipients="各区人民政府")
    assert not drafter.open("/documents/draft").html.select(".unsaved")


@pytest.mark.slow
def test_what_was_typed_into_a_revision_can_be_given_up(office: OfficeApp) -> None:
    id = draft(office, TITLE, body=BODY)
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/{id}/draft")
    autosave(drafter, page, body="改了一半")
    page = drafter.open(f"/documents/{id}/draft")
    form = next(each for each in page.forms.values() if each.action.endswith("/discard"))
    page = form.submit().follow()
    assert value_of(page, "body") == BODY
    assert not page.html.select(".unsaved")


def test_what_names_no_document_gives_nothing_up(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    page = drafter.open("/documents/draft")
    autosave(drafter, page, title=TITLE, body=BODY)
    form = next(
        each
        for each in drafter.open("/documents/draft").forms.values()
        if each.action.endswith("/discard")
    )
    form["subject"].force_value("abc")
    form.submit(status=404)
    assert drafter.open("/documents/draft").html.select(".unsaved")


@pytest.mark.slow
def test_going_on_with_an_old_text_after_another_saved_ends_in_one_text(
    office: OfficeApp,
) -> None:
    id, one, other = both_editing(office)
    assert other.page is not None
    autosave(other, other.page, body=BODY.replace("检查。", "检查，及时通报。"))
    one.press("save", body=BODY.replace("火源", "火源火种"))
    page = other.open(f"/documents/{id}/draft")
    other.page = page.click("继续上次未保存的内容")
    other.press("save", status=409)
    other.press("merge")
    assert "火源火种" in body_of(office, id)
    assert "及时通报" in body_of(office, id)
    assert not other.open(f"/documents/{id}/draft").html.select(".unsaved")


def test_a_refused_save_keeps_the_same_editor(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    page = drafter.open("/documents/draft")
    editing = value_of(page, "editing")
    page = drafter.press("save", status=422, title="  ", body=BODY)
    assert value_of(page, "editing") == editing


def test_nobody_else_is_offered_or_can_fetch_it(office: OfficeApp) -> None:
    id = draft(office, TITLE, body=BODY)
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/{id}/draft")
    autosave(drafter, page, body="改了一半")
    editing = value_of(page, "editing")
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person(REVIEWER))
    reviewer = office.log_in(REVIEWER)
    page = reviewer.open(f"/documents/{id}/draft")
    assert not page.html.select(".unsaved")
    reviewer.open(f"/documents/{id}/draft?continue={editing}", status=404)


def test_what_is_too_secret_is_not_kept_and_the_script_is_told_why(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    page = drafter.open("/documents/draft")
    told = autosave(drafter, page, status=422, title="秘密★1年 通知")
    assert "超过本系统允许的最高密级" in told
    assert not drafter.open("/documents/draft").html.select(".unsaved")


def test_only_who_holds_the_paper_keeps_anything_beside_it(office: OfficeApp) -> None:
    id = draft(office, TITLE, body=BODY)
    reviewer = office.log_in(REVIEWER)
    fields = {"csrf_token": reviewer.token(), "editing": "e1", "title": "甲"}
    reviewer.post(f"/documents/{id}/autosave", fields, status=403)
    reviewer.post("/drafts/autosave", {"editing": "e1", "title": "甲"}, status=400)
    assert not office.log_in(DRAFTER).open(f"/documents/{id}/draft").html.select(".unsaved")
