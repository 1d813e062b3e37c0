from __future__ import annotations

from dataclasses import replace

import pytest

from documents.layout import Issue, compose
from documents.layout.formats.note import Note
from documents.layout.pages import BLACK, RED, Element
from documents.manuscript import Format
from tests.unit.layout.specimens import runs, short_notice

NOTE = short_notice(type="函", format=Format.NOTE, title="关于借用会议室的函", copies="市委办公室")
ISSUE = Issue(mark="澜州市大数据局")


def test_a_note_has_a_small_mark_and_no_rules_at_all() -> None:
    pages = compose(NOTE, issue=ISSUE)
    (mark,) = runs(pages, Element.MARK)

    assert (mark.text, mark.colour, mark.ink_top) == ("澜州市大数据局", RED, 30.0)
    assert mark.size <= 30.0
    assert [rule for page in pages.pages for rule in page.rules] == []


def test_a_note_needs_no_number_but_shows_one_flush_right() -> None:
    assert compose(NOTE, issue=ISSUE).text(Element.NUMBER) == ""
    number = runs(compose(NOTE, issue=replace(ISSUE, number="便函3号")), Element.NUMBER)[0]
    assert number.x + number.width == pytest.approx(184.0)


def test_a_note_is_signed_and_dated_and_its_first_page_has_no_number() -> None:
    pages = compose(NOTE, issue=ISSUE)

    assert pages.text(Element.SIGNATURE, Element.DATE) == "澜州市人民政府办公室2026年11月22日"
    assert pages.text(Element.PAGE_NUMBER) == ""
    assert pages.text(Element.IMPRINT) == "抄送：市委办公室。"


def test_a_note_without_a_mark_begins_with_its_title_in_the_type_area() -> None:
    title = runs(compose(NOTE, issue=Issue(mark="")), Element.TITLE)[0]

    assert 37 < title.y < 70


def test_an_office_may_print_the_mark_black() -> None:
    class Black(Note):
        colour = BLACK

    (mark,) = (run for run in Black(NOTE, ISSUE).header().runs if run.element is Element.MARK)
    assert mark.colour == BLACK
