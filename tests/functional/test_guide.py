"""使用手册 inside the product: every chapter to be read, and nothing in it that runs."""

from __future__ import annotations

import re

import pytest

from office.guide.chapters import chapter, chapters
from tests.functional.office_app import CLERK, OfficeApp


def test_the_manual_is_a_click_away_and_leads_from_chapter_to_chapter(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    desk = clerk.open("/").html
    ways = [each["href"] for each in desk.select('.me a[href="/guide"], dialog a[href="/guide"]')]
    assert len(ways) == 2, "in the menu under the name, and among the keys"
    page = clerk.open("/guide").html
    listed = [each["href"] for each in page.select("main nav a")]
    assert len(listed) == len(chapters())
    for address in listed:
        assert clerk.open(address).html.select_one("article h1").get_text()
    led = {each["href"] for each in page.select("article a")}
    assert led, "the first chapter leads to the others"
    assert led <= set(listed)
    clerk.open("/guide/secret", status=404)


def test_nothing_in_a_chapter_is_executed(monkeypatch: pytest.MonkeyPatch) -> None:
    written = (
        "# 手册\n<script>alert(1)</script>\n\n[坏](javascript:alert(1)) [外](https://x.example) "
        "[好](acting.md) ![图](https://x.example/a.png) <b onclick=x>字</b>\n上一行\n下一行\n"
    )
    monkeypatch.setattr("office.guide.chapters._text", lambda folder, name: written)
    found = chapter("README", lambda name: f"/guide/{name}")
    assert found is not None
    body = str(found.body)
    assert "<script" not in body
    assert "<b " not in body
    assert re.findall('(?:href|src)="([^"]*)"', body) == ["/guide/acting"]
    assert '<a href="/guide/acting">好</a>' in body
    assert "上一行下一行" in body
