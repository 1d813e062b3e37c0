"""Whatever goes wrong with an act on a paper: it is said in words, and nothing typed is lost."""

from __future__ import annotations

import pytest
from webtest import TestResponse

from office.access.sessions import Sessions
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    OFFICE,
    QINGHE,
    QINGHE_CLERK,
    REVIEWER,
    WANGJIANG,
    OfficeApp,
    Visitor,
    draft,
    filled,
    form_with,
    issue,
    sentence,
    value_of,
)


def submitted(office: OfficeApp, title: str) -> tuple[Visitor, str]:
    """A draft before the reviewer: the reviewer and the draft's address."""
    id = draft(office, title)
    office.log_in(DRAFTER).press("submit", to=office.person(REVIEWER))
    reviewer = office.log_in(REVIEWER)
    reviewer.open(f"/documents/{id}")
    return reviewer, f"/documents/{id}"


def ticks(page: TestResponse, name: str) -> set[str]:
    boxes = page.html.select(f"form.act input[name={name}]")
    return {str(each["value"]) for each in boxes if each.has_attr("checked")}


def test_a_refused_draft_keeps_every_field(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    drafter.open("/documents/draft")
    typed = {
        "identity": OFFICE,
        "title": "关于标题写全的报告",
        "type": "报告",
        "format": "letter",
        "recipients": "各区人民政府：",
        "body": "一、第一\n【正文】二、不是标题\n<script>",
        "attachments": "附件1：表",
        "enclosure_title": "",
        "enclosure_body": "第一条",
        "enclosure_attachments": "附件：图",
        "copies": "市委办公室",
        "note": "此件公开发布",
        "urgency": "特急",
        "classification": "内部",
        "openness": "不予公开",
        "openness_reason": "第十六条，内部管理事务",
        "secrecy_reviewer": office.person(REVIEWER),
        "necessity": "例行部署",
        "valid_until": "长期",
        "partners": "澜州市大数据局",
    }
    page = drafter.press("save", status=422, **typed)
    assert "印发件没有标题" in sentence(page)
    assert {name: value_of(page, name) for name in typed} == typed


def test_a_refused_revision_keeps_every_field_and_can_be_saved_then(office: OfficeApp) -> None:
    id = draft(office, "关于修改留存的通知")
    drafter = office.log_in(DRAFTER)
    drafter.open(f"/documents/{id}/draft")
    page = drafter.press("save", title="", body="改过的正文", urgency="加急", status=422)
    assert "请填写标题" in sentence(page)
    assert value_of(page, "body") == "改过的正文"
    assert value_of(page, "urgency") == "加急"
    drafter.press("save", title="关于修改留存的通知")
    assert value_of(drafter.open(f"/documents/{id}/draft"), "body") == "改过的正文"


def test_a_refused_act_keeps_opinion_and_choice(office: OfficeApp) -> None:
    reviewer, address = submitted(office, "关于选择留存的通知")
    chosen = office.person("shenliyan")
    page = reviewer.press("return", opinion="  ", to=chosen, status=422)
    assert "退回必须写明理由" in sentence(page)
    assert value_of(page, "to") == chosen
    form = form_with(page, "review")
    fields = [
        each for each in filled(form, act="review", typed={}) if each[0] not in ("to", "opinion")
    ]
    page = reviewer.send(address, [*fields, ("to", "x"), ("opinion", "格式无误")], status=422)
    assert "请选择签发人" in sentence(page)
    assert value_of(page, "opinion") == "格式无误"


def test_a_refused_distribution_keeps_what_was_ticked_and_unticked(office: OfficeApp) -> None:
    id = issue(office, "关于分送的通知", to=[])
    clerk = office.log_in(CLERK)
    page = clerk.open(f"/documents/{id}")
    assert ticks(page, "addressees") == set()
    assert "各区人民政府" in page.html.select_one("form.act").get_text()
    page = clerk.press("dispatch", addressees=[], answer_due="yes", status=422)
    assert "各区人民政府" in sentence(page)
    assert ticks(page, "addressees") == set()
    assert ticks(page, "answer_due") == {"yes"}
    fields = filled(form_with(page, "dispatch"), act="dispatch", typed={})
    page = clerk.send(
        f"/documents/{id}",
        [*fields, ("addressees", WANGJIANG), ("addressees", "999999999")],
        status=422,
    )
    assert "通讯录中没有机关" in sentence(page)
    assert ticks(page, "addressees") == {WANGJIANG}


def test_nobody_consents_to_a_text_that_a_page_did_not_show(office: OfficeApp) -> None:
    reviewer, address = submitted(office, "关于先后的通知")
    form = form_with(reviewer.open(address), "review")
    stale = filled(
        form, act="review", typed={"opinion": "写了很久的意见", "to": office.person(LEADER)}
    )
    reviewer.open(f"{address}/draft")
    reviewer.press("save", body="另一个窗口改了正文。")
    answer = reviewer.send(address, stale, status=409)
    assert "又有了新的办理情况" in sentence(answer)
    assert "写了很久的意见" in answer.html.select_one("main").get_text()
    assert not answer.html.select("main form.kept button")
    assert "写了很久的意见" not in office.log_in(LEADER).open(address).text


def test_a_draft_that_moved_on_keeps_the_typed_text(office: OfficeApp) -> None:
    id = draft(office, "关于两个窗口的通知")
    drafter = office.log_in(DRAFTER)
    address = f"/documents/{id}/draft"
    stale = filled(
        form_with(drafter.open(address), "save"), act="save", typed={"body": "第一个窗口的正文"}
    )
    drafter.open(address)
    drafter.press("save", body="第二个窗口的正文")
    answer = drafter.send(address, stale, status=409)
    for text in ("第一个窗口的正文", "第二个窗口的正文"):
        assert text in answer.html.select_one("main").get_text()
    assert value_of(drafter.open(address), "body") == "第二个窗口的正文"


def test_a_session_that_ended_while_typing_keeps_the_text(office: OfficeApp) -> None:
    visitor = Visitor(office)
    visitor.log_in("hewanqing")
    visitor.open("/documents/draft")
    office.app.registry[Sessions].end_all(person=office.person("hewanqing"))
    answer = visitor.press("save", title="关于过期的通知", body="写了一上午", status="4*")
    assert answer.status_int in (400, 403)
    kept = answer.html.select_one("form.kept")
    assert "写了一上午" in kept.get_text()
    assert "关于过期的通知" in kept.get_text()
    visitor.log_in("hewanqing")
    fields = [each for each in answer.forms["kept"].submit_fields() if each[0] != "csrf_token"]
    visitor.send(
        "/documents/draft", [*fields, ("identity", OFFICE), ("csrf_token", visitor.token())]
    )
    assert office.outgoing("关于过期的通知")


def test_a_double_click_is_one_draft(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    form = form_with(drafter.open("/documents/draft"), "save")
    fields = filled(form, act="save", typed={"title": "关于双击的通知", "identity": OFFICE})
    first = drafter.send("/documents/draft", fields)
    events = office.events()
    second = drafter.send("/documents/draft", fields)
    assert first.location == second.location
    assert office.events() == events


@pytest.mark.parametrize("act", ["submit", "save"])
def test_a_double_click_is_one_act(office: OfficeApp, act: str) -> None:
    id = draft(office, f"关于连点{act}的通知")
    drafter = office.log_in(DRAFTER)
    address = f"/documents/{id}" if act == "submit" else f"/documents/{id}/draft"
    form = form_with(drafter.open(address), act)
    fields = filled(form, act=act, typed={"body": "新的正文"} if act == "save" else {})
    before = office.events()
    first = drafter.send(address, fields)
    after = office.events()
    second = drafter.send(address, fields)
    assert (first.status_int, first.location) == (second.status_int, second.location)
    assert office.events() == after > before


@pytest.mark.slow
def test_a_double_click_is_one_signature_for_what_arrived(office: OfficeApp) -> None:
    issue(office, "关于签收双击的通知", to=[QINGHE])
    address = f"/incoming/{office.arrived('关于签收双击的通知', at=QINGHE)}"
    clerk = office.log_in(QINGHE_CLERK)
    fields = filled(form_with(clerk.open(address), "sign_for"), act="sign_for", typed={})
    clerk.send(address, fields)
    events = office.events()
    clerk.send(address, fields)
    assert office.events() == events


@pytest.mark.slow
def test_going_back_and_saving_other_words_is_refused_once_and_not_for_ever(
    office: OfficeApp,
) -> None:
    drafter = office.log_in(DRAFTER)
    form = form_with(drafter.open("/documents/draft"), "save")
    first = filled(form, act="save", typed={"title": "关于后退的通知", "identity": OFFICE})
    drafter.send("/documents/draft", first)
    again = filled(form, act="save", typed={"title": "关于后退再改的通知", "identity": OFFICE})
    page = drafter.send("/documents/draft", again, status=422)
    assert "同一个操作编号" in sentence(page)
    assert value_of(page, "title") == "关于后退再改的通知"
    drafter.press("save")
    assert office.outgoing("关于后退再改的通知")


BROKEN = {
    "an unknown act": ({"act": "no-such"}, "不认识这个操作"),
    "no act": ({"act": None}, "不认识这个操作"),
    "an act of another kind of paper": ({"act": "sign_for"}, "不认识这个操作"),
    "no command id": ({"command": None}, "没有操作编号"),
    "an empty command id": ({"command": ""}, "没有操作编号"),
    "an over-long command id": ({"command": "c" * 65}, "没有操作编号"),
    "no version": ({"seen": None}, "没有版本号"),
    "a version that is no number": ({"seen": "abc"}, "没有版本号"),
    "a version beyond all numbers": ({"seen": "9" * 5000}, "没有版本号"),
}


@pytest.fixture(scope="module")
def waiting(office: OfficeApp) -> tuple[Visitor, str]:
    """A draft before the reviewer on which no act of these tests succeeds."""
    return submitted(office, "关于坏表单的通知")


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_form_is_refused_in_words_and_keeps_the_opinion(
    office: OfficeApp, waiting: tuple[Visitor, str], case: str
) -> None:
    reviewer, address = waiting
    changes, words = BROKEN[case]
    form = form_with(reviewer.open(address), "review")
    fields = dict(filled(form, act="review", typed={"opinion": "写好的意见"}))
    fields.update({name: value for name, value in changes.items() if value is not None})
    for name, value in changes.items():
        if value is None:
            del fields[name]
    events = office.events()
    page = reviewer.send(address, list(fields.items()), status=422)
    assert words in sentence(page)
    assert "写好的意见" in page.html.select_one("main").get_text()
    assert office.events() == events


@pytest.mark.parametrize("seen", ["-1", "0", "99999"])
def test_a_version_that_never_was_is_a_conflict(waiting: tuple[Visitor, str], seen: str) -> None:
    reviewer, address = waiting
    form = form_with(reviewer.open(address), "review")
    fields = dict(filled(form, act="review", typed={"opinion": "意见"}))
    page = reviewer.send(address, list({**fields, "seen": seen}.items()), status=409)
    assert "意见" in page.html.select_one("main").get_text()


@pytest.mark.parametrize("name", ["act", "command", "seen", "opinion", "to"])
@pytest.mark.slow
def test_a_file_in_the_place_of_a_field_is_refused_or_counts_as_empty(
    office: OfficeApp, name: str
) -> None:
    reviewer, address = submitted(office, f"关于文件顶替{name}的通知")
    form = form_with(reviewer.open(address), "review")
    typed = {"keeping": "经核。"}
    fields = [each for each in filled(form, act="review", typed=typed) if each[0] != name]
    answer = reviewer.post(address, fields, upload_files=[(name, "a.txt", b"x")], status="*")
    assert answer.status_int == (303 if name == "opinion" else 422)


@pytest.mark.parametrize("name", ["title", "recipients", "copies", "note", "body", "opinion"])
@pytest.mark.slow
def test_over_long_text_is_taken_or_refused_but_never_an_accident(
    office: OfficeApp, name: str
) -> None:
    long = "长" * 3000
    if name == "opinion":
        reviewer, address = submitted(office, "关于长意见的通知")
        reviewer.press("return", opinion=long)
        assert long in office.log_in(DRAFTER).open(address).text
        return
    typed = {name: f"{long}的通知" if name == "title" else long}
    id = draft(office, **{"title": f"关于超长{name}的通知", **typed})
    page = office.log_in(DRAFTER).open(f"/documents/{id}/draft")
    assert long in value_of(page, name)
    office.log_in(DRAFTER).open("/")
