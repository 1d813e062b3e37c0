"""SVG for the screen: real text in its own fonts, a file for each page."""

from documents.layout.svg.fonts import screen_fonts
from documents.layout.svg.writing import (
    PICTURE,
    PROLOGUE,
    STYLE_SHEET,
    page_name,
    picture_name,
    pressed_under,
    seam_under,
    svg_files,
    write_svg,
)

__all__ = [
    "PICTURE",
    "PROLOGUE",
    "STYLE_SHEET",
    "page_name",
    "picture_name",
    "pressed_under",
    "screen_fonts",
    "seam_under",
    "svg_files",
    "write_svg",
]
