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
_MARGIN = 0.14
"""Of the page's height above and below, where running elements stand."""
_NUMBER = re.compile(
    r"[-—－–―·]{1,3}\s{0,3}\d{1,4}\s{0,3}[-—－–―·]{1,3}|\d{1,4}|第?\s{0,3}\d{1,4}\s{0,3}页.{0,12}"
)
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
    return Imported(manuscript, remarks=tuple(remarks), unseen=tuple(running))


def _is_unknown(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff"


def without_running(
    lines: Sequence[PageLine],
) -> tuple[list[PageLine], list[str], list[str]]:
    """The lines of the text; then page heads and feet; then page numbers."""
    pages = len({each.page for each in lines})
    met: Counter[tuple[str, int]] = Counter()
    for each in lines:
        met[_place(each)] += 1
    kept: list[PageLine] = []
    numbers: list[str] = []
    running: dict[str, None] = {}
    for each in lines:
        if not _in_margin(each):
            kept.append(each)
        elif _NUMBER.fullmatch(each.text.strip()):
            numbers.append(" ".join(each.text.split()))
        elif pages > 1 and met[_place(each)] > max(pages // 2, 1):
            running[each.text.strip()] = None
        else:
            kept.append(each)
    return kept, list(running), numbers


def _in_margin(line: PageLine) -> bool:
    top, bottom = line.top, line.top + line.size
    return top < _MARGIN * line.height or bottom > (1 - _MARGIN) * line.height


def _place(line: PageLine) -> tuple[str, int]:
    return _DIGIT.sub("0", line.text.strip()), round(line.top / (0.007 * line.height))


def paragraphs_of(lines: Sequence[PageLine]) -> Iterator[str]:
    """Lines joined to paragraphs: a line goes on where the one before it was full.

    It must begin at the left edge, or where a hanging indent (附件：, 抄送：) lets it.
    """
    text = ""
    before: PageLine | None = None
    edges = _edges(lines)
    for line in lines:
        if before and _goes_on(before, line, text=text, edges=edges):
            text = f"{text}{_between(text, line.text)}{line.text.strip()}"
        else:
            if text:
                yield text
            text = line.text.strip()
        before = line
    if text:
        yield text


def _edges(lines: Sequence[PageLine]) -> tuple[float, float]:
    """Left and right edge of the type area: where most lines begin and end."""
    lefts = Counter(round(each.left) for each in lines)
    rights = sorted(each.right for each in lines)
    common = max((count for count in lefts.values()), default=0)
    left = min((place for place, count in lefts.items() if count >= common / 3), default=0)
    return float(left), rights[int(0.95 * (len(rights) - 1))] if rights else 0.0


def _goes_on(before: PageLine, line: PageLine, *, text: str, edges: tuple[float, float]) -> bool:
    left, right = edges
    em = before.size
    is_full = before.right > right - _FULL * em
    alike = abs(line.size - before.size) < 0.2 * em
    follows = line.page == before.page or line.page == before.page + 1
    indent = line.left - left
    hangs = bool(_HANGING.match(text)) and 2.4 * em < indent < _LARGEST_HANG * em
    return is_full and alike and follows and (abs(indent) < 0.7 * em or hangs)


def _between(before: str, after: str) -> str:
    """A space where two words of letters meet, nothing between Hanzi."""
    return " " if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() else ""
