"""The beginning of a document: web page, 份号 to 发文字号, title and main recipients."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.reading.fragments import Reading, Role
from documents.reading.number import find_number
from documents.reading.numerals import DIGITS
from documents.reading.phrases import (
    TYPES,
    date_start,
    folded,
    is_date,
    is_heading_like,
    is_name,
    is_recipients,
    is_web_field,
    stem_of,
    type_of,
    without_blanks,
)

_MOST_TITLE_LINES = 6
_LONGEST_TITLE = 300
_MINUTES = "纪要"
_MOST_RECIPIENT_LINES = 15
_MOST_LINES_BETWEEN = 12
_GAP = "[ \u3000]{0,4}"
_URGENCY = re.compile(f"特{_GAP}急|加{_GAP}急|平{_GAP}急|特{_GAP}提")
_CLASSIFICATION = re.compile(
    f"[绝机秘]{_GAP}密"
    f"(?:{_GAP}[★☆*＊]{_GAP}(?:[{DIGITS}]{{1,2}}{_GAP}(?:年|个月|月|天|日)|长期|启用前)?)?"
)
_ABOUT = re.compile("关于|转发|批转|印发|发布|公布")
_BRACKETED = re.compile("[（(\\[【].{0,200}[）)\\]】]")
_RECIPIENTS_LABEL = re.compile("主[ \u3000]?送(?:机关|单位)?[：:]")
_PLANS = re.compile(
    "(?:方案|规划|计划|办法|规定|细则|要点|制度|规则|规程|纲要|预案|安排|标准|总结|说明)"
)


@dataclass(frozen=True, slots=True)
class _Recipients:
    """Main recipients: the number of lines and where, in the last of them, the colon stands."""

    lines: int
    colon: int


def read_head(lines: Sequence[str], reading: Reading) -> list[str]:
    """Takes all before the body into the reading and gives the lines that are left."""
    title = _find_title(lines)
    if title is None:
        return _read_untitled(lines, reading)
    is_minutes = type_of(_joined(lines, title)) == _MINUTES
    for line in lines[: title.start]:
        if not (is_minutes and _take_dated(line, reading)):
            _take_outline(line, reading)
    for line in lines[title.start : title.stop]:
        _take_with_number(line, reading, rest=Role.TITLE)
    place = _skip_outline(lines, title.stop)
    for line in lines[title.stop : place]:
        _take_outline(line, reading)
    return _take_recipients(lines[place:], reading)


def _read_untitled(lines: Sequence[str], reading: Reading) -> list[str]:
    """Without a title there may still be a number, an urgency and recipients."""
    place = 0
    while place < len(lines) and _is_outline(lines[place]):
        _take_outline(lines[place], reading)
        place += 1
    return _take_recipients(lines[place:], reading)


def _find_title(lines: Sequence[str]) -> range | None:
    """The title's lines: those that recipients follow, else the first, as repeated last."""
    candidates: list[range] = []
    for index in range(len(lines)):
        if not _ends_title(lines, index):
            continue
        candidate = range(_title_start(lines, index), index + 1)
        if _recipients_at(lines, _skip_outline(lines, index + 1)):
            return candidate
        candidates.append(candidate)
        if len(candidates) > _MOST_LINES_BETWEEN:
            break
    return _below_mark(lines, candidates) or _repeated(lines, candidates) or _plan_title(lines)


def _repeated(lines: Sequence[str], candidates: Sequence[range]) -> range | None:
    """Web pages print a title twice: as the page's heading and as the document's."""
    if not candidates:
        return None
    first = folded(_joined(lines, candidates[0]))
    return [each for each in candidates if folded(_joined(lines, each)) == first][-1]


def _below_mark(lines: Sequence[str], candidates: Sequence[range]) -> range | None:
    """The mark of a 纪要 ends as its title does: between them stand 第×期, issuer and date."""
    if len(candidates) < 2 or type_of(_joined(lines, candidates[0])) != _MINUTES:
        return None
    mark, title = candidates[:2]
    is_near = mark.start == 0 and 1 <= title.start - mark.stop <= 3
    is_title = type_of(_joined(lines, title)) == _MINUTES
    between = lines[mark.stop : title.start]
    return title if is_near and is_title and any(map(_is_issue_line, between)) else None


def _is_issue_line(line: str) -> bool:
    """Whether a line is 第×期, or issuer and date of a 纪要."""
    number = find_number(line)
    return date_start(line) >= 0 or bool(number and not _without_number(line))


def _joined(lines: Sequence[str], place: range) -> str:
    return "".join(_without_number(lines[index]) for index in place)


def _plan_title(lines: Sequence[str]) -> range | None:
    """A plan pasted without its notice still has a title: its first line."""
    if len(lines) > 1 and is_heading_like(lines[0]) and len(lines[0]) <= 60:
        bare = re.sub("[（(].{1,20}[）)]$", "", lines[0])
        if _PLANS.fullmatch(bare[-2:]) and not lines[0].startswith("《"):
            return range(1)
    return None


def _ends_title(lines: Sequence[str], index: int) -> bool:
    """Whether a document's title ends with this line."""
    text = _without_number(lines[index])
    is_like_one = is_heading_like(text, longest=_LONGEST_TITLE)
    if not is_like_one or not type_of(text) or is_web_field(text):
        return False
    if without_blanks(text) in TYPES:
        return bool(_recipients_at(lines, index + 1))
    return bool(
        _ABOUT.search(text)
        or is_name(stem_of(text))
        or (type_of(text) == _MINUTES and stem_of(text).endswith("会议"))
        or _title_start(lines, index) < index
    ) and not re.match(
        "现将|现就|现予|根据|按照|为了?|附件|抄送|[（(]|[0-9一二三四五六七八九十]+[、.．]", text
    )


def _title_start(lines: Sequence[str], index: int) -> int:
    """The first line of the title that ends at `index`: titles are broken by hand over lines."""
    start = index
    for place in range(index, max(index - _MOST_TITLE_LINES, -1), -1):
        text = _without_number(lines[place])
        if not _can_continue(text):
            break
        if _ABOUT.search(text):
            start = place
            break
    begins_with_matter = _ABOUT.match(_without_number(lines[start]))
    while begins_with_matter and start > 0 and index - start < 2 * _MOST_TITLE_LINES:
        if not is_name(lines[start - 1]):
            break
        start -= 1
    return start if begins_with_matter else _joint_start(lines, start)


def _joint_start(lines: Sequence[str], start: int) -> int:
    """The first line of the organs that issue jointly, where the last shares the matter's line.

    They are told from whatever else stands above by signing below the text as well.
    """
    matter = _ABOUT.search(lines[start])
    if not matter or not is_name(lines[start][: matter.start()].strip()):
        return start
    signed = {name for line in lines[start + 1 :] if is_name(line) for name in line.split()}
    first = start
    while first > 0 and start - first < _MOST_TITLE_LINES:
        names = lines[first - 1].split()
        if not is_name(lines[first - 1]) or not signed.issuperset(names):
            break
        first -= 1
    return first


def _can_continue(text: str) -> bool:
    return bool(text) and is_heading_like(text) and len(text) <= 80 and not is_web_field(text)


def _without_number(line: str) -> str:
    place = find_number(line)
    return (line[: place.start] + line[place.end :]).strip() if place else line


def _skip_outline(lines: Sequence[str], place: int) -> int:
    """The first line from `place` on that is neither number, web page nor a bracketed date."""
    end = min(len(lines), place + _MOST_LINES_BETWEEN)
    while place < end and _is_outline(lines[place]):
        place += 1
    return place


def _is_outline(line: str) -> bool:
    if len(line) > 200:
        return False
    number = find_number(line)
    if number and not (line[: number.start] + line[number.end :]).strip():
        return True
    return (
        is_web_field(line)
        or is_date(line)
        or bool(_BRACKETED.fullmatch(line))
        or bool(_URGENCY.fullmatch(line) or _CLASSIFICATION.fullmatch(line))
    )


def _take_outline(line: str, reading: Reading) -> None:
    """Takes a line outside title and recipients: what is known by its look, else unrecognised."""
    rest = line
    for pattern, role in ((_CLASSIFICATION, Role.CLASSIFICATION), (_URGENCY, Role.URGENCY)):
        found = pattern.match(rest)
        if found and (found.end() == len(rest) or rest[found.end()].isspace()):
            reading.take(found.group(), role)
            rest = rest[found.end() :].strip()
    _take_with_number(rest, reading, rest=Role.UNRECOGNISED)


def _take_dated(line: str, reading: Reading) -> bool:
    """Takes issuer and date above the title of a 纪要; says whether the line was that."""
    start = date_start(line)
    if start < 0 or not is_name(line[:start].strip()):
        return False
    reading.take(line[:start], Role.SIGNATURE)
    reading.take(line[start:], Role.DATE)
    return True


def _take_with_number(line: str, reading: Reading, *, rest: Role) -> None:
    place = find_number(line)
    if place is None:
        reading.take(line, rest)
        return
    reading.take(line[: place.start], rest)
    reading.take(line[place.start : place.end], Role.NUMBER)
    # What stands behind the number on its line is 签发人 unless the title was glued to it.
    reading.take(line[place.end :], rest)


def _recipients_at(lines: Sequence[str], place: int) -> _Recipients | None:
    """The main recipients from `place` on: organs up to a colon, over several lines if need be."""
    words = ""
    for count, line in enumerate(lines[place : place + _MOST_RECIPIENT_LINES], start=1):
        label = _RECIPIENTS_LABEL.match(line) if count == 1 else None
        begin = label.end() if label else 0
        colon = _colon(line, begin)
        words += line[begin : colon if colon >= 0 else len(line)][:1001]
        if colon >= 0 or (label and len(line) <= 400):
            end = colon if colon >= 0 else len(line)
            return _Recipients(lines=count, colon=end) if is_recipients(words) else None
        if len(words) > 1000 or line[-1] in "。；！？;" or (count == 1 and not _lists(line)):
            return None
    return None


def _lists(line: str) -> bool:
    """Whether a line without a colon can begin a list of recipients."""
    return is_recipients(line.rstrip("，,、"))


def _colon(line: str, begin: int) -> int:
    places = [found for mark in "：:" if (found := line.find(mark, begin, 1200)) >= 0]
    return min(places, default=-1)


def _take_recipients(lines: Sequence[str], reading: Reading) -> list[str]:
    found = _recipients_at(lines, 0)
    if found is None:
        return list(lines)
    for index, line in enumerate(lines[: found.lines]):
        label = _RECIPIENTS_LABEL.match(line) if index == 0 else None
        begin = label.end() if label else 0
        reading.take(line[:begin], Role.LABEL)
        if index < found.lines - 1:
            reading.take(line[begin:], Role.RECIPIENTS)
    last = lines[found.lines - 1]
    label = _RECIPIENTS_LABEL.match(last) if found.lines == 1 else None
    reading.take(last[label.end() if label else 0 : found.colon], Role.RECIPIENTS)
    reading.take(last[found.colon : found.colon + 1], Role.LABEL)
    rest = last[found.colon + 1 :].strip()
    return [*filter(None, [rest]), *lines[found.lines :]]
