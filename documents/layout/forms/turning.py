"""Forms that lie across the page: laid out on the turned sheet, then put on the upright one.

The head comes to lie at the left edge, where an odd page is bound (GB/T 9704-2012 8).
"""

from __future__ import annotations

from dataclasses import replace

from documents.layout import sheet
from documents.layout.pages import Page, Pages, Place, Rule, Run

_HEIGHT = sheet.PAPER_HEIGHT


def across(pages: Pages) -> Pages:
    """Pages of the turned sheet, a quarter to the left."""
    return replace(
        pages,
        pages=tuple(map(_page, pages.pages)),
        places=tuple(map(_place, pages.places)),
    )


def _page(page: Page) -> Page:
    return replace(page, runs=tuple(map(_run, page.runs)), rules=tuple(map(_rule, page.rules)))


def _run(run: Run) -> Run:
    return replace(run, x=run.y, y=_HEIGHT - run.x, turned=True)


def _rule(rule: Rule) -> Rule:
    """What ran to the right runs upwards, what ran downwards runs to the right."""
    x, y = rule.y, _HEIGHT - rule.x
    if rule.upright:
        return replace(rule, x=x, y=y, upright=False)
    return replace(rule, x=x, y=y - rule.width, upright=True)


def _place(place: Place) -> Place:
    return replace(
        place,
        x=place.y,
        y=_HEIGHT - place.x - place.width,
        width=place.height,
        height=place.width,
    )
