"""Other ways to break a rule, and near misses that must be left alone."""

from __future__ import annotations

from datetime import date

import pytest

from documents.manuscript import Attachment, Enclosure, Table
from documents.rules import Case, Element, Position, check
from tests.unit.rules.organs import CITY, DATA, DISTRICT, EMERGENCY, SECTION
from tests.unit.rules.pairs import (
    FORMULA,
    case,
    headed,
    letter,
    notice,
    published,
    report,
    request,
    text,
)

BROKEN = [
    ("R14a", case(notice(type="通报", recipients="澜州市应急管理局"), issuer=DATA)),
    ("R14b", case(request(recipients="云川省人民政府"), issuer=DISTRICT, special_reason="急")),
    ("R15a", case(request(recipients="市委、市政府"))),
    ("R15e", case(request(), matters=2)),
    ("R15e", case(request(title="澜州市大数据局关于增加编制和关于解决经费的请示"))),
    ("R15e", case(request(body=text("拟建平台。另请批准增加编制。", FORMULA)))),
    ("blank-left", case(notice(enclosure=Enclosure("〖印发件名称〗")))),
    ("blank-left", case(notice(body=(Table((("项目", "〖数量〗"),)),)))),
    ("blank-left", case(notice(attachments=(Attachment("名单", text("〖姓名〗")),)))),
    ("R15f", case(notice(body=text("现通知如下。", "妥否，请批示。")))),
    ("R15g", case(request(copies="王副省长"))),
    ("R16b", case(notice(recipients="各区、县人民政府"), issuer=EMERGENCY)),
    ("R17a", case(notice(), issuer=CITY, partners=(DATA,))),
    ("type-motion", case(published("议案", by="澜州市财政局"))),
    ("type-order", case(published("命令", by="澜州市应急管理局"))),
    ("copy-number", case(notice(classification="秘密★1年"), copy_number="12")),
    ("urgency-word", case(notice(urgency="紧急"))),
    ("abolished-urgency", case(notice(unrecognised=("急件",)))),
    ("abolished-report-copies", case(notice(unrecognised=("抄报：省委",)))),
    ("abolished-report-copies", case(notice(note="抄报：省委"))),
    ("abolished-subject-words", case(notice(body=text("现通知如下。", "主题词：防汛")))),
    ("signer-upward", case(request(), partners=(EMERGENCY,), signers=("程远",))),
    ("number-form", case(notice(number="澜政发2026年8号"))),
    ("number-cited-form", case(notice(body=text("《关于节水的通知》（云政发（2026）8号）")))),
    ("title-type", case(notice(title=""))),
    ("title-punctuation", case(notice(title="澜州市人民政府关于防汛，抗旱的通知"))),
    ("heading-numbers", case(notice(body=headed((1, "二、要求"))))),
    ("heading-marks", case(notice(body=headed((3, "1、到岗"))))),
    ("heading-marks", case(notice(body=headed((1, "一.到岗"))))),
    ("attachment-missing", case(notice(body=text("名单附后。")))),
    ("date-form", case(notice(date="2026年13月40日"))),
    ("date-form", case(notice(date="二〇二六年三月四日"))),
    ("date-form", case(notice(date="2026-3-4"))),
    ("date-of-sign-off", case(notice(), adopted=date(2026, 3, 1))),
    ("half-width-punctuation", case(notice(recipients="各区人民政府,市政府各部门"))),
    ("half-width-punctuation", case(notice(title="澜州市人民政府关于印发规划(试行)的通知"))),
    ("half-width-punctuation", case(notice(attachments=(Attachment("名单(2026年)"),)))),
    ("half-width-punctuation", case(notice(enclosure=Enclosure("办法", text("不得迟报!"))))),
]
KEPT = [
    ("R14b", case(request(), issuer=DATA, special_reason="急")),
    ("R15a", case(request(recipients="市政府各委、办、局"))),
    ("R15e", case(request(body=text("有关事项将另行报请批准。", FORMULA)))),
    ("R15f", case(report("我们论证了方案是否可行，《关于请批准建设的请示》已报。"))),
    ("R15f", case(letter("现将方案送去，请予审批。"))),
    ("R16b", case(notice(recipients="各区、县应急管理局"), issuer=EMERGENCY)),
    ("R17d", case(notice(recipients="澜州市大数据局"), issuer=SECTION)),
    ("recipient-itself", case(notice(recipients="澜州市大数据局"), issuer=SECTION)),
    ("number-form", case(notice(number="第8号"))),
    ("number-cited-form", case(notice(body=text("见表（2026）8号楼。")))),
    ("heading-levels", case(notice(body=headed((1, "一、要求"), (3, "1.到岗"))))),
    ("heading-levels", case(notice(body=headed((3, "1.到岗"), (3, "2.值守"))))),
    (
        "heading-numbers",
        case(
            notice(
                body=headed((1, "一、甲"), (3, "1.子"), (1, "二、乙"), (3, "2.丑"), (3, "3.寅"))
            )
        ),
    ),
    ("attachment-missing", case(notice(body=text("见《办法》附件2。")))),
    ("date-form", case(notice(date="二○一二年四月二十六日"))),
    ("date-form", case(notice(date="2026年×月×日"))),
    ("date-form", case(notice(date=""))),
    ("directive-words", case(notice(body=text("请遵照执行。")), issuer=CITY)),
    *(
        ("half-width-punctuation", case(notice(body=text(words))))
        for words in (
            "会议于9:30开始，预算1,000元，比例3:1。",
            "网址为https://lanzhou.example/list?a=1,2;b(3)请查阅。",
            "系统采用Windows, Linux (x86)和函数f(x)计算。",
            "《关于节水的通知》（云政发(2026)8号）",
        )
    ),
]


def ids(about: Case) -> set[str]:
    return {each.rule for each in check(about)}


@pytest.mark.parametrize(("id", "about"), BROKEN)
def test_a_rule_is_broken_in_more_ways_than_one(id: str, about: Case) -> None:
    assert id in ids(about)


@pytest.mark.parametrize(("id", "about"), KEPT)
def test_a_near_miss_is_left_alone(id: str, about: Case) -> None:
    assert id not in ids(about)


def test_a_report_that_only_asks_at_its_end_reports_instead() -> None:
    about = report("平台已经建成。", "妥否，请批示。")
    (finding,) = [each for each in check(case(about)) if each.rule == "R15f"]
    assert finding.fix
    assert finding.fix(about) == report("平台已经建成。", "特此报告。")


def test_what_is_enclosed_is_put_right_there() -> None:
    about = notice(enclosure=Enclosure("办法", body=headed((2, "（一）、总则"))))
    (finding,) = [each for each in check(case(about)) if each.rule == "heading-marks"]
    assert finding.position == Position(Element.ENCLOSURE, 0, 0, 4)
    assert finding.fix
    mended = finding.fix(about)
    assert mended.enclosure == Enclosure("办法", body=headed((2, "（一）总则")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("请各区(县)于9:30前到会, 并报名单:", "请各区（县）于9:30前到会，并报名单："),
        ("见第3条第(1)项,预算1,000元", "见第3条第（1）项，预算1,000元"),
        ("主送如下::", "主送如下：："),
        ("一是(a):b", "一是（a）：b"),
        ("到会, ;b", "到会，；b"),
    ],
)
def test_half_width_marks_are_widened_all_at_once_and_in_pairs(old: str, new: str) -> None:
    about = notice(body=text(old))
    (finding,) = [each for each in check(case(about)) if each.rule == "half-width-punctuation"]
    assert finding.fix
    assert finding.fix(about).body == text(new)


@pytest.mark.parametrize(
    ("position", "words"),
    [
        (Position(Element.TITLE), "标题"),
        (Position(Element.BODY, 1, 2, 5), "正文第2段第3至5字"),
        (Position(Element.TITLE, start=2, end=3), "标题第3字"),
        (Position(Element.ATTACHMENTS, 0), "附件说明第1个附件"),
        (Position(Element.UNRECOGNISED, 0), "未排入的原文第1行"),
    ],
)
def test_a_position_is_told_as_a_reader_counts(position: Position, words: str) -> None:
    assert str(position) == words
