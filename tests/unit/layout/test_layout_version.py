"""LAYOUT_VERSION stands for the pages: a change that moves a character changes it, too.

It is stored with what was consented to, and says by which layout that was shown.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from documents.layout import LAYOUT_VERSION
from tests.unit.layout import held_pages

WHAT_TO_DO = (
    "If that is meant, raise LAYOUT_VERSION in documents/layout/pages.py by one and run "
    "`python -m tests.unit.layout.held_pages`; commit both with the change."
)


def test_pages_change_only_together_with_the_layout_version() -> None:
    held = json.loads(held_pages.HELD.read_text())
    now = held_pages.digests()
    moved = [name for name in now if held["pages"].get(name) != now[name]]

    assert moved == [], f"These pages are not those of layout {held['version']}. {WHAT_TO_DO}"
    assert held["version"] == LAYOUT_VERSION, WHAT_TO_DO
    assert held["pages"].keys() == now.keys(), WHAT_TO_DO


def test_a_character_that_moves_shows_and_a_rounding_error_does_not() -> None:
    _, pages = next(held_pages.held_pages())
    (first, *runs), others = pages.pages[0].runs, pages.pages[1:]

    def digest(distance: float) -> str:
        page = replace(pages.pages[0], runs=(replace(first, x=first.x + distance), *runs))
        return held_pages._digest(replace(pages, pages=(page, *others)))

    assert digest(0.01) != digest(0.0)
    assert digest(1e-9) == digest(0.0)


def test_moved_pages_are_not_written_under_the_same_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = {"version": LAYOUT_VERSION, "pages": {"notice": "another"}}
    monkeypatch.setattr(held_pages, "HELD", tmp_path / "held.json")
    held_pages.HELD.write_text(json.dumps(stale))

    with pytest.raises(SystemExit, match="notice changed: raise LAYOUT_VERSION"):
        held_pages.write()

    assert json.loads(held_pages.HELD.read_text()) == stale
