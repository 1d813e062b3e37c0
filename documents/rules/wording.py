"""Words that do not fit: orders to those who are not below, blanks of a template left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.rule import ERROR, WARNING, Fault, rule
from documents.rules.searching import in_body, in_text

_YOU = "[你贵][省市区县州厅局委部院办单位们]{1,2}"
_ORDERS = re.compile(
    "(?:请|望|希)[^，。；]{0,8}(?:遵照执行|认真贯彻执行|贯彻执行|严格执行|认真执行|抓紧落实|务必)"
    f"|{_YOU}[^，。；]{{0,8}}(?:务必|必须|应当|不得)"
    "|责令|不得有误|限[^，。；]{1,8}[日天]内|特此通知"
)

_BLANK = re.compile("〖[^〖〗]{0,60}〗")
"""What a template leaves to be written. No document has these brackets for anything else."""


@rule(
    "directive-words",
    clause="条例第十四条",
    severity=WARNING,
    summary="上行文、平行文不用指令性词语",
    example="致同级机关的函写“请遵照执行”“你局务必”",
)
def only_superiors_order(case: Case) -> Iterator[Fault]:
    type = case.manuscript.type
    if not (case.is_upward or case.is_to_peers or type in {"函", "议案"}) or case.is_downward:
        return
    for position, found in in_body(case.manuscript, _ORDERS):
        yield Fault(
            position,
            f"“{found.group()}”是对下级的用语",
            "请改用商请或请示的语气，如“请予支持”“请予函复”",
        )


@rule(
    "blank-left",
    clause="条例第十九条",
    severity=ERROR,
    summary="模板中〖〗内的空白都已填写",
    example="标题写作“关于〖事由〗的通知”",
)
def no_blank_is_left(case: Case) -> Iterator[Fault]:
    blanks = list(_blanks(case))
    for element in dict.fromkeys(position.element for position, _ in blanks):
        places = [(position, words) for position, words in blanks if position.element is element]
        position, words = places[0]
        more = f"等{len(places)}处空白" if len(places) > 1 else ""
        remedy = "请按实际情况填写，不需要的删去"
        yield Fault(position, f"“{words}”{more}还没有填写", remedy)


def _blanks(case: Case) -> Iterator[tuple[Position, str]]:
    """The blanks of one element stand together."""
    manuscript = case.manuscript
    for element in (Element.TITLE, Element.RECIPIENTS, Element.NOTE, Element.COPIES):
        for found in _BLANK.finditer(getattr(manuscript, element)):
            yield Position(element, start=found.start(), end=found.end()), found.group()
    for position, found in in_text(manuscript, _BLANK):
        yield position, found.group()
    for index, attachment in enumerate(manuscript.attachments):
        for found in _BLANK.finditer(attachment.title):
            place = Position(Element.ATTACHMENTS, index, found.start(), found.end())
            yield place, found.group()
    for attendance in manuscript.attendance:
        for found in _BLANK.finditer(attendance.names):
            yield Position(Element.ATTENDANCE), found.group()


RULES = (only_superiors_order, no_blank_is_left)
