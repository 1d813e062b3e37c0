"""What stands round the text on every page, and the imprint (5, 7.4, 7.5, 8)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.specimens.measures.measure import (
    BOTTOM,
    EXACT,
    FOURTH,
    LEFT,
    LINE,
    RIGHT,
    TOP,
    Measure,
    Ruler,
)
from tests.specimens.printed import Box, Piece, Printed


def sheet(pages: list[Printed]) -> Iterator[Measure]:
    """Paper and type area (5.1, 5.2)."""
    yield from paper(pages[0])
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


def paper(page: Printed, *, width: int = 210, height: int = 297) -> Iterator[Measure]:
    """A4, as it is held (5.1)."""
    ruler = Ruler(tolerance=EXACT)
    yield ruler.across("纸宽", "5.1", y=8, left=0, right=page.width, wanted=width)
    yield ruler.down("纸高", "5.1", x=8, upper=0, lower=page.height, wanted=height)


def _is_full(page: Printed) -> bool:
    return len({round(each.baseline, 1) for each in text_lines(page)}) == 22


def text_lines(page: Printed) -> list[Piece]:
    """The page's lines inside the type area."""
    return [
        each for each in page.pieces if each.box.top > TOP - 1 and each.box.bottom < BOTTOM + 1
    ]


def imprint(pages: list[Printed], *, office: str, date: str) -> Iterator[Measure]:
    """Rules, print line and parity of the page (7.4)."""
    index = len(pages) - 1
    page = pages[index]
    rules = [each for each in page.rules if each.box.top > TOP][-3:]
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


def page_numbers(pages: list[Printed], *, first: int = 0) -> Iterator[Measure]:
    """The dashes 7 mm below the type area, one character in from the outer edge (7.5).

    Of two pages; `first` counts from 0.
    """
    for index, page in list(enumerate(pages))[first : first + 2]:
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


def ruled(pages: list[Printed]) -> Iterator[Measure]:
    """An inner form: its paper, and a grid as wide as the type area."""
    yield from paper(pages[0])
    box = pages[0].lines_box
    ruler = Ruler(tolerance=EXACT)
    y = box.bottom + 2
    yield ruler.across("表格左边", "5.2", y=y, left=LEFT, right=box.left, wanted=0)
    yield ruler.across("表格宽", "5.2", y=y, left=box.left, right=box.right, wanted=156)


def ruled_across(pages: list[Printed]) -> Iterator[Measure]:
    """An inner form that lies across: its paper turned, its grid 20 mm from both sides."""
    yield from paper(pages[0], width=297, height=210)
    box = pages[0].lines_box
    ruler = Ruler(tolerance=EXACT)
    y = box.bottom + 2
    yield ruler.across("横排表格左边", "8", y=y, left=0, right=box.left, wanted=20)
    yield ruler.across("横排表格宽", "8", y=y, left=box.left, right=box.right, wanted=257)


def copies(pages: list[Printed], *, label: str, continued: str) -> Iterator[Measure]:
    """抄送 one character in on both sides, continued after the colon (7.4.2)."""
    page, ruler = pages[-1], Ruler(page=len(pages) - 1)
    first, second = page.piece(label), page.piece(continued)
    middle = first.box.centre
    yield ruler.across(
        "抄送左空一字", "7.4.2", y=middle, left=LEFT, right=first.box.left, wanted=FOURTH
    )
    yield ruler.across(
        "抄送右空一字",
        "7.4.2",
        y=middle,
        left=first.box.right,
        right=RIGHT,
        wanted=FOURTH,
    )
    yield ruler.across(
        "抄送回行与冒号后对齐",
        "7.4.2",
        y=second.box.bottom + 1,
        left=LEFT,
        right=second.box.left,
        wanted=4 * FOURTH,
    )


def moved_recipients(pages: list[Printed], *, recipients: str, copies: str) -> Iterator[Measure]:
    """主送 above 抄送, no rule between them (7.4.2)."""
    index = len(pages) - 1
    page = pages[index]
    upper, lower = page.piece(recipients), page.piece(copies)
    between = [each for each in page.rules if upper.baseline < each.box.top < lower.box.top]
    yield Measure(
        "主送在抄送之上", "7.4.2", index, (24, upper.baseline), (24, lower.baseline), 112.5, 112.5
    )
    yield Ruler(page=index).down(
        "主送与抄送间不加线", "7.4.2", x=20, upper=0, lower=float(len(between)), wanted=0
    )


def bare_copies(pages: list[Printed], *, label: str) -> Iterator[Measure]:
    """The imprint of a letter: at the very bottom of the type area, without rules (10.1)."""
    index = len(pages) - 1
    found = pages[index].piece(label)
    yield Ruler(page=index, tolerance=EXACT).down(
        "版记在版心最下方", "10.1", x=24, upper=found.box.bottom, lower=BOTTOM, wanted=0
    )
    rules = [each for each in pages[index].rules if each.box.top > TOP]
    yield Ruler(page=index).down(
        "版记不加分隔线", "10.1", x=20, upper=0, lower=float(len(rules)), wanted=0
    )
