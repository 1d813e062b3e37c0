"""The manual's table of rules is the rulebook's."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.rules import RULEBOOK, read_site
from documents.rules.manual import table, with_table

PAGE = Path(__file__).parents[3] / "docs/guide/rules.md"


def test_the_manual_lists_the_rules_of_now() -> None:
    """If not: python -m documents.rules.manual docs/guide/rules.md."""
    page = PAGE.read_text("utf-8")
    assert with_table(page) == page


def test_every_rule_has_a_row_with_all_its_cells() -> None:
    rows = table().splitlines()[2:]
    assert len(rows) == len(RULEBOOK)
    for rule, row in zip(RULEBOOK, rows, strict=True):
        cells = [each.strip() for each in row.strip("|").split("|")]
        assert cells[0] == f"`{rule.id}`"
        assert len(cells) == 5
        assert all(cells)


def test_the_site_rules_that_the_manual_shows_are_accepted() -> None:
    section = PAGE.read_text("utf-8").partition("## 二、")[2].partition("## 三、")[0]
    example = "\n".join(line[4:] for line in section.splitlines() if line.startswith("    "))
    site = read_site(example, known=[each.id for each in RULEBOOK])
    assert site.off
    assert site.severities
    assert site.phrases


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="rules: begin"):
        with_table("# 行文规则")
