"""Which series numbers which kind of paper (data, TOML; `data/series.toml` is the default), and
of what kind a paper probably is."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from documents.incoming.source_kinds import SOURCE_WORDS, SourceKind
from documents.numbering.words import INCOMING, is_register_of_arrivals
from office.directory.answers import Relation
from office.kernel.refusals import Refused

_BY_RELATION = {
    Relation.SUPERIOR: SourceKind.SUPERIOR,
    Relation.SUBORDINATE: SourceKind.SUBORDINATE,
}
_BY_WORD = {
    "会议通知": SourceKind.MEETING,
    "简报": SourceKind.BRIEFING,
    "信息": SourceKind.BRIEFING,
    "电报": SourceKind.TELEGRAM,
}
_TELEGRAPHIC = frozenset({"特提"})
"""Degrees of urgency that only telegrams bear (GB/T 9704-2012, 7.2.3)."""


def proposed_kind(relation: Relation, *, type: str, title: str, urgency: str) -> SourceKind:
    """What the registrar is offered, by what the paper is and who sent it."""
    if urgency in _TELEGRAPHIC:
        return SourceKind.TELEGRAM
    for word, kind in _BY_WORD.items():
        if type == word or title.endswith(word):
            return kind
    if type == "通知" and "会议的通知" in title:
        return SourceKind.MEETING
    return _BY_RELATION.get(relation, SourceKind.PEER)


@dataclass(frozen=True, slots=True)
class SeriesOf:
    """One entry: these kinds (all without any) of this agency (any without) go by this word."""

    word: str
    kinds: frozenset[SourceKind] = frozenset()
    agency: str = ""

    def fits(self, kind: SourceKind, *, agency: str) -> bool:
        """Whether a paper of this kind at that agency is numbered in it."""
        return self.agency in ("", agency) and (not self.kinds or kind in self.kinds)


ArrivalSeries = Sequence[SeriesOf]
"""The first entry that fits is taken; without one 收文."""


def word_for(series: ArrivalSeries, kind: SourceKind, *, agency: str) -> str:
    """The word of the series that numbers it."""
    return next((each.word for each in series if each.fits(kind, agency=agency)), INCOMING)


def read_series(path: Path | None = None) -> ArrivalSeries:
    """The site's series, or those that come with the program. Raises Refused with the fault."""
    if path is None:
        text = (files("documents.incoming") / "data" / "series.toml").read_text(encoding="utf-8")
        return _read(text, name="series.toml")
    try:
        return _read(path.read_text(encoding="utf-8"), name=str(path))
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(
            f"收文编号设置 {path} 无法读取：{fault}。请核对 wenshu.incoming_series。"
        ) from fault


def _read(text: str, *, name: str) -> ArrivalSeries:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Refused(f"收文编号设置 {name} 不是 TOML：{fault}。请改正后重启。") from fault
    entries = table.pop("series", [])
    if table or not isinstance(entries, list):
        raise Refused(f"收文编号设置 {name} 只能有 [[series]] 各节，请改正后重启。")
    return tuple(_entry(each, name=name) for each in entries)


def _entry(entry: Any, *, name: str) -> SeriesOf:
    wrong = f"收文编号设置 {name} 有一节写错"
    if not isinstance(entry, dict) or not entry.keys() <= {"word", "kinds", "agency"}:
        raise Refused(f"{wrong}：每节只写 word、kinds、agency。请改正后重启。")
    word, kinds = entry.get("word"), entry.get("kinds", [])
    if not isinstance(word, str) or not is_register_of_arrivals(word):
        raise Refused(
            f"{wrong}：word 是“{word}”。收文登记簿的代字以“收”字开头或者结尾，只写汉字，"
            "不超过 20 字，例如“收文”“上收”，以免与发文的机关代字相混。请改正后重启。"
        )
    by_words = {words: kind for kind, words in SOURCE_WORDS.items()}
    if not isinstance(kinds, list) or not all(each in by_words for each in kinds):
        raise Refused(f"{wrong}：kinds 只能是{'、'.join(by_words)}。请改正后重启。")
    agency = str(entry.get("agency", ""))
    return SeriesOf(word=word, kinds=frozenset(by_words[each] for each in kinds), agency=agency)
