"""署名, 成文日期, 附注 and 版记 in a .docx."""

from __future__ import annotations

from collections.abc import Iterator

from documents.layout.characters import widths
from documents.layout.formats import format_of
from documents.layout.issue import Issue
from documents.layout.signature import names_of
from documents.manuscript import Format, Manuscript
from documents.paper_styles import IMPRINT_STYLE, PaperStyle
from documents.writing.elements import Element, node, paragraph, twips
from documents.writing.word_styles import CELL

_CELLS = 28
_UNSEALED_INDENT = 2.0
_SEALED_INDENT = 4.0
_WIDTH = twips(156)
_OUTER, _INNER = 8, 6
"""Eighths of a point: 0.35 and 0.25 mm (7.4.1)."""


def signature(manuscript: Manuscript, *, issue: Issue | None) -> Iterator[Element]:
    """Names and date, indented as if unsealed (7.3.5.2) or below a seal (7.3.5.1).

    None in 纪要, whose issuer and date stand above the text (10.3). Telegrams bear no seal.
    """
    if manuscript.format is Format.MINUTES:
        return
    names = issue.signatures if issue and issue.signatures else names_of(manuscript.signature)
    date = (issue.date if issue else "") or manuscript.date
    sealed = bool(issue and issue.sealed) and manuscript.format is not Format.TELEGRAM
    if not names and not date:
        return
    yield from (paragraph(PaperStyle.EMPTY_LINE) for _ in range(2 if sealed else 1))
    name_at, date_at = _places(names, date=date, sealed=sealed)
    for name, place in zip(names, name_at, strict=True):
        yield paragraph(PaperStyle.SIGNATURE, name, properties=[_indent(place)])
    if date:
        yield paragraph(PaperStyle.DATE, date, properties=[_indent(date_at)])


def note(manuscript: Manuscript) -> Iterator[Element]:
    """附注 in brackets on the line below the date (7.3.6)."""
    if text := manuscript.note:
        yield paragraph(PaperStyle.NOTE, text if text.startswith(("（", "(")) else f"（{text}）")


def _places(names: tuple[str, ...], *, date: str, sealed: bool) -> tuple[list[float], float]:
    """Where names and date begin, in cells from the left."""
    date_width = _cells(date)
    if sealed or not names:
        date_at = _CELLS - _SEALED_INDENT - date_width
        middle = date_at + date_width / 2
        return [middle - _cells(each) / 2 for each in names], date_at
    widest = max(map(_cells, names))
    name_at = _CELLS - _UNSEALED_INDENT - widest
    date_at = name_at + 2.0
    if date_width > widest:
        date_at = _CELLS - _UNSEALED_INDENT - date_width
        name_at = date_at - 2.0
    return [name_at] * len(names), date_at


def _cells(text: str) -> float:
    """Its width in characters of the grid."""
    return sum(widths(text))


def _indent(place: float) -> Element:
    return node("ind", left=round(max(place, 0.0) * CELL))


def imprint(manuscript: Manuscript, *, issue: Issue | None) -> Iterator[Element]:
    """版记: a table at the foot of the page on which the text ends (7.4), with what the format
    prints there.
    """
    printed = format_of(manuscript, issue=issue).imprint("")
    office, date = printed.printing_office, printed.print_date
    rows = []
    if copies := printed.copies:
        text = copies.removeprefix("抄送：")
        ended = text if text.endswith(("。", ".")) else f"{text}。"
        rows.append(paragraph(PaperStyle.COPIES, f"抄送：{ended}"))
    if office or date:
        ended = date if date.endswith("印发") or not date else f"{date}印发"
        tab = node("tabs", node("tab", val="right", pos=_WIDTH - 280))
        rows.append(paragraph(PaperStyle.PRINTING, f"{office}\t{ended}", properties=[tab]))
    if not rows:
        return
    yield node(
        "tbl",
        node(
            "tblPr",
            node("tblStyle", val=IMPRINT_STYLE),
            node(
                "tblpPr",
                leftFromText=0,
                rightFromText=0,
                vertAnchor="margin",
                horzAnchor="margin",
                tblpXSpec="left",
                tblpYSpec="bottom",
            ),
            node("tblW", w=_WIDTH, type="dxa"),
            _rules() if printed.ruled else None,
            node("tblLayout", type="fixed"),
        ),
        node("tblGrid", node("gridCol", w=_WIDTH)),
        *(
            node(
                "tr",
                node("trPr", node("cantSplit")),
                node("tc", node("tcPr", node("tcW", w=_WIDTH, type="dxa")), row),
            )
            for row in rows
        ),
    )


def _rules() -> Element:
    strengths = (("top", _OUTER), ("bottom", _OUTER), ("insideH", _INNER))
    return node(
        "tblBorders",
        *(node(side, val="single", sz=sz, space=0, color="000000") for side, sz in strengths),
    )
