"""Which agencies the printed recipients (主送, 抄送) mean, and what nobody could tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from office.directory.entries import AgencyEntry

BETWEEN = re.compile("[，,、；;：:。\n]+")
"""What stands between two recipients, and behind the last one."""

END_OF_CLAUSE = re.compile("[，,；;。\n]")
"""Behind it nobody shares the rest of a name (清河区、望江区人民政府) any more."""

FEW = 2  # characters; a shorter rest of a name is shared by chance


@dataclass(frozen=True, slots=True)
class Found:
    """What words of the text mean: codes of agencies. `group`: the words name a group."""

    words: str
    codes: tuple[str, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """The agencies meant, each once, by rank; and the words that mean nobody we know."""

    agencies: tuple[AgencyEntry, ...]
    unresolved: tuple[str, ...]
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What may stand in the text, by name without blanks: groups first, then single agencies."""

    groups: Mapping[str, Sequence[str]]
    agencies: Mapping[str, str]

    def meaning(self, words: str) -> Found | None:
        """Whom exactly these words mean."""
        if words in self.groups:
            return Found(words, tuple(self.groups[words]), group=True)
        return Found(words, (self.agencies[words],)) if words in self.agencies else None

    def longest_at(self, text: str, start: int) -> Found | None:
        """The longest name that stands here; a group's name may hold commas of its own."""
        rest = text[start:]
        names = (name for each in (self.groups, self.agencies) for name in each)
        fitting = [name for name in names if rest.startswith(name) and _ends(rest[len(name) :])]
        return self.meaning(max(fitting, key=len)) if fitting else None


def resolve_recipients(
    text: str, *, names: Names, agencies: Sequence[AgencyEntry], own: str = ""
) -> Resolved:
    """Read the text from left to right. `agencies` are those of the day.

    `own` is the code of the agency that issues: as a member of a group it is no recipient.
    """
    found: list[Found] = []
    unresolved: list[str] = []
    for each in _read("".join(_halves(text)), names):
        if isinstance(each, Found):
            found.append(each)
        elif each not in unresolved:
            unresolved.append(each)
    meant = {code for each in found for code in each.codes if not (each.group and code == own)}
    known = [each for each in agencies if each.code in meant]
    ordered = sorted(known, key=lambda agency: (agency.rank, agency.code))
    return Resolved(tuple(ordered), tuple(unresolved), tuple(found))


def _halves(text: str) -> Iterator[str]:
    """The text without blanks; a line end stays, for it ends a recipient."""
    for line in text.splitlines():
        yield "".join(line.split()) + "\n"


def _ends(rest: str) -> bool:
    return not rest or bool(BETWEEN.match(rest))


def _read(text: str, names: Names) -> Iterator[Found | str]:
    start = 0
    waiting: list[str] = []  # words of this clause that mean nobody by themselves
    while start < len(text):
        between = BETWEEN.match(text, start)
        if between:
            if END_OF_CLAUSE.search(between.group()):
                yield from _joined(waiting)
                waiting = []
            start = between.end()
            continue
        known = names.longest_at(text, start)
        if known is None:
            following = BETWEEN.search(text, start)
            end = following.start() if following else len(text)
            waiting.append(text[start:end])
            start = end
            continue
        yield from _completed(waiting, known.words, names)
        waiting = []
        yield known
        start += len(known.words)
    yield from _joined(waiting)


def _joined(waiting: Sequence[str]) -> Iterator[str]:
    """Words that mean nobody; from one with 各 on they are one group's name (各委、办、局)."""
    whole = next((at for at, words in enumerate(waiting) if "各" in words), len(waiting))
    yield from waiting[:whole]
    if waiting[whole:]:
        yield "、".join(waiting[whole:])


def _completed(waiting: Sequence[str], whole: str, names: Names) -> Iterator[Found | str]:
    """Words that share the end of the name behind them: 清河区、望江区人民政府."""
    for words in waiting:
        tails = (whole[at:] for at in range(1, len(whole) - FEW + 1))
        whole_names = (names.meaning(words + tail) for tail in tails)
        meant = next((each for each in whole_names if each is not None), None)
        yield Found(words, meant.codes, group=meant.group) if meant else words
