"""Figures: in the middle of the type area, made smaller where they would not fit, titled below."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from documents.layout import sheet
from documents.layout.pages import Element, Picture
from documents.layout.rows import Row
from documents.layout.tables import title_rows
from documents.manuscript import Figure
from documents.sizes import figure_size

_GAP = 2.0
"""mm left free above and below the image, so that it does not touch the lines beside it."""


def figure_rows(figure: Figure) -> list[Row]:
    """The image in a row of whole lines of the grid, then its title.

    The image keeps its proportions and is never made larger than it says.
    """
    title = [
        replace(row, runs=tuple(replace(run, element=Element.FIGURE) for run in row.runs))
        for row in title_rows(figure.title, left=sheet.LEFT, width=sheet.WIDTH)
    ]
    title = [replace(row, keep=row is not title[-1]) for row in title]
    width, height = figure_size(figure)
    free = max(sheet.LINES_PER_PAGE - 1 - len(title), 1) * sheet.PITCH - 2 * _GAP
    scale = min(1.0, sheet.WIDTH / width, free / height)
    width, height = width * scale, height * scale
    room = ceil((height + 2 * _GAP) / sheet.PITCH - 1e-6) * sheet.PITCH
    picture = Picture(
        Element.FIGURE,
        x=sheet.LEFT + (sheet.WIDTH - width) / 2,
        y=(room - height) / 2,
        width=width,
        height=height,
        digest=figure.digest,
        words=figure.words or figure.title,
    )
    return [Row(pictures=(picture,), keep=bool(title), height=room), *title]
