"""Pages as they are read: those of a form that lies across are turned upright again."""

from __future__ import annotations

from dataclasses import replace

from documents.layout import Pages, sheet
from documents.layout.forms.area import ACROSS, UPRIGHT, Area
from documents.layout.pages import Page, Place, Rule, Run


def as_read(pages: Pages) -> tuple[Pages, Area]:
    """The pages upright, and the area in which they have to stand."""
    if not pages.pages[0].across:
        return pages, UPRIGHT
    places = tuple(map(_place, pages.places))
    return replace(pages, pages=tuple(map(_page, pages.pages)), places=places), ACROSS


def _page(page: Page) -> Page:
    assert page.across
    return replace(page, runs=tuple(map(_run, page.runs)), rules=tuple(map(_rule, page.rules)))


def _run(run: Run) -> Run:
    return replace(run, x=sheet.PAPER_HEIGHT - run.y, y=run.x, turned=False)


def _rule(rule: Rule) -> Rule:
    x = sheet.PAPER_HEIGHT - rule.y
    if rule.upright:
        return replace(rule, x=x - rule.width, y=rule.x, upright=False)
    return replace(rule, x=x, y=rule.x, upright=True)


def _place(place: Place) -> Place:
    x = sheet.PAPER_HEIGHT - place.y - place.height
    return replace(place, x=x, y=place.x, width=place.height, height=place.width)
