"""Scanned pictures as one PDF, so that they are looked at like any original."""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from hashlib import sha256

from PIL import Image

from documents.consignments.capsule import Part
from documents.reading.usable_image import usable_image
from office.kernel.refusals import Refused

DPI = 150
MOST_PIXELS = 5_000
"""Along the longer side; a scanned A4 sheet at 300 dpi has 3,508."""
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_ALWAYS = time.gmtime(0)
"""The same scans make the same PDF: a form that is sent twice is one act."""


def scanned_pages(files: Mapping[str, bytes]) -> bytes:
    """A page for each picture, in their order; empty without any. Raises Refused for a broken
    one."""
    pages = [_page(data, name=name) for name, data in files.items() if data.startswith(_PICTURES)]
    if not pages:
        return b""
    target = io.BytesIO()
    pages[0].save(
        target,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=DPI,
        creationDate=_ALWAYS,
        modDate=_ALWAYS,
    )
    return target.getvalue()


def pages_part(pages: bytes) -> Part:
    """That PDF as the paper's original."""
    digest = sha256(pages).hexdigest()
    return Part("original", "扫描件.pdf", "application/pdf", digest, len(pages))


def _page(data: bytes, *, name: str) -> Image.Image:
    if usable_image(data) != data:
        raise Refused(f"“{name}”不是完好的图片，没有保存。请重新扫描或拍照后再选。")
    with Image.open(io.BytesIO(data)) as picture:
        picture.thumbnail((MOST_PIXELS, MOST_PIXELS))
        return picture.convert("RGB")
