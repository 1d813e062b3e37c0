"""Tables that lie across the page (GB/T 9704-2012 8).

They are laid out on sheets as wide as the type area is high and turned a quarter to the left: the
head lies at the binding edge of an odd page and at the outer edge of an even one, which is the
left edge of both. The page number stays where every page has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.layout import sheet
from documents.layout.flow import Placed, paginate, rules_of
from documents.layout.pages import Rule, Run
from documents.layout.rows import Row, numbered
from documents.layout.tables import table_rows
from documents.manuscript import Table


def landscape_rows(table: Table, *, above: Sequence[Row] = ()) -> list[Row]:
    """The table as rows each of which fills a page; `above`: rows that stand over it.

    These are laid out for upright pages; what is centred there will be in the middle here too.
    """
    over = [_shifted(row) for row in above]
    room = sheet.WIDTH - sum(row.height for row in over)
    rows = table_rows(table, left=0.0, width=sheet.HEIGHT, height=max(room, sheet.WIDTH / 2))
    paragraphs = max((run.paragraph + 1 for row in over for run in row.runs), default=0)
    rows = numbered(rows, first=paragraphs)
    sheets = paginate([*over, *rows], top=0.0, bottom=sheet.WIDTH, others=(0.0, sheet.WIDTH))
    return [_turned(placed) for placed in sheets]


def _shifted(row: Row) -> Row:
    """A row for an upright page on a sheet: centred text stays centred, other text at the left."""
    return replace(row, runs=tuple(replace(run, x=_shifted_x(run)) for run in row.runs))


def _shifted_x(run: Run) -> float:
    left = run.x - sheet.LEFT
    is_centred = abs(2 * left + run.width - sheet.WIDTH) < 1e-6
    return left + (sheet.HEIGHT - sheet.WIDTH) / 2 if is_centred else left


def _turned(placed: Sequence[Placed]) -> Row:
    """A sheet as one row of the height of the type area."""
    runs = [run for each in placed for run in each.row.placed(each.top)]
    headings = [each.row.heading for each in placed if each.row.heading]
    return Row(
        runs=tuple(
            replace(run, x=sheet.LEFT + run.y, y=sheet.HEIGHT - run.x, turned=True) for run in runs
        ),
        rules=tuple(map(_turned_rule, rules_of(placed))),
        heading=headings[0] if headings else None,
        height=sheet.HEIGHT,
    )


def _turned_rule(rule: Rule) -> Rule:
    """What ran to the right runs upwards, what ran downwards runs to the right."""
    y = sheet.HEIGHT - rule.x
    if rule.upright:
        return replace(rule, x=sheet.LEFT + rule.y, y=y, upright=False)
    return replace(rule, x=sheet.LEFT + rule.y, y=y - rule.width, upright=True)
