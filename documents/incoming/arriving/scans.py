"""Scanned pictures as one PDF, so that they are looked at like any original."""

from __future__ import annotations

import io
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from PIL import Image

from documents.consignments.capsule import Part
from documents.reading.usable_image import usable_image
from office.kernel.refusals import Refused

PAGES = "扫描件.pdf"
PDF, OFD = "application/pdf", "application/ofd"
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


def with_original(parts: Sequence[Part], pages: bytes) -> list[Part]:
    """The parts with the one that the paper is looked at by as its original: the first PDF, else
    the scanned pictures' `pages`, else the first OFD. Others stay attached."""
    by_type = {each.media_type: each for each in reversed(parts)}
    if PDF not in by_type and pages:
        return [pages_part(pages), *parts]
    first = by_type.get(PDF) or by_type.get(OFD)
    return [replace(each, role="original") if each is first else each for each in parts]


def pages_part(pages: bytes) -> Part:
    """That PDF as the paper's original."""
    digest = sha256(pages).hexdigest()
    return Part("original", PAGES, PDF, digest, len(pages))


def _page(data: bytes, *, name: str) -> Image.Image:
    if usable_image(data) != data:
        raise Refused(f"“{name}”不是完好的图片，没有保存。请重新扫描或拍照后再选。")
    with Image.open(io.BytesIO(data)) as picture:
        picture.thumbnail((MOST_PIXELS, MOST_PIXELS))
        return picture.convert("RGB")
