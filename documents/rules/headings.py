"""Heading levels: 一、（一）1.（1）, in order and without gaps (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.manuscript import Manuscript, Paragraph
from documents.reading.headings import marker_of
from documents.rules.case import Case
from documents.rules.finding import Element, Position
from documents.rules.mending import replaced
from documents.rules.rule import WARNING, Fault, rule
from documents.rules.searching import paragraphs

_CLAUSE = "GB/T 9704—2012 7.3.3"
_HAN = "一二三四五六七八九十百"
_WRONG_MARKS = (
    (re.compile(f"（[{_HAN}]{{1,4}}）[、.．，,]"), "括号之后不加标点", -1),
    (re.compile("（[0-9]{1,3}）[、.．，,]"), "括号之后不加标点", -1),
    (re.compile("[0-9]{1,3}、"), "阿拉伯数字之后用“.”", 0),
    (re.compile(f"[{_HAN}]{{1,4}}[.．]"), "汉字数字之后用“、”", 0),
)
_LEVEL_WORDS = ("", "“一、”", "“（一）”", "“1.”", "“（1）”")


@rule(
    "heading-levels",
    clause=_CLAUSE,
    severity=WARNING,
    summary="结构层次依次用“一、”“（一）”“1.”“（1）”，不越级",
    example="“一、”之下直接用“（1）”",
)
def levels_follow_one_another(case: Case) -> Iterator[Fault]:
    for element, headings in _headings(case.manuscript):
        above = _deepest_start(headings)
        for index, paragraph, _ in headings:
            # With two levels only, 1. may stand right under 一、.
            allowed = above + 2 if above == 1 else above + 1
            if paragraph.level > allowed:
                yield Fault(
                    _marked(element, index, paragraph),
                    f"{_LEVEL_WORDS[above] or '正文'}之下直接用了{_LEVEL_WORDS[paragraph.level]}",
                    f"请改用{_LEVEL_WORDS[above + 1]}",
                )
            above = paragraph.level


@rule(
    "heading-numbers",
    clause=_CLAUSE,
    severity=WARNING,
    summary="同一层次的序数从一起，不重号，不跳号",
    example="“一、”之后是“三、”",
)
def numbers_follow_one_another(case: Case) -> Iterator[Fault]:
    for element, headings in _headings(case.manuscript):
        last: dict[int, int] = {}
        opened: set[int] = set()
        for index, paragraph, value in headings:
            level = paragraph.level
            # A level may count on through the whole text (1. to 47.) or begin anew.
            due = last.get(level, 0) + 1
            if value != due and not (value == 1 and level not in opened):
                before = f"上一个是{last[level]}" if level in last else "前面没有同一层次的序数"
                yield Fault(
                    _marked(element, index, paragraph),
                    f"这一层次的序数是{value}，{before}",
                    "请按顺序编写",
                )
            last[level] = value
            opened = {each for each in opened if each < level} | {level}


@rule(
    "heading-marks",
    clause=_CLAUSE,
    severity=WARNING,
    summary="层次序数写作“一、”“（一）”“1.”“（1）”",
    example="“（一）、”；“1、”；“一.”",
)
def marks_have_their_form(case: Case) -> Iterator[Fault]:
    for element, index, paragraph in paragraphs(case.manuscript):
        if not paragraph.level:
            continue
        for pattern, wrong, kept in _WRONG_MARKS:
            if found := pattern.match(paragraph.text):
                position = Position(element, index, 0, found.end())
                right = _right(found.group(), kept)
                yield Fault(
                    position,
                    f"序数“{found.group()}”不合格式，{wrong}",
                    f"请写作“{right}”",
                    fix=replaced(position, old=found.group(), new=right),
                )
                break


def _right(mark: str, kept: int) -> str:
    if kept:
        return mark[:kept]
    return f"{mark[:-1]}." if mark[:-1].isdecimal() else f"{mark[:-1]}、"


_Heading = tuple[int, Paragraph, int]


def _headings(manuscript: Manuscript) -> Iterator[tuple[Element, list[_Heading]]]:
    """Of body and enclosure: each heading's place and the number that its text begins with."""
    for element in (Element.BODY, Element.ENCLOSURE):
        found = []
        for where, index, paragraph in paragraphs(manuscript):
            marker = marker_of(paragraph.text) if where is element and paragraph.level else None
            if marker and marker.level == paragraph.level:
                found.append((index, paragraph, marker.value))
        yield element, found


def _deepest_start(headings: list[_Heading]) -> int:
    """A text that needs no 一、 may begin with （一） or 1. and keep to it."""
    levels = {paragraph.level for _, paragraph, _ in headings}
    return min(levels) - 1 if levels else 0


def _marked(element: Element, index: int, paragraph: Paragraph) -> Position:
    return Position(element, index, 0, min(len(paragraph.text), 6))


RULES = (levels_follow_one_another, numbers_follow_one_another, marks_have_their_form)
