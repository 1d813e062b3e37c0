"""A seal where it will be pressed: light, in a dashed frame and by its name, so that nobody takes
the page for a sealed one, on the screen, printed from it, or read aloud."""

from __future__ import annotations

from documents.layout.svg.markup import PICTURE, attributes

PREVIEW = "预览，尚未用印"
LIGHT = "0.45"
"""Opacity: the words under the seal and the seal itself can both be read."""

_DARK, _GREY, _WHITE = "#1f1c17", "#69635a", "#fff"
_SIZE, _BELOW = 3.6, 4.6
"""mm: of the words, and how far below the frame they stand."""


def seal_preview(picture: str, box: tuple[float, float, float, float]) -> str:
    """SVG of one. `picture`: its file or address; `box`: x, y, width, height in mm."""
    x, y, width, height = box
    words = attributes(
        {
            "x": f"{x + width / 2:.2f}",
            "y": f"{y + height + _BELOW:.2f}",
            "text-anchor": "middle",
            "font-family": "sans-serif",
            "font-size": f"{_SIZE}",
            "fill": _DARK,
            "stroke": _WHITE,
            "stroke-width": "1",
            "paint-order": "stroke",
        }
    )
    return (
        f"<g{named('印章')}>{PICTURE}{picture}"
        f'"{_sides(box)} preserveAspectRatio="none" opacity="{LIGHT}"/>'
        f"{frame(box)}<text{words}>{PREVIEW}</text></g>"
    )


def named(what: str) -> str:
    """How it is read aloud, as one thing."""
    return attributes({"class": "preview", "role": "img", "aria-label": f"{what}（{PREVIEW}）"})


def frame(box: tuple[float, float, float, float]) -> str:
    """Dashed, round where it will be."""
    dashed = attributes(
        {"fill": "none", "stroke": _GREY, "stroke-width": "0.4", "stroke-dasharray": "1.6 1.2"}
    )
    return f"<rect{_sides(box)}{dashed}/>"


def _sides(box: tuple[float, float, float, float]) -> str:
    named = zip(("x", "y", "width", "height"), (f"{each:.2f}" for each in box), strict=True)
    return attributes(dict(named))
