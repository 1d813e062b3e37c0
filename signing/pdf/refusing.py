"""Why a PDF can be neither signed nor stamped, in words of a clerk: pyHanko says it in English,
of its own workings."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError

from signing.pdf.revisions import FAULTS

_STARTS = 1_024
"""Bytes within which readers look for the header (ISO 32000-2 annex I)."""


def why_not(data: bytes, fault: Exception) -> str:
    """A full sentence, and what to do. `fault`: what pyHanko raised, for where the file itself
    shows nothing."""
    if b"%PDF-" not in data[:_STARTS]:
        return "所选的文件不是 PDF（文件头不对）。请核对所选的文件。"
    if b"%%EOF" not in data[-_STARTS:]:
        return "文件不完整，结尾缺了一段，可能没有传完或者没有存完。请重新取得完整的文件。"
    try:
        reader = PdfFileReader(BytesIO(data))
        if reader.encrypted:
            return "文件加了密或者限制了修改（ISO 32000-2 7.6）。请换用不加密的文件。"
        _ = int(reader.root["/Pages"]["/Count"])
        list(enumerate_sig_fields(reader))
    except FAULTS:
        return (
            "文件已损坏，或者不合 PDF 规范（ISO 32000），读不出其中的页面。"
            "请用制作它的软件重新导出为 PDF，或者向来文单位索取完好的文件。"
        )
    if isinstance(fault, SigningError):
        return (
            "文件上已有的签名或者表单不允许再加签名（ISO 32000-2 12.8.2）。"
            "请换用没有这种限制的文件，或者与原签名的单位联系。"
        )
    if isinstance(fault, PdfError):
        return "文件用了不合规范的写法，不能在其后加签名。请用制作它的软件重新导出为 PDF。"
    return (
        "文件的结构与 PDF 规范（ISO 32000）不符，不能在其后加签名。"
        "请用制作它的软件重新导出为 PDF，再办理。"
    )
