"""Hostile words through the real pages: they are shown as words, and never become markup."""

from __future__ import annotations

import pytest
from webtest import TestResponse

from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    OFFICE,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    REVIEWER,
    OfficeApp,
    stated_on_form,
)

MARKS = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"'><svg onload=alert(1)>")
SCRIPT, IMAGE, SVG = MARKS
TITLE = f"关于{SVG}{SCRIPT}的通知"


def harmless(page: TestResponse) -> TestResponse:
    """No element or attribute of the page came from what was typed."""
    html = page.html
    for element in html.find_all(True):
        events = [name for name in element.attrs if name.startswith("on")]
        assert not events, element
        for name in ("href", "src", "action", "formaction"):
            assert not str(element.get(name, "")).lower().startswith(("javascript:", "data:"))
    for script in html.find_all("script"):
        assert script.get("src"), script
        assert "alert(1)" not in script.get_text()
    assert not html.select("img[src=x]")
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    return page


@pytest.fixture(scope="module")
def pages(office: OfficeApp) -> dict[str, TestResponse]:
    """Every page that shows the paper, from editor to another agency's desk."""
    seen: dict[str, TestResponse] = {}
    drafter, reviewer = office.log_in(DRAFTER), office.log_in(REVIEWER)
    leader, clerk = office.log_in(LEADER), office.log_in(CLERK)
    drafter.open("/documents/draft")
    text = dict.fromkeys(("recipients", "body", "copies", "note"), f"{SCRIPT}{IMAGE}{SVG}") | {
        "attachments": f"附件1：{IMAGE}\n{SCRIPT}",
        "enclosure_title": SVG,
    }
    typed = {"title": SVG, "identity": OFFICE, "type": SCRIPT, **text}
    seen["refused"] = drafter.press("save", **typed, status=422)
    here = drafter.press("save", title=TITLE, **stated_on_form(office)).location
    seen["draft"] = drafter.open(here)
    seen["editor"] = drafter.open(f"{here}/draft")
    seen["desk"] = drafter.open("/")
    drafter.open(here)
    drafter.press("submit", to=office.person(REVIEWER))
    seen["toast"] = drafter.open("/done")
    reviewer.open(here)
    seen["refused act"] = reviewer.press("review", opinion=SVG, to=office.person(LEADER))
    leader.open(here)
    leader.press("sign_off", opinion=IMAGE)
    clerk.open(here)
    for act in ("recheck", "number", "typeset", "release"):
        clerk.press(act)
    clerk.press("dispatch", addressees=[QINGHE])
    office.deliver()
    district = office.log_in(QINGHE_CLERK)
    seen["arrived"] = district.open("/")
    paper = f"/incoming/{office.arrived(TITLE, at=QINGHE)}"
    district.open(paper)
    district.press("sign_for")
    district.press("register", track="handling")
    district.press("propose", opinion=SCRIPT, to=office.person(QINGHE_LEADER))
    office.log_in(QINGHE_LEADER).open(paper)
    office.log_in(QINGHE_LEADER).press("instruct", opinion=SVG)
    office.deliver()
    seen["incoming"] = district.open(paper)
    seen["incomings"] = district.open("/incoming")
    seen["document"] = drafter.open(here)
    seen["documents"] = drafter.open("/documents")
    seen["as of"] = drafter.open(f"{here}?as_of=2")
    seen["search"] = drafter.get("/documents", {"q": SVG})
    seen["import"] = drafter.upload(
        f"{SCRIPT}\n{TITLE}\n{SVG}：\n{IMAGE}".encode(), name=f"{SVG}.txt"
    )
    seen["refused file"] = drafter.upload(b"%PDF", name=SVG, text=SCRIPT, status=422)
    return seen


SHOWING = {
    "refused": SVG,
    "draft": TITLE,
    "editor": TITLE,
    "desk": TITLE,
    "toast": TITLE,
    "arrived": TITLE,
    "incoming": SCRIPT,
    "incomings": TITLE,
    "document": IMAGE,
    "documents": TITLE,
    "as of": TITLE,
    "search": SVG,
    "import": SCRIPT,
    "refused file": SCRIPT,
}


@pytest.mark.parametrize("name", SHOWING)
def test_hostile_words_are_shown_and_stay_words(pages: dict[str, TestResponse], name: str) -> None:
    page = harmless(pages[name])
    shown = [page.html.get_text()]
    shown += [str(value) for tag in page.html.find_all(True) for value in tag.attrs.values()]
    assert any(SHOWING[name] in text for text in shown)


def test_an_opinion_of_another_agency_is_not_even_shown(pages: dict[str, TestResponse]) -> None:
    assert SCRIPT in pages["incoming"].html.select_one("aside.slip").get_text()
    assert "拟办" not in pages["document"].html.select_one("aside.slip").get_text()


def test_a_hostile_file_name_breaks_no_header(
    office: OfficeApp, pages: dict[str, TestResponse]
) -> None:
    link = pages["incoming"].html.select_one("a[href*='/files/']")["href"]
    answer = office.log_in(QINGHE_CLERK).get(link)
    assert answer.content_type == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for character in '<>"\r\n':
        assert character not in answer.headers["Content-Disposition"].partition("''")[2]
