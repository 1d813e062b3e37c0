"""The report on a series, from rows as the register has them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from documents.numbering.report import in_runs, report
from documents.numbering.states import NumberStanding


def row(serial: int, standing: NumberStanding = NumberStanding.TAKEN, **other: Any) -> Any:
    facts = {
        "number": f"澜政办发〔2026〕{serial}号",
        "taken_for": f"paper {serial}" if standing is NumberStanding.TAKEN else None,
        "spent": False,
        **other,
    }
    return SimpleNamespace(serial=serial, standing=standing, **facts)


def test_a_series_without_faults_tells_who_stands_how() -> None:
    rows = [
        row(4, NumberStanding.VOID, spent=True),
        row(1),
        row(2, NumberStanding.RESERVED),
        row(3, NumberStanding.VOID),
        row(5, NumberStanding.REUSED, taken_for="again"),
    ]
    found = report(rows, before=0, last=5)
    assert (found.first, found.last, found.used) == (1, 5, 2)
    assert (found.reserved, found.reusable, found.spent) == ((2,), (3,), (4,))
    assert found.sound


def test_a_missing_number_is_a_gap_also_at_either_end() -> None:
    found = report([row(2), row(4)], before=0, last=6)
    assert found.gaps == (1, 3, 5, 6)
    assert not found.sound


def test_numbers_of_an_older_system_are_no_gap() -> None:
    found = report([row(413)], before=412, last=413)
    assert (found.first, found.gaps, found.sound) == (413, (), True)


def test_a_row_behind_the_last_number_counts() -> None:
    assert report([row(1), row(3)], before=0, last=1).gaps == (2,)


def test_a_number_that_stands_twice_is_named() -> None:
    found = report([row(1), row(2, number="澜政办发〔2026〕1号")], before=0, last=2)
    assert found.twice == ("澜政办发〔2026〕1号",)
    assert not found.sound


def test_a_paper_with_two_numbers_is_named() -> None:
    found = report([row(1, taken_for="it"), row(2, taken_for="it")], before=0, last=2)
    assert found.crowded == ("it",)
    assert not found.sound


def test_an_empty_series_is_sound() -> None:
    found = report([], before=0, last=0)
    assert (found.last, found.used, found.sound) == (0, 0, True)


@pytest.mark.parametrize(
    ("serials", "words"),
    [((), ""), ((3,), "3"), ((3, 4), "3–4"), ((9, 3, 7, 8), "3、7–9"), ((1, 3), "1、3")],
)
def test_serials_are_told_in_runs(serials: tuple[int, ...], words: str) -> None:
    assert in_runs(serials) == words
