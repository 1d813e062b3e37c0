"""A .docx of ours opens elsewhere and has the page of GB/T 33476.2-2016."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from documents.layout.composing import compose
from documents.layout.issue import Issue
from documents.manuscript import Attendance, Figure, Format, Paragraph, Table
from documents.paper_styles import PaperStyle
from documents.reading.docx import read_docx
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


@pytest.mark.parametrize("format", Format)
def test_a_proof_says_so_on_every_page_and_has_no_red_head(format: Format) -> None:
    document = opened(write_docx(replace(NOTICE, format=format)))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "送审稿"
    assert section.even_page_header.paragraphs[0].text == "送审稿"
    if section.different_first_page_header_footer:
        assert section.first_page_header.paragraphs[0].text == "送审稿"
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


ORGAN = "澜州市人民政府办公室"
MARKS = {
    Format.DOCUMENT: [f"{ORGAN}文件"],
    Format.LETTER: [ORGAN],
    Format.ORDER: [f"{ORGAN}文件"],
    Format.MINUTES: [f"{ORGAN}文件"],
    Format.TELEGRAM: [f"{ORGAN}发电", "明\u3000传\u3000电\u3000报"],
    Format.NOTE: [ORGAN],
}


@pytest.mark.parametrize("format", Format)
def test_every_format_has_its_own_mark_rule_signers_and_imprint(format: Format) -> None:
    document = opened(write_docx(replace(NOTICE, format=format), issue=UPWARD))
    assert by_style(document, PaperStyle.MARK) == MARKS[format]
    numbers = by_style(document, PaperStyle.NUMBER)
    assert any("签发人" in each for each in numbers) is (format is Format.DOCUMENT)
    if format is not Format.DOCUMENT:
        assert numbers == ([] if format is Format.TELEGRAM else [ISSUE.number])
    ruled = [each for each in document.paragraphs if each._p.xpath("./w:pPr/w:pBdr")]
    assert [each.style.name for each in ruled] == {
        Format.DOCUMENT: [PaperStyle.NUMBER],
        Format.MINUTES: [PaperStyle.ISSUER_AND_DATE],
        Format.LETTER: [PaperStyle.EMPTY_LINE],
    }.get(format, [])
    is_signed = format is not Format.MINUTES
    assert bool(by_style(document, PaperStyle.SIGNATURE)) is is_signed
    assert bool(by_style(document, PaperStyle.DATE)) is is_signed
    plain = format in (Format.LETTER, Format.NOTE)
    imprint = document.tables[-1]
    assert imprint.rows[0].cells[0].text.startswith("抄送：")
    assert len(imprint.rows) == (1 if plain else 2)
    assert bool(imprint._tbl.xpath(".//w:tblBorders")) is not plain
    assert document.sections[0].different_first_page_header_footer is plain


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("issue", [None, ISSUE, replace(ISSUE, sealed=True)])
def test_every_format_is_read_back_the_same(format: Format, issue: Issue | None) -> None:
    attendance = (Attendance("出席", "周怀远、程远"), Attendance("请假", "许明"))
    manuscript = replace(
        NOTICE,
        format=format,
        number=ISSUE.number,
        copies="市委各部门。",
        note="（此件公开发布）",
        attendance=attendance,
    )
    for changed in (
        manuscript,
        replace(manuscript, signature=""),
        replace(manuscript, signature="", date=""),
        replace(manuscript, signature="", issuer=""),
        replace(manuscript, classification="秘密★1年", urgency="", recipients=""),
    ):
        read = read_docx(write_docx(changed, issue=issue)).manuscript
        printed_anew = read.unrecognised if issue else ()
        assert read == replace(changed, unrecognised=printed_anew)


@pytest.mark.parametrize("number", ["", "澜政电〔2026〕3号"])
def test_the_box_of_a_telegram_is_a_table(number: str) -> None:
    telegram = replace(
        NOTICE, format=Format.TELEGRAM, recipients="各县（区）人民政府", number=number
    )
    issue = replace(ISSUE, number=number, approved_by="程远", sealed=True)
    data = write_docx(telegram, issue=issue)
    document = opened(data)
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [list(dict.fromkeys(row)) for row in rows] == [
        ["发往", "各县（区）人民政府", "签批盖章", "程远"],
        ["等级", "特急", "电报号", number],
    ]
    assert not by_style(document, PaperStyle.URGENCY)
    read = read_docx(data).manuscript
    assert (read.urgency, read.number) == ("特急", number)
    assert "签批盖章：程远" in read.unrecognised


def test_an_order_is_numbered_in_words_and_its_mark_is_its_title() -> None:
    order = replace(NOTICE, format=Format.ORDER, type="命令", title="云川省人民政府\n令")
    issue = Issue(mark="云川省人民政府令", number="5")
    data = write_docx(order, issue=issue)
    document = opened(data)
    assert by_style(document, PaperStyle.NUMBER) == ["第5号"]
    assert not by_style(document, PaperStyle.TITLE)
    read = read_docx(data).manuscript
    assert (read.title, read.body) == (order.title, order.body)
    titled = opened(write_docx(replace(order, title="关于防汛的命令"), issue=issue))
    assert by_style(titled, PaperStyle.TITLE) == ["关于防汛的命令"]


def test_minutes_name_issuer_and_date_above_the_text_and_are_not_signed() -> None:
    minutes = replace(NOTICE, format=Format.MINUTES)
    for issue in (None, ISSUE):
        document = opened(write_docx(minutes, issue=issue))
        line = f"{ORGAN}\t2026年11月22日"
        assert by_style(document, PaperStyle.ISSUER_AND_DATE) == [line]
        assert not by_style(document, PaperStyle.SIGNATURE)


def test_a_letter_stands_between_double_rules_of_170_mm() -> None:
    wide = Table((("甲", "乙"), ("一", "二")), landscape=True)
    letter = replace(NOTICE, format=Format.LETTER, body=(Paragraph(0, "前。"), wide))
    document = opened(write_docx(letter, issue=ISSUE))
    upper = [each for each in document.paragraphs if each._p.xpath("./w:pPr/w:pBdr")]
    lower = document.sections[0].first_page_footer.paragraphs[:1]
    tops = []
    for (rule,), kind in ((upper, "thickThin"), (lower, "thinThick")):
        frame, border = rule._p.xpath("./w:pPr/w:framePr | ./w:pPr/w:pBdr/w:bottom")
        assert border.get(qn("w:val")) == f"{kind}SmallGap"
        assert abs(int(frame.get(qn("w:w"))) - Mm(170).twips) <= 1
        assert abs(int(frame.get(qn("w:x"))) - Mm(20).twips) <= 1
        tops.append(int(frame.get(qn("w:y"))))
    rules = [rule.y - rule.thickness / 2 for rule in compose(letter, issue=ISSUE).pages[0].rules]
    for top, wanted in zip(tops, (rules[0], rules[2]), strict=True):
        assert abs(top - Mm(wanted).twips) <= 1
    # Only page 1 of the document has no number, not page 1 of each of its sections.
    numbered = [not each.different_first_page_header_footer for each in document.sections]
    assert numbered == [False, *[True] * (len(numbered) - 1)]


def test_what_xml_cannot_hold_is_left_out_wherever_it_stands() -> None:
    image = io.BytesIO()
    Image.new("L", (4, 3)).save(image, "PNG")
    odd = "甲\x00\x08\ud800\ufffe乙"
    figure = Figure("digest", 10.0, 10.0, title=odd, words=odd)
    manuscript = replace(NOTICE, title=odd, issuer=odd, type=odd, body=(figure,))
    data = write_docx(manuscript, files={"digest": image.getvalue()})
    document = opened(data)
    assert by_style(document, PaperStyle.TITLE) == ["甲乙"]
    assert document.core_properties.title == "甲乙"
    assert read_docx(data).manuscript.body[0].words == "甲乙"


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


def test_the_organs_of_a_joint_title_stay_apart_at_its_line_ends() -> None:
    organs = "澜州市发展和改革委员会\u3000澜州市财政局\u3000澜州市大数据局"
    title = f"{organs}关于做好2027年度市级政务信息化项目申报工作的通知"
    joint = replace(NOTICE, title=title, signature=organs)
    assert read_docx(write_docx(joint)).manuscript.title == title
