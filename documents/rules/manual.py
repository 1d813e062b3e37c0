"""The manual's table of all rules, written from the rulebook.

`python -m documents.rules.manual docs/guide/rules.md` writes it anew between its two marks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from documents.rules.finding import SEVERITY_WORDS
from documents.rules.rule import Rule
from documents.rules.rulebook import RULEBOOK

MARK = "rules"
_HEAD = ("| 规则 | 要求 | 依据 | 程度 | 错例 |", "|---|---|---|---|---|")


def table() -> str:
    """Rule, what it asks, clause, severity and what breaks it, as a Markdown table."""
    return "\n".join((*_HEAD, *map(_row, RULEBOOK)))


def with_table(page: str) -> str:
    """The page with the table of now between its marks."""
    return filled_in(page, table(), mark=MARK)


def filled_in(page: str, written: str, *, mark: str) -> str:
    """The page with this between its two marks. Raises ValueError for a page without them."""
    first, last = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    before, begin, rest = page.partition(first)
    _, end, after = rest.partition(last)
    if not begin or not end:
        raise ValueError(f"the page has no {first} … {last}")
    return f"{before}{first}\n{written}\n{last}{after}"


def _row(rule: Rule) -> str:
    cells = (
        f"`{rule.id}`",
        rule.summary,
        rule.clause,
        SEVERITY_WORDS[rule.severity],
        rule.example,
    )
    return f"| {' | '.join(each.replace('|', '｜') for each in cells)} |"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_table(path.read_text("utf-8")), encoding="utf-8")
