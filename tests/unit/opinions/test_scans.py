"""What a leader wrote on, told by its bytes."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from documents.opinions.scans import LARGEST_SCAN, scan_type
from office.kernel.refusals import Refused


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (b"%PDF-1.7\n...", "application/pdf"),
    ],
)
def test_an_image_or_a_pdf_is_taken_for_what_its_bytes_say(data: bytes, kind: str) -> None:
    assert scan_type(data) == kind


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "空文件"),
        (b"<html><script>alert(1)</script>", "完好的"),
        (b"MZ\x90\x00", "完好的"),
        (picture("GIF"), "完好的"),
        (picture("PNG")[:-20], "完好的"),
        (b" %PDF-1.7", "完好的"),
        (b"%PDF-" + b"0" * LARGEST_SCAN, "MB"),
    ],
    ids=["empty", "page", "program", "gif", "cut-short", "late-pdf", "large"],
)
def test_anything_else_is_refused_in_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        scan_type(data)
