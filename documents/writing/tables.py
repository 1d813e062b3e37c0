"""A table of a .docx: its head repeated on each page, its columns as the author weighed them."""

from __future__ import annotations

from collections.abc import Iterator

from documents.manuscript import Table
from documents.paper_styles import TABLE_STYLE, PaperStyle
from documents.sizes import column_shares
from documents.writing.elements import Element, node, paragraph, twips

_ACROSS = 225.0
_UPRIGHT = 156.0


def table(table: Table) -> Iterator[Element]:
    """Its title above it, then the table, as wide as the type area."""
    if table.title:
        yield paragraph(PaperStyle.TABLE_TITLE, table.title)
    columns = len(table.rows[0]) if table.rows else 0
    if not columns:
        return
    total = twips(_ACROSS if table.landscape else _UPRIGHT)
    shares = column_shares(table)
    widths = [round(total * each) for each in shares or (1.0 / columns,) * columns]
    yield node(
        "tbl",
        node(
            "tblPr",
            node("tblStyle", val=TABLE_STYLE),
            node("tblW", w=total, type="dxa"),
            node("jc", val="center"),
            node("tblLayout", type="fixed" if shares else "autofit"),
        ),
        node("tblGrid", *(node("gridCol", w=each) for each in widths)),
        *(
            _row(row, widths=widths, is_head=place < table.heads)
            for place, row in enumerate(table.rows)
        ),
    )


def _row(row: tuple[str, ...], *, widths: list[int], is_head: bool) -> Element:
    cells = (
        node(
            "tc",
            node("tcPr", node("tcW", w=width, type="dxa"), node("vAlign", val="center")),
            paragraph(PaperStyle.TABLE_TEXT, text),
        )
        for text, width in zip(row, widths, strict=True)
    )
    head = node("tblHeader") if is_head else None
    return node("tr", node("trPr", node("cantSplit"), head), *cells)
