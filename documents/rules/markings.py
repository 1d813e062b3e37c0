"""份号、密级和保密期限、紧急程度、签发人 (条例 第九条, GB/T 9704-2012 7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.manuscript import Format
from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.mending import replaced
from documents.rules.rule import ERROR, WARNING, Fault, rule

_LEVEL = re.compile("(绝密|机密|秘密)")
_PERIOD = re.compile(
    "[★☆*＊]?([0-9０-９]{1,3})(年|个月|月|天|日)|[★☆*＊]?(?:长期|启用前|解密条件.*)"
)
_LONGEST = {"绝密": 30, "机密": 20, "秘密": 10}
_IN_A_YEAR = {"年": 1, "个月": 12, "月": 12, "天": 365, "日": 365}
_COPY_NUMBER = re.compile("[0-9]{6}")
_URGENCIES = ("特急", "加急")
_OF_TELEGRAMS = ("特提", "特急", "加急", "平急")
_ABOLISHED = ("急件", "急")
_CLASSIFICATION, _URGENCY = Position(Element.CLASSIFICATION), Position(Element.URGENCY)


@rule(
    "copy-number",
    clause="条例第九条第（一）项",
    severity=ERROR,
    summary="涉密公文应当标注份号，一般用6位阿拉伯数字",
    example="机密公文没有份号",
)
def classified_documents_have_copy_numbers(case: Case) -> Iterator[Fault]:
    if case.copy_number is None or not _LEVEL.search(case.manuscript.classification):
        return
    if not _COPY_NUMBER.fullmatch(case.copy_number.strip()):
        given = f"份号“{case.copy_number}”不合格式" if case.copy_number else "没有标注份号"
        yield Fault(
            Position(Element.COPY_NUMBER),
            f"涉密公文{given}",
            "请编写6位阿拉伯数字的份号，如“000001”",
        )


@rule(
    "classification-level",
    clause="条例第九条第（二）项",
    severity=ERROR,
    summary="密级只有绝密、机密、秘密",
    example="密级写作“内部”",
)
def the_level_is_one_of_three(case: Case) -> Iterator[Fault]:
    words = _bare(case.manuscript.classification)
    if words and not _LEVEL.match(words):
        yield Fault(
            _CLASSIFICATION,
            f"“{words}”不是密级",
            "密级请从绝密、机密、秘密中选用；不涉密的不标密级",
        )


@rule(
    "classification-period",
    clause="GB/T 9704—2012 7.2.2",
    severity=ERROR,
    summary="标注密级的同时标注保密期限，期限用阿拉伯数字",
    example="密级只写“秘密”",
)
def the_period_is_given(case: Case) -> Iterator[Fault]:
    words = _bare(case.manuscript.classification)
    level = _LEVEL.match(words)
    if level and not _PERIOD.fullmatch(words[level.end() :]):
        yield Fault(
            _CLASSIFICATION,
            f"密级“{words}”没有写明保密期限",
            f"请写作“{level.group()}★1年”的样子，期限按定密审批确定",
        )


@rule(
    "classification-ceiling",
    clause="保守国家秘密法实施条例",
    severity=WARNING,
    summary="保密期限一般不超过：绝密30年、机密20年、秘密10年",
    example="秘密★15年",
)
def the_period_is_not_too_long(case: Case) -> Iterator[Fault]:
    words = _bare(case.manuscript.classification)
    level = _LEVEL.match(words)
    period = level and _PERIOD.fullmatch(words[level.end() :])
    if level and period and period[1]:
        longest = _LONGEST[level.group()]
        if int(period[1]) > longest * _IN_A_YEAR[period[2]]:
            yield Fault(
                _CLASSIFICATION,
                f"{level.group()}的保密期限一般不超过{longest}年，现写作“{words}”",
                "请核对定密审批表",
            )


@rule(
    "urgency-word",
    clause="条例第九条第（三）项",
    severity=ERROR,
    summary="紧急程度为特急、加急；电报为特提、特急、加急、平急",
    example="紧急程度写作“紧急”；文件写作“平急”",
)
def the_urgency_is_a_known_word(case: Case) -> Iterator[Fault]:
    words = _bare(case.manuscript.urgency)
    is_telegram = case.manuscript.format is Format.TELEGRAM
    known = _OF_TELEGRAMS if is_telegram else _URGENCIES
    if words and words not in (*known, *_ABOLISHED):
        yield Fault(
            _URGENCY,
            f"“{words}”不是{'电报' if is_telegram else '公文'}的紧急程度",
            f"请从{'、'.join(known)}中选用；不紧急的不标",
        )


@rule(
    "abolished-urgency",
    clause="条例第九条第（三）项",
    severity=ERROR,
    summary="“急件”已经取消，改用“加急”",
    example="紧急程度写作“急件”",
)
def urgent_has_another_word_now(case: Case) -> Iterator[Fault]:
    if _bare(case.manuscript.urgency) in _ABOLISHED:
        yield Fault(
            _URGENCY,
            f"紧急程度“{case.manuscript.urgency.strip()}”已经取消",
            "请改用“加急”；需要更快的用“特急”",
            fix=replaced(_URGENCY, old=case.manuscript.urgency, new="加急"),
        )
    for index, line in enumerate(case.manuscript.unrecognised):
        if _bare(line[:10]) == "急件":
            yield Fault(
                Position(Element.UNRECOGNISED, index),
                "紧急程度“急件”已经取消",
                "请改用“加急”；需要更快的用“特急”",
            )


@rule(
    "signer-upward",
    clause="条例第九条第（六）项",
    severity=ERROR,
    summary="上行文应当标注签发人姓名",
    example="请示没有签发人",
)
def upward_documents_name_the_signer(case: Case) -> Iterator[Fault]:
    if case.is_upward and case.signers is not None:
        if not any(each.strip() for each in case.signers):
            yield Fault(
                Position(Element.SIGNERS),
                "上行文没有标注签发人",
                "请标注签发人姓名；联合行文标注各机关的签发人",
            )
        elif case.is_joint and len(case.signers) < 1 + len(case.partners):
            yield Fault(
                Position(Element.SIGNERS),
                f"{1 + len(case.partners)}个机关联合上行，只标注了{len(case.signers)}个签发人",
                "请按发文机关的顺序补齐签发人",
            )


def _bare(text: str) -> str:
    return "".join(text.split())


RULES = (
    classified_documents_have_copy_numbers,
    the_level_is_one_of_three,
    the_period_is_given,
    the_period_is_not_too_long,
    the_urgency_is_a_known_word,
    urgent_has_another_word_now,
    upward_documents_name_the_signer,
)
