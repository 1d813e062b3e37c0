from __future__ import annotations

import json
from dataclasses import replace

import pytest

from documents.layout import sheet
from documents.layout.briefings import Addressees, Briefing, Item, compose_briefing
from documents.layout.pages import RED, Element
from documents.layout.pdf import write_pdf
from documents.manuscript import Figure, Paragraph, Table
from documents.typefaces.role import Role
from documents.typefaces.typeface import Typefaces
from tests.specimens.printed import Box, printed
from tests.unit.layout.specimens import SENTENCE, runs

LINE = (225 - 156 / 28) / 21
FOURTH = 14 * 25.4 / 72
BRIEFING = Briefing(
    name="澜州政务信息",
    number="第18期",
    total="总第1206期",
    issuer="澜州市人民政府办公室",
    date="2026年11月22日",
    classification="内部资料",
    serial="0018",
    note="现将部分单位的做法刊发，供参考借鉴。",
    items=(
        Item(
            "市教育局“三张清单”推动公文交换提速",
            (Paragraph(1, "一、任务清单"), Paragraph(0, SENTENCE * 2)),
            "市教育局",
        ),
        Item("青屏县建立紧急公文响应机制", (Paragraph(0, SENTENCE * 2),)),
    ),
    addressees=(
        Addressees("报", "市委、市人大常委会、市政府、市政协领导同志，" * 3 + "省政府办公厅"),
        Addressees("送：", "市委各部门"),
        Addressees("发", "各县（区）人民政府。"),
    ),
    copies=180,
)


def test_the_head_stands_as_offices_do_it(installed: Typefaces) -> None:
    """Name 20 mm below the type area's top, the rule 4 mm below issuer and date."""
    page = printed(write_pdf(compose_briefing(BRIEFING), typefaces=installed))[0]
    number, issuer = page.piece("第18期"), page.piece("澜州市人民政府办公室")
    date = page.piece("2026年11月22日")
    name, rule = page.piece("澜州政务信息"), page.rules[0]

    assert page.ink(Box(29, 50, 183, 78)).top == pytest.approx(57.0, abs=0.1)
    assert number.text == "第18期（总第1206期）"
    assert number.box.top - name.box.bottom == pytest.approx(LINE, abs=0.3)
    assert issuer.baseline - number.baseline == pytest.approx(2 * LINE, abs=0.01)
    assert issuer.baseline == pytest.approx(date.baseline)
    assert issuer.box.right < 106 < date.box.left
    assert rule.box.top - rule.thickness / 2 - issuer.box.bottom == pytest.approx(4.0, abs=0.05)
    assert rule.thickness == pytest.approx(2.25 * 25.4 / 72, abs=0.01)
    assert page.piece("内部资料").box.left == pytest.approx(28.0, abs=0.05)
    assert page.piece("编号：0018").box.right == pytest.approx(184.0, abs=0.1)


def test_name_and_rule_are_red() -> None:
    pages = compose_briefing(BRIEFING)

    assert {run.colour for run in runs(pages, Element.MARK)} == {RED}
    assert pages.pages[0].rules[0].colour == RED


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "第18期（总第1206期）"),
        ({"total": ""}, "第18期"),
        ({"extra": "增刊"}, "第18期（总第1206期）\u3000增刊"),
        ({"number": "", "total": "", "extra": "增刊第2期"}, "增刊第2期"),
        ({"number": "", "total": ""}, ""),
    ],
)
def test_the_number_line_says_what_is_given(changes: dict[str, str], words: str) -> None:
    assert compose_briefing(replace(BRIEFING, **changes)).text(Element.NUMBER) == words


def test_several_items_have_contents_and_one_has_none() -> None:
    several = compose_briefing(BRIEFING)
    single = compose_briefing(replace(BRIEFING, items=BRIEFING.items[:1]))

    assert several.text(Element.BODY).startswith(
        "目\u3000录市教育局“三张清单”推动公文交换提速青屏县建立紧急公文响应机制编者按："
    )
    assert "目\u3000录" not in single.text()


def test_the_editors_note_stands_above_the_items_in_kai() -> None:
    pages = compose_briefing(BRIEFING)
    note = [run for run in runs(pages, Element.BODY) if run.role is Role.KAI]

    assert "".join(run.text for run in note) == BRIEFING.note
    assert note[-1].y < runs(pages, Element.TITLE)[0].y


def test_an_item_says_who_sent_it_in_below_its_text() -> None:
    source = runs(compose_briefing(BRIEFING), Element.NOTE)[0]

    assert source.text == "（市教育局）"
    assert source.x + source.width == pytest.approx(184 - 156 / 28)


def test_a_title_of_an_item_never_ends_a_page() -> None:
    for count in range(1, 40):
        first = Item("第一条", (Paragraph(0, SENTENCE * count),))
        pages = compose_briefing(replace(BRIEFING, items=(first, BRIEFING.items[1])))
        for page in pages.pages:
            shown = [run for run in page.runs if run.element is not Element.PAGE_NUMBER]
            assert shown[-1].element is not Element.TITLE, count


def test_the_foot_says_to_whom_and_how_many_between_rules(installed: Typefaces) -> None:
    page = printed(write_pdf(compose_briefing(BRIEFING), typefaces=installed))[-1]
    first, inner, last = page.rules[-3:]
    up, printed_copies = page.piece("报："), page.piece("共印180份")
    second = next(each for each in page.pieces if each.baseline > up.baseline + 1)

    assert last.box.top == pytest.approx(262.0, abs=0.01)
    assert [round(each.thickness, 2) for each in (first, inner, last)] == [0.35, 0.25, 0.35]
    assert up.box.left == pytest.approx(28 + FOURTH, abs=0.1)
    assert second.box.left == pytest.approx(28 + 3 * FOURTH, abs=0.1)
    assert printed_copies.box.right == pytest.approx(184 - FOURTH, abs=0.1)
    assert inner.box.top < printed_copies.box.top < last.box.top


def test_each_list_ends_with_one_full_stop() -> None:
    tail = compose_briefing(BRIEFING).text(Element.IMPRINT)

    assert tail.endswith("省政府办公厅。送：市委各部门。发：各县（区）人民政府。共印180份")


def test_lists_longer_than_a_page_are_set_smaller_and_lose_nothing() -> None:
    names = "，".join(f"第{place}区人民政府办公室" for place in range(400))
    pages = compose_briefing(replace(BRIEFING, addressees=(Addressees("发", names),)))
    tail = runs(pages, Element.IMPRINT)

    assert names in pages.text(Element.IMPRINT)
    assert min(run.y for run in tail) > sheet.TOP
    assert tail[0].size < 14


def test_a_bare_briefing_has_neither_foot_nor_contents() -> None:
    pages = compose_briefing(Briefing(name="督查专报"))

    assert pages.text(Element.MARK) == "督查专报"
    assert pages.text(Element.IMPRINT) == ""
    assert len(pages.pages) == 1


def test_a_briefing_survives_a_round_trip_through_json() -> None:
    table = Table(rows=(("单位", "条数"), ("市教育局", "3")))
    figure = Figure(digest="ab", width=40, height=30)
    full = replace(BRIEFING, items=(*BRIEFING.items, Item("附表", (table, figure))))

    assert Briefing.from_json(json.loads(json.dumps(full.to_json()))) == full


def test_unknown_fields_of_a_briefing_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="简报含有未知字段：colour、size"):
        Briefing.from_json({"name": "专报", "size": 1, "colour": "red"})
