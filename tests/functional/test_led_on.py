"""A form that the script sent is answered by where to go on; what is said waits for that page."""

from __future__ import annotations

from office.web.led_on import ASKED, TOLD
from tests.functional.office_app import CLERK, OfficeApp, filled

TYPED = {"title": "关于地震监测台站迁建的函", "sender_name": "云川省地震局"}


def test_the_script_is_told_where_a_form_leads_and_the_page_says_what_was_done(
    office: OfficeApp,
) -> None:
    visitor = office.log_in(CLERK)
    page = visitor.open("/incoming/enter")
    form = next(each for each in page.forms.values() if "title" in each.fields)
    assert "data-keeps-files" in form.text
    fields = filled(form, act="enter", typed=TYPED)
    answer = visitor.post("/incoming/enter", fields, headers={ASKED: "1"}, status=200)
    onward = answer.headers[TOLD]
    assert "Location" not in answer.headers
    assert visitor.open(onward).html.select(".toast")
    assert TYPED["title"] in visitor.open(onward).text


def test_a_refusal_is_the_page_with_the_form(office: OfficeApp) -> None:
    visitor = office.log_in(CLERK)
    page = visitor.open("/incoming/enter")
    form = next(each for each in page.forms.values() if "title" in each.fields)
    fields = filled(form, act="enter", typed={**TYPED, "sender_name": ""})
    answer = visitor.post("/incoming/enter", fields, headers={ASKED: "1"}, status=422)
    assert TOLD not in answer.headers
    assert answer.html.select_one("form[data-keeps-files] [role=alert]")
