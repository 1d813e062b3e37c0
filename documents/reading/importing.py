"""Any file that an office drafts from, told by its content and read into a manuscript."""

from __future__ import annotations

from pathlib import PurePath
from typing import NoReturn

from documents.blocks import read_block
from documents.manuscript import Manuscript, Table
from documents.reading.docx import read_docx
from documents.reading.encoding import decode
from documents.reading.imported import Imported
from documents.reading.ofd import ofd_lines
from documents.reading.opening import archive_of
from documents.reading.page_text import recognise_pages
from documents.reading.pdf import read_pdf
from documents.reading.pdf_lines import PageLine
from documents.reading.pieces import Line, Piece, recognise
from documents.reading.placed import PlacedLine
from documents.reading.reading import read_text
from office.kernel.refusals import Refused

LARGEST = 30_000_000
"""Bytes of a .docx, PDF or OFD."""
LARGEST_TEXT = 2 * 1024 * 1024
"""Bytes of a plain text: more is no document."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF-"
_NOT_TEXT = (".docx", ".doc", ".wps", ".pdf", ".ofd")
_PDF_WITHIN = 1024
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_POINTS = 72 / 25.4
_ASCENT = 0.88


def import_file(data: bytes) -> Imported:
    """What a .docx, PDF, OFD or plain text holds. Raises Refused: what is wrong, what to do."""
    must_fit(data)
    if data.startswith(_ZIP):
        imported = read_ofd(data) if "OFD.xml" in archive_of(data).names else read_docx(data)
        return _with_content(imported)
    if data.startswith(_OLE):
        _refuse_old(data)
    if not is_text(data):
        return read_pdf(data)
    return _with_content(Imported(import_text(decode(data))))


def refuse_empty() -> NoReturn:
    """Refuse a file in which there is nothing to read."""
    raise Refused("文件里没有文字，没有内容可以排版或导入。请核对是否选错了文件。")


def _with_content(imported: Imported) -> Imported:
    if imported.whole() == Manuscript(type="", title=""):
        refuse_empty()
    return imported


def must_be_as_named(data: bytes, *, name: str) -> None:
    """Refuse a plain text under the name of another format: what it was meant to be is lost."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _NOT_TEXT and is_text(data):
        raise Refused(
            f"文件名以 {suffix} 结尾，内容却不是 {suffix} 文件，可能已损坏，或只是改了文件名。"
            "请重新取得原来的文件；确是纯文本的，把文件名改为以 .txt 结尾再导入。"
        )


def is_text(data: bytes) -> bool:
    """Whether it is none of the other formats; `decode` says whether it is a text at all."""
    return not data.startswith((_ZIP, _OLE)) and _PDF not in data[:_PDF_WITHIN]


def must_fit(data: bytes) -> None:
    """Refuse what is larger than any document of its format."""
    largest, words = (LARGEST_TEXT, "2 MB") if is_text(data) else (LARGEST, "30 MB")
    if len(data) > largest:
        raise Refused(f"文件超过 {words}，不像是一件公文的文本。请只上传公文正文。")


def import_text(text: str) -> Manuscript:
    """A text, with the tables and figures that the editor's notation writes in it."""
    lines = text.splitlines()
    pieces: list[Piece] = []
    place = 0
    while place < len(lines):
        found = read_block(lines, place)
        if found is None or (isinstance(found[0], Table) and not found[0].rows):
            pieces.append(Line(lines[place]))
            place += 1
        else:
            pieces.append(found[0])
            place = found[1]
    if all(isinstance(each, Line) for each in pieces):
        return read_text(text)
    return recognise(pieces)


def read_ofd(data: bytes) -> Imported:
    """The manuscript in an OFD's text, its lines joined to paragraphs. Raises Refused."""
    return recognise_pages([_in_points(each) for each in ofd_lines(data)], kind="OFD")


def _in_points(line: PlacedLine) -> PageLine:
    size = line.size * _POINTS
    return PageLine(
        text=line.text,
        left=line.left * _POINTS,
        right=line.right * _POINTS,
        top=line.baseline * _POINTS - _ASCENT * size,
        size=size,
        page=line.page,
        width=line.sheet[0] * _POINTS,
        height=line.sheet[1] * _POINTS,
        turned=line.turned,
    )


def _refuse_old(data: bytes) -> None:
    if _ENCRYPTED in data:
        raise Refused("这个文件设有打开密码，无法读取。请在文字处理软件中去掉密码，再重新导入。")
    raise Refused(
        "这是旧版文字处理文件（如 .doc、.wps），不能直接导入。"
        "请在文字处理软件中另存为 .docx，再重新导入。"
    )
