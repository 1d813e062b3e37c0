"""An image from outside as every writer can use it: PNG or JPEG, whole, of a bearable size."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

LARGEST_IMAGES = 12_000_000
"""Bytes of all images of a document together."""

_KEPT = ("PNG", "JPEG")
_CONVERTED = ("GIF", "BMP", "TIFF")
_MOST_PIXELS = 40_000_000


def usable_image(
    data: bytes, *, crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
) -> bytes | None:
    """The image as PNG or JPEG; None for what is none, or has more pixels than a page can show.

    `crop`: what is hidden at left, top, right and bottom, in parts of the whole; what a word
    processor hides is cut off, so that nothing hidden comes to light. Every pixel is decoded
    here once: what is broken would else stop the writers, long after it was taken.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            if _is_kept(data) and max(crop) <= 0:
                return data
            with _opened(data) as image:
                return _converted(image, crop)
    # Pillow raises nearly anything for damaged files; each means that this is no usable image.
    except Exception:  # noqa: BLE001
        return None


def natural_size(data: bytes) -> tuple[float, float]:
    """Width and height in mm at 96 dots an inch, for an image that states no size."""
    with Image.open(io.BytesIO(data), formats=_KEPT) as image:
        return round(image.width * 25.4 / 96, 2), round(image.height * 25.4 / 96, 2)


def pixels(data: bytes) -> int:
    """How many an image says that it has, told without decoding any; 0 for what is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with _opened(data) as image:
                return image.width * image.height
    # As above: usable_image refuses the same.
    except Exception:  # noqa: BLE001
        return 0


def _opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=(*_KEPT, *_CONVERTED))
    if image.width * image.height > _MOST_PIXELS:
        raise ValueError("more pixels than a page can show")
    return image


def _is_kept(data: bytes) -> bool:
    """Whether it can stay as it is. Raises nearly anything for what is broken."""
    with _opened(data) as image:
        if image.format not in _KEPT:
            return False
        # The check sums of its parts; it leaves nothing to decode, so it is opened again.
        image.verify()
    with _opened(data) as image:
        ImageOps.exif_transpose(image)
    return True


def _converted(image: Image.Image, crop: tuple[float, float, float, float]) -> bytes | None:
    left, top, right, bottom = (min(max(side, 0.0), 1.0) for side in crop)
    box = (
        round(left * image.width),
        round(top * image.height),
        round((1 - right) * image.width),
        round((1 - bottom) * image.height),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        return None
    cut = image.convert("RGBA" if "A" in image.getbands() else "RGB").crop(box)
    file = io.BytesIO()
    cut.save(file, "PNG")
    return file.getvalue()
