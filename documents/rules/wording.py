"""Words that do not fit the direction: orders to those who are not below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.rules.case import Case
from documents.rules.rule import WARNING, Fault, rule
from documents.rules.searching import in_body

_YOU = "[你贵][省市区县州厅局委部院办单位们]{1,2}"
_ORDERS = re.compile(
    "(?:请|望|希)[^，。；]{0,8}(?:遵照执行|认真贯彻执行|贯彻执行|严格执行|认真执行|抓紧落实|务必)"
    f"|{_YOU}[^，。；]{{0,8}}(?:务必|必须|应当|不得)"
    "|责令|不得有误|限[^，。；]{1,8}[日天]内|特此通知"
)


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


RULES = (only_superiors_order,)
