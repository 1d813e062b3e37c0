"""便函: a plain letter for small business, without the rules of 信函格式."""

from __future__ import annotations

from dataclasses import replace

from documents.layout import sheet
from documents.layout.formats.letter import MARK_TOP, Letter
from documents.layout.header import Header
from documents.layout.marks import mark_bottom, mark_run
from documents.layout.pages import RED, Colour

MARK_SIZE = 30.0
"""pt: smaller than that of a formal letter."""


class Note(Letter):
    """No standard rules it. As offices do it: a small mark, no red rules, no number needed."""

    colour: Colour = RED
    """Of the mark; some offices print it black."""

    first_bottom = sheet.BOTTOM

    def header(self) -> Header:
        """The mark where a letter has it; a number, if there is one, flush right below it."""
        marks = [mark_run(self.mark(), top=MARK_TOP, size=MARK_SIZE)] if self.mark() else []
        top = sheet.TOP
        if marks:
            marks = [replace(marks[0], colour=self.colour)]
            top = max(top, mark_bottom(marks[0]) + sheet.CELL)
        elements = self.elements(top)
        taken = len({run.y for run in elements})
        return Header((*marks, *elements), (), title_top=top + (taken + 2) * sheet.PITCH)
