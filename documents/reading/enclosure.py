"""印发件: what a notice issues follows the date, with its own title and without the mark 附件."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.reading.attachments import resemble
from documents.reading.fragments import Role, Section
from documents.reading.headings import marker_of
from documents.reading.phrases import folded, is_heading_like
from documents.reading.progress import Progress

_MOST_TITLE_LINES = 4
_LONGEST_TITLE = 120
_ISSUING = re.compile("印发|转发|批转|发布|公布|颁布|下达")
_TYPE = re.compile("的?(?:通知|公告|决定|通告|命令|令)$")
_COMMANDS = re.compile("(?:命令|令)$")
_PROMULGATING = re.compile(
    "^.{0,60}《[^《》]{2,100}》.{0,160}(?:现予|予以|现将其)(?:公布|发布|颁布)"
)
_NAMED = re.compile("《([^《》]{2,100})》")


def issued_names(title: str, first_lines: Sequence[str]) -> tuple[str, ...]:
    """The folded names of what a document issues, from its title and its first paragraphs.

    Empty for a document that issues nothing.
    """
    issuing = _ISSUING.search(title)
    if not issuing:
        return _promulgated(title, first_lines)
    matter = _TYPE.sub("", title[issuing.end() :].rstrip()[-300:])
    texts = (matter, *(line[:300] for line in first_lines[:2]))
    names = [matter, *(name for text in texts for name in _NAMED.findall(text))]
    return tuple(dict.fromkeys(filter(None, map(folded, names))))


def _promulgated(title: str, first_lines: Sequence[str]) -> tuple[str, ...]:
    """What a 令, whose title does not say it, promulgates in its first sentence (10.2)."""
    if title and not _COMMANDS.search(title):
        return ()
    texts = [line[:300] for line in first_lines[:2] if _PROMULGATING.search(line[:300])]
    names = [name for text in texts for name in _NAMED.findall(text)[:1]]
    return tuple(dict.fromkeys(filter(None, map(folded, names))))


def read_title(progress: Progress, place: int) -> int:
    """Enters the enclosure at its title: equal to the issued name, or near it after the date."""
    if not progress.expected or progress.enclosure or not progress.in_document():
        return 0
    count = _equal_lines(progress, place)
    if not count and progress.is_closed and _is_title(progress, place):
        count = 1
    if not count or not (place or progress.is_closed):
        return 0
    progress.close()
    progress.enclosure = progress.section = progress.reading.open(Section(owner=0))
    for line in progress.lines[place : place + count]:
        progress.reading.take(line, Role.TITLE, section=progress.enclosure)
    return count


def _equal_lines(progress: Progress, place: int) -> int:
    """How many lines from here on are together an issued name; 0 if they are not."""
    name = ""
    for count, line in enumerate(progress.lines[place : place + _MOST_TITLE_LINES], start=1):
        name += folded(line[: _LONGEST_TITLE + 1])
        if name in progress.expected:
            return count
        if not any(expected.startswith(name) for expected in progress.expected):
            return 0
    return 0


def _is_title(progress: Progress, place: int) -> bool:
    """Whether the line after the closing heads the enclosure though it is not the name's equal."""
    line = progress.lines[place]
    if not is_heading_like(line) or marker_of(line):
        return False
    name = folded(line)
    resembles = any(resemble(name, expected) for expected in progress.expected[:8])
    return resembles or len(line) <= 60
