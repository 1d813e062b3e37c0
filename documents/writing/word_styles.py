"""The styles of a .docx of ours: GB/T 9704-2012 for word processors (GB/T 33476.2-2016)."""

from __future__ import annotations

from dataclasses import dataclass

from documents.paper_styles import IMPRINT_STYLE, TABLE_STYLE, PaperStyle
from documents.writing.elements import RED, Element, fonts, node, twips

CELL = 156 / 28 * 72 / 25.4 * 20
"""一字: a character of the grid, twips."""
LINE = 592
"""From line to line, twips: 22 lines fill the 229.84 mm between the margins (29.6 pt)."""
SIZE_3 = 16.0
SIZE_4 = 14.0
_SQUEEZE = -5
"""Twips from character to character of size 3: 28 fit the line, which is then justified. The
character grid would do the same, but word processors disagree about its width.
"""
CHARACTER_4 = 280
"""A character of size 4, twips."""

SONG_TITLE, FANGSONG, KAI, HEI, SONG = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "楷体_GB2312",
    "黑体",
    "宋体",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A style's typeface, size (pt) and place. Indents in twips; `first` may hang (negative)."""

    font: str = FANGSONG
    size: float = SIZE_3
    align: str = ""
    left: float = 0
    right: float = 0
    first: float = 0
    keep: bool = False
    line: int = LINE
    exact: bool = True
    red: bool = False
    outline: int = 0
    new_page: bool = False


_BODY = _Look(align="both", first=2 * CELL)
_LOOKS = {
    PaperStyle.COPY_NUMBER: _Look(),
    PaperStyle.CLASSIFICATION: _Look(font=HEI),
    PaperStyle.URGENCY: _Look(font=HEI),
    PaperStyle.MARK: _Look(font=SONG_TITLE, size=46, align="center", red=True, exact=False),
    PaperStyle.NUMBER: _Look(align="center"),
    PaperStyle.ISSUER_AND_DATE: _Look(),
    PaperStyle.BOX_LABEL: _Look(font=HEI, size=SIZE_4, align="center", red=True, line=320),
    PaperStyle.BOX_TEXT: _Look(size=SIZE_4, line=320),
    PaperStyle.TITLE: _Look(font=SONG_TITLE, size=22, align="center", keep=True),
    PaperStyle.RECIPIENTS: _Look(align="both"),
    PaperStyle.TEXT: _BODY,
    PaperStyle.LEVEL_1: _Look(font=HEI, align="both", first=2 * CELL, outline=1),
    PaperStyle.LEVEL_2: _Look(font=KAI, align="both", first=2 * CELL, outline=2),
    PaperStyle.LEVEL_3: _Look(align="both", first=2 * CELL, outline=3),
    PaperStyle.LEVEL_4: _Look(align="both", first=2 * CELL, outline=4),
    PaperStyle.ATTACHMENT_NOTE: _Look(align="both"),
    PaperStyle.SIGNATURE: _Look(keep=True),
    PaperStyle.DATE: _Look(),
    PaperStyle.NOTE: _BODY,
    PaperStyle.ATTENDANCE: _Look(align="both", left=5 * CELL, first=-3 * CELL),
    PaperStyle.ENCLOSURE_TITLE: _Look(font=SONG_TITLE, size=22, align="center", keep=True),
    PaperStyle.ATTACHMENT_LABEL: _Look(font=HEI, keep=True, new_page=True),
    PaperStyle.ATTACHMENT_TITLE: _Look(font=SONG_TITLE, size=22, align="center", keep=True),
    PaperStyle.TABLE_TITLE: _Look(font=HEI, align="center", keep=True),
    PaperStyle.TABLE_TEXT: _Look(size=SIZE_4, align="center", line=400, exact=False),
    PaperStyle.FIGURE: _Look(align="center", line=240, exact=False, keep=True),
    PaperStyle.FIGURE_TITLE: _Look(size=SIZE_4, align="center"),
    PaperStyle.IMPRINT_RECIPIENTS: _Look(
        size=SIZE_4, align="both", left=4 * CHARACTER_4, right=CHARACTER_4, first=-3 * CHARACTER_4
    ),
    PaperStyle.COPIES: _Look(
        size=SIZE_4, align="both", left=4 * CHARACTER_4, right=CHARACTER_4, first=-3 * CHARACTER_4
    ),
    PaperStyle.PRINTING: _Look(size=SIZE_4, left=CHARACTER_4, right=CHARACTER_4),
    PaperStyle.EMPTY_LINE: _Look(),
    PaperStyle.PAGE_NUMBER: _Look(font=SONG, size=SIZE_4, line=400),
}


def styles() -> Element:
    """`styles.xml`: the default paragraph and one style for each element, named as it is."""
    return node(
        "styles",
        node(
            "docDefaults",
            node("rPrDefault", node("rPr", *_characters(_Look()), node("lang", eastAsia="zh-CN"))),
            node("pPrDefault", node("pPr")),
        ),
        node("style", node("name", val="Normal"), type="paragraph", default="1", styleId="Normal"),
        *(_style(style, look) for style, look in _LOOKS.items()),
        _table_style(TABLE_STYLE, ruled=True),
        _table_style(IMPRINT_STYLE, ruled=False),
    )


def _style(style: PaperStyle, look: _Look) -> Element:
    hanging = {"hanging": round(-look.first)} if look.first < 0 else {}
    first = {"firstLine": round(look.first)} if look.first > 0 else {}
    indents = {"left": round(look.left), "right": round(look.right), **hanging, **first}
    return node(
        "style",
        node("name", val=str(style)),
        node("basedOn", val="Normal"),
        node("qFormat"),
        node(
            "pPr",
            node("keepNext") if look.keep else None,
            node("pageBreakBefore") if look.new_page else None,
            node("widowControl"),
            node("overflowPunct", val="0"),
            node("autoSpaceDE", val="0"),
            node("autoSpaceDN", val="0"),
            node(
                "spacing",
                before=0,
                after=0,
                line=look.line,
                lineRule="exact" if look.exact else "atLeast",
            ),
            node("ind", **indents) if any(indents.values()) else None,
            node("jc", val=look.align) if look.align else None,
            node("outlineLvl", val=look.outline - 1) if look.outline else None,
        ),
        node("rPr", *_characters(look)),
        type="paragraph",
        customStyle="1",
        styleId=str(style),
    )


def _characters(look: _Look) -> list[Element]:
    size = round(2 * look.size)
    colour = [node("color", val=RED)] if look.red else []
    spacing = [node("spacing", val=_SQUEEZE)] if look.size == SIZE_3 else []
    return [fonts(look.font), *colour, *spacing, node("sz", val=size), node("szCs", val=size)]


def _table_style(name: str, *, ruled: bool) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [node(side, val="single", sz=4, space=0, color="000000") for side in sides]
    padding = twips(1.0) if ruled else 0
    return node(
        "style",
        node("name", val=name),
        node(
            "tblPr",
            node("tblBorders", *borders) if ruled else None,
            node(
                "tblCellMar",
                node("left", w=padding, type="dxa"),
                node("right", w=padding, type="dxa"),
            ),
        ),
        type="table",
        customStyle="1",
        styleId=name,
    )
