"""PDF and OFD: text by where it stands; scans, locked and damaged files are refused."""

from __future__ import annotations

import io
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from documents.layout import compose
from documents.layout.ofd import write_ofd
from documents.layout.pages import Element
from documents.layout.pdf import write_pdf
from documents.manuscript import Attachment, Paragraph, Table
from documents.reading.importing import import_file, import_text
from documents.reading.page_text import paragraphs_of, recognise_pages, without_running
from documents.reading.pdf_lines import MOST_PAGES, PageLine, page_lines
from documents.typefaces.typeface import Typefaces
from office.classification import Ceiling, TooSecret
from office.kernel.refusals import Refused
from tests.unit.layout.conftest import installed as installed  # noqa: PLC0414 # a fixture
from tests.unit.layout.specimens import ISSUE, NOTICE


def test_a_document_of_ours_is_read_back_from_pdf_and_from_ofd(installed: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    from_pdf = import_file(write_pdf(pages, typefaces=installed))
    from_ofd = import_file(write_ofd(pages, typefaces=installed))

    read = from_pdf.manuscript
    assert read == from_ofd.manuscript
    assert (read.title, read.recipients, read.body) == (
        NOTICE.title,
        NOTICE.recipients,
        NOTICE.body,
    )
    assert (read.attachments, read.enclosure) == (NOTICE.attachments, NOTICE.enclosure)
    assert (read.signature, read.date, read.number) == (
        NOTICE.signature,
        NOTICE.date,
        ISSUE.number,
    )
    assert "页码没有导入" in from_pdf.remarks[0]
    assert not any("页码" in each for each in read.unrecognised)


def drawn(*lines: str, pages: int = 1) -> bytes:
    """A PDF with these lines on every page; none leave it empty, as a scan is."""
    file = io.BytesIO()
    canvas = Canvas(file)
    for _ in range(pages):
        for place, line in enumerate(lines):
            canvas.drawString(100, 700 - 20 * place, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def locked() -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(drawn("Some text of a page"))))
    writer.encrypt("secret")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (drawn(), "可能是扫描件"),
        (drawn("text and more text")[:400], "已损坏"),
        (b"%PDF-1.7\nnonsense", "已损坏"),
        (locked(), "打开密码"),
        (drawn("x", pages=MOST_PAGES + 1), f"超过 {MOST_PAGES} 页"),
    ],
    ids=["scan", "cut off", "nonsense", "locked", "endless"],
)
def test_a_pdf_that_cannot_be_read_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        import_file(data)


def line(text: str, *, left: float, right: float, top: float, page: int = 0) -> PageLine:
    return PageLine(text, left, right, top, 16.0, page, 595.0, 842.0)


def test_a_full_line_goes_on_and_a_short_one_ends() -> None:
    lines = [
        line("第一段的第一行", left=112, right=522, top=200),
        line("第一段的末行。", left=80, right=300, top=230),
        line("第二段。", left=112, right=300, top=260),
        line("附件：很长很长的名称", left=112, right=522, top=290),
        line("的后半", left=160, right=220, top=320),
        line("署名", left=400, right=460, top=350),
        line("第三段 of", left=112, right=522, top=380),
        line("words", left=80, right=140, top=100, page=1),
    ]
    assert list(paragraphs_of(lines)) == [
        "第一段的第一行第一段的末行。",
        "第二段。",
        "附件：很长很长的名称的后半",
        "署名",
        "第三段 of words",
    ]


def test_running_heads_and_page_numbers_are_set_aside_and_told() -> None:
    lines = [
        each
        for page in range(3)
        for each in (
            line("内部刊物　第3期", left=80, right=200, top=40, page=page),
            line(f"正文{page}", left=80, right=200, top=400, page=page),
            line(f"— {page + 1} —", left=80, right=200, top=790, page=page),
        )
    ]
    kept, running, numbers = without_running(lines)
    assert [each.text for each in kept] == ["正文0", "正文1", "正文2"]
    assert running == ["内部刊物　第3期"]
    assert numbers == ["— 1 —", "— 2 —", "— 3 —"]


def test_lines_that_are_numbers_are_text_wherever_they_stand(installed: Typefaces) -> None:
    body = tuple(Paragraph(0, str(each)) for each in range(1000, 1100))
    pages = compose(replace(NOTICE, body=body), issue=ISSUE)
    numbered = sum(
        any(run.element is Element.PAGE_NUMBER for run in page.runs) for page in pages.pages
    )
    numbers = "、".join(f"—{each}—" for each in range(1, numbered + 1))
    for data in (write_pdf(pages, typefaces=installed), write_ofd(pages, typefaces=installed)):
        read = import_file(data)
        assert read.manuscript.body == body
        assert "".join(read.remarks).replace(" ", "") == f"页码没有导入：{numbers}"


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        (["1", "2", "3"], []),
        (["7", "8", "9"], []),
        (["— 1 —", "2", "共3页"], ["共3页"]),
        (["1008", "1031", "1054"], ["1008", "1031", "1054"]),
        (["31", "28", "31"], ["31", "28", "31"]),
    ],
)
def test_a_bare_number_at_the_edge_counts_pages_only_in_a_series(
    numbers: list[str], kept: list[str]
) -> None:
    lines = [
        each
        for page, number in enumerate(numbers)
        for each in (
            line("甲", left=80, right=200, top=400, page=page),
            line(number, left=290, right=310, top=790, page=page),
        )
    ]
    found, running, told = without_running(lines)
    assert [each.text for each in found if each.text != "甲"] == kept
    assert running == []
    assert sorted([*kept, *told]) == sorted(numbers)


def test_a_number_with_text_behind_it_is_text() -> None:
    lines = [
        line("甲", left=80, right=200, top=400),
        line("1", left=290, right=310, top=760),
        line("乙", left=290, right=310, top=790),
    ]
    assert without_running(lines) == (lines, [], [])


def test_what_lies_across_the_page_is_never_a_page_number() -> None:
    across = replace(line("1", left=80, right=90, top=-300), turned=True)
    assert without_running([across]) == ([across], [], [])


def test_what_stands_beside_a_page_number_may_be_secret() -> None:
    lines = [
        line("关于测试工作的通知各单位", left=80, right=200, top=400),
        line("第1页　机密★10年", left=290, right=310, top=790),
    ]
    with pytest.raises(TooSecret):
        recognise_pages(lines, kind="PDF").check(Ceiling())


def test_more_lines_than_any_document_has_are_refused() -> None:
    with (
        patch("documents.reading.pdf_lines.MOST_LINES", 6),
        pytest.raises(ValueError, match="characters"),
    ):
        page_lines(drawn("one", "two", pages=4))


PLACED = st.builds(
    PageLine,
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    left=st.floats(0, 500),
    right=st.floats(0, 600),
    top=st.floats(0, 800),
    size=st.floats(0, 40),
    page=st.integers(0, 3),
    width=st.just(595.0),
    height=st.just(842.0),
)


@given(st.lists(PLACED, max_size=20))
def test_wherever_lines_stand_no_character_of_them_is_lost(lines: list[PageLine]) -> None:
    kept, running, numbers = without_running(lines)
    out = "".join(paragraphs_of(kept)) + "".join(running) + "".join(numbers)
    assert set("".join("".join(each.text.split()) for each in lines)) == set("".join(out.split()))


def test_tables_in_a_text_are_tables() -> None:
    read = import_text(
        "云川省人民政府关于节水的通知\n各市人民政府：\n如下。\n【表】任务\n|甲|乙|\n|一|二|\n请执行。"
    )
    assert read.body == (
        Paragraph(0, "如下。"),
        Table((("甲", "乙"), ("一", "二")), title="任务"),
        Paragraph(0, "请执行。"),
    )
    assert import_text("附件1\n一览\n|甲|乙|").attachments == (
        Attachment("一览", (Table((("甲", "乙"),)),)),
    )
