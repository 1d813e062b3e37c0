"""Sections of a .docx: paper, margins, grid (GB/T 33476.2-2016), page numbers, proof notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from documents.layout.formats import format_of
from documents.layout.issue import Issue
from documents.manuscript import Format, Manuscript
from documents.paper_styles import PROOF_NOTICE, PaperStyle
from documents.writing.elements import SPACES, Element, field, node, paragraph, run, twips
from documents.writing.letter import lower_rule
from documents.writing.word_styles import CHARACTER_4

_TOP, _BOTTOM, _LEFT, _RIGHT = 34.58, 32.58, 28.0, 26.0
"""mm: the margins of GB/T 33476.2-2016."""
_HEADER, _FOOTER = 20.0, 24.5
"""mm from the edge; the foot so that its dash stands 4.58 mm below the type area."""
_FOOTERS = {"default": "footer1.xml", "even": "footer2.xml"}
_HEADERS = {"default": "header1.xml", "even": "header2.xml"}


def heads(manuscript: Manuscript, *, issue: Issue | None) -> Mapping[str, str]:
    """The file of each kind: 送审稿 above all pages before sign-off, one without number too."""
    if issue:
        return {}
    numbered = format_of(manuscript, issue=issue).first_page_numbered
    return _HEADERS if numbered else {**_HEADERS, "first": "header3.xml"}


def feet(manuscript: Manuscript, *, issue: Issue | None) -> Mapping[str, str]:
    """The file of each kind; only a letter has one for its first page (10.1)."""
    is_letter = issue is not None and manuscript.format is Format.LETTER
    return {**_FOOTERS, "first": "footer3.xml"} if is_letter else _FOOTERS


def section(
    *, across: bool, heads: Iterable[str], feet: Iterable[str], first_numbered: bool = True
) -> Element:
    """`sectPr`: A4 upright, or lying with the binding edge above (GB/T 9704-2012 8).

    `heads` and `feet`: their kinds; those for a first page count where that has no number.
    """
    kinds = {"default", "even"} | (set() if first_numbered else {"first"})
    size: dict[str, int | str] = {"w": twips(210), "h": twips(297)}
    margins = {"top": _TOP, "right": _RIGHT, "bottom": _BOTTOM, "left": _LEFT}
    if across:
        size = {"w": size["h"], "h": size["w"], "orient": "landscape"}
        margins = {"top": _LEFT, "right": _TOP, "bottom": _RIGHT, "left": _BOTTOM}
    return node(
        "sectPr",
        *(_reference("header", kind) for kind in heads if kind in kinds),
        *(_reference("footer", kind) for kind in feet if kind in kinds),
        node("type", val="nextPage"),
        node("pgSz", **size),
        node(
            "pgMar",
            **{side: twips(width) for side, width in margins.items()},
            header=twips(_HEADER),
            footer=twips(_FOOTER if not across else _RIGHT / 2),
            gutter=0,
        ),
        None if first_numbered else node("titlePg"),
    )


def footer(kind: str) -> Element:
    """`— 1 —`: one character in from the right on odd pages, from the left on even ones (7.5);
    on the first page of a letter its lower double rule (10.1).
    """
    if kind == "first":
        return node("ftr", lower_rule(), paragraph(PaperStyle.PAGE_NUMBER))
    align, side = ("right", "right") if kind == "default" else ("left", "left")
    indent = node("ind", **{side: CHARACTER_4})
    content = (run("— "), *field("PAGE"), run(" —"))
    line = paragraph(PaperStyle.PAGE_NUMBER, *content, properties=[indent, node("jc", val=align)])
    return node("ftr", line)


def header() -> Element:
    """送审稿 on every page of what is not signed off yet."""
    line = paragraph(PaperStyle.PAGE_NUMBER, PROOF_NOTICE, properties=[node("jc", val="right")])
    return node("hdr", line)


def _reference(part: str, kind: str) -> Element:
    reference = node(f"{part}Reference", type=kind)
    reference.set(f"{{{SPACES['r']}}}id", f"{part}-{kind}")
    return reference
