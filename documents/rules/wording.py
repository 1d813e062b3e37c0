"""Words that do not fit: orders to those who are not below, blanks of a template left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from documents.manuscript import Block, Manuscript, Paragraph, texts_within
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
        yield from _marked(element, None, getattr(manuscript, element))
    for position, found in in_text(manuscript, _BLANK):
        yield position, found.group()
    for element, index, block in _drawn(manuscript):
        yield from _among(Position(element, index), texts_within(block))
    for index, attachment in enumerate(manuscript.attachments):
        yield from _marked(Element.ATTACHMENTS, index, attachment.title)
        place = Position(Element.ATTACHMENTS, index)
        yield from _among(place, texts_within(attachment.body))
    if enclosure := manuscript.enclosure:
        head = (enclosure.title, *texts_within(enclosure.attachments))
        yield from _among(Position(Element.ENCLOSURE), head)
    names = (each.names for each in manuscript.attendance)
    yield from _among(Position(Element.ATTENDANCE), names)


def _marked(element: Element, item: int | None, text: str) -> Iterator[tuple[Position, str]]:
    for found in _BLANK.finditer(text):
        yield Position(element, item, found.start(), found.end()), found.group()


def _among(place: Position, texts: Iterable[str]) -> Iterator[tuple[Position, str]]:
    for found in _BLANK.finditer("\n".join(texts)):
        yield place, found.group()


def _drawn(manuscript: Manuscript) -> Iterator[tuple[Element, int, Block]]:
    """Tables and figures of body and enclosure, with their places."""
    enclosed = manuscript.enclosure.body if manuscript.enclosure else ()
    for element, body in ((Element.BODY, manuscript.body), (Element.ENCLOSURE, enclosed)):
        for index, block in enumerate(body):
            if not isinstance(block, Paragraph):
                yield element, index, block


RULES = (only_superiors_order, no_blank_is_left)
