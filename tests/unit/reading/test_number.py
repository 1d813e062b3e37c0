"""发文字号: where it begins and how it is made regular."""

from __future__ import annotations

import pytest

from documents.reading.number import find_number, normal_number


def found(line: str) -> str:
    place = find_number(line)
    return line[place.start : place.end] if place else ""


@pytest.mark.parametrize(
    "printed",
    [
        "澜政办发〔2026〕8号",
        "澜政办发[2026]8号",
        "澜政办发【2026】8号",
        "澜政办发（2026）8号",
        "澜政办发(2026)8号",
        "澜政办发［２０２６］８号",
        "澜政办发 〔 2026 〕 第8号",
        "澜政办发〔2026〕008号",
    ],
)
def test_every_bracket_gives_the_same_number(printed: str) -> None:
    assert found(printed) == printed
    assert normal_number(printed) == "澜政办发〔2026〕8号"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("澜政办发〔2026〕8号澜州市人民政府办公室关于防汛工作的通知", "澜政办发〔2026〕8号"),
        ("关于防汛工作的通知澜政办发〔2026〕8号", "澜政办发〔2026〕8号"),
        ("市政府印发二〇二六年度防汛工作安排川府办发〔2026〕8号", "川府办发〔2026〕8号"),
        ("文号：澜政办发〔2026〕8号", "澜政办发〔2026〕8号"),
        ("澜政发〔2026〕8号　　　签发人：某某", "澜政发〔2026〕8号"),
        ("第12号", "第12号"),
        ("本市防汛抗旱指挥机构此前所作的有关事项〔2026〕8号", ""),
        ("〔2026〕8号", ""),
        ("澜政办发2026年8号", ""),
    ],
)
def test_a_number_is_found_at_either_end_of_a_line(line: str, number: str) -> None:
    assert found(line) == number


def test_a_glued_number_begins_at_its_province() -> None:
    assert found("澜州市本年度防汛抗旱应急响应云政办发〔2026〕8号") == "云政办发〔2026〕8号"
