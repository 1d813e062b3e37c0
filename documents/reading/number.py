"""发文字号 (GB/T 9704-2012 7.2.5) at the beginning or end of a line, however its brackets look."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.reading.numerals import CHINESE, DIGITS
from documents.reading.phrases import without_blanks

_GAP = "[ \u3000]{0,4}"
_YEAR_AND_SERIAL = re.compile(
    rf"[〔﹝\[［【〖（(〈<＜]{_GAP}(?P<year>[{DIGITS}]{{4}}){_GAP}年?[〕﹞\]］】〗）)〉>＞]"
    rf"{_GAP}第?{_GAP}(?P<serial>[{DIGITS}]{{1,5}}){_GAP}号"
)
_ORDER = re.compile(rf"第{_GAP}[{DIGITS}{CHINESE}]{{1,6}}{_GAP}[号期]")
_CODE = re.compile("[\u4e00-\u9fffA-Za-z]{1,24}$")
_LONGEST_CODE = 10
# What ends a title that a number was glued to.
_TITLE_ENDS = re.compile(
    "通知|通报|意见|决定|公告|通告|报告|批复|安排|规划|计划|方案|办法|规定|细则|要点|制度|规则"
    "|条例|规程|纲要|预案|标准|清单|发布"
)
# The first character of a province's or the state's own 机关代字.
_REGIONS = frozenset(
    "国中京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀贵黔云滇陕秦甘陇青台蒙桂藏宁新港澳"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class PlacedNumber:
    """A number's place in its line (start, end)."""

    start: int
    end: int


def find_number(line: str) -> PlacedNumber | None:
    """The number that begins or ends the line; None where its start is doubtful."""
    if len(line) > 300:
        return None
    if _ORDER.fullmatch(line):
        return PlacedNumber(start=0, end=len(line))
    for found in _YEAR_AND_SERIAL.finditer(line):
        start = _code_start(line[: found.start()].rstrip())
        if start is not None and (not line[:start].strip() or not line[found.end() :].strip()):
            return PlacedNumber(start=start, end=found.end())
    return None


def _code_start(before: str) -> int | None:
    """Where the organ's code (机关代字) begins in the text before the year."""
    found = _CODE.search(before[-24:])
    if not found:
        return None
    code = found.group()
    start = len(before) - len(code)
    title_ends = [each.end() for each in _TITLE_ENDS.finditer(code)]
    if title_ends and 2 <= len(code) - title_ends[-1] <= _LONGEST_CODE:
        return start + title_ends[-1]
    if len(code) <= _LONGEST_CODE:
        return start
    return next(
        (len(before) - size for size in range(8, 1, -1) if code[-size] in _REGIONS),
        None,
    )


def normal_number(printed: str) -> str:
    """The number with the brackets 〔〕 and the digits of GB/T 9704-2012 7.2.5, without blanks.

    Its serial has no zeros before it (不编虚位).
    """
    bare = without_blanks(printed).translate(_FULL_WIDTH)
    return _YEAR_AND_SERIAL.sub(lambda found: f"〔{found['year']}〕{int(found['serial'])}号", bare)
