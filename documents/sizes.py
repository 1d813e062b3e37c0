"""Sizes that a drafter typed or a file told, so bounded that every writer can print them."""

from __future__ import annotations

from math import inf

from documents.manuscript import Figure, Table

LARGEST = 10_000.0
"""mm. No image is larger; a page makes it smaller still."""
SMALLEST = 1.0
"""mm. No image is drawn smaller."""


def is_size(millimetres: float) -> bool:
    """Whether an image can be drawn so wide or high."""
    return SMALLEST <= millimetres <= LARGEST


def figure_size(figure: Figure) -> tuple[float, float]:
    """Width and height in mm; what is no size of an image becomes the nearest one."""
    return _bounded(figure.width), _bounded(figure.height)


def are_weights(widths: tuple[float, ...]) -> bool:
    """Whether columns can be weighed so: none below 0, none endless, not all 0."""
    return all(0.0 <= each < inf for each in widths) and any(widths)


def column_shares(table: Table) -> tuple[float, ...]:
    """The parts of the whole that a table gives its columns, together 1.

    None where its `widths` do not weigh each of its columns: then they go by their text.
    """
    columns = max(map(len, table.rows), default=0)
    if len(table.widths) != columns or not are_weights(table.widths):
        return ()
    # Against the largest first: the sum of the numbers themselves may be endless.
    scaled = [each / max(table.widths) for each in table.widths]
    return tuple(each / sum(scaled) for each in scaled)


def _bounded(millimetres: float) -> float:
    # In this order what is not a number becomes the smallest.
    return min(max(SMALLEST, millimetres), LARGEST)
