"""Outlines: of glyphs, and of what is drawn beside them."""

from __future__ import annotations

Step = tuple[str, tuple[float, ...]]
"""A step of an outline, in mm: ("M", (x, y)), ("L", (x, y)), ("C", (x1, y1, x2, y2, x, y)) with
two points that bend it, ("Z", ()) back to where it began."""
