"""Head of a 明传电报 in a .docx: mark, kind, and the ruled box as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from documents.layout.formats.telegram import Telegram
from documents.layout.formats.telegram_head import HeadField
from documents.layout.issue import Issue
from documents.manuscript import Manuscript
from documents.paper_styles import PaperStyle
from documents.writing.elements import RED, Element, node, paragraph, run, twips
from documents.writing.marks import blank_lines, exactly, marks, red, stack
from documents.writing.word_styles import LINE

_LINE = 1.15
"""From line to line, in ems."""
_PADDING = 1.5
"""mm between a rule of the box and the words beside it."""
_BESIDE_KIND = 3.0
"""mm above and below the words under the mark; with their own leading 4 mm."""


def telegram_head(manuscript: Manuscript, issue: Issue) -> Iterator[Element]:
    """×××发电 and 明传电报 above the box with 发往, 签批盖章, 等级 and 电报号."""
    form = Telegram(manuscript, issue)
    top = form.head.mark_top
    count = len(stack(manuscript, copy_number=issue.copy_number, urgency=False))
    pitch = min(LINE, twips(top) // max(count, 1))
    # 等级 in the box says what 紧急程度 says elsewhere.
    yield from stack(manuscript, copy_number=issue.copy_number, pitch=pitch, urgency=False)
    yield from marks(names=issue.joint_marks, word=form.mark(), top=top, above=count * pitch)
    yield _kind(form)
    yield _box(form)
    yield from blank_lines(2)


def _kind(form: Telegram) -> Element:
    """The words below the mark, spread by a blank between the characters."""
    size = form.head.kind_size
    words = red("\u3000".join(form.head.kind), size=size)
    room = twips(_BESIDE_KIND)
    spacing = exactly(round(_LINE * 20 * size), before=room, after=room)
    return paragraph(PaperStyle.MARK, words, properties=[spacing])


def _box(form: Telegram) -> Element:
    """The columns of its rows differ: a cell spans those of the other row."""
    edges = sorted({0, *(edge for row in form.head.rows for edge in _edges(row))})
    columns = [end - start for start, end in pairwise(edges)]
    padding = {"w": twips(_PADDING), "type": "dxa"}
    return node(
        "tbl",
        node(
            "tblPr",
            node("tblW", w=edges[-1], type="dxa"),
            _borders(form),
            node("tblLayout", type="fixed"),
            node("tblCellMar", node("left", **padding), node("right", **padding)),
        ),
        node("tblGrid", *(node("gridCol", w=each) for each in columns)),
        *(_row(form, row, edges=edges) for row in form.head.rows),
    )


def _row(form: Telegram, fields: Sequence[HeadField], *, edges: Sequence[int]) -> Element:
    height = node("trHeight", val=twips(form.head.row_height), hRule="exact")
    ends = iter(_edges(fields))
    start, cells = 0, []
    for each in fields:
        for content in (_label(form, each), _value(form, each)):
            end = next(ends)
            cells.append(_cell(content, start=start, end=end, edges=edges))
            start = end
    return node("tr", node("trPr", node("cantSplit"), height), *cells)


def _cell(content: Element, *, start: int, end: int, edges: Sequence[int]) -> Element:
    spanned = edges.index(end) - edges.index(start)
    return node(
        "tc",
        node(
            "tcPr",
            node("tcW", w=end - start, type="dxa"),
            node("gridSpan", val=spanned) if spanned > 1 else None,
            node("vAlign", val="center"),
        ),
        content,
    )


def _label(form: Telegram, field: HeadField) -> Element:
    return paragraph(PaperStyle.BOX_LABEL, red(field.label, size=form.head.label_size))


def _value(form: Telegram, field: HeadField) -> Element:
    """As large as the layout sets it; the word processor breaks its lines."""
    size, lines = form.filled(field)
    sizes = [node(name, val=round(2 * size)) for name in ("sz", "szCs")]
    line = exactly(round(_LINE * 20 * size))
    return paragraph(PaperStyle.BOX_TEXT, run("".join(lines), *sizes), properties=[line])


def _edges(fields: Sequence[HeadField]) -> list[int]:
    """Where its cells end, twips from the left."""
    widths = [each for one in fields for each in (one.label_width, one.width)]
    return [twips(each) for each in accumulate(widths)]


def _borders(form: Telegram) -> Element:
    outer, inner = (
        round(8 * each * 72 / 25.4) for each in (form.head.outer_rule, form.head.inner_rule)
    )
    sides = {"top": outer, "left": outer, "bottom": outer, "right": outer}
    sides |= {"insideH": inner, "insideV": inner}
    return node(
        "tblBorders",
        *(node(side, val="single", sz=sz, space=0, color=RED) for side, sz in sides.items()),
    )
