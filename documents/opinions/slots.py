"""The places in a phrase that are filled when it is used: 请{next}同志阅示."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from office.kernel.refusals import Refused

NEXT = "{next}"
SLOTS: Mapping[str, str] = {
    NEXT: "下一位办理人的姓名",
    "{drafter}": "拟稿人的姓名",
    "{date}": "当天的日期",
    "{title}": "此件的标题",
}
_ANY = re.compile(r"[{｛][^{}｛｝]*[}｝]?")

LONGEST_PHRASE = 60
MOST_PHRASES = 20


@dataclass(frozen=True, slots=True)
class Slots:
    """What a page knows to put in. `next` is chosen in the form and comes last."""

    drafter: str = ""
    date: str = ""
    title: str = ""

    def fill(self, phrase: str) -> str | None:
        """The phrase with everything but {next} put in; None if this paper lacks what it needs."""
        known = {"{drafter}": self.drafter, "{date}": self.date, "{title}": self.title}
        for slot, value in known.items():
            if slot in phrase and not value:
                return None
            phrase = phrase.replace(slot, value)
        return phrase


def with_next(words: str, names: str) -> str:
    """The words with {next} put in. Refused if they have it and nobody is chosen."""
    if NEXT not in words:
        return words
    if not names:
        raise Refused(
            f"意见里的“{NEXT}”要填下一位办理人，而这一步没有选定人。"
            "请选定办理人，或把它改为姓名后再办理；您写的意见已保留。"
        )
    return words.replace(NEXT, names)


def checked_phrases(lines: str) -> tuple[str, ...]:
    """One phrase a line, blanks around them and repetitions left out. Refused if one cannot be."""
    phrases = tuple(dict.fromkeys(line.strip() for line in lines.splitlines() if line.strip()))
    if len(phrases) > MOST_PHRASES:
        raise Refused(
            f"每个环节最多 {MOST_PHRASES} 条常用语，现在有 {len(phrases)} 条。请删去不常用的。"
        )
    for phrase in phrases:
        _check_length(phrase)
        for found in _ANY.findall(phrase):
            if found not in SLOTS:
                usable = "、".join(f"{slot}（{what}）" for slot, what in SLOTS.items())
                raise Refused(f"常用语“{phrase}”中的“{found}”不能用。能填的只有：{usable}。")
    return phrases


def checked_default(words: str) -> str:
    """Words that stand for an empty opinion: nothing in them may be left to fill."""
    words = words.strip()
    _check_length(words)
    if _ANY.search(words) or "\n" in words:
        raise Refused(
            f"默认意见“{words}”里不能有要填的空或者换行：它不经修改就记为意见。请写成一句完整的话。"
        )
    return words


def _check_length(words: str) -> None:
    if len(words) > LONGEST_PHRASE:
        raise Refused(
            f"“{words[:12]}…”超过 {LONGEST_PHRASE} 字，作为常用语太长。"
            "请缩短，长的意见在办理时写。"
        )
