"""Chapters and articles of rules are told from text, and set as rules are printed."""

from __future__ import annotations

import pytest

from documents.layout import compose, sheet
from documents.layout.pages import Element
from documents.layout.provisions import article_number, chapter_levels
from documents.manuscript import Attachment, Enclosure, Manuscript, Paragraph
from documents.typefaces.role import Role
from tests.unit.layout.specimens import SENTENCE, runs, short_notice

RULES = (
    Paragraph(0, "第一章　总　则"),
    Paragraph(0, f"第一条　{SENTENCE}"),
    Paragraph(0, f"第二条 {SENTENCE * 3}"),
    Paragraph(0, "第二章 职责"),
    Paragraph(0, "第一节 一般规定"),
    Paragraph(0, f"第十二条之一　{SENTENCE}"),
)


def enclosed() -> Manuscript:
    return short_notice(enclosure=Enclosure("澜州市电子公文交换管理办法", RULES, ()))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("第一章　总则", 1),
        ("第一百零二章 附 则", 1),
        ("第12章 附则", 1),
        ("第三节　监督和检查", 2),
        ("第一章总则", 0),
        ("第一章", 0),
        ("第一章 总则是办法的开头，请先读。", 0),
        ("第一章 总则……1", 0),
        ("依照第一章 总则", 0),
        ("第一回 缘起", 0),
    ],
)
def test_a_chapter_is_known_by_its_number_and_the_blank_behind_it(text: str, level: int) -> None:
    assert chapter_levels([text]) == [level]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("第一条　为了规范交换，制定本办法。", "第一条"),
        ("第一百二十三条 本办法自印发之日起施行。", "第一百二十三条"),
        ("第9条 附则。", "第9条"),
        ("第十二条之一　另有规定的除外。", "第十二条之一"),
        ("第一条规定的情形，由市政府办公室解释。", ""),
        ("第一条、第二条由市政府办公室解释。", ""),
        ("按照第一条 办理。", ""),
        ("第一条", ""),
    ],
)
def test_an_article_is_known_by_the_blank_behind_its_number(text: str, number: str) -> None:
    assert article_number(text) == number


def test_the_entries_of_a_table_of_contents_are_running_text() -> None:
    texts = ["目录", "第一章 总则", "第二章 附则", "第一章 总则", "第一条 略。", "第二章 附则"]

    assert chapter_levels(texts) == [0, 0, 0, 1, 0, 1]


def test_chapters_and_sections_stand_in_the_middle_in_hei() -> None:
    texts = {"第一章　总　则", "第二章 职责", "第一节 一般规定"}
    found = runs(compose(enclosed(), issue=None), Element.BODY)
    headings = [run for run in found if run.text in texts]

    assert [run.level for run in headings] == [1, 1, 2]
    assert {run.role for run in headings} == {Role.HEI}
    for run in headings:
        assert run.x + run.width / 2 == pytest.approx(sheet.LEFT + sheet.WIDTH / 2)


def test_chapters_and_sections_are_bookmarks() -> None:
    bookmarks = compose(enclosed(), issue=None).bookmarks

    assert [(each.level, each.text) for each in bookmarks[-3:]] == [
        (1, "第一章　总　则"),
        (1, "第二章 职责"),
        (2, "第一节 一般规定"),
    ]


def test_a_chapter_is_not_the_last_line_of_a_page() -> None:
    chapter = Paragraph(0, "第一章　总则")
    for lines in range(15, 26):
        body = (*(Paragraph(0, "甲。") for _ in range(lines)), chapter, Paragraph(0, SENTENCE))
        pages = compose(short_notice(body=body, signature="", date=""), issue=None)
        for page in pages.pages:
            text = [run for run in page.runs if run.element is Element.BODY]
            assert text[-1].text != chapter.text


def test_the_number_of_an_article_is_in_hei_and_its_text_is_not() -> None:
    found = runs(compose(enclosed(), issue=None), Element.BODY)
    numbers = [run for run in found if run.text in {"第一条", "第二条", "第十二条之一"}]

    assert [run.role for run in numbers] == [Role.HEI] * 3
    assert {run.x for run in numbers} == {sheet.LEFT + 2 * sheet.CELL}
    assert all(run.role is Role.FANGSONG for run in found if "负责此项工作" in run.text)


def test_running_text_of_a_notice_that_begins_with_an_article_stays_as_it_is() -> None:
    text = "第一条规定的单位，由市政府办公室另行公布。"
    (run,) = runs(compose(short_notice(body=(Paragraph(0, text),)), issue=None), Element.BODY)

    assert (run.text, run.role) == (text, Role.FANGSONG)


def test_rules_in_an_attachment_are_set_alike() -> None:
    notice = short_notice(attachments=(Attachment("办法", RULES),))
    found = runs(compose(notice, issue=None), Element.BODY)

    assert "第二章 职责" in {run.text for run in found if run.role is Role.HEI}
