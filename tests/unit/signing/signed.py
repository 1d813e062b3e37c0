"""PDFs that organs signed, under an authority with current revocation lists."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from signing.certificates.building import Purpose
from signing.certificates.checking import Trust
from signing.keys.algorithms import Algorithm
from signing.keys.signer import SoftwareSigner
from signing.pdf.sealing import sign_pdf
from signing.pdf.stamping import Stamper
from signing.timestamps.authority import OwnTimeAuthority
from tests.certified import NOW, trust_in, two_steps
from tests.unit.signing.test_pdf_sealing import pressed

CITY, COURT, BUREAU = "澜州市人民政府", "澜州市中级人民法院", "澜州市财政局"


@cache
def organ(name: str, algorithm: Algorithm = Algorithm.ECDSA) -> SoftwareSigner:
    return two_steps(algorithm)[1].issue(name, purpose=Purpose.SEAL)


@cache
def trust() -> Trust:
    return trust_in(*two_steps(Algorithm.ECDSA))


def time_authority(*, at: datetime = NOW) -> OwnTimeAuthority:
    return OwnTimeAuthority(clock_keeper(), now=lambda: at)


@cache
def clock_keeper() -> SoftwareSigner:
    return two_steps(Algorithm.ECDSA)[1].issue("云川测试时间戳", purpose=Purpose.TIME)


@cache
def plain_pdf(words: str = "first page", pages: int = 2) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pageCompression=0)
    for number in range(pages):
        canvas.drawString(100, 300, f"{words} {number + 1}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def signed(
    *names: str, pdf: bytes | None = None, at: datetime = NOW, stamped: bool = False
) -> bytes:
    """One after the other, each with a seal on the first page."""
    made = pdf or plain_pdf()
    for number, name in enumerate(names):
        made = sign_pdf(
            made,
            signer=organ(name),
            field=f"Seal{number + 1}",
            at=at,
            pressed=pressed(x=20 + 50 * number),
            time_stamper=Stamper(time_authority(at=at)) if stamped else None,
        )
    return made
