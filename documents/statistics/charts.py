"""Drawings of figures: bars that lie, in two series at most."""

from __future__ import annotations

from collections.abc import Sequence

from office.web.models import Bar, Chart

STEP, GAP = 20, 10
"""Units from bar to bar, and between the groups of several series."""


def bars(
    title: str,
    *,
    series: Sequence[str],
    values: Sequence[tuple[str, Sequence[float]]],
    unit: str,
) -> Chart:
    """`values`: of each group its label and a number for each series."""
    most = max((number for _, numbers in values for number in numbers), default=0) or 1
    found, y = [], 0
    for label, numbers in values:
        for place, number in enumerate(numbers):
            length = round(Chart.SPAN * number / most, 1)
            said = f"{number:g} {unit}"
            found.append(Bar(label if place == 0 else "", said, length, place, y))
            y += STEP
        y += GAP
    return Chart(
        title=title,
        summary=_summary(series, values, unit),
        series=tuple(series),
        bars=tuple(found),
        height=max(y - GAP, STEP),
    )


def _summary(
    series: Sequence[str], values: Sequence[tuple[str, Sequence[float]]], unit: str
) -> str:
    said = []
    for label, numbers in values:
        each = (f"{name} {number:g} {unit}" for name, number in zip(series, numbers, strict=True))
        said.append(f"{label}：{'，'.join(each)}")
    return "；".join(said) + "。"
