"""A key: a paper's place in the order of results. Its day, its number in the journal, and which of
its rows it is, so that results are in order of time and the next page begins behind a key."""

from __future__ import annotations

from datetime import date

ROWS = 6
"""Bits of a key that tell a paper's rows apart."""
SEQUENCE = 37
"""Bits of a key for the journal's number."""
MOST_ROWS = 1 << ROWS
HIGHEST = (1 << 63) - 1


def key_of(day: date, *, sequence: int) -> int:
    """The key of a paper's first row. `sequence` is unique among papers."""
    if not 0 < sequence < 1 << SEQUENCE:
        raise ValueError(f"no number of a journal: {sequence}")
    return first_key(day) | sequence << ROWS


def first_key(day: date) -> int:
    """Below which every key is of an earlier day."""
    return day.toordinal() << (SEQUENCE + ROWS)


def paper_of(key: int) -> int:
    """The key of the paper to which this row belongs."""
    return key >> ROWS << ROWS
