"""Lay an inner form out with what is filled in, in the page model of official documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import inf

from documents.layout.forms.area import Area
from documents.layout.forms.bands import numbered
from documents.layout.forms.building import body_bands
from documents.layout.forms.drawing import Numbers, places_of, rules_of, runs_of
from documents.layout.forms.form import Form
from documents.layout.forms.heads import colour_of, head_bands, title_of
from documents.layout.forms.inking import inked
from documents.layout.forms.lines import Type, centred_run
from documents.layout.forms.paging import Placed, paged
from documents.layout.forms.stamp import stamp_rules, stamp_runs
from documents.layout.forms.turning import across
from documents.layout.forms.values import Filling, Value, filling
from documents.layout.pages import Element, Page, Pages, Place, Run
from documents.typefaces.role import Role

_PAGE_NUMBER = Type(Role.SONG, 10.5, element=Element.PAGE_NUMBER)
_BELOW_AREA = 6.0
_LARGEST = (inf, 12.0, 10.5)
"""pt; what is filled in is set smaller where that keeps the form on one sheet."""
_MAY_SHRINK = range(2, 5)
"""Sheets that a form takes where smaller type may still bring it onto one."""


def compose_form(form: Form, values: Mapping[str, Value]) -> Pages:
    """The form's pages with these values by field; a field without one stays empty.

    The same arguments always give the same pages. A form that grows over a page goes on with its
    head repeated; one that lies across the page is read with the sheet turned. Each field of
    opinions yields a `Place` of its name on each page where it stands; room kept for handwriting
    one of the name and the opinion's number (`approval.1`).
    Raises FormRefused for a field or a choice that the form does not have.
    """
    filled = filling(form, values)
    head: list[Placed] = []
    area = form.area
    top = area.top
    for place, band in enumerate(head_bands(form, filling=filled)):
        head.append(Placed(numbered(band, number=place), top, band.natural))
        top += band.natural
    laid = _body(form, filled, top=top, bottom=area.bottom)
    numbers = Numbers()
    pages: list[Page] = []
    places: list[Place] = []
    for index, body in enumerate(laid):
        runs = [
            *runs_of(head, numbers=numbers, owner=("head", index)),
            *runs_of(body, numbers=numbers, owner="body"),
        ]
        places += places_of(body, number=index)
        rules = tuple(rules_of(body, area=area, colour=colour_of(form)))
        if index == 0:
            stamp = filled.text(form.head.stamp)
            runs += [
                replace(run, paragraph=numbers.of(("stamp", place)))
                for place, run in enumerate(stamp_runs(stamp, area=area))
            ]
            rules += tuple(stamp_rules(stamp, area=area))
        several = len(laid) > 1
        if several:
            number = _page_number(index + 1, of=len(laid), area=area)
            runs.append(replace(number, paragraph=numbers.of(("page", index))))
        pages.append(Page(index + 1 if several else None, tuple(runs), rules))
    whole = Pages(title_of(form, filling=filled), tuple(pages), places=tuple(places))
    return inked(across(whole) if form.across else whole, filling=filled)


def _body(form: Form, filled: Filling, *, top: float, bottom: float) -> list[list[Placed]]:
    """On one sheet if that can be had by smaller type, else in the usual type on several."""
    tries = (
        paged(body_bands(form, filling=filled, largest=each), top=top, bottom=bottom)
        for each in _LARGEST
    )
    laid = next(tries)
    if len(laid) not in _MAY_SHRINK:
        return laid
    return next((each for each in tries if len(each) == 1), laid)


def _page_number(number: int, *, of: int, area: Area) -> Run:
    """Below the area, in the middle: a form of one page has none."""
    run = centred_run(f"第 {number} 页　共 {of} 页", type=_PAGE_NUMBER, width=area.width)
    return replace(run, x=area.left + run.x, y=area.bottom + _BELOW_AREA + run.y)
