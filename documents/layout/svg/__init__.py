"""SVG for the screen: real text in its own fonts, a file for each page."""

from documents.layout.svg.fonts import screen_fonts
from documents.layout.svg.markup import PICTURE
from documents.layout.svg.preview import seal_preview
from documents.layout.svg.writing import (
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
    "seal_preview",
    "seam_under",
    "svg_files",
    "write_svg",
]
