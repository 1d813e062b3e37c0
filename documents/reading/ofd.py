"""The text of an OFD file (GB/T 33190-2016), line by line; whatever the file does, within limits.

Runs as a process of its own, as the reading of a PDF does. What is counted here bounds what comes
back from it; only the process bounds the memory and time of XML that packs a thousandfold, and
keeps it from holding up everybody else's pages meanwhile.

Nothing is written anywhere; what a part names outside the file is refused, and lists that a short
word can make long are bounded.
"""

from __future__ import annotations

import json
import posixpath
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from math import hypot

from documents.reading.opening import archive_of, root_of
from documents.reading.placed import A4, MOST_LINES, Piece, PlacedLine, joined_lines
from office.kernel.refusals import Refused
from office.outside.own_process import Failed, answer_of, keep_within
from office.outside.xml import Element

_NO_TURN = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_LATIN = "\u2e7f"
_MOST_PAGES = 400
_MOST_CHARACTERS = 1_500_000
"""A template's count on each page that it is drawn on."""
_MOST_TEMPLATES = 64
_FARTHEST = 100_000.0
"""mm, or times: a number beyond is no place on a page, and its products may be none at all."""
_LEAST_SHEET = 10.0
"""mm of a page's width and height; below it the page is taken for A4."""
_SECONDS = 40
_TOO_MUCH = "这个 OFD 的文字过多，不像是一件公文。请拆分后只导入公文部分。"
_WHAT_TO_DO = "内容没有导入。请重新取得文件，或改为导入 .docx、.txt。"


def ofd_lines(data: bytes) -> list[PlacedLine]:
    """What `ofd_text` gives or refuses, read by a process of its own."""
    try:
        answer = answer_of("documents.reading.ofd", data=data, seconds=_SECONDS)
    except Failed as fault:
        raise Refused(
            f"这个 OFD 文件已损坏，或内容过多、读取超过 {_SECONDS} 秒；{_WHAT_TO_DO}"
        ) from fault
    if "refused" in answer:
        raise Refused(answer["refused"])
    return [PlacedLine(**{**each, "sheet": tuple(each["sheet"])}) for each in answer["lines"]]


def ofd_text(data: bytes) -> list[PlacedLine]:
    """The lines of all pages in order, templates' text included; annotations and seals are not.

    Raises Refused with what is wrong, and for more pages, characters or lines than a document has.
    """
    lines = joined_lines(_bounded(_drawn(_Parts(data))))
    if len(lines) > MOST_LINES:
        raise Refused(_TOO_MUCH)
    return lines


def _bounded(pieces: Iterable[Piece]) -> Iterator[Piece]:
    room = _MOST_CHARACTERS
    for piece in pieces:
        room -= len(piece.text)
        if room < 0:
            raise Refused(_TOO_MUCH)
        yield piece


class _Parts:
    """The XML parts of the package."""

    def __init__(self, data: bytes) -> None:
        self._archive = archive_of(data)

    def tree(self, name: str) -> Element:
        """The root element of a part."""
        try:
            content = self._archive.read(name)
        except KeyError:
            raise Refused(f"OFD 文件缺少部件“{name[:60]}”；{_WHAT_TO_DO}") from None
        return root_of(content, name=name)


def _located(location: str, *, beside: str) -> str:
    """The part that a location names: from the root with /, else from where it is written."""
    location = location.strip().replace("\\", "/")
    folder = "" if location.startswith("/") else posixpath.dirname(beside)
    name = posixpath.normpath(posixpath.join(folder, location.lstrip("/")))
    if name.startswith(".."):
        raise Refused(f"OFD 文件引用了文件以外的位置“{location[:60]}”；{_WHAT_TO_DO}")
    return name


def _drawn(parts: _Parts) -> Iterator[Piece]:
    """What is drawn on each page: its templates, then its own content."""
    count = 0
    for root in parts.tree("OFD.xml").iter("{*}DocRoot"):
        document = _located(root.text or "", beside="OFD.xml")
        tree = parts.tree(document)
        templates = _Templates(parts, tree, document=document)
        usual = _sheet(tree.find("{*}CommonData/{*}PageArea/{*}PhysicalBox"), otherwise=A4)
        for each in tree.iterfind("{*}Pages/{*}Page"):
            if count == _MOST_PAGES:
                raise Refused(f"OFD 文件多于 {_MOST_PAGES} 页，无法导入。请分成几个文件后再导入。")
            own = parts.tree(_located(each.get("BaseLoc", ""), beside=document))
            sheet = _sheet(own.find("{*}Area/{*}PhysicalBox"), otherwise=usual)
            used = {each.get("TemplateID") for each in own.iterfind("{*}Template")}
            for piece in (*templates.pieces(used), *_pieces(own)):
                yield replace(piece, page=count, sheet=sheet)
            count += 1


class _Templates:
    """The pages that other pages are drawn on: each is read once, however often it is used."""

    def __init__(self, parts: _Parts, tree: Element, *, document: str) -> None:
        found = islice(tree.iter("{*}TemplatePage"), _MOST_TEMPLATES)
        self._parts = parts
        self._places = {
            each.get("ID"): _located(each.get("BaseLoc", ""), beside=document) for each in found
        }
        self._read: dict[str | None, list[Piece]] = {}

    def pieces(self, used: set[str | None]) -> Iterator[Piece]:
        """The text of those that a page names, in the document's order."""
        for name in (each for each in self._places if each in used):
            if name not in self._read:
                self._read[name] = list(_pieces(self._parts.tree(self._places[name])))
            yield from self._read[name]


def _sheet(box: Element | None, *, otherwise: tuple[float, float]) -> tuple[float, float]:
    """Width and height of a page, mm (GB/T 33190-2016 7.5)."""
    if box is None:
        return otherwise
    _, _, width, height = _numbers(box.text, count=4)
    return (width, height) if min(width, height) >= _LEAST_SHEET else otherwise


def _pieces(content: Element) -> Iterator[Piece]:
    """The text of a page or template, as if it stood on page 0."""
    for item in content.iter("{*}TextObject"):
        if item.get("Visible") not in ("false", "0"):
            yield from _pieces_of(item)


def _pieces_of(item: Element) -> Iterator[Piece]:
    """Its codes, a new piece wherever the characters leave the line."""
    left, top = _numbers(item.get("Boundary"), count=2)
    size = _number(item.get("Size"))
    em = size * _number(item.get("HScale"), 1.0)
    put = _Placing(
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
        return Piece(text, 0, x, y, width * length, self.size * height, turned)


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
    return value if abs(value) <= _FARTHEST else default


def _main() -> int:
    """Reads an OFD from standard input; writes its lines, or why it is refused, as JSON."""
    keep_within(seconds=_SECONDS)
    try:
        answer: dict[str, object] = {
            "lines": [asdict(each) for each in ofd_text(sys.stdin.buffer.read())]
        }
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(_main())
