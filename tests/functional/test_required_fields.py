"""必填: what cannot be left out says so, to eyes and to screen readers alike."""

from __future__ import annotations

import pytest
from bs4 import Tag

from tests.functional.office_app import QINGHE_CLERK, OfficeApp, Visitor, form_with
from tests.functional.test_entering import enter

MARK = "（必填）"


def label_of(form: Tag, field: Tag) -> Tag:
    """What names the field."""
    fieldset = field.find_parent("fieldset")
    label = fieldset.find("legend") if fieldset else form.find("label", attrs={"for": field["id"]})
    assert isinstance(label, Tag)
    return label


def check(form: Tag) -> list[str]:
    """That marks and requirements are the same; gives the names of what is required."""
    fields = [each for each in form.select("input, textarea, select") if each.get("id")]
    fields += form.select("input[type=radio]")
    for each in fields:
        assert (MARK in label_of(form, each).text) is each.has_attr("required"), each
    assert form.select(".vh .needed") == []
    assert not [each for each in form.select("label.vh") if MARK in each.text]
    return [str(each["name"]) for each in fields if each.has_attr("required")]


def entered(office: OfficeApp) -> tuple[Visitor, str]:
    clerk = office.log_in(QINGHE_CLERK)
    answer = enter(clerk, sender_name="云川省水利厅", title="关于水位的函")
    return clerk, answer.location


def test_the_form_of_what_came_on_paper_marks_what_it_needs(office: OfficeApp) -> None:
    page = office.log_in(QINGHE_CLERK).open("/incoming/enter?way=paper")
    form = page.html.select_one("form.act")
    assert set(check(form)) == {"title", "arrived_on", "copies"}


@pytest.mark.parametrize(("name", "needed"), [("return_to_sender", ["opinion"]), ("add_scan", [])])
def test_a_reason_without_which_an_act_is_refused_is_marked(
    office: OfficeApp, name: str, needed: list[str]
) -> None:
    clerk, address = entered(office)
    page = clerk.open(f"{address}?form={name}")
    form = page.html.select_one("form.act")
    assert check(form) == needed
    if needed:
        fields = {"opinion": " ", "fault": "misaddressed"}
        refused = clerk.press(name, status=422, **fields)
        assert "必须写明理由" in refused.text
    assert form_with(page, name)
