"""A PDF that cannot be signed is refused in Chinese: what is wrong with it and what to do."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfWriter

from office.kernel.refusals import Refused
from signing.pdf.sealing import sign_pdf
from tests.certified import NOW
from tests.unit.signing.signed import CITY, organ, plain_pdf

FOREIGN = re.compile(r"[A-Za-z]{4,}")


def encrypted() -> bytes:
    made, file = PdfWriter(clone_from=BytesIO(plain_pdf())), BytesIO()
    made.encrypt("secret", algorithm="AES-256")
    made.write(file)
    return file.getvalue()


def damaged() -> bytes:
    pdf = plain_pdf()
    return pdf.replace(b"/Type /Pages", b"/Type /Pagan").replace(b"/Count", b"/Gount")


def lost() -> bytes:
    """Its table of contents points nowhere."""
    return re.sub(rb"startxref\s+\d+", b"startxref\n9", plain_pdf())


@pytest.mark.parametrize(
    ("pdf", "words"),
    [
        (b"hello", "不是 PDF"),
        (b"", "不是 PDF"),
        (plain_pdf()[:-300], "文件不完整"),
        (encrypted(), "加了密"),
        (damaged(), "已损坏"),
        (lost(), "已损坏"),
    ],
    ids=["words", "nothing", "cut", "encrypted", "damaged", "lost"],
)
def test_what_is_wrong_and_what_to_do_is_said_in_chinese(pdf: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        sign_pdf(pdf, signer=organ(CITY), field="Seal1", at=NOW)
    said = str(refused.value)
    assert said.startswith("这份 PDF 不能签名：")
    assert "请" in said
    assert not FOREIGN.search(said), said


def test_a_file_whose_signer_allows_no_more_says_so() -> None:
    sealed = sign_pdf(plain_pdf(), signer=organ(CITY), field="Seal1", at=NOW)
    with pytest.raises(Refused, match="不允许再加签名") as refused:
        sign_pdf(sealed, signer=organ(CITY), field="Seal1", at=NOW)
    assert not FOREIGN.search(str(refused.value)), str(refused.value)
