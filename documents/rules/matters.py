"""一文一事: whether a title asks for two things (条例 第十五条第（四）项)."""

from __future__ import annotations

import re

_ASKING = (
    "申请|请求|商请|增加|增设|增拨|增补|追加|解决|拨付|划拨|核拨|下拨|拨给|补助|购置|采购|配备"
    "|设立|成立|组建|任命|任免|表彰|举办|召开|承办|调整|变更|撤销|更名|减免|减征|免征|缓征"
    "|返还|延长|聘用|招聘|招录|划转|出让|征用|命名|授予|批准|核准|核定|安排"
)
_BUILDING = "新建|改建|扩建|迁建|修建|购建|实施|开展|启动|制定|出台|修订|印发"
"""Verbs of what is often one undertaking: two of them in the name of a project are one matter."""

_JOIN = re.compile("以及|[和与、]|(?<![涉普顾波以])及")
_ASKED = re.compile(f"(?:{_ASKING}|{_BUILDING})+(?P<what>.*)")
_MATTER = re.compile("关于(?P<matter>.+?)的?(?:请示)?$", re.DOTALL)
_ONE_UNDERTAKING = re.compile("(?:工程|项目|方案|规划|计划|办法|规定|意见|条例|标准)$")
_NAMED = re.compile("《[^》]*》|“[^”]*”|（[^）]*）")
_SHORTEST = 2
"""Characters of the object of a verb."""


def second_matter(title: str) -> tuple[int, int] | None:
    """From where to where a title names two matters joined by 和; None for one.

    Two matters are two verbs of asking with an object each: 增加编制和解决经费. Verbs that share
    an object (修订和完善制度) and objects that share a verb (调整机构和编制) are one.
    """
    found = _MATTER.search(_NAMED.sub(_blanked, title.replace("\n", "\u3000")))
    if found is None:
        return None
    matter, start = found["matter"], found.start("matter")
    for join in _JOIN.finditer(matter):
        before, after = matter[: join.start()], matter[join.end() :]
        before = before[_last_join(before) :]
        if _asks(before) and _asks(after) and not _is_one_undertaking(after, of=matter):
            return start, start + len(matter)
    return None


def _blanked(quotation: re.Match[str]) -> str:
    """A quoted name joins nothing, but stands for an object."""
    return "〇" * len(quotation.group())


def _last_join(words: str) -> int:
    """Where the part behind the last 、 that begins with a verb starts."""
    places = [each.end() for each in _JOIN.finditer(words) if _asks(words[each.end() :])]
    return places[-1] if places else 0


def _asks(words: str) -> bool:
    asked = _ASKED.match(words)
    return asked is not None and len(asked["what"].strip()) >= _SHORTEST


def _is_one_undertaking(after: str, *, of: str) -> bool:
    builds = re.match(_BUILDING, after) is not None
    return builds and _ONE_UNDERTAKING.search(of) is not None
