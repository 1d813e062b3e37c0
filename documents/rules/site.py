"""Site rules: what an office changes of the rulebook, as data (TOML).

off = ["title-issuer"]              # rules that are not asked

[severity]
R15a = "warning"                    # error or warning

[[phrase]]
words = "据说"                      # wording that this office does not want
clause = "本机关公文处理办法第八条"
message = "公文不写传闻，请写明依据"
severity = "warning"                # may be left out
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from documents.manuscript import Manuscript
from documents.rules.finding import Element, Finding, Position, Severity
from documents.rules.searching import paragraphs
from office.kernel.refusals import Refused

_KEYS = frozenset({"off", "severity", "phrase"})
_OF_A_PHRASE = frozenset({"words", "clause", "message", "severity"})


@dataclass(frozen=True, slots=True)
class ForbiddenPhrase:
    """Wording that an office does not want, under a clause of its own."""

    words: str
    clause: str
    message: str
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Site:
    """What an office changed: rules not asked, other severities, forbidden phrases."""

    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    phrases: tuple[ForbiddenPhrase, ...] = ()

    def check_phrases(self, manuscript: Manuscript) -> Iterator[Finding]:
        """Every forbidden phrase in the title and the text."""
        for phrase in self.phrases:
            for position in _places(manuscript, phrase.words):
                yield Finding(
                    rule="site-phrase",
                    clause=phrase.clause,
                    severity=phrase.severity,
                    message=f"出现了“{phrase.words}”（{phrase.clause}）。"
                    f"{phrase.message.rstrip('。')}。",
                    position=position,
                )


NO_CHANGES = Site()


def read_site(text: str, *, known: Collection[str]) -> Site:
    """The site rules in a TOML text; `known` are the ids of the rulebook.

    Raises Refused, naming the key or rule that is not known.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Refused(f"本机关的规则不合 TOML 写法：{fault}。请改正后重试。") from fault
    _refuse_unknown(data, _KEYS, "规则文件")
    off = _texts(data.get("off", []), "off")
    severities = data.get("severity", {})
    if not isinstance(severities, dict):
        raise Refused('规则文件的 [severity] 应当一行一条规则，如 R15a = "warning"。请改正。')
    for id in (*off, *severities):
        if id not in known:
            raise Refused(f"没有名为 {id} 的规则。全部规则见使用手册的规则表，请改正。")
    return Site(
        off=frozenset(off),
        severities={id: _severity(word, id) for id, word in severities.items()},
        phrases=tuple(map(_phrase, _tables(data.get("phrase", [])))),
    )


def _phrase(data: Mapping[str, Any]) -> ForbiddenPhrase:
    _refuse_unknown(data, _OF_A_PHRASE, "[[phrase]]")
    for key in ("words", "clause", "message"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise Refused(f"规则文件的 [[phrase]] 没有写明 {key}。请补上一句文字。")
    return ForbiddenPhrase(
        words=data["words"],
        clause=data["clause"],
        message=data["message"],
        severity=_severity(data.get("severity", "warning"), data["words"]),
    )


def _severity(word: object, of: str) -> Severity:
    try:
        return Severity(str(word))
    except ValueError as fault:
        raise Refused(
            f"{of} 的程度不能是“{word}”：只有 error（错误）和 warning（提醒）。请改正。"
        ) from fault


def _texts(value: object, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise Refused(f'规则文件的 {key} 应当是一列规则名，如 ["R13"]。请改正。')
    return tuple(value)


def _tables(value: object) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise Refused("规则文件的禁用语应当每条写一节 [[phrase]]。请改正。")
    return tuple(value)


def _refuse_unknown(data: Mapping[str, Any], known: Collection[str], where: str) -> None:
    if unknown := sorted(set(data) - set(known)):
        raise Refused(
            f"{where}中有不认识的项：{'、'.join(unknown)}。"
            f"可以使用：{'、'.join(sorted(known))}。请改正。"
        )


def _places(manuscript: Manuscript, words: str) -> Iterator[Position]:
    yield from _within(manuscript.title, words, Element.TITLE, None)
    for element, index, paragraph in paragraphs(manuscript):
        yield from _within(paragraph.text, words, element, index)


def _within(text: str, words: str, element: Element, item: int | None) -> Iterator[Position]:
    start = text.find(words)
    while start >= 0:
        yield Position(element, item, start, start + len(words))
        start = text.find(words, start + len(words))
