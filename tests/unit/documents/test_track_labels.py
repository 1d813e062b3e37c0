"""The names on the time track stand clear of one another at every width, script or not."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import office.web
from documents.screens.track_labels import BETWEEN, CHARACTER, WIDTHS, named_by_width
from office.web.models import Mark

NAMES = ("拟稿", "", "保密审查", "核稿", "退回", "会签")
TRACK = named_by_width(
    [
        Mark(
            place=round(100 * at / 39, 2), href="", label="", name=NAMES[at % 6], current=at == 20
        )
        for at in range(40)
    ]
)


def shown(width: int) -> list[Mark]:
    return [each for each in TRACK if each.name and each.name_from <= width]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_two_names_run_together_at_any_width(width: int) -> None:
    names = shown(width)
    for before, after in pairwise(names):
        half = (len(before.name) + len(after.name)) * CHARACTER / 2
        assert (after.place - before.place) / 100 * width >= half + BETWEEN - 0.01


def test_a_wider_track_names_more_and_every_one_names_the_moment_shown() -> None:
    counts = [len(shown(width)) for width in WIDTHS]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]
    (current,) = (each for each in TRACK if each.current)
    assert (current.name, current.name_from) == ("保密审查", 0)


def test_a_track_with_room_names_everything() -> None:
    few = [Mark(place=at * 25.0, href="", label="", name="核稿") for at in range(5)]
    assert {each.name_from for each in named_by_width(few)} == {WIDTHS[0]}


def test_the_style_sheet_knows_the_same_widths() -> None:
    sheet = Path(office.web.__file__).with_name("static") / "document.css"
    found = re.findall(
        r"@container \(min-width: (\d+)rem\) \{ \.track \.from-(\d+) ", sheet.read_text("utf-8")
    )
    assert found == [(str(each), str(each)) for each in WIDTHS]
