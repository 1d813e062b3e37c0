"""标点符号: in Chinese text every mark takes the room of a character (GB/T 15834-2011 5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.manuscript import Manuscript
from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.mending import replaced
from documents.rules.rule import WARNING, Fault, rule
from documents.rules.searching import paragraphs

_WIDE = str.maketrans(",;:()?!", "，；：（）？！")
_CHINESE = "\u4e00-\u9fff〇《》“”‘’〔〕、。，；：（）？！％"
_HALF_WIDTH = re.compile(f"(?<=[{_CHINESE}])[,;:()?!]|[,;:()](?=[{_CHINESE}])")
"""Beside Chinese only: 9:30, 1,000, 3:1 and Latin text keep their marks."""

_BY_RIGHT = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[!-~]{1,500}"  # an address
    r"|(?<=[A-Za-z]) ?\([ -~]{0,100}\)"  # f(x), Linux (x86)
    r"|[(（]\d{4}[)）](?=第?\d{1,5}号)"  # a number's year, which takes 〔〕 (number-cited-form)
)
_PAIR = re.compile(r"\([^()\n]{0,200}\)")


@rule(
    "half-width-punctuation",
    clause="GB/T 15834—2011 5.1",
    severity=WARNING,
    summary="中文里的逗号、分号、冒号、问号、叹号和括号用全角",
    example="请各区(县)于9:30前到会,并报名单",
)
def chinese_has_marks_of_full_width(case: Case) -> Iterator[Fault]:
    for place, text in _texts(case.manuscript):
        # Of the others a title has none at all (title-punctuation).
        asked = "():" if place.element is Element.TITLE else ",;:()?!"
        marks = _half_width(text, asked)
        if not marks:
            continue
        seen = "”“".join(dict.fromkeys(text[each] for each in marks))
        wide = seen.translate(_WIDE)
        yield Fault(
            Position(place.element, place.item, marks[0], marks[0] + 1),
            f"有{len(marks)}处半角标点“{seen}”",
            f"请改为全角的“{wide}”",
            fix=replaced(place, old=text, new=_put_right(text, asked)),
        )


def _texts(manuscript: Manuscript) -> Iterator[tuple[Position, str]]:
    for element in (Element.TITLE, Element.RECIPIENTS, Element.NOTE, Element.COPIES):
        yield Position(element), getattr(manuscript, element)
    for element, index, paragraph in paragraphs(manuscript):
        yield Position(element, index), paragraph.text
    for index, attachment in enumerate(manuscript.attachments):
        yield Position(Element.ATTACHMENTS, index), attachment.title


def _put_right(text: str, asked: str) -> str:
    """Until none is left: what stands beside a mark that was widened stands beside Chinese now."""
    while marks := _half_width(text, asked):
        text = _widened(text, marks)
    return text


def _half_width(text: str, asked: str) -> list[int]:
    """Where the marks asked for stand. Brackets are found as a pair, so that a fix leaves none
    unlike."""
    bare = _BY_RIGHT.sub(lambda found: " " * len(found.group()), text)
    marks = {found.start() for found in _HALF_WIDTH.finditer(bare)}
    for pair in _PAIR.finditer(bare):
        ends = {pair.start(), pair.end() - 1}
        if ends & marks:
            marks |= ends
    return sorted(each for each in marks if text[each] in asked)


def _widened(text: str, marks: list[int]) -> str:
    """With these marks as wide as characters; a blank behind one made up for it, and goes."""
    wide = list(text)
    for each in marks:
        wide[each] = text[each].translate(_WIDE)
        if text[each] in ",;:?!" and text[each + 1 : each + 2] == " ":
            wide[each + 1] = ""
    return "".join(wide)


RULES = (chinese_has_marks_of_full_width,)
