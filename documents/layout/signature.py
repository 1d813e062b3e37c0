"""署名 and 成文日期 (GB/T 9704-2012 7.3.5), and the note below them (7.3.6)."""

from __future__ import annotations

from dataclasses import replace

from documents.layout import sheet
from documents.layout.breaking import break_lines, clean
from documents.layout.characters import widths
from documents.layout.issue import Issue
from documents.layout.pages import Element
from documents.layout.rows import BLANK, Row, Style, paragraph_rows, run_of
from documents.layout.sealed_signature import sealed_signature_rows
from documents.layout.stamped_signature import stamped_signature_rows

_SIGNATURE = Style(element=Element.SIGNATURE)
_DATE = Style(element=Element.DATE)
_NOTE = Style(element=Element.NOTE, indent=2.0)

_INDENT = 2.0
_WIDEST = 24.0
_SHORTEST_ORGAN = 3


def signature_rows(names: tuple[str, ...], *, date: str, issue: Issue) -> list[list[Row]]:
    """Groups of rows for names and date, as they are signed: by stamps, by seals, or by neither.

    Empty when there is nothing to place.
    """
    names = tuple(clean(name) for name in names if clean(name))
    date = clean(date)
    if issue.stamps:
        return stamped_signature_rows(issue.stamps, date=date)
    if not names and not date:
        return []
    if issue.sealed:
        return sealed_signature_rows(names, date=date, diameter=issue.seal_diameter)
    return _unsealed_rows(names, date=date)


def names_of(signature: str) -> tuple[str, ...]:
    """Joint issuers stand in one field with full blanks between; 张\u3000三 is still one name."""
    names = tuple(signature.split("\u3000")) if signature else ()
    return names if all(len(each) >= _SHORTEST_ORGAN for each in names) else (signature,)


def note_rows(note: str) -> list[Row]:
    """附注 in round brackets, indented by two characters, on the line after the date."""
    text = clean(note)
    if not text:
        return []
    bracketed = text if text.startswith(("（", "(")) else f"（{text}）"
    return paragraph_rows(bracketed, style=_NOTE)


def closed_by(groups: list[list[Row]], note: list[Row]) -> list[list[Row]]:
    """The groups with the note below them, which is never parted from the last."""
    if not groups or not note:
        return [*groups, note]
    *before, last = groups
    return [*before, [*last[:-1], replace(last[-1], keep=True)], note]


def _unsealed_rows(names: tuple[str, ...], *, date: str) -> list[list[Row]]:
    """One blank line below the text, the host first, the others below it (7.3.5.2)."""
    name_x, date_x = _places(names, date=date)
    groups = [_lines(name, style=_SIGNATURE, x=name_x) for name in names]
    if date:
        groups.append(_lines(date, style=_DATE, x=date_x))
    groups[0] = [BLANK, *groups[0]]
    return groups


def _places(names: tuple[str, ...], *, date: str) -> tuple[float, float]:
    """Where names and date begin, in cells from the left of the type area."""
    date_width = _width(date)
    widest = max((_width(name) for name in names), default=0.0)
    if not names:
        return 0.0, sheet.CELLS_PER_LINE - 2 * _INDENT - date_width
    name_x = sheet.CELLS_PER_LINE - _INDENT - widest
    date_x = name_x + _INDENT
    if date_width > widest:
        date_x = sheet.CELLS_PER_LINE - _INDENT - date_width
        name_x = date_x - _INDENT
    return name_x, date_x


def _lines(text: str, *, style: Style, x: float) -> list[Row]:
    left = sheet.LEFT + max(x, 0.0) * sheet.CELL
    return [
        Row(runs=(run_of(line.text, style=style, x=left, advances=line.advances),))
        for line in break_lines(text, width=_WIDEST, justified=False)
    ]


def _width(text: str) -> float:
    return min(sum(widths(text)), _WIDEST)
