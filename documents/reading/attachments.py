"""附件: named in a note below the body, each headed again on a page of its own."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from documents.reading.fragments import Role
from documents.reading.headings import marker_of
from documents.reading.numerals import CHINESE, DIGITS
from documents.reading.phrases import folded, is_furniture, is_heading_like
from documents.reading.progress import Progress

_MOST_TITLE_LINES = 4
_LONGEST_TITLE = 120
_LONGEST_NOTE = 2000
_ALIKE = 0.6
_MARKS_BEHIND = "。；;，,、 \u3000"
_GAP = "[ \u3000]{0,4}"
_ATTACHMENT = re.compile(
    f"附{_GAP}件{_GAP}(?P<serial>[{DIGITS}{CHINESE}]{{0,3}}){_GAP}(?P<colon>[：:]?)"
)
_ITEM = re.compile(f"([{DIGITS}]{{1,2}})[ \u3000]?[.．、](?:(?![{DIGITS}])|(?=[{DIGITS}]{{4}}))")
_GLUED_ITEM = re.compile(f"(?<=[ \u3000；;])(?:{_ITEM.pattern})")


def read_note(progress: Progress, place: int) -> int:
    """附件说明 (GB/T 9704-2012 7.3.4): one title, or numbered ones on this line and the next."""
    line = progress.lines[place]
    mark = _ATTACHMENT.match(line)
    if not mark or not mark["colon"] or _heads_page(progress, place, mark):
        return 0
    rest = line[mark.end() :].strip()
    if len(rest) > _LONGEST_NOTE or "。" in rest[:-1]:
        return 0
    if not rest and not _is_item(progress.line(place + 1), serial=1):
        return 0
    progress.reading.take(mark.group(), Role.LABEL)
    serial = _take_items(progress, rest)
    count = 1
    while (serial or not rest) and _is_item(progress.line(place + count), serial=serial + 1):
        serial = _take_items(progress, progress.line(place + count))
        count += 1
    return count


def _is_item(line: str, *, serial: int) -> bool:
    found = _ITEM.match(line)
    return bool(found and int(found[1]) == serial and len(line) <= 400 and "。" not in line[:-1])


def _take_items(progress: Progress, text: str) -> int:
    """Takes the titles on one line of a note; gives the last serial number, 0 for none."""
    serial = 0
    starts = [0, *(found.start() for found in _GLUED_ITEM.finditer(text))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        item = text[start:end]
        label = _ITEM.match(item)
        if label:
            progress.reading.take(label.group(), Role.LABEL)
            serial = int(label[1])
        named = item[label.end() if label else 0 :].strip()
        if title := named.rstrip(_MARKS_BEHIND):
            progress.announce(title)
        # No mark stands behind the name of an attachment (7.3.4).
        progress.reading.take(named[len(title) :], Role.LABEL)
    return serial


def read_page(progress: Progress, place: int) -> int:
    """附件 (7.3.7): the mark alone on its line, or the mark with the title behind it."""
    line = progress.lines[place]
    mark = _ATTACHMENT.match(line)
    if not mark:
        return 0
    title = line[mark.end() :].strip()
    if title and not _heads_page(progress, place, mark):
        return 0
    progress.close()
    progress.reading.take(mark.group(), Role.LABEL)
    return 1 + _enter(progress, place if title else place + 1, title=title)


def read_unmarked_page(progress: Progress, place: int) -> int:
    """A page that repeats the title of a note, its mark 附件 lost."""
    line = progress.lines[place]
    if (
        not progress.is_closed
        or len(line) > _LONGEST_TITLE
        or folded(line) not in progress.announced
    ):
        return 0
    return _enter(progress, place, title="")


def _heads_page(progress: Progress, place: int, mark: re.Match[str]) -> bool:
    """Whether 附件1：… heads the attachment's page; otherwise it names one in the note."""
    title = progress.lines[place][mark.end() :].strip()
    if not title or len(title) > _LONGEST_TITLE:
        return False
    if folded(title) in progress.announced:
        return True
    below = progress.line(place + 1)
    has_body = bool(below) and not _ATTACHMENT.match(below) and not is_furniture(below)
    return bool(mark["serial"] and mark["colon"]) and progress.is_closed and has_body


def _enter(progress: Progress, place: int, *, title: str) -> int:
    """Goes on in an attachment; gives the number of lines that its title takes below the mark."""
    titles = [title] if title else _title_lines(progress, place)
    name = folded("".join(titles))
    section = progress.announced.pop(name, 0)
    if section:
        role = Role.REPEATED
    elif progress.announced and (not name or _resembles_next(progress, name)):
        # 7.3.7 wants the title as in the note: where it differs the clerk is shown the difference.
        section, role = progress.announced.pop(next(iter(progress.announced))), Role.UNRECOGNISED
    else:
        section, role = progress.open_attachment("", owner=progress.enclosure), Role.TITLE
    for each in titles:
        progress.reading.take(each, role, section=section if role is Role.TITLE else 0)
    progress.section = section
    return 0 if title else len(titles)


def _title_lines(progress: Progress, place: int) -> list[str]:
    """The lines below the mark that are the attachment's title."""
    for count in range(1, _MOST_TITLE_LINES + 1):
        lines = list(progress.lines[place : place + count])
        if (
            sum(map(len, lines)) <= 2 * _LONGEST_TITLE
            and folded("".join(lines)) in progress.announced
        ):
            return lines
    line = progress.line(place)
    is_title = (
        line and is_heading_like(line) and not marker_of(line) and not _ATTACHMENT.match(line)
    )
    if not is_title or (progress.announced and not _resembles_next(progress, folded(line))):
        return []
    return [line]


def _resembles_next(progress: Progress, name: str) -> bool:
    expected = next(iter(progress.announced))
    return resemble(name, expected)


def resemble(one: str, other: str) -> bool:
    """Whether two folded titles are near enough to be meant as the same."""
    if not one or not other or max(len(one), len(other)) > 2 * _LONGEST_TITLE:
        return False
    if one.startswith(other) or other.startswith(one):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
