from __future__ import annotations

import pytest

from documents.layout.fitting import centred, fitted, flush_right
from documents.layout.pages import Element, Run
from documents.layout.rows import Style, run_of

STYLE = Style(element=Element.NUMBER)


def ten() -> Run:
    """Ten characters of size 3: 55.7 mm."""
    return run_of("澜州市人民政府办公室", style=STYLE, x=28.0, y=50.0)


def test_what_fits_stays_as_it_is() -> None:
    assert fitted(ten(), width=60.0) == ten()


def test_what_is_a_little_too_wide_is_narrowed_and_keeps_its_size() -> None:
    run = fitted(ten(), width=40.0)

    assert run.width == pytest.approx(40.0)
    assert (run.size, run.x, run.y) == (15.75, 28.0, 50.0)
    assert run.stretch == pytest.approx(40.0 / ten().width)


def test_what_is_much_too_wide_is_made_smaller_too() -> None:
    run = fitted(ten(), width=10.0)

    assert run.width == pytest.approx(10.0)
    assert run.stretch == 0.62
    assert run.size * run.stretch == pytest.approx(15.75 * 10.0 / ten().width)


@pytest.mark.parametrize("width", [20.0, 80.0])
def test_words_end_or_have_their_middle_where_asked(width: float) -> None:
    right = flush_right(ten(), right=184.0, width=width)
    middle = centred(ten(), middle=106.0, width=width)

    assert right.x + right.width == pytest.approx(184.0)
    assert middle.x + middle.width / 2 == pytest.approx(106.0)
    assert right.width <= width + 1e-9
