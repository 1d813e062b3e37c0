from __future__ import annotations

from dataclasses import replace

import pytest

from documents.layout import Issue, compose
from documents.layout.pages import RED, Element
from documents.layout.pdf import write_pdf
from documents.manuscript import Attendance, Format
from documents.typefaces.role import Role
from documents.typefaces.typeface import Typefaces
from tests.specimens.printed import Box, printed
from tests.unit.layout.specimens import ISSUE, runs, short_notice

CHARACTER = 156 / 28
LINE = (225 - CHARACTER) / 21
NAMES = "市政府沈垚、陶喆，市政府办公室何祎，市财政局孟玥，市大数据局韩昉、邱翀，市教育局龚镕"
MINUTES = short_notice(
    type="纪要",
    format=Format.MINUTES,
    title="研究电子公文单轨运行有关问题",
    recipients="",
    issuer="澜州市人民政府办公室",
    signature="",
    attendance=(Attendance("出席", NAMES), Attendance("请假：", "梁玥"), Attendance("列席", "")),
    copies="市委办公室",
)
ISSUED = replace(ISSUE, mark="澜州市人民政府常务会议纪要", number="第8期", copy_number="")


def test_mark_number_and_attendance_stand_where_10_3_says(installed: Typefaces) -> None:
    page, *_ = printed(write_pdf(compose(MINUTES, issue=ISSUED), typefaces=installed))
    ink = page.ink(Box(29, 60, 183, 90))
    present, absent = page.piece("出席"), page.piece("请假")
    text = max(
        (each for each in page.pieces if each.baseline < present.baseline - 1),
        key=lambda each: each.baseline,
    )
    second = next(each for each in page.pieces if each.baseline > present.baseline + 1)

    assert ink.top == pytest.approx(37 + 35, abs=0.1)
    assert present.baseline - text.baseline == pytest.approx(2 * LINE, abs=0.01)
    assert present.box.left == pytest.approx(28 + 2 * CHARACTER, abs=0.1)
    assert second.box.left == pytest.approx(28 + 5 * CHARACTER, abs=0.1)
    assert absent.baseline - second.baseline == pytest.approx(LINE, abs=0.01)


def test_the_labels_are_hei_and_the_names_fangsong() -> None:
    attendance = runs(compose(MINUTES, issue=ISSUED), Element.ATTENDANCE)

    assert [run.text for run in attendance if run.role is Role.HEI] == ["出席：", "请假："]
    assert "".join(run.text for run in attendance if run.role is Role.FANGSONG) == f"{NAMES}梁玥"


def test_it_is_neither_signed_nor_sealed() -> None:
    manuscript = replace(MINUTES, signature="澜州市人民政府办公室")
    pages = compose(manuscript, issue=replace(ISSUED, sealed=True))
    header = runs(pages, Element.SIGNATURE)

    assert pages.places == ()
    assert [run.text for run in header] == ["澜州市人民政府办公室"]
    assert header[0].y < runs(pages, Element.TITLE)[0].y


def test_issuer_and_date_stand_below_the_number_and_the_red_rule_below_them() -> None:
    pages = compose(MINUTES, issue=ISSUED)
    number, rule = runs(pages, Element.NUMBER)[0], pages.pages[0].rules[0]
    issuer, date = runs(pages, Element.SIGNATURE)[0], runs(pages, Element.DATE)[0]

    assert issuer.y == date.y == pytest.approx(number.y + LINE)
    assert issuer.x == pytest.approx(28 + CHARACTER)
    assert date.x + date.width == pytest.approx(184 - CHARACTER)
    assert (rule.width, rule.colour) == (156.0, RED)
    assert issuer.y < rule.y < runs(pages, Element.TITLE)[0].y


def test_the_imprint_is_the_ordinary_one() -> None:
    last = compose(MINUTES, issue=ISSUED).pages[-1]
    imprint = [rule for rule in last.rules if rule.element is Element.IMPRINT]

    assert [rule.thickness for rule in imprint] == [0.35, 0.25, 0.35]
    assert imprint[-1].y == 262.0


def test_the_proof_shows_who_attended_and_who_issues() -> None:
    pages = compose(MINUTES, issue=None)

    assert pages.text(Element.ATTENDANCE) == f"出席：{NAMES}请假：梁玥"
    assert pages.text(Element.SIGNATURE, Element.DATE) == "澜州市人民政府办公室2026年11月22日"


def test_a_proof_without_issuer_and_date_begins_with_the_title() -> None:
    pages = compose(replace(MINUTES, issuer="", date=""), issue=None)

    assert runs(pages, Element.TITLE)[0].y < 70


def test_a_long_label_keeps_room_for_the_names() -> None:
    label = "市政府部门和县（区）人民政府列席人员"
    manuscript = replace(MINUTES, attendance=(Attendance(label, NAMES),))
    pages = compose(manuscript, issue=Issue(mark="会议纪要"))

    assert pages.text(Element.ATTENDANCE) == f"{label}：{NAMES}"
    assert max(run.x for run in runs(pages, Element.ATTENDANCE) if run.role is Role.FANGSONG) < 150
