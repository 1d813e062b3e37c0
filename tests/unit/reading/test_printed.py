"""Elements that later acts print are told from the lines of a printed document."""

from __future__ import annotations

import pytest

from documents.manuscript import Attachment, Enclosure, Manuscript, Paragraph
from documents.reading import read_text
from documents.reading.printed import Printed, printed_elements, without_text


@pytest.mark.parametrize("blank", [" ", "\u3000\u3000", "\t", ""])
def test_the_imprint_tells_who_printed_it_and_when(blank: str) -> None:
    line = f"澜州市人民政府办公室{blank}2026年11月20日印发"
    assert printed_elements(["— 1 —", line]) == Printed(
        printing_office="澜州市人民政府办公室", print_date="2026年11月20日", lines=(line,)
    )


def test_signers_go_on_on_the_next_lines() -> None:
    lines = ("澜州市人民政府", "签发人：陆承钧　周怀远", "欧阳明德", "澜州市人民政府文件")
    assert printed_elements(lines) == Printed(
        signers=("陆承钧", "周怀远", "欧阳明德"), lines=lines[1:3]
    )


@pytest.mark.parametrize(
    "line", ["签发人：请写明姓名。", "签发人：澜州市人民政府", "现将通知印发", "20日印发", ""]
)
def test_other_lines_say_nothing(line: str) -> None:
    assert printed_elements([line]) == Printed()


def test_a_pasted_text_tells_its_signer_and_imprint() -> None:
    manuscript = read_text(
        "澜政〔2026〕8号　　签发人：陆承钧\n澜州市人民政府关于节水的请示\n省人民政府：\n请批示。\n"
        "澜州市人民政府\n2026年11月21日\n抄送：省水利厅。\n"
        "澜州市人民政府办公室　　2026年11月22日印发\n"
    )
    found = printed_elements(manuscript.unrecognised)
    assert found.signers == ("陆承钧",)
    assert (found.printing_office, found.print_date) == ("澜州市人民政府办公室", "2026年11月22日")
    assert found.lines == manuscript.unrecognised


def test_attachments_without_text_are_asked_for() -> None:
    given, named = Attachment("甲", (Paragraph(0, "内容"),)), Attachment("乙")
    several = Manuscript(type="", title="", attachments=(given, named))
    enclosed = Enclosure("办法", attachments=(named,))
    assert [each[:9] for each in without_text(several)] == ["附件2“乙”只有名"]
    assert [each[:8] for each in without_text(Manuscript("", "", enclosure=enclosed))] == [
        "附件“乙”只有名"
    ]
    assert list(without_text(Manuscript("", "", attachments=(given,)))) == []
