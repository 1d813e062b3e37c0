"""Every row is told what is wrong with it: where, what, and what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.registers_import.line import OldLine
from documents.registers_import.rows import SHELL, RowReader
from documents.registers_import.template import template
from documents.registers_import.workbook import read_workbook
from office.classification import Ceiling
from tests.unit.registers_import.books import book, issued, received

READER = RowReader(ceiling=Ceiling(), today=date(2026, 11, 20))


def read(*rows: Any, outgoing: Any = ()) -> Any:
    (row,) = read_workbook(book(*rows, outgoing=outgoing).data).rows
    return READER.read(row)


def line(*rows: Any, outgoing: Any = ()) -> OldLine:
    found = read(*rows, outgoing=outgoing)
    assert isinstance(found, OldLine), [each.sentence for each in found]
    return found


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"收文日期": "2024-13-05"}, "“收文日期”列（B2）：“2024-13-05”不是日期。请写成"),
        ({"收文日期": "2027-01-05"}, "在今天以后"),
        ({"收文日期": None}, "“收文日期”列：没有填写。请填写收文日期，例如"),
        ({"收文号": "十五号"}, "“收文号”列（A2）：“十五号”不是一个号。请写成"),
        ({"收文号": "=1+1"}, "“收文号”列（A2）：是公式，不是内容。请选中这一列"),
        ({"标题": "#N/A"}, "是错误值"),
        ({"标题": "长" * 501}, "有 501 字，超过 500 字"),
        ({"编号序列": "签报"}, "“签报”不能作收文的编号序列"),
        ({"密级": "机密★5年"}, "超过本系统允许的最高密级"),
        ({"领导批示": "此件 秘密★1年 请办"}, "写有密级标志"),
        ({"收文号": "100000"}, "流水号 100000 超过 99999"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_to_do(
    changed: dict[str, Any], words: str
) -> None:
    (fault,) = read(received(**changed))
    assert fault.sentence.startswith("“2024年收文登记簿”表第 2 行，")
    assert words in fault.sentence


def test_a_plain_serial_belongs_to_the_year_of_its_day() -> None:
    found = line(received(收文号=15))
    assert (found.number, found.facts["written_number"]) == ("收文〔2024〕15号", "15")
    assert "written_number" not in line(received("收文〔2024〕15号")).facts


def test_a_year_that_differs_from_the_day_is_brought_to_notice_and_stops_nothing() -> None:
    (notice,) = READER.notices(line(received("收文〔2023〕900号")))
    assert "号的年份是 2023 年，日期在 2024 年" in notice.sentence
    assert not notice.stops


@pytest.mark.parametrize(
    ("number", "words"),
    [("3", "没有写全机关代字和年份"), ("收文〔2024〕3号", "“收文”是系统登记簿的名称")],
)
def test_an_issued_paper_has_a_whole_number_of_its_own_kind(number: str, words: str) -> None:
    (fault,) = read(outgoing=[issued(number)])
    assert words in fault.sentence


def test_only_the_shell_of_a_classified_paper_comes_in() -> None:
    assert line(received(密级="机密", 标题=SHELL)).facts["classification"] == "机密"
    for beside in ({"领导批示": "请阅"}, {"扫描件": "a.pdf"}):
        (fault,) = read(received(密级="机密", 标题=SHELL, **beside))
        assert "请把标题改为“涉密件”" in fault.sentence


def test_the_templates_own_examples_are_not_taken_for_papers() -> None:
    rows = read_workbook(template()).rows
    faults = [fault for row in rows for fault in READER.read(row)]  # type: ignore[union-attr]
    assert [each.todo for each in faults] == ["请删去这一行"] * 2
