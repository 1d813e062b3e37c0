"""The pages of a document over HTTP: drawn text with its own fonts, for those who may see it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from webtest import TestResponse

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.reading.ofd import ofd_text
from documents.screens import pages as screen
from documents.typesetting import Typesetter
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    QINGHE,
    QINGHE_DEPUTY,
    REVIEWER,
    OfficeApp,
    Visitor,
    draft,
    issue,
    page_text,
)

LONG = "\n".join("为确保各项工作落到实处，现就有关事项通知如下。" * 8 for _ in range(24))
HOSTILE = "关于<script>alert(1)</script>\"'&amp;<b onclick=x>事项</b>]]>--><!-- 的通知"


def addresses(page: TestResponse, reader: Visitor) -> list[str]:
    """Of everything that the drawn pages of a page of the office are made from."""
    sheet = page.html.select_one("link[href$='/fonts.css']")["href"]
    folder = sheet.removesuffix("fonts.css")
    fonts = re.findall(r'url\("([^"]+)"\)', reader.get(sheet, status=200).text)
    return [sheet, f"{folder}page-001.svg", *(folder + each for each in fonts)]


def long_draft(office: OfficeApp) -> tuple[UUID, TestResponse]:
    """A draft of more pages than stand in one answer."""
    id = draft(office, "关于一件长文的通知", body=LONG)
    return id, office.log_in(DRAFTER).open(f"/documents/{id}")


def test_stored_pages_are_served_to_the_own_agency_only(office: OfficeApp) -> None:
    id = issue(office, "关于本机关页面的通知", to=[QINGHE])
    clerk, stranger = office.log_in(CLERK), office.log_in(QINGHE_DEPUTY)
    page = clerk.open(f"/documents/{id}")
    found = [*addresses(page, clerk), page.html.select_one("a[href*='/files/']")["href"]]
    kinds = set()
    for each in found:
        answer = clerk.get(each, status=200)
        kinds.add(answer.content_type)
        assert "immutable" in answer.headers["Cache-Control"]
        stranger.get(each, status=404)
    assert kinds == {"text/css", "image/svg+xml", "font/ttf", "application/pdf"}
    assert all("/screens/" in each for each in found[:-1])


def test_pages_of_a_draft_are_served_to_those_who_may_see_it(office: OfficeApp) -> None:
    id = draft(office, "关于未送文稿的通知")
    drafter = office.log_in(DRAFTER)
    found = addresses(drafter.open(f"/documents/{id}"), drafter)
    assert all(f"/documents/{id}/proofs/" in each for each in found)
    for each in found:
        drafter.get(each, status=200)
        office.log_in(QINGHE_DEPUTY).get(each, status=404)


def test_pages_that_there_are_not_are_missing(office: OfficeApp) -> None:
    id = issue(office, "关于没有的页面的通知", to=[])
    clerk = office.log_in(CLERK)
    page = clerk.open(f"/documents/{id}")
    folder = page.html.select_one("link[href$='/fonts.css']")["href"].removesuffix("fonts.css")
    pdf = page.html.select_one("a[href*='/files/']")["href"].rpartition("/")[2]
    stored = folder.rstrip("/").rpartition("/")[2]
    for wrong in ("page-000.svg", "page-099.svg", "", "%2e%2e%2fwenshu.db", "restless"):
        clerk.get(folder + wrong, status=404)
    for wrong in ("0" * 64, pdf.removesuffix(".pdf"), ".."):
        clerk.get(f"/documents/{id}/screens/{wrong}/fonts.css", status=404)
        clerk.get(f"/documents/{id}/screens/{wrong}/rest", status=404)
    for wrong in ("0" * 64, stored, "0" * 64 + "." + "0" * 16):
        clerk.get(f"/documents/{id}/proofs/{wrong}/fonts.css", status=404)
        clerk.get(f"/documents/{id}/files/{wrong}.pdf", status=404)
        clerk.get(f"/documents/{id}/pages/{wrong}/1.png", status=404)


def test_what_was_consented_to_is_shown_as_stored(office: OfficeApp) -> None:
    id = draft(office, "关于按原样显示的通知")
    drafter = office.log_in(DRAFTER)
    drafter.press("submit", to=office.person(REVIEWER))
    document = office.house.find(Documents).load(Document, id)
    page = office.log_in(REVIEWER).open(f"/documents/{id}")
    assert document.shown["screen"] in page.html.select_one("link[href$='/fonts.css']")["href"]
    assert "送审稿" in page_text(page)
    assert "关于按原样显示的通知" in page_text(page)


def test_the_first_pages_stand_in_the_answer_and_the_rest_follows(office: OfficeApp) -> None:
    _, page = long_draft(office)
    here = page.html.select(".drawn")
    assert len(here) == screen.AT_ONCE
    rest = page.html.select_one(".rest")
    framed = [each["src"] for each in rest.select("noscript iframe")]
    drafter = office.log_in(DRAFTER)
    answer = drafter.get(rest["hx-get"], status=200)
    later = answer.html.select(".drawn")
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(later) == len(framed) > 0
    assert [each["id"] for each in (*here, *later)] == [
        f"page-{number}" for number in range(1, len(here) + len(later) + 1)
    ]
    for address in framed:
        alone = drafter.get(address, status=200)
        assert alone.text.startswith("<?xml-stylesheet")
        assert "script-src" not in alone.headers["Content-Security-Policy"]
        assert alone.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_an_earlier_draft_still_has_its_pages(office: OfficeApp) -> None:
    id, _ = long_draft(office)
    drafter = office.log_in(DRAFTER)
    drafter.open(f"/documents/{id}/draft")
    drafter.press("save", body="改为短文。")
    before = drafter.open(f"/documents/{id}?as_of=1")
    assert "确保各项工作" in page_text(before)
    for each in (*addresses(before, drafter), before.html.select_one(".rest")["hx-get"]):
        drafter.get(each, status=200)


def test_hostile_words_stay_words_in_drawn_pages(office: OfficeApp) -> None:
    id = draft(office, HOSTILE, body=HOSTILE)
    page = office.log_in(DRAFTER).open(f"/documents/{id}")
    drawn = page.html.select_one("#sheet-1")
    assert "".join(HOSTILE.split()) in page_text(page)
    names = {each.name for each in drawn.find_all(True)}
    assert names == {"path", "g", "text", "tspan"}
    assert not [name for each in drawn.find_all(True) for name in each.attrs if name[:2] == "on"]


@pytest.mark.slow
def test_pages_from_before_the_screen_had_its_own_are_pictures(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Typesetter.shown

    def as_it_was(*given: Any, **named: Any) -> dict[str, Any]:
        stored = shown(*given, **named)
        return {name: value for name, value in stored.items() if "screen" not in name}

    monkeypatch.setattr(Typesetter, "shown", as_it_was)
    id = issue(office, "关于从前页面的通知", to=[])
    clerk = office.log_in(CLERK)
    page = clerk.open(f"/documents/{id}")
    assert "关于从前页面的通知" in page_text(page)
    source = page.html.select_one("img.page")["src"]
    picture = clerk.get(source, status=200)
    assert picture.content_type == "image/png"
    assert BytesIO(picture.body).read(4) == b"\x89PNG"
    for wrong in ("0", "99", "9" * 400):
        clerk.get(source.replace("1.png", f"{wrong}.png"), status=404)


def test_what_is_issued_can_be_had_in_ofd(office: OfficeApp) -> None:
    id = issue(office, "关于版式文件的通知", to=[QINGHE])
    clerk, stranger = office.log_in(CLERK), office.log_in(QINGHE_DEPUTY)
    address = clerk.open(f"/documents/{id}").html.select_one("a[href$='.ofd']")["href"]

    answer = clerk.get(address, status=200)

    lines = "".join(each.text for each in ofd_text(answer.body))
    assert answer.content_type == "application/ofd"
    assert "关于版式文件的通知" in "".join(lines.split())
    stranger.get(address, status=404)


def test_who_reads_a_draft_is_told_of_characters_that_would_be_boxes(office: OfficeApp) -> None:
    id = draft(office, "关于\U00030ede面和\ue010的通知")
    drafter = office.log_in(DRAFTER)

    for address in (f"/documents/{id}", f"/documents/{id}/draft"):
        warning = drafter.open(address).html.select_one(".warning").text
        assert "没有这些字：\U00030ede（U+30EDE）、\ue010（U+E010）" in warning

    plain = draft(office, "关于寻常字的通知")
    assert drafter.open(f"/documents/{plain}").html.select_one(".warning") is None
