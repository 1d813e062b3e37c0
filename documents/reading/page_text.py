"""Lines of pages to a manuscript: joined to paragraphs by where they stand on their pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from documents.reading.imported import Imported
from documents.reading.pdf_lines import PageLine
from documents.reading.pieces import Line, recognise
from office.kernel.refusals import Refused

_LEAST_TEXT = 10
"""Characters in all below which the pages are pictures."""
_MOST_UNKNOWN = 0.1
_HEAD = 37 / 297
_FOOT = 35 / 297
"""Of the page's height: above and below the type area (GB/T 9704-2012 5.2.1), where page numbers
and what runs along the pages stands.
"""
_NUMBER = re.compile(
    r"[-—－–―·]{1,3}\s{0,3}\d{1,4}\s{0,3}[-—－–―·]{1,3}|第\s{0,3}\d{1,4}\s{0,3}页.{0,12}"
    r"|\d{1,4}\s{0,3}页\s{0,3}(?:[,，/]?\s{0,3}共.{0,9})?"
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_DIGIT = re.compile(r"\d")
_HANGING = re.compile(r"附件[：:]|\d{1,2}[.．、]|抄送[：:]|主送[：:]|(?:出席|请假|列席)[：:]")
_FULL = 1.7
"""Ems from the right edge within which a line is full: punctuation may hang or be pushed out."""
_LARGEST_HANG = 8.5


def recognise_pages(lines: Sequence[PageLine], *, kind: str) -> Imported:
    """The manuscript that the lines print; page numbers and what runs along pages are remarked.

    `kind` names the file's format in refusals. Raises Refused where there is no text, or none
    that can be read. Tables come as lines, images not at all.
    """
    text = "".join(each.text for each in lines).strip()
    if len(text) < _LEAST_TEXT:
        raise Refused(
            f"这个 {kind} 没有可读的文字，可能是扫描件，内容没有导入。"
            "请导入原来的 .docx 或 .txt 文件，或先用文字识别软件转成文本后核对。"
        )
    if sum(map(_is_unknown, text)) > _MOST_UNKNOWN * len(text):
        raise Refused(
            f"这个 {kind} 的字体没有写明各字的编码，读出来会是乱码，内容没有导入。"
            "请导入原来的 .docx 或 .txt 文件。"
        )
    kept, running, numbers = without_running(lines)
    remarks = [f"页眉页脚没有导入：{text}" for text in running]
    if numbers:
        remarks.append(f"页码没有导入：{'、'.join(numbers)}")
    manuscript = recognise([Line(each) for each in paragraphs_of(kept)])
    return Imported(manuscript, remarks=tuple(remarks), unseen=(*running, *numbers))


def _is_unknown(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff"


def without_running(
    lines: Sequence[PageLine],
) -> tuple[list[PageLine], list[str], list[str]]:
    """The lines of the text; then page heads and feet; then page numbers."""
    pages = len({each.page for each in lines})
    met = Counter(map(_place, lines))
    kept: list[PageLine] = []
    numbers: list[str] = []
    running: dict[str, None] = {}
    for each in lines:
        text = each.text.strip()
        if not _is_outside(each):
            kept.append(each)
        elif _NUMBER.fullmatch(text):
            numbers.append(" ".join(text.split()))
        elif not text.isdecimal() and pages > 1 and met[_place(each)] > max(pages // 2, 1):
            running[text] = None
        else:
            kept.append(each)
    bare = _bare_numbers(kept)
    numbers += [each.text.strip() for each in kept if id(each) in bare]
    return [each for each in kept if id(each) not in bare], list(running), numbers


def _bare_numbers(lines: Sequence[PageLine]) -> set[int]:
    """Which of the lines are page numbers without dashes or words, by their `id`.

    A number alone may as well be text. It counts pages only where it is the last line of its
    page towards the edge, and goes up by one from page to page or says which page it is.
    """
    edges: dict[tuple[int, bool], PageLine] = {}
    for each in lines:
        if not each.turned:
            edges[each.page, True] = max(edges.get((each.page, True), each), each, key=_top)
            edges[each.page, False] = min(edges.get((each.page, False), each), each, key=_top)
    found = [
        (each, is_foot, int(each.text) - each.page)
        for (_, is_foot), each in edges.items()
        if _is_outside(each) and _BARE_NUMBER.fullmatch(each.text.strip())
    ]
    series = Counter((is_foot, first) for _, is_foot, first in found)
    return {id(each) for each, is_foot, first in found if first == 1 or series[is_foot, first] > 1}


def _top(line: PageLine) -> float:
    return line.top


def _is_outside(line: PageLine) -> bool:
    """Whether it stands above or below the type area; what lies across the page does not."""
    middle = (line.top + line.size / 2) / max(line.height, 1.0)
    return not line.turned and not _HEAD <= middle <= 1 - _FOOT


def _place(line: PageLine) -> tuple[str, int]:
    return _DIGIT.sub("0", line.text.strip()), round(line.top / (0.007 * max(line.height, 1.0)))


def paragraphs_of(lines: Sequence[PageLine]) -> Iterator[str]:
    """Lines joined to paragraphs: a line goes on where the one before it was full.

    It must begin at the left edge, or where a hanging indent (附件：, 抄送：) lets it.
    """
    pieces: list[str] = []
    before: PageLine | None = None
    edges = _edges(lines)
    for line in lines:
        words = line.text.strip()
        if before and pieces and _goes_on(before, line, first=pieces[0], edges=edges):
            pieces += [_between(pieces[-1], words), words]
        else:
            yield from filter(None, ["".join(pieces)])
            pieces = [words]
        before = line
    yield from filter(None, ["".join(pieces)])


def _edges(lines: Sequence[PageLine]) -> tuple[float, float]:
    """Left and right edge of the type area: where most lines begin and end."""
    lefts = Counter(round(each.left) for each in lines)
    rights = sorted(each.right for each in lines)
    common = max((count for count in lefts.values()), default=0)
    left = min((place for place, count in lefts.items() if count >= common / 3), default=0)
    return float(left), rights[int(0.95 * (len(rights) - 1))] if rights else 0.0


def _goes_on(before: PageLine, line: PageLine, *, first: str, edges: tuple[float, float]) -> bool:
    left, right = edges
    em = before.size
    is_full = before.right > right - _FULL * em
    alike = abs(line.size - before.size) < 0.2 * em
    follows = line.page == before.page or line.page == before.page + 1
    indent = line.left - left
    hangs = bool(_HANGING.match(first)) and 2.4 * em < indent < _LARGEST_HANG * em
    return is_full and alike and follows and (abs(indent) < 0.7 * em or hangs)


def _between(before: str, after: str) -> str:
    """A space where two words of letters meet, nothing between Hanzi."""
    return " " if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() else ""
