"""手写: one spelling, read as strictly as all that is sent, drawn as it was pressed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.kernel.refusals import Refused
from signing.ink.ink import Colour, Ink, Point, Stroke, Tool
from signing.ink.outline import drawing, outline, width_of
from signing.ink.reading import LONGEST, MOST_POINTS, MOST_STROKES, read_ink
from signing.ink.statement import Statement
from tests.inked import HEIGHT, WIDTH, a_stroke, posted, some_ink

points = st.builds(
    Point,
    x=st.integers(0, WIDTH),
    y=st.integers(0, HEIGHT),
    pressure=st.integers(0, 1000),
    time=st.integers(0, 100_000),
)
strokes = st.builds(
    Stroke,
    colour=st.sampled_from(Colour),
    tool=st.sampled_from(Tool),
    points=st.lists(points, min_size=1, max_size=12).map(tuple),
)
inks = st.builds(
    Ink,
    width=st.just(WIDTH),
    height=st.just(HEIGHT),
    strokes=st.lists(strokes, min_size=1, max_size=4).map(tuple),
)


@given(inks)
def test_ink_comes_back_as_it_was_written_under_the_same_digest(ink: Ink) -> None:
    text = ink.to_bytes().decode()
    spaced = json.dumps(json.loads(text), indent=2)
    again = read_ink(spaced)
    assert again == ink
    assert again is not None
    assert (again.to_bytes(), again.digest) == (ink.to_bytes(), ink.digest)


@given(inks)
def test_every_outline_closes_in_finite_places_round_all_that_was_written(ink: Ink) -> None:
    drawn = drawing(ink)
    for each in drawn.outlines:
        assert each.steps[0][0] == "M"
        assert each.steps[-1][0] == "Z"
        for kind, numbers in each.steps:
            assert len(numbers) == {"M": 2, "C": 6, "Z": 0}[kind]
            assert all(-60 < number < 300 for number in numbers)


@given(st.text() | st.recursive(st.none() | st.floats() | st.text(), st.lists).map(json.dumps))
def test_whatever_else_is_sent_is_refused_in_a_sentence(text: str) -> None:
    if not text.strip():
        return
    with pytest.raises(Refused, match="改用键盘输入意见"):
        read_ink(text)


def spoilt(**changed: Any) -> str:
    value = json.loads(posted())
    value["strokes"][0] |= changed
    return json.dumps(value)


@pytest.mark.parametrize(
    "text",
    [
        posted(width=float("nan")),
        posted(width=1e9),
        posted(width=True),
        posted(height=0),
        posted(scheme=2),
        posted(strokes="<svg onload=alert(1)>"),
        posted(script="<script>"),
        spoilt(colour="url(#x)"),
        spoilt(colour=["black"]),
        spoilt(tool="<b>"),
        spoilt(points=[]),
        spoilt(points=[[1, 2, 3]]),
        spoilt(points=[[1.5, 2, 3, 4]]),
        spoilt(points=[[-1, 2, 3, 4]]),
        spoilt(points=[[WIDTH + 1, 2, 3, 4]]),
        spoilt(points=[[1, 2, 1001, 4]]),
        spoilt(points=[["1", 2, 3, 4]]),
        spoilt(points=[[1, 2, 3, 4]] * (MOST_POINTS + 1)),
        posted(strokes=json.loads(posted())["strokes"] * (MOST_STROKES + 1)),
        posted().replace("18000", "1e999"),
        posted().replace("18000", "9" * 5000),
        "[" * 100_000,
        " " * 10 + "x" * LONGEST,
    ],
)
def test_hostile_ink_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="手写内容"):
        read_ink(text)


def test_nothing_written_is_no_ink() -> None:
    assert read_ink("") is None
    assert read_ink(posted(strokes=[])) is None


def test_a_stroke_is_as_wide_as_the_pen_was_pressed() -> None:
    def height(pressure: int) -> float:
        level = Stroke(
            Colour.BLACK,
            Tool.PEN,
            tuple(Point(1000 + 100 * n, 1000, pressure, n) for n in range(9)),
        )
        places = [n[1] for _, n in outline(level) if n]
        return max(places) - min(places)

    assert height(100) == pytest.approx(width_of(100), abs=1e-6)
    assert height(900) == pytest.approx(width_of(900), abs=1e-6)
    assert height(900) > 2 * height(100)


def test_a_dot_is_round() -> None:
    dot = some_ink(Stroke(Colour.RED, Tool.PEN, (Point(500, 500, 1000, 0),)))
    assert (drawing(dot).width, drawing(dot).height) == (3.0, 3.0)
    assert [kind for kind, _ in drawing(dot).outlines[0].steps] == ["M", *"CCCC", "Z"]


def test_what_is_signed_names_ink_pages_person_time_and_words() -> None:
    said: dict[str, Any] = {
        "ink": some_ink(a_stroke()).digest,
        "shown": "p" * 64,
        "place": "paper:7",
        "person": "a",
        "time": datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC),
        "words": "同意",
    }
    whole = Statement(**said).to_bytes()
    assert json.loads(whole) == {**said, "time": "2026-11-20T01:02:03+00:00"}
    for name in ("ink", "shown", "place", "person", "words"):
        assert Statement(**said | {name: "another"}).to_bytes() != whole
