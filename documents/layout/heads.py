"""Heads of papers of their own kind: what stands round their marks."""

from __future__ import annotations

from dataclasses import replace

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.fitting import centred, fitted, flush_right
from documents.layout.pages import Element, Run
from documents.layout.rows import Style, run_of

_NUMBER = Style(element=Element.NUMBER)
_ISSUER = Style(element=Element.SIGNATURE)
_DATE = Style(element=Element.DATE)
_MIDDLE = sheet.LEFT + sheet.WIDTH / 2
_WIDEST_DATE = 0.4 * sheet.WIDTH
_ABOVE_MARK = 1.0


def number_run(number: str, *, top: float) -> Run:
    """A number centred in the line at `top` mm."""
    run = run_of(number, style=_NUMBER, x=0.0, y=_baseline(top))
    return centred(run, middle=_MIDDLE, width=sheet.WIDTH)


def issuer_line(issuer: str, *, date: str, top: float) -> tuple[Run, ...]:
    """The issuer on the left and the date on the right, each one character in."""
    left, right = sheet.LEFT + sheet.CELL, sheet.RIGHT - sheet.CELL
    runs = []
    if day := clean(date):
        run = run_of(day, style=_DATE, x=0.0, y=_baseline(top))
        runs.append(flush_right(run, right=right, width=_WIDEST_DATE))
    if name := clean(issuer):
        room = (runs[0].x - sheet.CELL if runs else right) - left
        run = run_of(name, style=_ISSUER, x=left, y=_baseline(top))
        runs.insert(0, fitted(run, width=room))
    return tuple(runs)


def close_stack(stack: tuple[Run, ...], *, bottom: float) -> tuple[Run, ...]:
    """份号, 密级 and 紧急程度 set closer where a mark at `bottom` mm leaves no room for them."""
    room = bottom - _ABOVE_MARK - sheet.TOP - sheet.CELL
    pitch = min(sheet.PITCH, room / max(len(stack) - 1, 1))
    return tuple(
        replace(run, y=run.y - place * (sheet.PITCH - pitch)) for place, run in enumerate(stack)
    )


def _baseline(top: float) -> float:
    return sheet.baseline(top, size=sheet.SIZE_3)
