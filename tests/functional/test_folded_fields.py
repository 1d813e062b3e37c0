"""What is folded away says what it holds, and opens where something in it is wrong."""

from __future__ import annotations

import pytest
from webtest import TestResponse

from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    REVIEWER,
    OfficeApp,
    draft,
    sentence,
)


def focused(page: TestResponse) -> list[str]:
    return [each.get("id", each.name) for each in page.html.select("[autofocus]")]


def test_a_field_in_a_folded_group_is_opened_marked_and_focused_when_it_is_refused(
    office: OfficeApp,
) -> None:
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/{draft(office, '关于有效期的通知')}/draft")
    group = page.html.select_one("#f-valid_until").find_parent("details")
    assert not group.has_attr("open")
    refused = drafter.press("save", valid_until="明年年底", status=422)
    field = refused.html.select_one("#f-valid_until")
    assert "有效期" in sentence(refused)
    assert field["value"] == "明年年底"
    assert field["aria-invalid"] == "true"
    assert refused.html.select_one(f"#{field['aria-describedby'].split()[0]}").get_text()
    assert field.find_parent("details").has_attr("open")
    assert focused(refused) == ["f-valid_until"]


def test_a_folded_group_hints_at_what_it_holds(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    id = draft(office, "关于施行日期的通知", effective_from="2027-01-01")
    page = drafter.open(f"/documents/{id}/draft")
    summary = page.html.select_one("#f-effective_from").find_parent("details").summary
    assert "施行日期：2027-01-01" in summary.get_text()


@pytest.mark.slow
def test_the_step_of_a_clerk_has_its_own_act_first_and_the_way_back_folded_below(
    office: OfficeApp,
) -> None:
    id = draft(office, "关于编号的通知")
    for login, act, more in (
        (DRAFTER, "submit", {"to": office.person(REVIEWER)}),
        (REVIEWER, "review", {"to": office.person(LEADER)}),
        (LEADER, "sign_off", {}),
        (CLERK, "recheck", {}),
    ):
        office.log_in(login).open(f"/documents/{id}")
        office.log_in(login).press(act, **more)
    clerk = office.log_in(CLERK)
    for act in ("number", "typeset", "release"):
        page = clerk.open(f"/documents/{id}")
        form = page.html.select_one("form.act")
        own = form.select_one(f"button[value={act}]")
        apart = form.select_one("details.apart")
        assert own.find_parent("details") is None, act
        assert not apart.has_attr("open")
        assert own in apart.find_all_previous("button")
        assert apart.select_one("textarea[name=opinion]")
        assert form.select("button[value=send_back]") == apart.select("button")
        assert apart.button.has_attr("formnovalidate")
        assert not [
            each for each in form.select("textarea") if each.find_parent("details") is None
        ]
        if act != "release":
            clerk.press(act)
    refused = clerk.press("send_back", status=422)
    apart = refused.html.select_one("details.apart")
    assert "退回必须写明理由" in sentence(refused)
    assert apart.has_attr("open")
    assert focused(refused) == ["f-opinion"]
    clerk.press("send_back", opinion="版面有误，请重新排版。")
