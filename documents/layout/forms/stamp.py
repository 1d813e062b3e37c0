"""收文章: what an office stamps on the papers that it takes in: agency, number, day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from documents.layout.forms.area import INNER_RULE, OUTER_RULE, Area
from documents.layout.forms.lines import Type, centred_run, fitting, paragraphs
from documents.layout.pages import RED, Element, Rule, Run
from documents.typefaces.role import Role

WIDTH = 50.0
_LINE = 5.6
_TOP = 5.5
"""mm from the sheet's upper edge: above the area, where nothing else is printed."""
_MOST = 3
_BESIDE = 1.5


def stamp_runs(text: str, *, area: Area) -> list[Run]:
    """The lines of the stamp in its frame, red; at most three, each made to fit."""
    left, runs = area.right - WIDTH, []
    for place, line in enumerate(paragraphs(text)[:_MOST]):
        usual = Type(Role.SONG, 11.0 if place == 0 else 10.5, RED)
        type = fitting(line, type=usual, width=WIDTH - 2 * _BESIDE)
        run = centred_run(line, type=type, width=WIDTH, height=_LINE)
        runs.append(replace(run, x=left + run.x, y=_TOP + place * _LINE + run.y))
    return runs


def stamp_rules(text: str, *, area: Area) -> Iterator[Rule]:
    """Its frame, and a rule below the agency's name and each further line."""
    count = len(paragraphs(text)[:_MOST])
    if not count:
        return
    left, height, half = area.right - WIDTH, count * _LINE, OUTER_RULE / 2
    for y in (_TOP + half, _TOP + height - half):
        yield Rule(Element.FORM, left, y, WIDTH, OUTER_RULE, RED)
    for x in (left + half, left + WIDTH - half):
        yield Rule(Element.FORM, x, _TOP, height, OUTER_RULE, RED, upright=True)
    for place in range(1, count):
        y = _TOP + place * _LINE
        yield Rule(Element.FORM, left + half, y, WIDTH - OUTER_RULE, INNER_RULE, RED)
