"""Every type has a guide and templates that keep their own rules once the blanks are filled."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from documents.drafting.guides import Guide, Template, guide_of, guides, manuscript_from
from documents.drafting.text_lines import attendance_lines, attendance_of
from documents.manuscript import Attendance, Format, Manuscript
from documents.rules import Case, Organ, check
from office.directory.kinds import DOCUMENT_TYPES
from tests.unit.rules.organs import CITY, CITY_OFFICE, ORGANS, PROVINCE

EVERY = [
    pytest.param(guide, template, id=f"{guide.type}-{template.name}")
    for guide in guides().values()
    for template in guide.templates
]
WORDS = {
    "文号": "清政〔2026〕3号",
    "电话": "0999-6600123",
    "日期": "2026年12月1日",
    "施行日期": "2027年1月1日",
    "请示机关": "清河区人民政府",
    "请示机关简称": "区",
    "来函机关": "临江市人民政府",
    "主送机关": "清河区人民政府",
    "本级人民代表大会常务委员会": "澜州市人民代表大会常务委员会",
    "本级人民政府": "市人民政府",
}


def filled(manuscript: Manuscript) -> Manuscript:
    """The manuscript with words in all its blanks."""

    def word(found: re.Match[str]) -> str:
        return WORDS.get(found[1], found[1])

    text = json.dumps(manuscript.to_json(), ensure_ascii=False)
    return Manuscript.from_json(json.loads(re.sub("〖([^〗]*)〗", word, text)))


def issuer(guide: Guide, template: Template) -> Organ:
    """The city's government, or its office where it answers by letter."""
    return CITY_OFFICE if "办公厅" in template.name else CITY


def made(guide: Guide, template: Template) -> Manuscript:
    name = issuer(guide, template).name
    return manuscript_from(guide, template, issuer=name, superior=PROVINCE.name)


def found(guide: Guide, template: Template, manuscript: Manuscript) -> list[str]:
    about = Case(manuscript=manuscript, issuer=issuer(guide, template), organs=ORGANS)
    return [f"{each.rule} {each.position}" for each in check(about)]


def test_all_fifteen_types_have_a_guide_in_the_regulations_order() -> None:
    assert tuple(guides()) == DOCUMENT_TYPES
    assert guide_of("通告函") is None
    for guide in guides().values():
        assert guide.use
        assert guide.wants
        assert guide.templates


@pytest.mark.parametrize(("guide", "template"), EVERY)
def test_a_template_keeps_every_rule_once_its_blanks_are_filled(
    guide: Guide, template: Template
) -> None:
    assert found(guide, template, filled(made(guide, template))) == []


@pytest.mark.parametrize(("guide", "template"), EVERY)
def test_a_template_as_it_stands_is_stopped_by_its_blanks(
    guide: Guide, template: Template
) -> None:
    assert any(
        each.startswith("blank-left") for each in found(guide, template, made(guide, template))
    )


def test_types_differ_in_what_they_have() -> None:
    kinds = guides()
    assert {each.type for each in kinds.values() if not each.recipients} == {
        *("决议", "命令", "公报", "公告", "通告", "纪要"),
    }
    assert [each.type for each in kinds.values() if each.attendance] == ["纪要"]
    assert {each.type for each in kinds.values() if each.upward} == {"请示", "报告"}
    formats = {each.type: each.format for each in kinds.values()}
    assert formats["命令"] is Format.ORDER
    assert formats["函"] is Format.LETTER
    assert formats["纪要"] is Format.MINUTES
    assert formats["通知"] is Format.DOCUMENT


def test_requests_and_reports_are_addressed_to_whom_they_go_up_to() -> None:
    for type in ("请示", "报告"):
        guide = guides()[type]
        draft = made(guide, guide.templates[0])
        assert draft.recipients == PROVINCE.name
        alone = manuscript_from(guide, guide.templates[0], issuer="某部", superior="")
        assert alone.recipients == "〖上级机关〗"


def test_what_an_order_promulgates_is_enclosed() -> None:
    guide = guides()["命令"]
    enclosure = made(guide, guide.templates[0]).enclosure
    assert enclosure
    assert enclosure.title == "〖规章名称〗"


def test_lists_of_who_was_there_are_lines_and_back() -> None:
    lists = (Attendance("出席", "周怀远　陆承钧"), Attendance("列席", "段文"))
    assert attendance_of(attendance_lines(lists)) == lists
    assert attendance_of("周怀远\n\n请假:\n") == (Attendance("出席", "周怀远"),)
    assert replace(lists[0], names="") not in attendance_of("出席：")
