"""The text of an OFD file (GB/T 33190-2016), line by line; whatever the file does, within limits.

Nothing is written anywhere; what a part names outside the file is refused, and lists that a short
word can make long are bounded.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import hypot, isfinite

from documents.reading.archive import Archive
from documents.reading.placed import Piece, PlacedLine, joined_lines
from documents.reading.safe_xml import Element, parse_xml
from office.kernel.refusals import Refused

_NO_TURN = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_LATIN = "\u2e7f"
_MOST_PAGES = 3_000
_MOST_TEMPLATES = 64
_WHAT_TO_DO = "内容没有导入。请重新取得文件，或改为导入 .docx、.txt。"


def ofd_text(data: bytes) -> list[PlacedLine]:
    """The lines of all pages in order, templates' text included; annotations and seals are not.

    Raises Refused with what is wrong.
    """
    parts = _Parts(data)
    return joined_lines(
        piece
        for number, contents in enumerate(_page_contents(parts))
        for content in contents
        for piece in _pieces(content, page=number)
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


def _page_contents(parts: _Parts) -> Iterator[list[Element]]:
    """For each page what is drawn on it: its templates, then its own content."""
    count = 0
    for root in parts.tree("OFD.xml").iter("{*}DocRoot"):
        document = _located(root.text or "", beside="OFD.xml")
        tree = parts.tree(document)
        templates = {
            each.get("ID"): parts.tree(_located(each.get("BaseLoc", ""), beside=document))
            for each in islice(tree.iter("{*}TemplatePage"), _MOST_TEMPLATES)
        }
        for each in tree.iterfind("{*}Pages/{*}Page"):
            count += 1
            if count > _MOST_PAGES:
                raise Refused(f"OFD 文件多于 {_MOST_PAGES} 页，无法导入。请分成几个文件后再导入。")
            own = parts.tree(_located(each.get("BaseLoc", ""), beside=document))
            used = {each.get("TemplateID") for each in own.iterfind("{*}Template")}
            yield [*(tree for name, tree in templates.items() if name in used), own]


def _pieces(content: Element, *, page: int) -> Iterator[Piece]:
    for item in content.iter("{*}TextObject"):
        if item.get("Visible") not in ("false", "0"):
            yield from _pieces_of(item, page=page)


def _pieces_of(item: Element, *, page: int) -> Iterator[Piece]:
    """Its codes, a new piece wherever the characters leave the line."""
    left, top = _numbers(item.get("Boundary"), count=2)
    size = _number(item.get("Size"))
    em = size * _number(item.get("HScale"), 1.0)
    put = _Placing(
        page=page,
        left=left,
        top=top,
        matrix=_numbers(item.get("CTM"), count=6) if item.get("CTM") else _NO_TURN,
        size=size,
    )
    x = y = 0.0
    for code in item.iterfind("{*}TextCode"):
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        text = code.text or ""
        natural = [em if each > _LATIN else em / 2 for each in text]
        right = [*_deltas(code.get("DeltaX"), otherwise=natural[:-1]), *natural[-1:]]
        down = [*_deltas(code.get("DeltaY"), otherwise=[0.0] * (len(text) - 1)), 1.0]
        start, along, below = 0, x, y
        for place in [place for place, drop in enumerate(down, start=1) if drop][: len(text)]:
            width = sum(right[start:place])
            yield put.piece(text[start:place], x=along, y=below, width=width)
            start, along, below = place, along + width, below + down[place - 1]


@dataclass(frozen=True, slots=True)
class _Placing:
    """How an object's own coordinates lie on the page (GB/T 33190-2016 8.5)."""

    page: int
    left: float
    top: float
    matrix: Sequence[float]
    size: float

    def piece(self, text: str, *, x: float, y: float, width: float) -> Piece:
        a, b, c, d, e, f = self.matrix
        x, y = self.left + a * x + c * y + e, self.top + b * x + d * y + f
        turned = abs(b) > abs(a)
        if turned:
            x, y = (-y, x) if b < 0 else (y, -x)
        length, height = hypot(a, b), hypot(c, d)
        return Piece(text, self.page, x, y, width * length, self.size * height, turned)


def _deltas(words: str | None, *, otherwise: list[float]) -> list[float]:
    """From each character to the next, `otherwise` where nothing is said; "g n v" is n times v."""
    found = list(islice(_unfolded((words or "").split(), most=len(otherwise)), len(otherwise)))
    return found + otherwise[len(found) :]


def _unfolded(words: list[str], *, most: int) -> Iterator[float]:
    following = iter(words)
    for word in following:
        if word != "g":
            yield _number(word)
            continue
        times = _number(next(following, "0"))
        value = _number(next(following, "0"))
        yield from [value] * int(min(max(times, 0), most))


def _numbers(words: str | None, *, count: int) -> list[float]:
    found = [_number(each) for each in (words or "").split()[:count]]
    return found + [0.0] * (count - len(found))


def _number(word: str | None, default: float = 0.0) -> float:
    """A number; what is none counts as the default: one odd place must not lose the text."""
    try:
        value = float(word) if word else default
    except ValueError:
        return default
    return value if isfinite(value) else default
