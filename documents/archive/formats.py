"""Formats that may be kept for long (DA/T 47-2009), and whether a file is what it says it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

PDF, OFD = "application/pdf", "application/ofd"
PNG, JPEG = "image/png", "image/jpeg"
KEPT = (PDF, OFD, PNG, JPEG)
"""What may be filed as the content of a record."""

_ZIPPED = 0x1
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class FormatFault:
    """The item of DA/T 70-2018 that it fails, and what was seen."""

    item: str
    words: str


def fault_of(data: bytes, media_type: str) -> FormatFault | None:
    """What is wrong with a file as one of this type; None for nothing that its structure shows."""
    if media_type == PDF:
        return _pdf_fault(data)
    if media_type == OFD:
        return _ofd_fault(data)
    if media_type == PNG:
        return None if data.startswith(b"\x89PNG\r\n\x1a\n") else _unopened("PNG")
    if media_type == JPEG:
        whole = data.startswith(b"\xff\xd8") and data.rstrip(b"\0\n\r")[-2:] == b"\xff\xd9"
        return None if whole else _unopened("JPEG")
    return FormatFault("3-3", f"格式 {media_type} 不在归档格式（PDF、OFD、PNG、JPEG）之内")


def pdf_page_count(data: bytes) -> int:
    """Pages of a PDF as its own objects tell; 0 where they are packed and nothing can be seen."""
    return len(_PAGE.findall(data))


def _pdf_fault(data: bytes) -> FormatFault | None:
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-1024:]:
        return _unopened("PDF")
    return FormatFault("3-8", "PDF 文件已加密") if b"/Encrypt" in data else None


def _ofd_fault(data: bytes) -> FormatFault | None:
    try:
        with ZipFile(BytesIO(data)) as box:
            if "OFD.xml" not in box.namelist():
                return _unopened("OFD")
            sealed = any(each.flag_bits & _ZIPPED for each in box.infolist())
    except BadZipFile:
        return _unopened("OFD")
    return FormatFault("3-8", "OFD 文件已加密") if sealed else None


def _unopened(kind: str) -> FormatFault:
    return FormatFault("3-4", f"不是完好的 {kind} 文件，不能打开")
