"""PDFs that organs signed, under an authority with current revocation lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from signing.certificates.building import Purpose
from signing.certificates.checking import Trust
from signing.keys.algorithms import Algorithm
from signing.keys.signer import SoftwareSigner
from signing.ofd.seal import make_seal
from signing.ofd.sealing import Stamp, seal_ofd
from signing.pdf.sealing import sign_pdf
from signing.pdf.stamping import Stamper
from signing.timestamps.authority import OwnTimeAuthority
from tests.certified import DAY, ENDS, NOW, trust_in, two_steps
from tests.unit.signing.sealed import PNG, STAMP, plain_ofd
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


@cache
def presser(name: str) -> SoftwareSigner:
    """As `organ`, with SM2."""
    return two_steps(Algorithm.SM2)[1].issue(name, purpose=Purpose.SEAL)


@cache
def maker() -> SoftwareSigner:
    return two_steps(Algorithm.SM2)[1].issue("云川测试制章中心", purpose=Purpose.SEAL_MAKER)


@cache
def seal_of(name: str, *, version: int = 4) -> bytes:
    return make_seal(
        id="990100001-1",
        name=name,
        picture=PNG,
        size=(45, 45),
        certificates=[presser(name).certificate],
        begins=NOW - DAY,
        ends=ENDS,
        maker=maker(),
        version=version,
    )


def sealed(
    *names: str,
    ofd: bytes | None = None,
    at: datetime = NOW,
    stamped: bool = False,
    stamps: Sequence[Stamp] = (STAMP,),
) -> bytes:
    """An OFD, one seal after the other, on the first page or where `stamps` says."""
    made = ofd or plain_ofd()
    for name in names:
        made = seal_ofd(
            made,
            stamps=stamps,
            seal=seal_of(name),
            signer=presser(name),
            at=at,
            authority=national_time(at=at) if stamped else None,
        )
    return made


def national_time(*, at: datetime) -> OwnTimeAuthority:
    keeper = two_steps(Algorithm.SM2)[1].issue("云川测试时间戳", purpose=Purpose.TIME)
    return OwnTimeAuthority(keeper, now=lambda: at)


@cache
def both() -> Trust:
    """In the authorities of either kind."""
    kinds = [trust_in(*two_steps(each)) for each in (Algorithm.ECDSA, Algorithm.SM2)]
    return Trust(
        anchors=[each for kind in kinds for each in kind.anchors],
        others=[each for kind in kinds for each in kind.others],
        lists=[each for kind in kinds for each in kind.lists],
    )
