"""Reads the text of a PDF into a manuscript. PDFium runs in a process of its own."""

from __future__ import annotations

from documents.reading.imported import Imported
from documents.reading.page_text import recognise_pages
from documents.reading.pdf_lines import MOST_PAGES, SECONDS, PageLine
from office.kernel.refusals import Refused
from office.outside.own_process import Failed, answer_of

_WHAT_TO_DO = {
    "locked": "这个 PDF 设有打开密码，无法读取。请去掉密码后重新导入。",
    "damaged": "这个 PDF 已损坏或不完整，内容没有导入。请重新取得完整的文件后再导入。",
    "pages": f"这个 PDF 超过 {MOST_PAGES} 页，不像是一件公文。请拆分后只导入公文部分。",
    "characters": "这个 PDF 的文字过多，不像是一件公文。请拆分后只导入公文部分。",
}


def read_pdf(data: bytes) -> Imported:
    """The manuscript in a PDF's text, its lines joined to paragraphs.

    Raises Refused for a PDF without text (scanned), a locked, damaged or endless one.
    """
    return recognise_pages(_lines(data), kind="PDF")


def _lines(data: bytes) -> list[PageLine]:
    try:
        answer = answer_of("documents.reading.pdf_lines", data=data, seconds=SECONDS)
    except Failed as fault:
        raise Refused(_WHAT_TO_DO["damaged"]) from fault
    if "fault" in answer:
        raise Refused(_WHAT_TO_DO.get(answer["fault"], _WHAT_TO_DO["damaged"]))
    return [PageLine(**each) for each in answer["lines"]]
