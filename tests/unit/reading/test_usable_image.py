"""Only images that every writer can draw are taken."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from documents.outgoing.editor.images import packed, unpacked
from documents.reading.usable_image import usable_image
from office.kernel.refusals import Refused


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(pixels: bytes) -> bytes:
    """Of 100 × 100 pixels; its check sums are right whatever its pixels are."""
    head = struct.pack(">IIBBBBB", 100, 100, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def drawn(kind: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, kind)
    return file.getvalue()


WHOLE = png(zlib.compress(b"\x00" * 301 * 100))


@pytest.mark.parametrize("image", [WHOLE, drawn("PNG"), drawn("JPEG")])
def test_a_whole_image_stays_as_it_is(image: bytes) -> None:
    assert usable_image(image) == image


@pytest.mark.parametrize(
    "image",
    [
        png(b"garbage!!"),
        drawn("JPEG")[:-200],
        drawn("PNG")[:-30],
        b"",
        b"{}",
    ],
    ids=["no pixels", "JPEG cut off", "PNG cut off", "empty", "no image"],
)
def test_an_image_whose_pixels_are_broken_is_none(image: bytes) -> None:
    assert usable_image(image) is None
    with pytest.raises(Refused, match="不是完整的 PNG 或 JPEG"):
        unpacked(b64encode(image or b"-").decode())


def test_another_format_becomes_png() -> None:
    assert (usable_image(drawn("GIF")) or b"").startswith(b"\x89PNG")


def test_images_travel_in_a_form_and_back() -> None:
    images = unpacked(packed({"": WHOLE}))
    assert list(images.values()) == [WHOLE]
