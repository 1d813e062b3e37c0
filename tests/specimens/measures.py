"""The distances of GB/T 9704-2012, taken from finished pages.

Numbers stand here as the standard gives them; nothing is asked of our own layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.specimens.printed import Box, Line, Piece, Printed

CHARACTER = 156 / 28
"""一字 of size 3 (clause 3)."""
LINE = (225 - CHARACTER) / 21
"""一行: 22 lines fill the type area (5.2.2)."""
FOURTH = 14 * 25.4 / 72
"""A character of size 4, mm."""
LEFT, TOP, RIGHT, BOTTOM = 28.0, 37.0, 184.0, 262.0
CENTRE = 105.0 + 1.0
"""The middle of the type area lies 1 mm right of the paper's: 28 mm of margin against 26."""

EXACT, CLOSE = 0.1, 0.5
"""Tolerances, mm: of type area, mark, rules and imprint; of everything else."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One distance: where it begins and ends on the page (counted from 0), and what it must be."""

    what: str
    clause: str
    page: int
    start: tuple[float, float]
    end: tuple[float, float]
    wanted: float
    tolerance: float

    @property
    def measured(self) -> float:
        """Along the longer way, mm; negative where end lies before start."""
        across, down = self.end[0] - self.start[0], self.end[1] - self.start[1]
        return across if abs(across) > abs(down) else down

    @property
    def off(self) -> float:
        """By how much it differs, mm."""
        return abs(self.measured - self.wanted)

    @property
    def right(self) -> bool:
        """Whether it keeps within its tolerance."""
        return self.off <= self.tolerance + 1e-9


@dataclass(frozen=True, slots=True)
class Ruler:
    """Laid on one page (counted from 0) with one tolerance."""

    page: int = 0
    tolerance: float = CLOSE

    def down(
        self, what: str, clause: str, *, x: float, upper: float, lower: float, wanted: float
    ) -> Measure:
        """A distance from `upper` down to `lower` beside `x`."""
        return Measure(what, clause, self.page, (x, upper), (x, lower), wanted, self.tolerance)

    def across(
        self, what: str, clause: str, *, y: float, left: float, right: float, wanted: float
    ) -> Measure:
        """A distance from `left` to `right` at the height `y`."""
        return Measure(what, clause, self.page, (left, y), (right, y), wanted, self.tolerance)

    def thickness(self, what: str, clause: str, *, rule: Line, wanted: float) -> Measure:
        """How thick a rule is."""
        top = rule.box.top - rule.thickness / 2
        start, end = (rule.box.right + 2, top), (rule.box.right + 2, top + rule.thickness)
        return Measure(what, clause, self.page, start, end, wanted, 0.02)


def table(measures: Sequence[Measure]) -> str:
    """What was measured and what the standard asks, a line each."""
    lines = [
        f"{'' if each.right else '不符 '}{each.what}（{each.clause}）第 {each.page + 1} 页："
        f"{each.measured:.3f} 毫米，应为 {each.wanted:.3f}，差 {each.off:.3f}"
        for each in measures
    ]
    return "\n".join(lines)


def sheet(pages: list[Printed]) -> Iterator[Measure]:
    """Paper and type area (5.1, 5.2)."""
    first = pages[0]
    yield Ruler(tolerance=EXACT).across("纸宽", "5.1", y=8, left=0, right=first.width, wanted=210)
    yield Ruler(tolerance=EXACT).down("纸高", "5.1", x=8, upper=0, lower=first.height, wanted=297)
    full = [index for index, page in enumerate(pages) if _is_full(page)]
    for index in full[:1]:
        lines = text_lines(pages[index])
        top, bottom = lines[0].box.top, lines[-1].box.bottom
        left = min(each.box.left for each in lines)
        right = max(each.box.right for each in lines)
        yield Ruler(page=index, tolerance=EXACT).down(
            "天头", "5.2.1", x=60, upper=0, lower=top, wanted=37
        )
        yield Ruler(page=index, tolerance=EXACT).across(
            "订口", "5.2.1", y=60, left=0, right=left, wanted=28
        )
        yield Ruler(page=index, tolerance=EXACT).across(
            "版心宽", "5.2.1", y=120, left=left, right=right, wanted=156
        )
        yield Ruler(page=index, tolerance=EXACT).down(
            "版心高", "5.2.1", x=100, upper=top, lower=bottom, wanted=225
        )
        yield Ruler(page=index, tolerance=EXACT).down(
            "一行", "3", x=20, upper=lines[0].baseline, lower=lines[1].baseline, wanted=LINE
        )


def _is_full(page: Printed) -> bool:
    return len({round(each.baseline, 1) for each in text_lines(page)}) == 22


def text_lines(page: Printed) -> list[Piece]:
    """The page's lines inside the type area."""
    return [
        each for each in page.pieces if each.box.top > TOP - 1 and each.box.bottom < BOTTOM + 1
    ]


def mark(page: Printed, text: str) -> tuple[Piece, Box]:
    """The mark and where its ink stands."""
    piece = page.piece(text)
    box = piece.box
    return piece, page.ink(Box(box.left - 3, box.top - 5, box.right + 3, box.bottom + 3))


def rule_below(page: Printed, y: float) -> Line:
    """The first rule below `y`."""
    return next(each for each in page.rules if each.box.top > y)


def header(page: Printed, *, words: str, number: str, from_top: float) -> Iterator[Measure]:
    """Mark, number and red rule of the ordinary format (7.2)."""
    piece, ink = mark(page, words)
    yield Ruler(tolerance=EXACT).down(
        "标志上边缘", "7.2.4", x=14, upper=0, lower=ink.top, wanted=from_top
    )
    yield Ruler().across(
        "标志居中", "7.2.4", y=ink.bottom + 2, left=CENTRE, right=ink.middle, wanted=0
    )
    found = page.piece(number)
    yield Ruler().down(
        "标志下空二行", "7.2.5", x=20, upper=piece.box.bottom, lower=found.box.top, wanted=2 * LINE
    )
    rule = rule_below(page, found.box.bottom)
    yield Ruler(tolerance=EXACT).down(
        "红线在文号下", "7.2.7", x=60, upper=found.box.bottom, lower=rule.box.top, wanted=4
    )
    yield Ruler(tolerance=EXACT).across(
        "红线宽", "7.2.7", y=rule.box.top + 2, left=rule.box.left, right=rule.box.right, wanted=156
    )


def title(page: Printed, *, first: str, last: str, below: float) -> Iterator[Measure]:
    """Title two blank lines below what stands above it, centred (7.3.1)."""
    top, bottom = page.piece(first), page.piece(last)
    # The cell of size 3 in whose middle the larger type stands.
    cell_top = top.box.centre - CHARACTER / 2
    yield Ruler().down(
        "标题在红线下空二行", "7.3.1", x=24, upper=below, lower=cell_top, wanted=2 * LINE
    )
    for each in {top.text: top, bottom.text: bottom}.values():
        yield Ruler().across(
            "标题居中",
            "7.3.1",
            y=each.box.bottom + 1,
            left=CENTRE,
            right=each.box.middle,
            wanted=0,
        )


def recipients(page: Printed, *, first: str, title_last: str) -> Iterator[Measure]:
    """One blank line below the title, flush left (7.3.2)."""
    found, above = page.piece(first), page.piece(title_last)
    yield Ruler().down(
        "主送在标题下空一行",
        "7.3.2",
        x=20,
        upper=above.box.centre,
        lower=found.box.centre,
        wanted=2 * LINE,
    )
    yield Ruler().across(
        "主送顶格", "7.3.2", y=found.box.centre, left=LEFT, right=found.box.left, wanted=0
    )


def indent(
    pages: list[Printed], *, text: str, characters: float, what: str, clause: str
) -> Iterator[Measure]:
    """From the type area's left edge to where the text begins."""
    index, found = where(pages, text)
    yield Ruler(page=index).across(
        what,
        clause,
        y=found.box.centre,
        left=LEFT,
        right=found.box.left,
        wanted=characters * CHARACTER,
    )


def where(pages: list[Printed], text: str) -> tuple[int, Piece]:
    """The page and the piece in which the text stands."""
    for index, page in enumerate(pages):
        try:
            return index, page.piece(text)
        except LookupError:
            continue
    raise LookupError(text)


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


def imprint(pages: list[Printed], *, office: str, date: str) -> Iterator[Measure]:
    """Rules, print line and parity of the page (7.4)."""
    index = len(pages) - 1
    page = pages[index]
    rules = [each for each in page.rules if each.box.top > 150][-3:]
    first, last = rules[0], rules[-1]
    yield Ruler(page=index, tolerance=EXACT).down(
        "末条分隔线与版心下边缘重合", "7.4.1", x=20, upper=0, lower=last.box.top, wanted=BOTTOM
    )
    yield Ruler(page=index, tolerance=EXACT).across(
        "分隔线宽",
        "7.4.1",
        y=last.box.top + 2,
        left=last.box.left,
        right=last.box.right,
        wanted=156,
    )
    for name, rule, wanted in (("首条线粗", first, 0.35), ("末条线粗", last, 0.35)):
        yield Ruler(page=index).thickness(name, "7.4.1", rule=rule, wanted=wanted)
    if len(rules) > 2:
        yield Ruler(page=index).thickness("中间线粗", "7.4.1", rule=rules[1], wanted=0.25)
    printed_by, printed_on = page.piece(office, last=True), page.piece(date, last=True)
    yield Ruler(page=index).across(
        "印发机关左空一字",
        "7.4.3",
        y=printed_by.box.centre,
        left=LEFT,
        right=printed_by.box.left,
        wanted=FOURTH,
    )
    yield Ruler(page=index).across(
        "印发日期右空一字",
        "7.4.3",
        y=printed_on.box.centre,
        left=printed_on.box.right,
        right=RIGHT,
        wanted=FOURTH,
    )
    yield Ruler(page=index).down(
        "版记在偶数页", "7.4", x=200, upper=0, lower=float(len(pages) % 2), wanted=0
    )


def page_numbers(pages: list[Printed]) -> Iterator[Measure]:
    """The dashes 7 mm below the type area, one character in from the outer edge (7.5)."""
    for index, page in enumerate(pages[:2]):
        found = [each for each in page.pieces if each.box.top > BOTTOM and "—" in each.text]
        if not found:
            continue
        ruler = Ruler(page=index)
        left, right = found[0].box.left, found[-1].box.right
        top, bottom = found[0].box.top - 2, found[0].box.bottom + 2
        dash = page.ink(Box(left - 1, top, left + FOURTH * 1.2, bottom))
        yield ruler.down(
            "页码一字线在版心下", "7.5", x=left - 3, upper=BOTTOM, lower=dash.centre, wanted=7
        )
        y = dash.centre + 3
        if index % 2 == 0:
            end = page.ink(Box(right - FOURTH, top, right + 1, bottom)).right
            yield ruler.across("单页码右空一字", "7.5", y=y, left=end, right=RIGHT, wanted=FOURTH)
        else:
            yield ruler.across(
                "双页码左空一字", "7.5", y=y, left=LEFT, right=dash.left, wanted=FOURTH
            )


def stack(page: Printed, *texts: str) -> Iterator[Measure]:
    """份号, 密级 and 紧急程度 flush left, one a line from the first of the type area (7.2.1-3)."""
    for place, text in enumerate(texts):
        found = page.piece(text)
        name = f"版头第{place + 1}行"
        top = TOP + place * LINE
        yield Ruler().down(name, "7.2.1", x=24, upper=TOP, lower=found.box.top, wanted=top - TOP)
        yield Ruler().across(
            f"{name}顶格", "7.2.1", y=found.box.bottom, left=LEFT, right=found.box.left, wanted=0
        )


def signers(page: Printed, *, number: str, names: tuple[str, ...]) -> Iterator[Measure]:
    """签发人 two to a line, the number beside the last one (7.2.5, 7.2.6)."""
    label, found = page.piece("签发人"), page.piece(number)
    second, last = page.piece(names[1]), page.piece(names[2])
    yield Ruler().across(
        "文号左空一字",
        "7.2.5",
        y=found.box.centre,
        left=LEFT,
        right=found.box.left,
        wanted=CHARACTER,
    )
    yield Ruler().down(
        "文号与最后一个签发人同一行",
        "7.2.6",
        x=100,
        upper=found.baseline,
        lower=last.baseline,
        wanted=0,
    )
    yield Ruler().across(
        "签发人右空一字",
        "7.2.6",
        y=label.box.centre,
        left=second.box.right,
        right=RIGHT,
        wanted=CHARACTER,
    )
    first_name = label.box.left + 4 * CHARACTER
    yield Ruler().across(
        "下行签发人与上行首名对齐",
        "7.2.6",
        y=last.box.bottom + 1,
        left=first_name,
        right=last.box.left,
        wanted=0,
    )


def one_blank_above(
    pages: list[Printed], *, text: str, clause: str, lines: int = 1
) -> Iterator[Measure]:
    """One blank line above the text, or above the `lines` of which it is the last."""
    index, found = where(pages, text)
    baselines = sorted({round(each.baseline, 2) for each in pages[index].pieces})
    above = [each for each in baselines if each < found.baseline - 1][-lines]
    yield Ruler(page=index).down(
        "空一行", clause, x=24, upper=above, lower=found.baseline, wanted=(1 + lines) * LINE
    )


def attachment(pages: list[Printed], *, label: str, title: str) -> Iterator[Measure]:
    """附件 flush left on line 1, its title centred on line 3 (7.3.7)."""
    for index, page in enumerate(pages):
        lines = text_lines(page)
        if lines and lines[0].text.startswith(label):
            heading = page.piece(title)
            ruler = Ruler(page=index)
            yield ruler.down(
                "附件在第一行", "7.3.7", x=24, upper=TOP, lower=lines[0].box.top, wanted=0
            )
            yield ruler.across(
                "附件顶格",
                "7.3.7",
                y=lines[0].box.bottom,
                left=LEFT,
                right=lines[0].box.left,
                wanted=0,
            )
            centre = TOP + 2 * LINE + CHARACTER / 2
            yield ruler.down(
                "附件标题在第三行",
                "7.3.7",
                x=30,
                upper=TOP,
                lower=heading.box.centre,
                wanted=centre - TOP,
            )
            yield ruler.across(
                "附件标题居中",
                "7.3.7",
                y=heading.box.bottom + 1,
                left=CENTRE,
                right=heading.box.middle,
                wanted=0,
            )
            return
    raise LookupError(label)


def letter(pages: list[Printed], *, words: str, number: str) -> Iterator[Measure]:
    """信函格式: mark, double rules, number and what has no place there (10.1)."""
    first = pages[0]
    exact, close = Ruler(tolerance=EXACT), Ruler()
    _, ink = mark(first, words)
    yield exact.down("信函标志上边缘", "10.1", x=14, upper=0, lower=ink.top, wanted=30)
    upper = [each for each in first.rules if each.box.top < 80]
    lower = [each for each in first.rules if each.box.top > 250]
    thick, thin = upper[0], upper[1]
    top = thick.box.top - thick.thickness / 2
    yield close.down("武文线在标志下", "10.1", x=60, upper=ink.bottom, lower=top, wanted=4)
    for name, rule in (("武文线长", thick), ("文武线长", lower[-1])):
        left, right = rule.box.left, rule.box.right
        yield exact.across(name, "10.1", y=rule.box.top + 3, left=left, right=right, wanted=170)
        yield close.across(
            f"{name[:3]}居中",
            "10.1",
            y=rule.box.top + 5,
            left=CENTRE,
            right=rule.box.middle,
            wanted=0,
        )
    last = lower[-1]
    end = last.box.top + last.thickness / 2
    yield exact.down("文武线距下页边", "10.1", x=60, upper=end, lower=297, wanted=20)
    found = first.piece(number)
    under = thin.box.top + thin.thickness / 2
    yield close.down(
        "文号在武文线下八分之七字",
        "10.1",
        x=found.box.left - 3,
        upper=under,
        lower=found.box.top,
        wanted=CHARACTER * 7 / 8,
    )
    yield close.across(
        "文号居右顶格", "10.1", y=found.box.bottom + 1, left=found.box.right, right=RIGHT, wanted=0
    )
    bottom = max(each.box.bottom for each in first.pieces)
    above = lower[0].box.top - lower[0].thickness / 2
    yield close.down(
        "末行在文武线上八分之七字",
        "10.1",
        x=100,
        upper=bottom,
        lower=above,
        wanted=CHARACTER * 7 / 8,
    )
    numbered = [each for each in first.pieces if each.text.startswith("—")]
    yield close.down(
        "首页不显示页码", "10.1", x=190, upper=0, lower=float(len(numbered)), wanted=0
    )


def mark_alone(page: Printed, *, words: str, from_top: float, clause: str) -> Iterator[Measure]:
    """The mark's upper edge and that it is centred."""
    _, ink = mark(page, words)
    yield Ruler(tolerance=EXACT).down(
        "标志上边缘", clause, x=14, upper=0, lower=ink.top, wanted=from_top
    )
    yield Ruler().across(
        "标志居中", clause, y=ink.bottom + 2, left=CENTRE, right=ink.middle, wanted=0
    )


def order(page: Printed, *, words: str, number: str, text: str) -> Iterator[Measure]:
    """命令(令): two blank lines from mark to number and from number to text (10.2)."""
    yield from mark_alone(page, words=words, from_top=57, clause="10.2")
    piece, found, body = page.piece(words), page.piece(number), page.piece(text)
    yield Ruler().down(
        "令号在标志下空二行",
        "10.2",
        x=20,
        upper=piece.box.bottom,
        lower=found.box.top,
        wanted=2 * LINE,
    )
    yield Ruler().across(
        "令号居中", "10.2", y=found.box.bottom + 1, left=CENTRE, right=found.box.middle, wanted=0
    )
    yield Ruler().down(
        "正文在令号下空二行",
        "10.2",
        x=24,
        upper=found.baseline,
        lower=body.baseline,
        wanted=3 * LINE,
    )


def attendance(pages: list[Printed], *, above: str, names: str) -> Iterator[Measure]:
    """出席 one blank line below the text, two characters in, continued after the colon (10.3)."""
    index, label = where(pages, "出席")
    page, ruler = pages[index], Ruler(page=index)
    last = page.piece(above, last=True)
    yield ruler.down(
        "出席在正文下空一行",
        "10.3",
        x=24,
        upper=last.baseline,
        lower=label.baseline,
        wanted=2 * LINE,
    )
    yield ruler.across(
        "出席左空二字",
        "10.3",
        y=label.box.centre,
        left=LEFT,
        right=label.box.left,
        wanted=2 * CHARACTER,
    )
    continued = page.piece(names)
    yield ruler.across(
        "回行与冒号后首字对齐",
        "10.3",
        y=continued.box.bottom + 1,
        left=LEFT + 5 * CHARACTER,
        right=continued.box.left,
        wanted=0,
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


def joint_mark(page: Printed, *, names: tuple[str, ...], word: str) -> Iterator[Measure]:
    """Marks of one width in one stack, the word beside its middle (7.2.4)."""
    inks = [page.ink(_round(page.piece(name).box)) for name in names]
    first, last = inks[0], inks[-1]
    beside = page.ink(_round(page.piece(word).box))
    yield Ruler(tolerance=EXACT).down(
        "联合标志上边缘", "7.2.4", x=14, upper=0, lower=first.top, wanted=72
    )
    for ink in inks[1:]:
        y = ink.bottom + 1
        yield Ruler().across("标志左对齐", "7.2.4", y=y, left=first.left, right=ink.left, wanted=0)
        yield Ruler().across(
            "标志右对齐", "7.2.4", y=y, left=first.right, right=ink.right, wanted=0
        )
    middle = (first.top + last.bottom) / 2
    yield Ruler().down(
        "“文件”居联署机关之中",
        "7.2.4",
        x=beside.right + 3,
        upper=middle,
        lower=beside.centre,
        wanted=0,
    )


def _round(box: Box) -> Box:
    return Box(box.left - 1, box.top - 0.5, box.right + 1, box.bottom + 0.5)


def lying_table(pages: list[Printed], *, first: int) -> Iterator[Measure]:
    """A table across the page fills the type area, its head on the left, its page number as ever
    (8)."""
    for index in (first, first + 1):
        box = pages[index].lines_box
        ruler = Ruler(page=index, tolerance=EXACT)
        yield ruler.down(
            "横表下边在版心下边缘", "8", x=box.left, upper=box.bottom, lower=BOTTOM, wanted=0
        )
        yield ruler.down(
            "横表上边在版心上边缘", "8", x=box.left, upper=TOP, lower=box.top, wanted=0
        )
        yield Measure("横表在版心内", "8", index, (LEFT, 100), (box.left, 100), 78, 78)
