"""What the inks of the page model look like on a screen."""

from __future__ import annotations

from functools import lru_cache

from documents.layout.pages import RED, Colour

Light = tuple[int, int, int]
"""Red, green, blue, each from 0 to 255."""

REDHEAD: Light = (0xD7, 0x19, 0x1B)
"""The printed red (GB/T 9704-2012 leaves it to the printer) as the screens show it."""

_KNOWN = {RED: REDHEAD}


@lru_cache(maxsize=256)
def on_screen(colour: Colour) -> Light:
    """The light of an ink; the red of the red head is the one red of all screens."""
    if colour in _KNOWN:
        return _KNOWN[colour]
    *inks, black = colour
    red, green, blue = (round(255 * (1 - each) * (1 - black)) for each in inks)
    return (red, green, blue)
