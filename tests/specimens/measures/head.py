"""Marks, numbers, signers and rules above the text (7.2, 10)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.specimens.measures.measure import (
    CENTRE,
    CHARACTER,
    EXACT,
    LEFT,
    LINE,
    PAPER_CENTRE,
    PT,
    RIGHT,
    TOP,
    Measure,
    Ruler,
)
from tests.specimens.printed import Box, Line, Piece, Printed


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
            left=PAPER_CENTRE,
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


def type_sizes(page: Printed, *, body: str, number: str, title: str) -> Iterator[Measure]:
    """三号 for number and text, 二号 for the title, by the height of a character (5.2.2, 7)."""
    for what, clause, text, size in (
        ("正文三号字高", "5.2.2", body, 16),
        ("文号三号字高", "7.2.5", number, 16),
        ("标题二号字高", "7.3.1", title, 22),
    ):
        box = page.piece(text).box
        yield Ruler().down(
            what, clause, x=box.right + 1, upper=box.top, lower=box.bottom, wanted=size * PT
        )


def letter_title(page: Printed, *, last: str, second: str) -> Iterator[Measure]:
    """Two blank lines below what stands lowest above it (10.1); `second` of its two lines."""
    above, found = page.piece(last), page.piece(second)
    yield Ruler().down(
        "标题在要素下空二行",
        "10.1",
        x=24,
        upper=above.box.centre,
        lower=found.box.centre,
        wanted=4 * LINE,
    )
