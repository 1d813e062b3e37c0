"""What a file is, told by its first bytes and not by its name; what may not be attached.

The table is of what offices attach. A file whose name says otherwise than its bytes is refused,
and so is whatever a computer would run.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from documents.manuscript import AttachedFile, Manuscript, files_of
from office.kernel.refusals import Refused

LARGEST = 50_000_000
"""Bytes of one attached file."""
LONGEST_NAME = 120

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of file: what it is called, its type, its endings, how its bytes begin."""

    words: str
    media_type: str
    endings: tuple[str, ...]
    begins: tuple[bytes, ...] = ()


_ZIPPED = (
    (Sort("Word 文档", f"{_OFFICE}.wordprocessingml.document", (".docx",)), "word/document.xml"),
    (Sort("Excel 表格", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",)), "xl/workbook.xml"),
    (
        Sort("PowerPoint 演示", f"{_OFFICE}.presentationml.presentation", (".pptx",)),
        "ppt/presentation.xml",
    ),
    (Sort("OFD 版式文件", "application/ofd", (".ofd",)), "OFD.xml"),
    (Sort("流式文件", "application/vnd.oasis.opendocument.text", (".odt",)), "content.xml"),
)
"""Archives that are documents, by the part that each has."""

_PLAIN = (
    Sort("PDF 文件", "application/pdf", (".pdf",), (b"%PDF-",)),
    Sort("JPEG 图片", "image/jpeg", (".jpg", ".jpeg"), (b"\xff\xd8\xff",)),
    Sort("PNG 图片", "image/png", (".png",), (b"\x89PNG\r\n\x1a\n",)),
    Sort("GIF 图片", "image/gif", (".gif",), (b"GIF87a", b"GIF89a")),
    Sort("TIFF 图片", "image/tiff", (".tif", ".tiff"), (b"II*\0", b"MM\0*")),
    Sort("BMP 图片", "image/bmp", (".bmp",), (b"BM",)),
    Sort(
        "旧格式 Office 文件",
        "application/x-ole-storage",
        (".doc", ".xls", ".ppt", ".wps"),
        (_OLE,),
    ),
    Sort("RAR 压缩包", "application/vnd.rar", (".rar",), (b"Rar!\x1a\x07",)),
    Sort("7z 压缩包", "application/x-7z-compressed", (".7z",), (b"7z\xbc\xaf\x27\x1c",)),
    Sort("RTF 文档", "application/rtf", (".rtf",), (b"{\\rtf",)),
    Sort("MP3 录音", "audio/mpeg", (".mp3",), (b"ID3", b"\xff\xfb", b"\xff\xf3")),
)
_ZIP = Sort("ZIP 压缩包", "application/zip", (".zip",))
_MP4 = Sort("MP4 影像", "video/mp4", (".mp4", ".m4a"))
_TEXT = Sort("文本", "text/plain", (".txt", ".csv"))

_RUNNABLE = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe")
_RUNNABLE_PARTS = re.compile(
    r"(?i)(\.(exe|dll|com|scr|bat|cmd|msi|ps1|vbs|js|jse|wsf|hta|jar|lnk|reg|sh|so|apk)$)"
    r"|vbaProject\.bin$|^META-INF/MANIFEST\.MF$"
)
_SCRIPT = re.compile(rb"(?i)<\s*(script|html|svg|!doctype\s+html|\?php|hta:)")
_ODD_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]')
_MOST_PARTS = 4_000


def attached_file(data: bytes, *, name: str, digest: str) -> AttachedFile:
    """What is to be attached, with its type. Raises Refused for what may not be.

    `name` is the file's as the browser tells it; a folder before it is left out.
    """
    name = _checked_name(name)
    if not data:
        raise Refused(f"“{name}”是空文件，没有附上。请核对后重新选择。")
    if len(data) > LARGEST:
        raise Refused(
            f"“{name}”超过 {LARGEST // 1_000_000} MB，没有附上。请压缩、拆分后再附，或另行报送。"
        )
    sort = sort_of(data)
    ending = PurePosixPath(name).suffix.lower()
    if sort is None:
        raise Refused(
            f"认不出“{name}”是什么文件，没有附上。"
            "可以附 PDF、OFD、Office 文档、图片、文本和压缩包。"
        )
    if ending not in sort.endings:
        raise Refused(
            f"“{name}”的内容是{sort.words}，与名称的“{ending or '无扩展名'}”不符，没有附上。"
            "请核对是否选错了文件；没有选错的，把扩展名改为"
            f"{'或'.join(sort.endings)}后重新选择。"
        )
    return AttachedFile(digest, name, sort.media_type, len(data))


def sort_of(data: bytes) -> Sort | None:
    """What the bytes are; None for what is not known. Raises Refused for what would run."""
    if data.startswith(_RUNNABLE):
        raise Refused("这是可以运行的程序，不能作为附件（GB/T 22239—2019 8.1.4.5）。请改附文档。")
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data[4:8] == b"ftyp":
        return _MP4
    for sort in _PLAIN:
        if data.startswith(sort.begins):
            return sort
    return _text(data)


def _checked_name(name: str) -> str:
    bare = re.split(r"[/\\]", name)[-1].strip()
    if not bare or bare.startswith(".") or _ODD_NAME.search(bare) or len(bare) > LONGEST_NAME:
        raise Refused(
            f"文件名为空、过长（超过 {LONGEST_NAME} 字）或有不能用的字符，没有附上。"
            "请改名后重新选择。"
        )
    return bare


def _zipped(data: bytes) -> Sort:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        raise Refused("压缩包或文档已损坏，打不开，没有附上。请重新保存后再选择。") from fault
    if len(names) > _MOST_PARTS:
        raise Refused(f"压缩包内多于 {_MOST_PARTS} 个文件，没有附上。请拆分后再附。")
    if runs := next((each for each in sorted(names) if _RUNNABLE_PARTS.search(each)), ""):
        raise Refused(
            f"文件里有可以运行的程序或宏（{runs[:60]}），不能作为附件"
            "（GB/T 22239—2019 8.1.4.5）。请去掉后重新选择。"
        )
    return next((sort for sort, part in _ZIPPED if part in names), _ZIP)


def _text(data: bytes) -> Sort | None:
    if _SCRIPT.search(data[:4096]):
        raise Refused("这是网页或脚本，不能作为附件（GB/T 22239—2019 8.1.4.5）。请改附文档。")
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text):
            return _TEXT
    return None


def must_be_as_attached(
    manuscript: Manuscript, *, given: Mapping[str, bytes], before: Iterable[Manuscript]
) -> None:
    """Refuse a file that is told otherwise than it is: its type and length stand in the text.

    `given`: the bytes that came with this text, by digest; `before`: the texts that the paper had.
    """
    known = {_measured(each) for text in before for each in files_of(text)}
    for file in files_of(manuscript):
        if data := given.get(file.digest):
            known.add(_measured(attached_file(data, name=file.name, digest=file.digest)))
        if _measured(file) not in known:
            raise Refused(
                f"附件“{file.name}”的文件与附上时不符，文稿没有保存。"
                "请不要改动“【文件，……】”一行，或者删去后重新附上。"
            )
        _checked_name(file.name)


def _measured(file: AttachedFile) -> tuple[str, str, int]:
    return file.digest, file.media_type, file.length
