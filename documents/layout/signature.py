"""署名 and 成文日期 (GB/T 9704-2012 7.3.5), and the note below them (7.3.6)."""

from __future__ import annotations

from documents.layout import sheet
from documents.layout.breaking import break_lines, clean
from documents.layout.characters import widths
from documents.layout.pages import Element
from documents.layout.rows import BLANK, Row, Style, paragraph_rows, run_of

_SIGNATURE = Style(element=Element.SIGNATURE)
_DATE = Style(element=Element.DATE)
_NOTE = Style(element=Element.NOTE, indent=2.0)

_UNSEALED_INDENT = 2.0
_SEALED_INDENT = 4.0
_SEALED_BLANKS = 2
"""Room for the upper half of a 42 to 50 mm seal whose top lies within a line of the text."""
_WIDEST = 24.0


def signature_rows(names: tuple[str, ...], *, date: str, sealed: bool) -> list[list[Row]]:
    """One group of rows for each name and one for the date; empty when there is neither."""
    names = tuple(clean(name) for name in names if clean(name))
    date = clean(date)
    if not names and not date:
        return []
    name_x, date_x = _places(names, date=date, sealed=sealed)
    groups = [_lines(name, style=_SIGNATURE, x=x) for name, x in zip(names, name_x, strict=True)]
    if date:
        groups.append(_lines(date, style=_DATE, x=date_x))
    blanks = [BLANK] * (_SEALED_BLANKS if sealed else 1)
    groups[0] = [*blanks, *groups[0]]
    return groups


def note_rows(note: str) -> list[Row]:
    """附注 in round brackets, indented by two characters, on the line after the date."""
    text = clean(note)
    if not text:
        return []
    bracketed = text if text.startswith(("（", "(")) else f"（{text}）"
    return paragraph_rows(bracketed, style=_NOTE)


def _places(names: tuple[str, ...], *, date: str, sealed: bool) -> tuple[list[float], float]:
    """Where names and date begin, in cells from the left of the type area."""
    date_width = _width(date)
    name_widths = [_width(name) for name in names]
    if not names or sealed:
        date_x = sheet.CELLS_PER_LINE - _SEALED_INDENT - date_width
        middle = date_x + date_width / 2
        overhang = max(
            (middle + each / 2 - sheet.CELLS_PER_LINE for each in name_widths), default=0
        )
        shift = max(overhang, 0.0)
        return [middle - each / 2 - shift for each in name_widths], date_x - shift
    widest = max(name_widths)
    name_x = sheet.CELLS_PER_LINE - _UNSEALED_INDENT - widest
    date_x = name_x + 2.0
    if date_width > widest:
        date_x = sheet.CELLS_PER_LINE - _UNSEALED_INDENT - date_width
        name_x = date_x - 2.0
    return [name_x] * len(names), date_x


def _lines(text: str, *, style: Style, x: float) -> list[Row]:
    left = sheet.LEFT + max(x, 0.0) * sheet.CELL
    return [
        Row(runs=(run_of(line.text, style=style, x=left, advances=line.advances),))
        for line in break_lines(text, width=_WIDEST, justified=False)
    ]


def _width(text: str) -> float:
    return min(sum(widths(text)), _WIDEST)
