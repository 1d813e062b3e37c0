"""报头: red name, number, issuer and date, thick red rule."""

from __future__ import annotations

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.briefings.briefing import Briefing
from documents.layout.fitting import fitted, flush_right
from documents.layout.header import Header
from documents.layout.heads import issuer_line, number_run
from documents.layout.marks import mark_bottom, mark_run
from documents.layout.pages import RED, Element, Rule, Run
from documents.layout.rows import Style, run_of
from documents.typefaces.role import Role

NAME_TOP = sheet.TOP + 20.0
NAME_SIZE = 42.0
"""初号, pt."""
RULE_BELOW = 4.0
RULE_THICKNESS = 2.25 * sheet.MM_PER_PT

_CLASSIFICATION = Style(element=Element.CLASSIFICATION, role=Role.HEI)
_SERIAL = Style(element=Element.COPY_NUMBER)
_HALF = (sheet.WIDTH - sheet.CELL) / 2


def head_of(briefing: Briefing) -> Header:
    """No standard rules it. The name 20 mm below the type area's top, a blank line above the
    number and above issuer and date, the rule 4 mm below these.
    """
    runs = [*corner_runs(briefing)]
    bottom = NAME_TOP + NAME_SIZE * sheet.MM_PER_PT
    if name := clean(briefing.name):
        runs.append(mark_run(name, top=NAME_TOP, size=NAME_SIZE))
        bottom = mark_bottom(runs[-1])
    top = bottom + sheet.PITCH
    end = bottom
    if number := number_words(briefing):
        runs.append(number_run(number, top=top))
        end, top = top + sheet.CELL, top + 2 * sheet.PITCH
    if line := issuer_line(briefing.issuer, date=briefing.date, top=top):
        runs += line
        end = top + sheet.CELL
    y = end + RULE_BELOW + RULE_THICKNESS / 2
    rule = Rule(Element.HEADER_RULE, sheet.LEFT, y, sheet.WIDTH, RULE_THICKNESS, RED)
    return Header(tuple(runs), (rule,), title_top=end + RULE_BELOW + 2 * sheet.PITCH)


def number_words(briefing: Briefing) -> str:
    """第×期 （总第×期） 增刊, as far as given."""
    total = clean(briefing.total)
    bracketed = total if not total or total.startswith(("（", "(")) else f"（{total}）"
    words = (clean(briefing.number) + bracketed, clean(briefing.extra))
    return "\u3000".join(each for each in words if each)


def corner_runs(briefing: Briefing) -> tuple[Run, ...]:
    """密级 at the upper left, 编号 at the upper right."""
    y = sheet.baseline(sheet.TOP, size=sheet.SIZE_3)
    runs = []
    if words := clean(briefing.classification):
        run = run_of(words, style=_CLASSIFICATION, x=sheet.LEFT, y=y)
        runs.append(fitted(run, width=_HALF))
    if serial := clean(briefing.serial):
        words = serial if serial.startswith("编号") else f"编号：{serial}"
        run = run_of(words, style=_SERIAL, x=0.0, y=y)
        runs.append(flush_right(run, right=sheet.RIGHT, width=_HALF))
    return tuple(runs)
