"""Printing colours on a screen."""

from __future__ import annotations

from documents.layout.pages import BLACK, RED, Colour

REDHEAD = "#d7191b"
"""The printed red (GB/T 9704-2012 6.2) as the look shows it: the naive conversion is orange."""


def screen_colour(colour: Colour) -> str:
    """As `#rrggbb`."""
    if colour == RED:
        return REDHEAD
    *inks, black = colour
    return "#" + "".join(f"{round(255 * (1 - ink) * (1 - black)):02x}" for ink in inks)


def fill_of(colour: Colour) -> str:
    """The `fill` of a text; empty for black, which is what text is filled with anyway."""
    return "" if colour == BLACK else screen_colour(colour)
