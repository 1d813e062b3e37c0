"""A document's page says before the click what stands in its way, and when others were asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from webtest import TestResponse

from documents.consulting.verdicts import Asking
from documents.outgoing.document import Document
from documents.outgoing.route import Order, Step
from documents.outgoing.stages import Stage
from tests.functional.office_app import (
    ADMINISTRATORS,
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    REVIEWER,
    OfficeApp,
    draft,
    form_with,
    offered,
    sentence,
)
from tests.functional.test_consulting import QINGHE_PEOPLE, answered, ask


def found(page: TestResponse) -> list[str]:
    return [each.get_text(" ", strip=True) for each in page.html.select("form.act .found li")]


def button(page: TestResponse, act: str) -> dict[str, str]:
    return dict(page.html.select_one(f"form.act button[value={act}]").attrs)


def submitted(office: OfficeApp, title: str, **more: str) -> UUID:
    id = draft(office, title, **more)
    drafter = office.log_in(DRAFTER)
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person(REVIEWER))
    return id


def test_errors_stop_the_button_and_lead_to_their_place_in_the_editor(office: OfficeApp) -> None:
    id = draft(office, "关于〖事由〗的通知", openness="")
    page = office.log_in(DRAFTER).open(f"/documents/{id}")
    told = " ".join(found(page))
    assert "须改" in told
    assert "〖事由〗" in told
    assert "没有写明公开属性" in told
    assert "disabled" in button(page, "submit")
    assert "处须改" in page.html.select_one("#why-submit").get_text()
    ways = {each["href"] for each in page.html.select("form.act .found a")}
    assert {f"/documents/{id}/draft#f-title", f"/documents/{id}/draft#f-openness"} <= ways
    anchored = office.log_in(DRAFTER).open(f"/documents/{id}/draft")
    assert anchored.html.select_one("#f-title")


def test_a_warning_is_explained_by_the_drafter_and_decided_by_the_reviewer(
    office: OfficeApp,
) -> None:
    id = draft(office, "关于提醒的通知", necessity="")
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/{id}")
    assert any("提醒" in each for each in found(page))
    assert "disabled" not in button(page, "submit")
    drafter.press("submit", to=office.person(REVIEWER), explained="例行事项，不另述理由")
    page = office.log_in(REVIEWER).open(f"/documents/{id}")
    assert any("提醒" in each for each in found(page))
    assert "拟稿人说明：例行事项" in page.text
    assert {"keeping"} <= set(form_with(page, "review").fields)


def test_what_breaks_a_rule_stops_the_reviewer_and_the_signer_as_it_stops_the_drafter(
    office: OfficeApp,
) -> None:
    id = submitted(office, "关于三处相同的通知")
    rooms = office.player.documents
    stated = rooms.load(Document, id).particulars
    revised(office, id, by=REVIEWER, openness="")
    page = office.log_in(REVIEWER).open(f"/documents/{id}")
    assert "没有写明公开属性" in " ".join(found(page))
    assert "disabled" in button(page, "review")
    assert "文稿有 1 处须改，见上" in page.html.select_one("#why-review").get_text()
    assert "disabled" not in button(page, "return")
    revised(office, id, by=REVIEWER, **stated)
    office.log_in(REVIEWER).open(f"/documents/{id}")
    office.log_in(REVIEWER).press("review", to=office.person(LEADER))
    page = office.log_in(LEADER).open(f"/documents/{id}")
    assert not found(page)
    assert "disabled" not in button(page, "sign_off")


def revised(office: OfficeApp, id: UUID, *, by: str, **stated: Any) -> None:
    rooms = office.player.documents
    it = rooms.load(Document, id)
    text = rooms.typesetter.manuscript(it.agency, it.revision)
    particulars = {**it.particulars, **stated}
    rooms.revise(office.by(by), id, manuscript=text, seen=it.version, particulars=particulars)


def test_a_dissent_that_nobody_settled_stops_the_signer_s_button_too(office: OfficeApp) -> None:
    id = submitted(office, "关于有人不同意的通知")
    rooms = office.player.documents
    it = rooms.load(Document, id)
    step = Step(stage=Stage.COUNTERSIGNING, name="会签", people=(office.person(CLERK),))
    route = (*it.route[:-1], step, it.route[-1])
    rooms.reroute(office.by(REVIEWER), id, route=route, reason="须会签", seen=it.version)
    office.log_in(REVIEWER).open(f"/documents/{id}")
    office.log_in(REVIEWER).press("review")
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{id}")
    clerk.press("countersign", verdict="dissent", opinion="不合规定", to=office.person(LEADER))
    page = office.log_in(LEADER).open(f"/documents/{id}")
    assert "disabled" in button(page, "sign_off")
    assert "不同意见的协调还没有办完" in page.html.select_one("#why-sign_off").get_text()
    assert "circle" not in offered(page)
    assert "disabled" not in button(page, "return")


def test_a_warning_is_kept_for_a_reason_of_one_s_own(office: OfficeApp) -> None:
    id = draft(office, "关于保留理由的通知", necessity="")
    drafter = office.log_in(DRAFTER)
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person(REVIEWER))
    reviewer = office.log_in(REVIEWER)
    page = reviewer.open(f"/documents/{id}")
    field = page.html.select_one("input[name=keeping]")
    assert field["value"] == ""
    assert field.has_attr("required")
    assert page.html.select("button[data-insert=f-keeping]"), "phrases are offered, not filled in"
    assert "formnovalidate" in button(page, "return"), "who sends it back keeps nothing"
    refused = reviewer.press("review", to=office.person(LEADER), keeping=" ", status=422)
    assert "写明保留的理由" in sentence(refused)


def test_the_secrecy_review_waits_for_the_person_named_and_stands_in_the_history(
    office: OfficeApp,
) -> None:
    title = "关于保密审查的通知"
    id = submitted(office, title, secrecy_reviewer=office.person(CLERK))
    reviewer = office.log_in(REVIEWER)
    page = reviewer.open(f"/documents/{id}")
    assert "保密审查人段文还没有确认" in page.text
    assert "disabled" in button(page, "review")
    assert "保密审查还没有办完，见上" in page.html.select_one("#why-review").get_text()
    refused = reviewer.press("review", to=office.person(LEADER), status=422)
    assert "还没有做保密审查，不能送签发" in sentence(refused)
    assert "第十七条" in sentence(refused)
    clerk = office.log_in(CLERK)
    assert title in clerk.open("/").text
    page = clerk.open(f"/documents/{id}")
    assert offered(page) == ["object_on_secrecy", "review_secrecy"]
    clerk.press("review_secrecy", opinion="不涉密，可以公开。")
    assert "disabled" not in button(reviewer.open(f"/documents/{id}"), "review")
    reviewer.press("review", to=office.person(LEADER))
    page = reviewer.open(f"/documents/{id}")
    told = page.html.select_one(".tl").get_text()
    assert "段文 保密审查，确认本文稿可以按所定公开属性办理" in told
    assert "不涉密，可以公开。" in page.text


@pytest.mark.slow
def test_a_reviewer_who_is_named_confirms_with_the_review(office: OfficeApp) -> None:
    id = submitted(office, "关于核稿兼审查的通知")
    reviewer = office.log_in(REVIEWER)
    assert "您是本件的保密审查人" in reviewer.open(f"/documents/{id}").text
    reviewer.press("review", to=office.person(LEADER))
    assert "核稿（保密审查已做）" in reviewer.open(f"/documents/{id}").text
    it = office.player.documents.load(Document, id)
    assert it.cleared is not None
    assert it.cleared.by == office.person(REVIEWER)


@pytest.mark.slow
def test_a_countersigner_who_is_named_may_confirm_first_and_is_told_so(office: OfficeApp) -> None:
    id = submitted(office, "关于会签兼审查的通知", secrecy_reviewer=office.person(CLERK))
    rooms = office.player.documents
    it = rooms.load(Document, id)
    step = Step(stage=Stage.COUNTERSIGNING, name="会签", people=(office.person(CLERK),))
    route = (*it.route[:-1], step, it.route[-1])
    rooms.reroute(office.by(REVIEWER), id, route=route, reason="须会签", seen=it.version)
    reviewer = office.log_in(REVIEWER)
    reviewer.open(f"/documents/{id}")
    reviewer.press("review")
    clerk = office.log_in(CLERK)
    assert "您是本件的保密审查人" in clerk.open(f"/documents/{id}").text
    clerk.open(f"/documents/{id}?form=review_secrecy")
    clerk.press("review_secrecy")
    assert "您是本件的保密审查人" not in clerk.open(f"/documents/{id}").text
    clerk.press(
        "countersign", verdict="dissent", opinion="与有关规定不合", to=office.person(LEADER)
    )
    assert rooms.load(Document, id).stage is Stage.SIGNING


def test_a_mended_paper_says_to_whom_it_goes_straight_back(office: OfficeApp) -> None:
    id = submitted(office, "关于直接送回的通知")
    office.log_in(REVIEWER).open(f"/documents/{id}")
    office.log_in(REVIEWER).press("review", to=office.person(LEADER))
    office.log_in(LEADER).open(f"/documents/{id}")
    office.log_in(LEADER).press("return", opinion="请补数据", return_to="0", then="straight")
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/{id}")
    form = page.html.select_one("form.act")
    assert form.h2.get_text() == "改后直接送回"
    assert form.select_one("#f-straight").get_text() == "周怀远（签发）"
    assert "直接送回周怀远签发" in form.select_one("button[value=submit]").get_text()
    assert not form.select("[name=to]"), "nobody is chosen where it is decided"
    drafter.press("submit")
    assert office.player.documents.load(Document, id).holder.people == (office.person(LEADER),)


def test_everybody_of_a_step_taken_at_once_stands_on_the_route_with_what_they_did(
    office: OfficeApp,
) -> None:
    id = submitted(office, "关于同时会签的通知")
    rooms = office.player.documents
    it = rooms.load(Document, id)
    both = tuple(map(office.person, (CLERK, "hewanqing")))
    step = Step(stage=Stage.COUNTERSIGNING, name="会签", people=both, order=Order.AT_ONCE)
    route = (*it.route[:-1], step, it.route[-1])
    rooms.reroute(office.by(REVIEWER), id, route=route, reason="须会签", seen=it.version)
    office.log_in(REVIEWER).open(f"/documents/{id}")
    office.log_in(REVIEWER).press("review")
    assert sorted(step_of(office, id)) == ["何婉清 待办", "段文 待办"]
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{id}")
    clerk.press("countersign")
    assert step_of(office, id) == ["段文 已办", "何婉清 待办"]
    other = office.by("hewanqing")
    seen = rooms.load(Document, id).version
    rooms.countersign(other, id, opinion="", to=[office.person(LEADER)], seen=seen)
    assert sorted(step_of(office, id)[:2]) == ["何婉清 已办", "段文 已办"]


def step_of(office: OfficeApp, id: UUID) -> list[str]:
    page = office.log_in(DRAFTER).open(f"/documents/{id}")
    (step,) = (each for each in page.html.select(".route li") if "会签" in each.b.get_text())
    return [each.get_text() for each in step.select("small")]


def test_what_was_typed_at_one_step_does_not_begin_what_is_said_at_another(
    office: OfficeApp,
) -> None:
    id = submitted(office, "关于两处意见的通知")
    reviewer = office.log_in(REVIEWER)
    page = reviewer.open(f"/documents/{id}")
    there = page.html.select_one("form.act")["data-autosave"]
    typed = [("csrf_token", reviewer.token()), ("opinion", "核稿时的话")]
    reviewer.post(there, typed)
    reviewer.post(
        there.replace("step=review", "step=sign-off"), [*typed[:1], ("opinion", "签发时的话")]
    )
    page = reviewer.open(f"/documents/{id}")
    assert page.html.select_one("textarea[name=opinion]").get_text().strip() == "核稿时的话"
    page = reviewer.open(f"/documents/{id}?form=redirect")
    assert page.html.select_one("textarea[name=opinion]").get_text().strip() == ""
    reviewer.post(there.replace("step=review", "step=other"), typed, status=404)


def test_the_form_offers_neither_the_drafter_nor_an_administrator_for_the_secrecy_review(
    office: OfficeApp,
) -> None:
    drafter = office.log_in(DRAFTER)
    page = drafter.open("/documents/draft")
    named = {each["value"] for each in page.html.select("select[name=secrecy_reviewer] option")}
    assert office.person(CLERK) in named
    assert not named & {office.person(each) for each in (DRAFTER, *ADMINISTRATORS)}


@pytest.mark.slow
def test_who_was_asked_and_what_they_answered_stand_in_the_history_as_of_then(
    office: OfficeApp,
) -> None:
    title = "关于联合检查的通知"
    id = submitted(office, title)
    office.clock.advance(minutes=5)
    ask(office, id, Asking.COUNTERSIGN, agencies=[QINGHE], by=REVIEWER)
    reviewer = office.log_in(REVIEWER)
    page = reviewer.open(f"/documents/{id}")
    warned = page.html.select_one("form.act .warning").get_text()
    assert "清河区人民政府办公室还没有答复会签（答复期限 2026-11-30）" in warned
    assert "外单位意见还没有办完" in page.html.select_one("#why-review").get_text()
    refused = reviewer.press("review", to=office.person(LEADER), status=422)
    assert "不能送签发" in sentence(refused)
    office.clock.advance(minutes=5)
    answered(office, title, at=QINGHE, people=QINGHE_PEOPLE, verdict="agree")
    page = reviewer.open(f"/documents/{id}")
    told = page.html.select_one(".tl").get_text()
    assert "会签：许明 送出 清河区人民政府办公室" in told
    assert "会签：清河区人民政府办公室 答复：同意会签" in told
    marks = {each["aria-label"]: each["href"] for each in page.html.select(".track a")}
    sent = next(href for label, href in marks.items() if "送出 清河区" in label)
    then = reviewer.open(sent)
    assert "送出 清河区人民政府办公室" in then.html.select_one(".tl").get_text()
    assert "答复：同意会签" not in then.html.select_one(".tl").get_text()
    assert "未答复 1 家" in then.text
    assert "这是当时的情形" in then.text
    reply = next(href for label, href in marks.items() if "答复：同意会签" in label)
    assert "答复：同意会签" in reviewer.open(reply).html.select_one(".tl").get_text()
