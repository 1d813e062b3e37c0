"""版头 in a .docx: classification and urgency, red mark, number with 签发人, red rule."""

from __future__ import annotations

from collections.abc import Iterator

from documents.layout.characters import widths
from documents.layout.issue import Issue
from documents.layout.marks import mark_run
from documents.manuscript import Format, Manuscript
from documents.paper_styles import PaperStyle
from documents.writing.elements import RED, Element, node, paragraph, run, twips
from documents.writing.word_styles import CELL, LINE

_TOP = {Format.LETTER: 0.0, Format.ORDER: 20.0}
_MARK_TOP = 37.42
"""mm from the upper margin to the mark, the half-leading of a word processor added (33476.2)."""
_HALF_LEADING = 2.42
_LINE_OF_MARK = 1.2
"""The height of a mark's line against its size."""
_WIDTH = twips(156)
_RULE_BELOW = 6
"""pt from the number's line, whose leading makes them the 4 mm from its characters (7.2.7)."""
_MARK_LEADING = 0.1
"""Ems of a mark's line above its characters."""


def head(manuscript: Manuscript, *, issue: Issue | None) -> Iterator[Element]:
    """The paragraphs above the title. Without an issue there is no red head."""
    stack = list(_stack(manuscript, copy_number=issue.copy_number if issue else ""))
    number = issue.number if issue else manuscript.number
    if issue is None:
        yield from stack
        if number:
            yield paragraph(PaperStyle.NUMBER, number)
    elif manuscript.format is Format.LETTER:
        yield from _letter(manuscript, issue=issue, stack=stack)
    else:
        yield from stack
        yield from _marks(manuscript, issue=issue, taken=len(stack))
        yield from (paragraph(PaperStyle.EMPTY_LINE) for _ in range(2))
        yield from _number(number, signers=issue.signers, ruled=_has_rule(manuscript.format))
        yield paragraph(PaperStyle.EMPTY_LINE)
        yield paragraph(PaperStyle.EMPTY_LINE)


def _has_rule(format: Format) -> bool:
    return format in (Format.DOCUMENT, Format.TELEGRAM)


def _stack(manuscript: Manuscript, *, copy_number: str) -> Iterator[Element]:
    given = (
        (PaperStyle.COPY_NUMBER, copy_number),
        (PaperStyle.CLASSIFICATION, manuscript.classification),
        (PaperStyle.URGENCY, manuscript.urgency),
    )
    return (paragraph(style, text) for style, text in given if text)


def _marks(manuscript: Manuscript, *, issue: Issue, taken: int) -> Iterator[Element]:
    """The mark, or those of joint issuers below one another, the word 文件 after the last."""
    names = [each for each in issue.joint_marks if each]
    marks = [*names[:-1], names[-1] + issue.mark] if names else [issue.mark]
    top = _TOP.get(manuscript.format, 35.0) + _HALF_LEADING
    before = max(twips(top) - taken * LINE, 0)
    for mark in filter(None, marks):
        yield _mark(mark, before=before)
        before = 0


def _mark(mark: str, *, before: int) -> Element:
    """As large as the layout sets it, narrowed alike."""
    drawn = mark_run(mark)
    size = round(2 * drawn.size)
    line = round(_LINE_OF_MARK * drawn.size * 20)
    before = max(before - round(_MARK_LEADING * drawn.size * 20), 0)
    spacing = node("spacing", before=before, after=0, line=line, lineRule="exact")
    stretch = [node("w", val=round(100 * drawn.stretch))] if drawn.stretch < 1 else []
    words = run(
        mark, node("color", val=RED), *stretch, node("sz", val=size), node("szCs", val=size)
    )
    return paragraph(PaperStyle.MARK, words, properties=[spacing])


def _number(number: str, *, signers: tuple[str, ...], ruled: bool) -> Iterator[Element]:
    """Centred; with 签发人 at the left, those at the right, two to a line (7.2.5, 7.2.6)."""
    border = node("bottom", val="single", sz=12, space=_RULE_BELOW, color=RED)
    rule = [node("pBdr", border)] if ruled else []
    if not signers:
        yield paragraph(PaperStyle.NUMBER, number, properties=rule)
        return
    pairs = [signers[place : place + 2] for place in range(0, len(signers), 2)]
    for place, pair in enumerate(pairs):
        is_last = place == len(pairs) - 1
        label = "签发人：" if place == 0 else "\u3000" * 4
        names = run("\u3000".join(pair), node("rFonts", eastAsia="楷体_GB2312"))
        tab = node("tabs", node("tab", val="right", pos=round(_WIDTH - CELL)))
        indent = node("ind", left=round(CELL), right=0)
        yield paragraph(
            PaperStyle.NUMBER,
            f"{number if is_last else ''}\t{label}",
            names,
            properties=[*(rule if is_last else []), tab, indent, node("jc", val="left")],
        )


def _letter(manuscript: Manuscript, *, issue: Issue, stack: list[Element]) -> Iterator[Element]:
    """Mark above the upper double rule, the number flush right below it (10.1)."""
    given = issue.joint_marks[0] if issue.joint_marks else issue.mark
    mark = _mark(given.removesuffix("文件"), before=0)
    border = node("bottom", val="thickThinSmallGap", sz=36, space=_RULE_BELOW, color=RED)
    mark[0].insert(1, node("pBdr", border))
    yield mark
    if issue.number:
        yield paragraph(PaperStyle.NUMBER, issue.number, properties=[node("jc", val="right")])
    yield from stack
    yield paragraph(PaperStyle.EMPTY_LINE)
    yield paragraph(PaperStyle.EMPTY_LINE)


def cells(text: str) -> float:
    """The width of a text in characters of the grid."""
    return sum(widths(text))
