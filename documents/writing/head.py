"""版头 in a .docx, as the layout's formats have it: stack, red mark, number, red rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from documents.layout.formats.minutes import Minutes
from documents.layout.formats.order import order_number
from documents.layout.issue import Issue
from documents.manuscript import Format, Manuscript
from documents.paper_styles import PaperStyle
from documents.writing.elements import RED, Element, fonts, node, paragraph, run, twips
from documents.writing.letter import letter_head, note_head
from documents.writing.marks import blank_lines, marks, stack
from documents.writing.telegram import telegram_head
from documents.writing.word_styles import CELL, KAI, LINE

_MARK_TOP = 35.0
_ORDER_TOP = 20.0
"""mm from the type area's top (7.2.4, 10.2)."""
_PROOF_TITLE = 2
"""Lines above a proof's title at the least."""
_WIDTH = twips(156)
_RULE_BELOW = 6
"""pt from the number's line, whose leading makes them the 4 mm from its characters (7.2.7)."""


def head(manuscript: Manuscript, *, issue: Issue | None) -> Iterator[Element]:
    """The paragraphs above the title. Without an issue there is no red head."""
    if issue:
        yield from _HEADS[manuscript.format](manuscript, issue)
        return
    above = stack(manuscript)
    if number := manuscript.number:
        above.append(paragraph(PaperStyle.NUMBER, number))
    yield from above
    blank = list(blank_lines(max(_PROOF_TITLE - len(above), 1)))
    if manuscript.format is Format.MINUTES:
        line = list(_issuer_and_date(Minutes(manuscript, Issue(mark=""))))
        blank = [*blank[:-1], *line, blank[-1]]
    yield from blank


def _document(manuscript: Manuscript, issue: Issue) -> Iterator[Element]:
    """Mark, number with 签发人, red rule (7.2)."""
    above = stack(manuscript, copy_number=issue.copy_number)
    yield from above
    yield from _marks(issue, top=_MARK_TOP, above=len(above) * LINE)
    yield from blank_lines(2)
    yield from _number(issue.number, signers=issue.signers)
    yield from blank_lines(2)


def _order(manuscript: Manuscript, issue: Issue) -> Iterator[Element]:
    """Mark and 令号, no rule (10.2)."""
    count = len(stack(manuscript, copy_number=issue.copy_number))
    pitch = min(LINE, twips(_ORDER_TOP) // max(count, 1))
    yield from stack(manuscript, copy_number=issue.copy_number, pitch=pitch)
    yield from _marks(issue, top=_ORDER_TOP, above=count * pitch)
    yield from blank_lines(2)
    if number := order_number(issue.number):
        yield paragraph(PaperStyle.NUMBER, number)
        yield from blank_lines(2)


def _minutes(manuscript: Manuscript, issue: Issue) -> Iterator[Element]:
    """Mark, 第×期, issuer and date on one line, red rule (10.3)."""
    above = stack(manuscript, copy_number=issue.copy_number)
    line = list(_issuer_and_date(Minutes(manuscript, issue), ruled=True))
    yield from above
    yield from _marks(issue, top=_MARK_TOP, above=len(above) * LINE)
    yield from blank_lines(2)
    if issue.number or not line:
        rule = [] if line else [_rule()]
        yield paragraph(PaperStyle.NUMBER, issue.number, properties=rule)
    yield from line
    yield from blank_lines(2)


def _marks(issue: Issue, *, top: float, above: int) -> Iterator[Element]:
    return marks(names=issue.joint_marks, word=issue.mark, top=top, above=above)


def _issuer_and_date(minutes: Minutes, *, ruled: bool = False) -> Iterator[Element]:
    """Each one character in."""
    issuer, date = minutes.issuer_and_date()
    if not issuer and not date:
        return
    yield paragraph(
        PaperStyle.ISSUER_AND_DATE,
        f"{issuer}\t{date}",
        properties=[*([_rule()] if ruled else []), *_two_sided()],
    )


def _number(number: str, *, signers: Sequence[str]) -> Iterator[Element]:
    """Centred; with 签发人 at the left, those at the right, two to a line (7.2.5, 7.2.6)."""
    if not signers:
        yield paragraph(PaperStyle.NUMBER, number, properties=[_rule()])
        return
    pairs = [signers[place : place + 2] for place in range(0, len(signers), 2)]
    for place, pair in enumerate(pairs):
        is_last = place == len(pairs) - 1
        label = "签发人：" if place == 0 else "\u3000" * 4
        yield paragraph(
            PaperStyle.NUMBER,
            f"{number if is_last else ''}\t{label}",
            run("\u3000".join(pair), fonts(KAI)),
            properties=[*([_rule()] if is_last else []), *_two_sided(), node("jc", val="left")],
        )


def _two_sided() -> tuple[Element, Element]:
    """One character in on either side; a tab leads to the right. Only the first line is indented,
    not the paragraph, whose rule is as wide as the type area.
    """
    tab = node("tabs", node("tab", val="right", pos=round(_WIDTH - CELL)))
    return tab, node("ind", left=0, right=0, firstLine=round(CELL))


def _rule() -> Element:
    bottom = node("bottom", val="single", sz=12, space=_RULE_BELOW, color=RED)
    return node("pBdr", bottom)


_HEADS: Mapping[Format, Callable[[Manuscript, Issue], Iterator[Element]]] = {
    Format.DOCUMENT: _document,
    Format.LETTER: letter_head,
    Format.ORDER: _order,
    Format.MINUTES: _minutes,
    Format.TELEGRAM: telegram_head,
    Format.NOTE: note_head,
}
