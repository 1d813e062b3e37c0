"""Chapters and articles of rules: 第一章, 第一节, 第一条, each with a blank behind its number.

GB/T 9704-2012 does not rule them. Offices set chapters and sections in 黑体 in the middle, and the
number of an article in 黑体 before its text. Without the blank the words are running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMERAL = "(?:[〇零一二三四五六七八九十百]{1,7}|[0-9０-９]{1,3})"
_CHAPTER = re.compile(rf"第{_NUMERAL}(?P<kind>[章节])[ \u3000]+[^，。；：…·]{{1,36}}")
_ARTICLE = re.compile(rf"第{_NUMERAL}条(?:之[一二三四五六七八九十]{{1,2}})?(?=[ \u3000])")
_LEVELS = {"章": 1, "节": 2}


def chapter_levels(texts: Sequence[str]) -> list[int]:
    """For each clean paragraph 1 if it heads a chapter, 2 a section, else 0.

    What comes again further down is an entry of the table of contents before it.
    """
    levels: list[int] = []
    below: set[str] = set()
    for text in reversed(texts):
        found = _CHAPTER.fullmatch(text)
        levels.append(_LEVELS[found["kind"]] if found and text not in below else 0)
        below.add(text)
    return levels[::-1]


def article_number(text: str) -> str:
    """The number that a clean paragraph begins with as an article does, else ""."""
    found = _ARTICLE.match(text)
    return found[0] if found else ""
