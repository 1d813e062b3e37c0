"""用印 of PDF: poppler's pdfsig reads what we signed, and sees what was changed."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey
from signing.keys.signer import SoftwareSigner
from signing.pdf.sealing import Pressed, sign_pdf
from tests.readers.pdf_programs import pdfsig
from tests.unit.signing.sealed import hand
from tests.unit.signing.test_keys import NOW, certified

CITY, COURT = "澜州市人民政府", "澜州市中级人民法院"


@cache
def picture() -> bytes:
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((4, 4, 196, 196), outline=(220, 20, 20, 255), width=8)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@cache
def root() -> tuple[PrivateKey, Certificate]:
    key = PrivateKey.generate(Algorithm.ECDSA)
    return key, certified(key, name="测试根", purpose=Purpose.AUTHORITY)


@cache
def organ(name: str, algorithm: Algorithm = Algorithm.ECDSA) -> SoftwareSigner:
    key = PrivateKey.generate(algorithm)
    certificate = certified(key, name=name, purpose=Purpose.SEAL, by=root())
    return SoftwareSigner(key, certificate=certificate.der, issuers=(root()[1].der,))


@cache
def plain_pdf() -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pageCompression=0)
    canvas.drawString(300, 200, "first page")
    canvas.showPage()
    canvas.drawString(100, 100, "second page")
    canvas.save()
    return file.getvalue()


def pressed(page: int = 0, x: float = 110) -> Pressed:
    return Pressed(page=page, x=x, y=180, width=45, height=45, picture=picture())


@pytest.mark.parametrize("algorithm", [Algorithm.ECDSA, Algorithm.RSA])
def test_another_reader_finds_the_signature_valid(algorithm: Algorithm, tmp_path: Path) -> None:
    signer = organ(CITY, algorithm)
    pdf = sign_pdf(plain_pdf(), signer=signer, field="Seal1", at=NOW, pressed=pressed())
    said = pdfsig(pdf, tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert f"CN={CITY}" in said


def test_each_organ_signs_what_stood_before_it(tmp_path: Path) -> None:
    one = sign_pdf(plain_pdf(), signer=organ(CITY), field="Seal1", at=NOW, pressed=pressed())
    two = sign_pdf(one, signer=organ(COURT), field="Seal2", at=NOW, pressed=pressed(x=50))
    assert one.startswith(plain_pdf())
    assert two.startswith(one)
    assert pdfsig(two, tmp_path).count("Signature is Valid") == 2


def test_a_changed_letter_is_seen(tmp_path: Path) -> None:
    pdf = sign_pdf(plain_pdf(), signer=organ(CITY), field="Seal1", at=NOW)
    changed = pdf.replace(b"second page", b"second PAGE")
    assert changed != pdf
    assert "Digest Mismatch" in pdfsig(changed, tmp_path)


def test_the_seal_stands_where_it_was_pressed() -> None:
    pdf = sign_pdf(plain_pdf(), signer=organ(CITY), field="Seal1", at=NOW, pressed=pressed(1))
    reader = PdfReader(BytesIO(pdf))
    assert "/Annots" not in reader.pages[0]
    (seal,) = (each.get_object() for each in reader.pages[1]["/Annots"])
    height = float(reader.pages[1].mediabox.top)
    millimetres = [float(each) * 25.4 / 72 for each in seal["/Rect"]]
    across = height * 25.4 / 72
    assert millimetres == pytest.approx([110, across - 225, 155, across - 180], abs=0.01)


def test_sm2_belongs_into_ofd() -> None:
    with pytest.raises(Refused, match="OFD"):
        sign_pdf(plain_pdf(), signer=hand(CITY), field="Seal1", at=NOW)


def test_what_cannot_be_signed_is_refused() -> None:
    with pytest.raises(Refused, match="没有第 3 页"):
        sign_pdf(plain_pdf(), signer=organ(CITY), field="S", at=NOW, pressed=pressed(2))
    with pytest.raises(Refused, match="不能签名"):
        sign_pdf(b"%PDF-1.7 torn", signer=organ(CITY), field="S", at=NOW)
    torn = Pressed(page=0, x=0, y=0, width=45, height=45, picture=b"GIF89a")
    with pytest.raises(Refused, match="印章图像"):
        sign_pdf(plain_pdf(), signer=organ(CITY), field="S", at=NOW, pressed=torn)
