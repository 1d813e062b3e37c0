"""What was found out about a file, in words a clerk understands and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """From best to worst; a file is as good as its worst part."""

    VALID = "valid"
    UNSIGNED = "unsigned"
    UNPROVEN = "unproven"
    INVALID = "invalid"

    @property
    def words(self) -> str:
        """As people are told."""
        return _WORDS[self]


_WORDS = {
    Verdict.VALID: "有效",
    Verdict.UNSIGNED: "没有签章",
    Verdict.UNPROVEN: "不能确认",
    Verdict.INVALID: "无效",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`code`: for machines; `part`: of the file, where it is about one."""

    code: str
    words: str
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One signature, seal or time stamp. `at`: the moment by which its certificate was checked,
    `proven`: whether a time stamp says so and not only whoever signed. `maker`: of the seal, who
    vouches for its name; the signer pressed it. `testing`: a certificate of an authority for
    trying is in it, which has no legal effect however well it holds."""

    kind: str
    verdict: Verdict
    signer: str = ""
    organization: str = ""
    seal: str = ""
    maker: str = ""
    issuer: str = ""
    serial: str = ""
    valid: tuple[datetime, datetime] | None = None
    at: datetime | None = None
    proven: bool = False
    pages: tuple[int, ...] = ()
    covers: str = ""
    added: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    testing: bool = False

    @property
    def words(self) -> str:
        """The verdict, and that it is worth nothing before the law where it is."""
        return f"{self.verdict.words}（{NO_EFFECT}）" if self.testing else self.verdict.words


class Given(StrEnum):
    """How much of an event a proof gives."""

    TOLD = "told"
    INNER = "inner"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event of a proof. `number`: in the journal; `at`: None where it is not told;
    `destroyed_by`: the number of the act, 0 where nothing was destroyed."""

    number: int
    words: str
    at: datetime | None
    given: Given
    destroyed_by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a proof is about. `size`: of the journal's events at the checkpoint, whose root is
    `root` (hex) and which was signed `at`; `made`: when the proof was."""

    title: str
    node: str
    audience: str
    made: datetime
    size: int
    root: str
    at: datetime
    records: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`format`: PDF, OFD or 证明; `digest`: SHA-256 of the file, hex; pages count from 1.
    `history` and `files`, which go along, are of a proof alone."""

    name: str
    format: str
    digest: str
    checked_at: datetime
    entries: tuple[Entry, ...]
    history: History | None = None
    files: tuple[Report, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """有效 only where there is a signature and everything holds, also in the files that go
        along; one of those that nobody sealed is covered by the proof."""
        made = [each for each in self.entries if each.kind != TIME_STAMP]
        counted = [each for place, each in enumerate(self.entries) if self._counts(place)]
        along = (each.verdict for each in self.files if each.verdict is not Verdict.UNSIGNED)
        found = worst([*(each.verdict for each in counted), *along])
        return found if made or found is not Verdict.VALID else Verdict.UNSIGNED

    def _counts(self, place: int) -> bool:
        """Not a time stamp of the file that merely is not believed, where all signatures before
        it are proven by another."""
        entry = self.entries[place]
        if entry.kind != TIME_STAMP or entry.verdict is not Verdict.UNPROVEN:
            return True
        before = [each for each in self.entries[:place] if each.kind != TIME_STAMP]
        good = [each.proven and each.verdict is Verdict.VALID for each in before]
        return not before or not all(good)

    @property
    def testing(self) -> bool:
        """Whether any of it is an authority's for trying."""
        along = any(each.testing for each in self.files)
        return along or any(each.testing for each in self.entries)

    @property
    def words(self) -> str:
        """The verdict as a sentence."""
        if self.testing and self.verdict is Verdict.VALID:
            return f"{self._words}但{ONLY_TRIED}"
        return self._words

    @property
    def _words(self) -> str:
        if self.verdict is Verdict.VALID and self.history:
            return "有效：办理记录和文件全部在证明的保护之内，没有改动、调换、遗漏。"
        if self.verdict is Verdict.VALID:
            count = sum(each.kind != TIME_STAMP for each in self.entries)
            return f"有效：全部内容都在签章保护之内，{count} 个签章都成立。"
        return _SENTENCES[self.verdict]

    def json(self) -> dict[str, Any]:
        """Times in ISO 8601."""
        told = {
            "verdict": self.verdict.value,
            "words": self.words,
            "testing": self.testing,
            **asdict(self),
        }
        if self.history is None:
            del told["history"], told["files"]
        else:
            told["files"] = [each.json() for each in self.files]
        plain: dict[str, Any] = _plain(told)
        return plain


TIME_STAMP = "时间戳"
NO_EFFECT = "测试证书，无法律效力"
ONLY_TRIED = f"用的是测试用证书机构签发的证书（{NO_EFFECT}），只能试用，不能作为依据。"
_SENTENCES = {
    Verdict.UNSIGNED: "没有签章：文件内没有任何签名或者签章，不能证明由谁发出、有没有改动。",
    Verdict.UNPROVEN: "不能确认：内容没有发现改动，但签章的某一部分无法确认，说明见下。",
    Verdict.INVALID: "无效：文件或者签章有问题，不能作为依据，说明见下。",
}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Of none it is the best."""
    return max(verdicts, key=list(Verdict).index, default=Verdict.VALID)
