"""Heading levels of a body (GB/T 9704-2012 7.3.3), and headings whose line end was lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from documents.manuscript import Paragraph
from documents.reading.numerals import CHINESE, DIGITS, value_of

_GAP = "[ \u3000]?"
# Every quantifier is bounded, so that matching at each place of a long line stays linear.
_MARKER = re.compile(
    rf"(?P<one>[{CHINESE}]{{1,4}}){_GAP}[、．.]"
    rf"|[（(]{_GAP}(?P<two>[{CHINESE}]{{1,4}}){_GAP}[）)]"
    rf"|(?P<three>[{DIGITS}]{{1,3}}){_GAP}[.．、](?:(?![{DIGITS}])|(?=[{DIGITS}]{{4}}年))"
    rf"|[（(]{_GAP}(?P<four>[{DIGITS}]{{1,3}}){_GAP}[）)]"
)
# 一、二期工程 and 一、二级响应 count things; they do not open a section.
_COUNTING = re.compile(rf"[{CHINESE}]{{1,4}}、[{CHINESE}]{{1,3}}(?:[、级类等期线季月批档层产]|$)")
_LEVELS = {"one": 1, "two": 2, "three": 3, "four": 4}
_SENTENCE_ENDS = frozenset("。！？!?…")
_CLOSINGS = "”’）)》」』"
_LOOK_BACK = 64
_LONGEST_BARE_HEADING = 48
_CONTENTS = re.compile(r"目[ \u3000]{0,4}(?:录|次)")
_LEADER = re.compile(r"(?:…|\.{3}|·{3}|[ \u3000])[ \u3000.…·]{0,200}[0-9０-９]{1,4}$")


@dataclass(frozen=True, slots=True)
class Marker:
    """A heading's numeral: its level 1 to 4 and the number it stands for."""

    level: int
    value: int
    start: int


def marker_of(text: str) -> Marker | None:
    """The marker that a paragraph begins with, if it begins with one."""
    found = _MARKER.match(text)
    return _marker(found) if found and not _COUNTING.match(text) else None


def _marker(found: re.Match[str]) -> Marker:
    kind = found.lastgroup or ""
    return Marker(level=_LEVELS[kind], value=value_of(found[kind]), start=found.start())


def paragraphs(lines: Sequence[str]) -> tuple[Paragraph, ...]:
    """The lines as paragraphs with levels; a heading glued to the paragraph before it is cut off.

    The text of a table of contents stays running text.
    """
    outline = _Outline()
    result: list[Paragraph] = []
    for line, is_entry in _contents(lines):
        if is_entry:
            result.append(Paragraph(level=0, text=line))
        else:
            result.extend(outline.divide(line))
    return tuple(result)


def _contents(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is an entry of a table of contents."""
    contents = _contents_range(lines)
    for index, line in enumerate(lines):
        yield (
            line,
            index in contents or bool(index in _after(contents) and _LEADER.search(line[-300:])),
        )


def _contents_range(lines: Sequence[str]) -> range:
    """From the line 目录 to where its first entry comes back as the first heading."""
    for index, line in enumerate(lines[:-1]):
        if len(line) < 8 and _CONTENTS.fullmatch(line):
            first = _entry(lines[index + 1])
            for end in range(index + 2, len(lines)):
                if _entry(lines[end]) == first:
                    return range(index, end)
            return range(index, index + 1)
    return range(0)


def _after(contents: range) -> range:
    """Where entries with leaders may stand although the end of the contents was not found."""
    return range(contents.stop, contents.stop + 200) if len(contents) == 1 else range(0)


def _entry(line: str) -> str:
    return re.sub(r"[ \u3000.…·]", "", _LEADER.sub("", line[-300:]))


@dataclass(slots=True)
class _Outline:
    """What was numbered so far: a marker inside a line is a heading only where one is due."""

    last: dict[int, int] = field(default_factory=dict)
    level: int = 0

    def divide(self, line: str) -> Iterable[Paragraph]:
        opening = marker_of(line)
        self._enter(opening)
        start = 0
        for marker in self._glued(line, after=opening.start + 1 if opening else 0):
            yield Paragraph(level=self.level, text=line[start : marker.start].rstrip())
            self._enter(marker)
            start = marker.start
        yield Paragraph(level=self.level, text=line[start:])

    def _enter(self, marker: Marker | None) -> None:
        self.level = marker.level if marker else 0
        if marker:
            self.last[marker.level] = marker.value

    def _glued(self, line: str, *, after: int) -> Iterator[Marker]:
        # A list that the author ran on inside the line (…。1.…。2.…) begins with a marker that
        # is not due; its later members must not be taken for headings either.
        running_on: set[int] = set()
        start = 0
        for found in _MARKER.finditer(line, after):
            marker = _marker(found)
            if _COUNTING.match(line, found.start()):
                continue
            if marker.level not in running_on and self._is_due(marker, line=line, start=start):
                yield marker
                start = found.start()
            elif not line[found.start() - 1].isalnum():
                running_on.add(marker.level)

    def _is_due(self, marker: Marker, *, line: str, start: int) -> bool:
        before = line[max(start, marker.start - _LOOK_BACK) : marker.start]
        text = before.rstrip()
        gap = before[len(text) :]
        if not text:
            return False
        if marker.value > 1 and self.last.get(marker.level, 0) + 1 == marker.value:
            return "\u3000" in gap or len(gap) > 1 or _ends(text, marker.level)
        is_first_child = marker.value == 1 and marker.level == self.level + 1 > 1
        return is_first_child and bool(gap) and marker.start - start <= _LONGEST_BARE_HEADING


def _ends(text: str, level: int) -> bool:
    """Whether a paragraph can end here. Brackets close a numbered item, never a bracketed one."""
    return text.rstrip(_CLOSINGS)[-1:] in _SENTENCE_ENDS or (level in (1, 3) and text[-1] in "）)")
