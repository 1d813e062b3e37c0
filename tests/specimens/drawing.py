"""A specimen's page as a picture with its distances drawn in and listed beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.specimens.measures.measure import Measure
from tests.specimens.printed import Printed

DOTS = 120
_SCALE = DOTS / 25.4
_LEGEND = 560
_LINE = 25
_MARGIN = 20
_INK = (0, 92, 175)
_WRONG = (200, 0, 0)
_GREY = (110, 110, 110)
_TICK = 5


def drawn(page: Printed, measures: Sequence[Measure], *, heading: str, font: Path) -> Image.Image:
    """The page at 120 dots an inch; each distance has a number on it and a line in the list."""
    picture = page.picture(dots=DOTS)
    height = max(picture.height, 2 * _MARGIN + _LINE * (len(measures) + 3))
    sheet = Image.new("RGB", (picture.width + _LEGEND, height), "white")
    sheet.paste(picture, (0, 0))
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, picture.width - 1, picture.height - 1), outline=_GREY)
    large, small = ImageFont.truetype(str(font), 20), ImageFont.truetype(str(font), 15)
    left = picture.width + _MARGIN
    draw.text((left, _MARGIN), heading, font=large, fill="black")
    for number, measure in enumerate(measures, start=1):
        colour = _INK if measure.right else _WRONG
        _arrow(draw, measure, colour=colour)
        _tag(draw, measure, number=number, font=small, colour=colour)
        top = _MARGIN + _LINE * (number + 1)
        draw.text((left, top), f"{number}", font=small, fill=colour)
        draw.text(
            (left + 28, top), f"{measure.what}（{measure.clause}）", font=small, fill="black"
        )
        found = f"{measure.measured:.2f}　应为 {measure.wanted:.2f} 毫米"
        width = draw.textlength(found, font=small)
        draw.text((sheet.width - _MARGIN - width, top), found, font=small, fill=colour)
    return sheet


def _arrow(draw: ImageDraw.ImageDraw, measure: Measure, *, colour: tuple[int, int, int]) -> None:
    (x1, y1), (x2, y2) = _dots(measure.start), _dots(measure.end)
    draw.line((x1, y1, x2, y2), fill=colour, width=2)
    upright = abs(y2 - y1) > abs(x2 - x1)
    for x, y in ((x1, y1), (x2, y2)):
        tick = (x - _TICK, y, x + _TICK, y) if upright else (x, y - _TICK, x, y + _TICK)
        draw.line(tick, fill=colour, width=2)


def _tag(
    draw: ImageDraw.ImageDraw,
    measure: Measure,
    *,
    number: int,
    font: ImageFont.FreeTypeFont,
    colour: tuple[int, int, int],
) -> None:
    (x1, y1), (x2, y2) = _dots(measure.start), _dots(measure.end)
    x, y = (x1 + x2) / 2 + 5, (y1 + y2) / 2 + 2
    box = draw.textbbox((x, y), f"{number}", font=font)
    draw.rectangle((box[0] - 2, box[1] - 1, box[2] + 2, box[3] + 1), fill="white", outline=colour)
    draw.text((x, y), f"{number}", font=font, fill=colour)


def _dots(point: tuple[float, float]) -> tuple[float, float]:
    return point[0] * _SCALE, point[1] * _SCALE
