"""Pieces of text that stand on one line are joined as they are seen."""

from __future__ import annotations

import pytest

from documents.reading.placed import Piece, joined_lines

EM = 5.6


def line(*pieces: tuple[str, float, float]) -> str:
    """The line of pieces given by their text, place and width in ems."""
    placed = [Piece(text, 0, x * EM, 40.0, width * EM, EM) for text, x, width in pieces]
    return joined_lines(placed)[0].text


@pytest.mark.parametrize("step", [0.62, 0.68, 0.72])
def test_capitals_drawn_one_by_one_are_one_word(step: float) -> None:
    letters = [(each, place * step, 0.5) for place, each in enumerate("CPU")]
    assert line(*letters) == "CPU"


def test_words_of_letters_stay_apart() -> None:
    assert line(("GB", 0.0, 1.17), ("OFD", 1.17 + 0.45, 1.7)) == "GB OFD"
    assert line(("page", 0.0, 2.0), ("two", 2.2, 1.5)) == "page two"
