"""Markup from text that anybody may have written, and from the page model's inks."""

from __future__ import annotations

from collections.abc import Mapping

from documents.layout.colours import on_screen
from documents.layout.pages import Colour
from documents.layout.xml_text import sayable

PICTURE = '<image href="'
"""How every picture begins. The file's name or address follows."""

_NAMED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escaped(text: str) -> str:
    """Text for content and quoted attributes; what XML cannot hold becomes U+FFFD."""
    return sayable(text).translate(_NAMED)


def attributes(values: Mapping[str, str]) -> str:
    """Attributes with a blank before each; those without a value are left out."""
    return "".join(f' {name}="{escaped(value)}"' for name, value in values.items() if value)


def screen_colour(colour: Colour) -> str:
    """An ink as the screen shows it: `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*on_screen(colour))
