"""The seal laid on the picture of a page, as it will look: the keeper sees it before pressing."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageChops

from signing.seals.pressing import Box

SHORT, LONG = 210.0, 297.0
"""mm: papers are A4, upright or lying."""


def with_seal(page: bytes, *, seal: bytes, boxes: list[Box]) -> bytes:
    """PNG with the seal in each box, red under black as on paper."""
    with Image.open(BytesIO(page)) as opened, Image.open(BytesIO(seal)) as picture:
        shown = opened.convert("RGB")
        scale = shown.width / (SHORT if shown.width < shown.height else LONG)
        coloured = picture.convert("RGBA")
        for box in boxes:
            size = (max(round(box.width * scale), 1), max(round(box.height * scale), 1))
            place = (round(box.x * scale), round(box.y * scale))
            pressed = coloured.resize(size)
            white = Image.new("RGB", shown.size, "white")
            white.paste(pressed, place, mask=pressed)
            shown = ImageChops.multiply(shown, white)
        made = BytesIO()
        shown.save(made, "PNG")
        return made.getvalue()
