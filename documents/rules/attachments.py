"""附件说明 (GB/T 9704-2012 7.3.4) and what the text says of attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.reading.numerals import value_of
from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.mending import replaced
from documents.rules.rule import ERROR, WARNING, Fault, rule
from documents.rules.searching import in_body, trailing

_CLAUSE = "GB/T 9704—2012 7.3.4"
_ENDS = "。，、；：,.;:"
_NUMERAL = re.compile(
    "附件[ \u3000]?[0-9一二三四五六七八九十]{0,3}[：:.．、][ \u3000]?|[0-9]{1,2}[.．、](?!\\d)"
)
_REFERRED = re.compile("附件[ \u3000]?([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?![年月日号个份])")
_SEEN = re.compile("[见详]附件(?![0-9一二三四五六七八九十])|附后")


@rule(
    "attachment-title",
    clause=_CLAUSE,
    severity=ERROR,
    summary="附件说明写明每个附件的名称",
    example="“附件：”之后没有名称",
)
def attachments_have_names(case: Case) -> Iterator[Fault]:
    for index, attachment in enumerate(case.manuscript.attachments):
        if not attachment.title.strip():
            yield Fault(
                Position(Element.ATTACHMENTS, index),
                "附件没有名称",
                "请写明附件名称，与附件上的标题一致",
            )


@rule(
    "attachment-punctuation",
    clause=_CLAUSE,
    severity=WARNING,
    summary="附件名称后不加标点符号",
    example="附件：1.任务分工表；",
)
def names_end_without_punctuation(case: Case) -> Iterator[Fault]:
    for index, attachment in enumerate(case.manuscript.attachments):
        if found := trailing(attachment.title, _ENDS):
            position = Position(Element.ATTACHMENTS, index, found.start(), found.end())
            yield Fault(
                position,
                f"附件名称“{attachment.title}”后加了标点",
                "请去掉",
                fix=replaced(position, old=found.group(), new=""),
            )


@rule(
    "attachment-numbering",
    clause=_CLAUSE,
    severity=WARNING,
    summary="附件顺序号由版面编排，名称中不写序号和“附件”二字",
    example="名称写作“附件1：任务分工表”",
)
def names_carry_no_numeral(case: Case) -> Iterator[Fault]:
    for index, attachment in enumerate(case.manuscript.attachments):
        if found := _NUMERAL.match(attachment.title):
            position = Position(Element.ATTACHMENTS, index, 0, found.end())
            yield Fault(
                position,
                f"附件名称前写了“{found.group().strip()}”，排版时会重复",
                "请去掉，顺序号按附件的先后自动编排",
                fix=replaced(position, old=found.group(), new=""),
            )


@rule(
    "attachment-missing",
    clause=_CLAUSE,
    severity=WARNING,
    summary="正文提到的附件都在附件说明中",
    example="正文写“见附件3”，只有两个附件",
)
def attachments_that_are_mentioned_are_there(case: Case) -> Iterator[Fault]:
    count = len(case.manuscript.attachments)
    for position, found in in_body(case.manuscript, _REFERRED):
        if value_of(found[1]) > count and not _is_of_another(found):
            yield Fault(
                position,
                f"正文提到“{found.group()}”，附件说明中只有{count}个附件",
                "请补上附件，或改正正文中的序号",
            )
    if not count:
        for position, found in in_body(case.manuscript, _SEEN):
            yield Fault(
                position,
                f"正文写了“{found.group()}”，没有附件",
                "请补上附件，或删去这句话",
            )


def _is_of_another(found: re.Match[str]) -> bool:
    """《……》附件2 and …号附件2 belong to the document that is cited there."""
    return found.string[max(found.start() - 1, 0) : found.start()] in ("》", "）", "号", "的")


RULES = (
    attachments_have_names,
    names_end_without_punctuation,
    names_carry_no_numeral,
    attachments_that_are_mentioned_are_there,
)
