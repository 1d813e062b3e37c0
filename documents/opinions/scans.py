"""What a leader wrote on, as a file: an image or a PDF, told by its bytes and not by its name."""

from __future__ import annotations

from documents.reading.usable_image import usable_image
from office.kernel.refusals import Refused

LARGEST_SCAN = 20_000_000
"""Bytes."""
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
ACCEPTED = ".pdf,.png,.jpg,.jpeg"


def scan_type(data: bytes) -> str:
    """The media type of a PDF, a PNG or a JPEG that is whole. Anything else is refused."""
    if not data:
        raise Refused("所选的扫描件是空文件，没有保存。请重新扫描或拍照后再选。")
    if len(data) > LARGEST_SCAN:
        raise Refused(
            f"扫描件有 {len(data) / 1_000_000:.1f} MB，"
            f"超过 {LARGEST_SCAN // 1_000_000} MB，没有保存。"
            "请降低分辨率后重新扫描。"
        )
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) and usable_image(data) == data:
        return PNG if data.startswith(b"\x89PNG") else JPEG
    raise Refused(
        "扫描件只收完好的 PDF、PNG 或 JPEG 文件（按内容识别，不看扩展名），"
        "这个文件不是，没有保存。请重新扫描或拍照；其他格式请先转换。"
    )
