"""A .docx of ours opens elsewhere and has the page of GB/T 33476.2-2016."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from docx.shared import Mm

from documents.layout.issue import Issue
from documents.manuscript import Format, Paragraph, Table
from documents.paper_styles import PaperStyle
from documents.writing import write_docx
from tests.unit.layout.specimens import ISSUE, NOTICE

UPWARD = replace(ISSUE, signers=("周怀远", "程远", "许明"))


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def by_style(document: docx.document.Document, style: PaperStyle) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == style]


def test_an_independent_reader_finds_margins_and_styles() -> None:
    document = opened(write_docx(NOTICE, issue=ISSUE))
    section = document.sections[0]
    for margin, wanted in (
        (section.top_margin, 34.58),
        (section.bottom_margin, 32.58),
        (section.left_margin, 28.0),
        (section.right_margin, 26.0),
    ):
        assert abs(margin - Mm(wanted)) < Mm(0.02)
    text = document.styles[PaperStyle.TEXT]
    assert (text.font.name, text.font.size.pt) == ("仿宋_GB2312", 16)
    assert text.paragraph_format.line_spacing.pt == 29.6
    assert document.styles[PaperStyle.TITLE].font.name == "方正小标宋简体"
    assert document.styles[PaperStyle.LEVEL_1].font.name == "黑体"
    assert document.styles[PaperStyle.LEVEL_2].font.name == "楷体_GB2312"
    assert by_style(document, PaperStyle.MARK) == [ISSUE.mark]
    assert by_style(document, PaperStyle.NUMBER) == [ISSUE.number]
    assert by_style(document, PaperStyle.LEVEL_1) == ["一、统一思想", "一、总则"]
    assert document.tables[-1].rows[-1].cells[0].text.endswith("印发")
    assert "送审稿" not in section.header.paragraphs[0].text


def test_a_proof_says_so_on_every_page_and_has_no_red_head() -> None:
    document = opened(write_docx(NOTICE))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "送审稿"
    assert section.even_page_header.paragraphs[0].text == "送审稿"
    assert not by_style(document, PaperStyle.MARK)


def test_page_numbers_stand_outside_on_odd_and_even_pages() -> None:
    section = opened(write_docx(NOTICE, issue=ISSUE)).sections[0]
    assert section.footer.paragraphs[0].alignment == 2
    assert section.even_page_footer.paragraphs[0].alignment == 0
    assert "— 1 —" in section.footer.paragraphs[0].text


def test_signers_stand_two_to_a_line_the_number_beside_the_last() -> None:
    document = opened(write_docx(NOTICE, issue=UPWARD))
    assert by_style(document, PaperStyle.NUMBER) == [
        "\t签发人：周怀远\u3000程远",
        f"{ISSUE.number}\t\u3000\u3000\u3000\u3000许明",
    ]


def test_joint_marks_stand_below_one_another() -> None:
    issue = Issue(mark="文件", joint_marks=("云川省水利厅", "云川省财政厅"))
    assert by_style(opened(write_docx(NOTICE, issue=issue)), PaperStyle.MARK) == [
        "云川省水利厅",
        "云川省财政厅文件",
    ]


@pytest.mark.parametrize("format", Format)
def test_every_format_opens(format: Format) -> None:
    document = opened(write_docx(replace(NOTICE, format=format), issue=UPWARD))
    assert by_style(document, PaperStyle.MARK)


def test_a_letter_has_no_number_on_page_one_and_no_printing_office() -> None:
    document = opened(write_docx(replace(NOTICE, format=Format.LETTER), issue=ISSUE))
    assert document.sections[0].different_first_page_header_footer
    assert by_style(document, PaperStyle.MARK) == [ISSUE.mark.removesuffix("文件")]
    assert "印发" not in document.tables[-1].rows[-1].cells[0].text


def test_a_table_across_the_page_has_a_section_of_its_own() -> None:
    wide = Table((("甲", "乙"), ("一", "二")), landscape=True)
    manuscript = replace(NOTICE, body=(Paragraph(0, "前。"), wide, Paragraph(0, "后。")))
    document = opened(write_docx(manuscript))
    assert [each.page_width > each.page_height for each in document.sections] == [
        False,
        True,
        False,
    ]
    last = replace(
        NOTICE, copies="", attachments=(), enclosure=None, date="", signature="", note=""
    )
    ending = opened(write_docx(replace(last, body=(wide,))))
    assert [each.page_width > each.page_height for each in ending.sections] == [False, True]
