"""签名章: the signer's title and the place of the stamp instead of a seal (7.3.5.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.layout import sheet
from documents.layout.breaking import break_lines, clean
from documents.layout.issue import Stamp
from documents.layout.pages import Element, Place, Run
from documents.layout.rows import BLANK, EMPTY, Row, Style, run_of

_TITLE = Style(element=Element.SIGNER_TITLE)
_DATE = Style(element=Element.DATE)

_RIGHT_INDENT = 4.0
_TITLE_INDENT = 2.0
_BLANKS_ABOVE = 2
_LEADING = sheet.PITCH - sheet.CELL


def stamped_signature_rows(stamps: Sequence[Stamp], *, date: str) -> list[list[Row]]:
    """A group for each signer, the host's first, and one for the date.

    Two blank lines below the text; the stamps end four characters in from the right and stand
    below one another; each title ends two characters left of its stamp, as high as its middle;
    the date stands one blank line below the last stamp, four characters in.
    """
    if not stamps:
        return []
    left = sheet.RIGHT - _RIGHT_INDENT * sheet.CELL - max(each.width for each in stamps)
    groups = [[_row(each, left=left)] for each in stamps]
    groups[0] = [*[BLANK] * _BLANKS_ABOVE, *groups[0]]
    # Nothing but the blank line stands between the last stamp and the date.
    groups[-1][-1] = replace(groups[-1][-1], height=stamps[-1].height)
    if date:
        run = run_of(date, style=_DATE, x=0.0)
        right = sheet.RIGHT - _RIGHT_INDENT * sheet.CELL
        dated = Row(runs=(replace(run, x=right - run.width),))
        groups.append([replace(EMPTY, keep=True), dated])
    return groups


def _row(stamp: Stamp, *, left: float) -> Row:
    place = Place(Element.SEAL, clean(stamp.name), 0, left, 0.0, stamp.width, stamp.height)
    runs = _title(stamp, right=left - _TITLE_INDENT * sheet.CELL)
    return Row(runs=runs, places=(place,), height=stamp.height + _LEADING, keep=True)


def _title(stamp: Stamp, *, right: float) -> tuple[Run, ...]:
    """The title's lines, together as high as the middle of the stamp."""
    room = (right - sheet.LEFT) / sheet.CELL
    lines = break_lines(clean(stamp.title), width=room, justified=False)
    top = stamp.height / 2 - sheet.CELL / 2 - (len(lines) - 1) * sheet.PITCH / 2
    runs = []
    for place, line in enumerate(lines):
        y = sheet.baseline(top + place * sheet.PITCH, size=sheet.SIZE_3)
        run = run_of(line.text, style=_TITLE, x=0.0, y=y, advances=line.advances)
        runs.append(replace(run, x=right - run.width))
    return tuple(runs)
