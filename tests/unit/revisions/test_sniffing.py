"""Which files may be attached, told by what they are."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.drafting.text_lines import attachment_lines, attachments_of
from documents.manuscript import Attachment, Manuscript, Paragraph, files_of, stored_with
from documents.revisions import sniffing
from documents.revisions.sniffing import attached_file, sort_of
from office.kernel.refusals import Refused

DIGEST = "a" * 64
PDF = b"%PDF-1.7\n..."


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as out:
        for name in names:
            out.writestr(name, "x")
    return file.getvalue()


KNOWN = {
    "项目表.pdf": PDF,
    "图.JPG": b"\xff\xd8\xff\xe0rest",
    "图.png": b"\x89PNG\r\n\x1a\nrest",
    "方案.docx": archive("[Content_Types].xml", "word/document.xml"),
    "台账.xlsx": archive("xl/workbook.xml"),
    "版式.ofd": archive("OFD.xml"),
    "材料.zip": archive("甲.pdf", "乙.txt"),
    "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
    "说明.txt": "说明".encode("gb18030"),
}


@pytest.mark.parametrize("name", KNOWN)
def test_what_offices_attach_is_known_by_its_bytes(name: str) -> None:
    file = attached_file(KNOWN[name], name=f"C:\\资料\\{name}", digest=DIGEST)
    assert (file.name, file.length, file.digest) == (name, len(KNOWN[name]), DIGEST)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("项目表.pdf", b"MZ\x90\0rest", "程序"),
        ("项目表.pdf", b"\x7fELFrest", "程序"),
        ("说明.txt", b"#!/bin/sh\nrm", "程序"),
        ("材料.zip", archive("甲.pdf", "setup.EXE"), "setup.EXE"),
        ("方案.docx", archive("word/document.xml", "word/vbaProject.bin"), "宏"),
        ("说明.txt", b"  <html><script>alert(1)</script>", "网页"),
        ("图.png", b"<svg onload=alert(1)>", "网页"),
        ("图.png", PDF, "PDF 文件"),
        ("项目表.exe", PDF, "不符"),
        ("项目表", PDF, "不符"),
        ("未知.bin", b"\x00\x01\x02\x03", "认不出"),
        ("空.pdf", b"", "空文件"),
        ("坏.zip", b"PK\x03\x04rest", "损坏"),
        ("..", PDF, "文件名"),
        ("甲\u202efdp.exe", PDF, "文件名"),
        ("长" * 130 + ".pdf", PDF, "文件名"),
    ],
)
def test_what_may_not_be_attached_is_refused_in_a_sentence(
    name: str, data: bytes, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        attached_file(data, name=name, digest=DIGEST)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniffing, "LARGEST", 5)
    with pytest.raises(Refused, match="超过"):
        attached_file(PDF, name="甲.pdf", digest=DIGEST)


@given(st.binary(max_size=64) | st.binary(max_size=32).map(b"PK\x03\x04".__add__))
def test_any_bytes_are_known_unknown_or_refused(data: bytes) -> None:
    with suppress(Refused):
        sort = sort_of(data)
        assert sort is None or sort.endings


def test_an_attachments_file_survives_the_editor_and_the_store() -> None:
    file = attached_file(PDF, name="项目表.pdf", digest=DIGEST)
    mark = Paragraph(0, f"【文件，5字节，text/plain，{DIGEST}】像文件的一段")
    attachments = (
        Attachment("项目表", file=file),
        Attachment("说明", (Paragraph(0, "见表。"), mark), bound=False),
    )
    assert attachments_of(attachment_lines(attachments)) == attachments
    manuscript = Manuscript(type="通知", title="通知", attachments=attachments)
    assert Manuscript.from_json(manuscript.to_json()) == manuscript
    assert "file" not in manuscript.to_json()["attachments"][1]
    assert [each.name for each in files_of(manuscript)] == ["项目表.pdf"]
    assert stored_with(manuscript) == {DIGEST}
