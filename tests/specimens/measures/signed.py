"""Signatures, dates, seals and stamps (7.3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.specimens.measures.measure import CHARACTER, LINE, RIGHT, Measure, Ruler
from tests.specimens.measures.text import where
from tests.specimens.printed import Box, Piece, Printed


def _above(page: Printed, text: str, *, than: Piece) -> Piece:
    """The nearest piece above another in which the text stands."""
    return [
        each for each in page.pieces if text in each.text and each.baseline < than.baseline - 1
    ][-1]


def sealed_signature(pages: list[Printed], *, name: str, date: str) -> Iterator[Measure]:
    """Date four characters in from the right, the name centred on it (7.3.5.1)."""
    index, found = where(pages, date)
    above = _above(pages[index], name, than=found)
    yield Ruler(page=index).across(
        "日期右空四字",
        "7.3.5.1",
        y=found.box.centre,
        left=found.box.right,
        right=RIGHT,
        wanted=4 * CHARACTER,
    )
    yield Ruler(page=index).across(
        "署名以日期为准居中",
        "7.3.5.1",
        y=above.box.bottom + 0.5,
        left=found.box.middle,
        right=above.box.middle,
        wanted=0,
    )
    yield Ruler(page=index).down(
        "署名在日期上一行",
        "7.3.5.1",
        x=above.box.left - 2,
        upper=above.baseline,
        lower=found.baseline,
        wanted=LINE,
    )


def unsealed_signature(pages: list[Printed], *, name: str, date: str) -> Iterator[Measure]:
    """Name two characters in from the right, the date two to the right of its beginning."""
    index, found = where(pages, date)
    above = _above(pages[index], name, than=found)
    yield Ruler(page=index).across(
        "署名右空二字",
        "7.3.5.2",
        y=above.box.centre,
        left=above.box.right,
        right=RIGHT,
        wanted=2 * CHARACTER,
    )
    yield Ruler(page=index).across(
        "日期首字比署名首字右移二字",
        "7.3.5.2",
        y=found.box.centre,
        left=above.box.left,
        right=found.box.left,
        wanted=2 * CHARACTER,
    )


def stamp(pages: list[Printed], *, title: str, date: str, place: Box) -> Iterator[Measure]:
    """签名章: its place, the signer's title beside it, the date below (7.3.5.3)."""
    index, found = where(pages, date)
    page, ruler = pages[index], Ruler(page=index)
    words = page.piece(title)
    text = max(each.baseline for each in page.pieces if each.baseline < place.top)
    yield ruler.across(
        "签名章右空四字",
        "7.3.5.3",
        y=place.centre,
        left=place.right,
        right=RIGHT,
        wanted=4 * CHARACTER,
    )
    yield ruler.across(
        "职务在签名章左空二字",
        "7.3.5.3",
        y=place.centre,
        left=words.box.right,
        right=place.left,
        wanted=2 * CHARACTER,
    )
    yield ruler.down(
        "职务与签名章上下居中",
        "7.3.5.3",
        x=words.box.left - 3,
        upper=place.centre,
        lower=words.box.centre,
        wanted=0,
    )
    cell_top = text - 0.88 * CHARACTER
    yield ruler.down(
        "签名章在正文下空二行",
        "7.3.5.3",
        x=60,
        upper=cell_top,
        lower=place.top,
        wanted=3 * LINE,
    )
    yield ruler.across(
        "日期右空四字",
        "7.3.5.3",
        y=found.box.centre,
        left=found.box.right,
        right=RIGHT,
        wanted=4 * CHARACTER,
    )


def seals(
    pages: list[Printed], *, page: int, boxes: list[Box], diameter: float, names: tuple[str, ...]
) -> Iterator[Measure]:
    """Seals on their names, clear of one another, within a line of the text (7.3.5.1)."""
    printed, ruler = pages[page], Ruler(page=page)
    for box, name in zip(boxes, names, strict=True):
        piece = printed.words(name, last=True)
        yield ruler.across(
            "印章直径", "7.3.5.1", y=box.top + 2, left=box.left, right=box.right, wanted=diameter
        )
        yield ruler.across(
            "印章居中压署名",
            "7.3.5.1",
            y=box.bottom + 2,
            left=piece.box.middle,
            right=box.middle,
            wanted=0,
        )
        red = red_ink(printed, box)
        yield ruler.across(
            "印章印迹在其位置",
            "7.3.5.1",
            y=box.bottom + 4,
            left=box.left,
            right=red.left,
            wanted=0,
        )
    text = max(
        each.box.bottom for each in printed.pieces if each.baseline < min(b.top for b in boxes) + 1
    )
    top = min(box.top for box in boxes)
    yield Measure(
        "印章顶端距正文一行之内", "7.3.5.1", page, (30, text), (30, top), LINE / 2, LINE / 2
    )
    for one, other in pairwise(boxes):
        yield Measure(
            "印章互不相交",
            "7.3.5.1",
            page,
            (one.right, one.centre),
            (other.left, one.centre),
            20,
            20,
        )


def red_ink(page: Printed, box: Box) -> Box:
    """Where the seal's own ink stands: a little beyond its box on either side."""
    return page.ink(Box(box.left - 1, box.centre - 1.5, box.left + 3, box.centre - 0.5))
