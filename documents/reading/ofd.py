"""The text of an OFD file (GB/T 33190-2016), line by line; whatever the file does, within limits.

Nothing is written anywhere; what a part names outside the file is refused, and lists that a short
word can make long are bounded.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import islice
from math import hypot, isfinite

from documents.reading.archive import Archive
from documents.reading.placed import Piece, PlacedLine, joined_lines
from documents.reading.safe_xml import Element, parse_xml
from office.kernel.refusals import Refused

_NO_TURN = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOST_PAGES = 3_000
_MOST_TEMPLATES = 8
_WHAT_TO_DO = "内容没有导入。请重新取得文件，或改为导入 .docx、.txt。"


def ofd_text(data: bytes) -> list[PlacedLine]:
    """The lines of all pages in order, templates' text included; annotations and seals are not.

    Raises Refused with what is wrong.
    """
    parts = _Parts(data)
    return joined_lines(
        piece
        for number, page in enumerate(_page_parts(parts))
        for part in page
        for piece in _pieces(parts.tree(part), page=number)
    )


class _Parts:
    """The XML parts of the package."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)

    def tree(self, name: str) -> Element:
        """The root element of a part."""
        try:
            content = self._archive.read(name)
        except KeyError:
            raise Refused(f"OFD 文件缺少部件“{name[:60]}”；{_WHAT_TO_DO}") from None
        return parse_xml(content, name=name)


def _located(location: str, *, beside: str) -> str:
    """The part that a location names: from the root with /, else from where it is written."""
    location = location.strip().replace("\\", "/")
    folder = "" if location.startswith("/") else posixpath.dirname(beside)
    name = posixpath.normpath(posixpath.join(folder, location.lstrip("/")))
    if name.startswith(".."):
        raise Refused(f"OFD 文件引用了文件以外的位置“{location[:60]}”；{_WHAT_TO_DO}")
    return name


def _page_parts(parts: _Parts) -> Iterator[list[str]]:
    """For each page its parts with content: those of its templates, then its own."""
    count = 0
    for root in parts.tree("OFD.xml").iter("{*}DocRoot"):
        document = _located(root.text or "", beside="OFD.xml")
        tree = parts.tree(document)
        templates = {
            each.get("ID"): _located(each.get("BaseLoc", ""), beside=document)
            for each in tree.iter("{*}TemplatePage")
        }
        for each in tree.iterfind("{*}Pages/{*}Page"):
            count += 1
            if count > _MOST_PAGES:
                raise Refused(f"OFD 文件多于 {_MOST_PAGES} 页，无法导入。请分成几个文件后再导入。")
            own = _located(each.get("BaseLoc", ""), beside=document)
            used = [used.get("TemplateID") for used in parts.tree(own).iterfind("{*}Template")]
            yield [*(templates[name] for name in used[:_MOST_TEMPLATES] if name in templates), own]


def _pieces(content: Element, *, page: int) -> Iterator[Piece]:
    for item in content.iter("{*}TextObject"):
        if item.get("Visible") not in ("false", "0"):
            yield from _pieces_of(item, page=page)


def _pieces_of(item: Element, *, page: int) -> Iterator[Piece]:
    """Its codes, a new piece wherever the characters leave the line."""
    left, top, *_ = _numbers(item.get("Boundary"), least=2)
    matrix = _numbers(item.get("CTM"), least=6)[:6] if item.get("CTM") else _NO_TURN
    size = _number(item.get("Size"))
    last = size * (_number(item.get("HScale")) or 1.0)
    x = y = 0.0
    for code in item.iterfind("{*}TextCode"):
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        text = code.text or ""
        right = _deltas(code.get("DeltaX"), count=len(text) - 1)
        down = _deltas(code.get("DeltaY"), count=len(text) - 1)
        start = 0
        along, below = x, y
        for place in range(1, len(text) + 1):
            if place < len(text) and not down[place - 1]:
                continue
            width = sum(right[start : place - 1]) + last
            yield _placed(
                text[start:place], at=(along, below), within=(left, top), matrix=matrix,
                width=width, size=size, page=page,
            )  # fmt: skip
            if place < len(text):
                along += sum(right[start:place])
                below += down[place - 1]
                start = place


def _placed(
    text: str,
    *,
    at: tuple[float, float],
    within: tuple[float, float],
    matrix: tuple[float, ...],
    width: float,
    size: float,
    page: int,
) -> Piece:
    a, b, c, d, e, f = matrix
    x = within[0] + a * at[0] + c * at[1] + e
    y = within[1] + b * at[0] + d * at[1] + f
    turned = abs(b) > abs(a)
    if turned:
        x, y = (-y, x) if b < 0 else (y, -x)
    return Piece(
        text=text,
        page=page,
        x=x,
        y=y,
        width=width * hypot(a, b),
        size=size * hypot(c, d),
        turned=turned,
    )


def _deltas(words: str | None, *, count: int) -> list[float]:
    """`count` advances, missing ones 0; "g n v" stands for n times v (GB/T 33190 11.3)."""
    found = list(islice(_unfolded((words or "").split(), most=count), max(count, 0)))
    return found + [0.0] * (count - len(found))


def _unfolded(words: list[str], *, most: int) -> Iterator[float]:
    following = iter(words)
    for word in following:
        if word != "g":
            yield _number(word)
            continue
        times = _number(next(following, "0"))
        value = _number(next(following, "0"))
        yield from [value] * int(min(max(times, 0), most))


def _numbers(words: str | None, *, least: int) -> tuple[float, ...]:
    found = [_number(each) for each in (words or "").split()[:16]]
    return tuple(found + [0.0] * (least - len(found)))


def _number(word: str | None, default: float = 0.0) -> float:
    """A number; what is none counts as the default: one odd place must not lose the text."""
    try:
        value = float(word) if word else default
    except ValueError:
        return default
    return value if isfinite(value) else default
