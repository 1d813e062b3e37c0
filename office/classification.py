"""涉密不上网: the node's ceiling of classification (保守国家秘密法 2024, articles 30 and 31).

The ceiling is set at installation; the default is none. Whoever takes text or files in asks it
before the first byte is stored, and no role overrides it (design section 5).
"""

from __future__ import annotations

import re

from office.kernel.refusals import Refused

LEVELS = ("无", "秘密", "机密", "绝密")
"""From unclassified upwards."""

# 机密★1年, 秘密 ★ 6个月, 绝密★长期; or the bare word on a line of its own at the head.
_MARKING = re.compile(r"(秘密|机密|绝密)\s*[★☆*＊]\s*(?:长期|\d+\s*(?:年|个月|月|天))?")
_BARE = re.compile(r"^\s*(秘\s?密|机\s?密|绝\s?密)\s*$", re.MULTILINE)
HEAD = 20
"""Lines from the top in which a bare word counts as a marking."""


class TooSecret(Refused):
    """Above the node's ceiling: nothing of it was stored."""


class Ceiling:
    """The highest classification this node may hold."""

    def __init__(self, level: str = "无") -> None:
        self.level = level
        self._height = LEVELS.index(level)

    def check(self, marking: str) -> None:
        """Refuse a 密级 field (秘密★1年, or empty) above the ceiling."""
        found = next((level for level in LEVELS[:0:-1] if level in marking), "无")
        self._refuse_above(found)

    def check_text(self, text: str) -> None:
        """Refuse text that carries a marking above the ceiling, wherever it stands."""
        marks = [match.group(1) for match in _MARKING.finditer(text)]
        head = "\n".join(text.splitlines()[:HEAD])
        marks += [re.sub(r"\s", "", match.group(1)) for match in _BARE.finditer(head)]
        for mark in marks:
            self._refuse_above(mark)

    def _refuse_above(self, level: str) -> None:
        if LEVELS.index(level) > self._height:
            raise TooSecret(
                f"此件标有“{level}”，超过本系统允许的最高密级（{self.level}），不得在本系统处理，"
                "内容没有保存（《保守国家秘密法》第三十条、第三十一条）。"
                "请立即按保密规定改用涉密渠道办理，并报告本单位保密工作机构。"
            )
