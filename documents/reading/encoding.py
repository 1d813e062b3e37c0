"""Turns the bytes of an uploaded text file into text, or says why they are not text."""

from __future__ import annotations

import codecs
import re

from office.kernel.refusals import Refused

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_FORMATS = (
    (b"PK\x03\x04", "压缩包或新版文字处理文件（如 .docx、.wps、.ofd）"),
    (b"\xd0\xcf\x11\xe0", "旧版文字处理文件（如 .doc、.wps）"),
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_WHAT_TO_DO = "请在文字处理软件中另存为“纯文本（.txt）”，编码选 UTF-8 或 GB18030，再上传一次。"
_RULE = "文本导入只接受 UTF-8、UTF-16、GB18030 编码的纯文本"


def decode(data: bytes) -> str:
    """The text of a file's bytes: UTF-8 (with or without its mark), UTF-16 or GB18030.

    Raises Refused for anything else: another file format, a damaged or cut-off text.
    """
    if data.startswith(_PICTURES):
        raise Refused(
            "上传的是图片，图片里的文字读不出来。请上传 .docx、.pdf、.ofd 或 .txt 文件；"
            "只有图片的，请对照录入。"
        )
    for signature, name in _OTHER_FORMATS:
        if data.startswith(signature):
            raise Refused(f"上传的是{name}，不是纯文本；{_RULE}。{_WHAT_TO_DO}")
    text = _text(data)
    if _UNPRINTABLE.search(text):
        raise Refused(f"文件里有文字以外的内容，不是纯文本；{_RULE}。{_WHAT_TO_DO}")
    return text


def _text(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding=encoding)
    if encoding := _unmarked_utf16(data):
        return _strictly(data, encoding=encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, position=error.start)
    return _strictly(data, encoding="gb18030")


def _strictly(data: bytes, *, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(
            f"文件从第 {error.start + 1} 个字节起无法按 {encoding.upper()} 编码读出，"
            f"可能已损坏或不是纯文本；{_RULE}。{_WHAT_TO_DO}"
        ) from error


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark still shows: line ends and digits leave a zero in their pair."""
    sample = data[:4096]
    if len(data) % 2 or 0 not in sample:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        if sum(map(_is_usual, text)) >= 0.95 * len(text):
            return encoding
    return ""


def _is_usual(character: str) -> bool:
    return (
        " " <= character <= "~"
        or character in "\t\r\n"
        or "\u2010" <= character <= "\u2027"
        or "\u3000" <= character <= "\u9fff"
        or "\uff01" <= character <= "\uff5e"
    )


def _refuse_damaged_utf8(data: bytes, *, position: int) -> None:
    """A damaged UTF-8 text would still pass for GB18030, as nonsense that nobody asked for."""
    tolerant = data.decode("utf-8", errors="replace")
    damaged = tolerant.count("\ufffd")
    sound = sum(1 for character in tolerant if "\u3000" <= character <= "\u9fff")
    if sound > 2 * damaged:
        raise Refused(
            f"文件是 UTF-8 编码，但从第 {position + 1} 个字节起已损坏或不完整，"
            f"继续导入会出现错字；{_RULE}。请重新取得完整的文件，再上传一次。"
        )
