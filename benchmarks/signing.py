"""Sealing, signing and checking: PDF and OFD, beside the bare signature over the same bytes.

The peer is the library's own call (OpenSSL by cryptography for ECDSA, Tongsuo for SM2): a digest
of the whole file and one signature, or its verification, and nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from office.packing import packed
from signing.certificates.building import Purpose, Wanted, issued
from signing.certificates.certificate import Certificate
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey
from signing.keys.signer import SoftwareSigner
from signing.keys.verifying import is_signed
from signing.ofd.checking import checked
from signing.ofd.seal import make_seal
from signing.ofd.sealing import Stamp, seal_ofd
from signing.pdf.checking import judged
from signing.pdf.revisions import facts
from signing.pdf.sealing import sign_pdf

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PAGES = 10
SECONDS = 3.0
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_STAMP = Stamp(page=0, x=110, y=180, width=45, height=45)


def signer(algorithm: Algorithm) -> SoftwareSigner:
    """Self-made: whose it is costs nothing here."""
    key = PrivateKey.generate(algorithm)
    wanted = Wanted(
        subject={"country_name": "CN", "common_name": "澜州市人民政府（测试）"},
        public=key.public,
        purpose=Purpose.SEAL,
        begins=NOW,
        ends=NOW + timedelta(days=365),
    )
    return SoftwareSigner(key, certificate=issued(wanted, key=key).der)


def pdf() -> bytes:
    """Ten pages of text."""
    file = BytesIO()
    canvas = Canvas(file)
    for page in range(PAGES):
        for line in range(22):
            canvas.drawString(80, 760 - 30 * line, f"page {page} line {line} " * 3)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def ofd() -> bytes:
    """As many pages."""
    listed = "".join(
        f'<ofd:Page ID="{page + 3}" BaseLoc="Pages/Page_{page}/Content.xml"/>'
        for page in range(PAGES)
    )
    entry = (
        f'<ofd:OFD {_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    document = f"<ofd:Document {_SPACE}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    text = "".join(f"<ofd:TextCode>page line {line}</ofd:TextCode>" for line in range(66))
    pages = {
        f"Doc_0/Pages/Page_{page}/Content.xml": f"<ofd:Page {_SPACE}>{text}</ofd:Page>".encode()
        for page in range(PAGES)
    }
    return packed({"OFD.xml": entry.encode(), "Doc_0/Document.xml": document.encode(), **pages})


def a_second(work: Callable[[], object]) -> float:
    """How often in a second, after once."""
    work()
    times, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < SECONDS:
        work()
        times += 1
    return times / (time.perf_counter() - begun)


def told(name: str, ours: Callable[[], object], bare: Callable[[], object]) -> None:
    """A line of the table."""
    own, peer = a_second(ours), a_second(bare)
    print(f"{name:<28}{own:>10.1f}{peer:>12.1f}{own / peer:>10.4f}")


def main() -> None:
    """Print the table."""
    print(f"{'a second':<28}{'ours':>10}{'bare':>12}{'ratio':>10}")
    hand, plain = signer(Algorithm.ECDSA), pdf()
    made = sign_pdf(plain, signer=hand, field="Seal1", at=NOW)
    signature, public = hand.sign(plain), Certificate(hand.certificate).public
    told(
        "PDF (ECDSA), sign",
        lambda: sign_pdf(plain, signer=hand, field="Seal1", at=NOW),
        lambda: hand.sign(plain),
    )
    told(
        "PDF (ECDSA), check",
        lambda: judged(made, facts(made)),
        lambda: is_signed(plain, signature=signature, public=public),
    )
    national, empty = signer(Algorithm.SM2), ofd()
    seal = make_seal(
        id="990100001-1",
        name="澜州市人民政府（测试）",
        picture=b"\x89PNG\r\n\x1a\n" + bytes(20_000),
        size=(45, 45),
        certificates=[national.certificate],
        begins=NOW,
        ends=NOW + timedelta(days=365),
        maker=national,
    )

    def press() -> bytes:
        return seal_ofd(empty, stamps=[_STAMP], seal=seal, signer=national, at=NOW)

    sealed = press()
    value, key = national.sign(empty), Certificate(national.certificate).public
    told("OFD (SM2), seal", press, lambda: national.sign(empty))
    told(
        "OFD (SM2), check",
        lambda: checked(sealed),
        lambda: is_signed(empty, signature=value, public=key),
    )


if __name__ == "__main__":
    main()
