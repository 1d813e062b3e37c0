"""A small OFD, a seal and whoever may press it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from office.packing import packed
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey
from signing.keys.signer import SoftwareSigner
from signing.ofd.seal import make_seal
from signing.ofd.sealing import Stamp
from tests.unit.signing.test_keys import NOW, certified

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
STAMP = Stamp(page=0, x=110, y=180, width=45, height=45)
PNG = b"\x89PNG\r\n\x1a\n"


@cache
def root() -> tuple[PrivateKey, Certificate]:
    key = PrivateKey.generate(Algorithm.SM2)
    return key, certified(key, name="测试根", purpose=Purpose.AUTHORITY)


@cache
def hand(name: str, purpose: Purpose = Purpose.SEAL) -> SoftwareSigner:
    """Somebody with an SM2 certificate under the root."""
    key = PrivateKey.generate(Algorithm.SM2)
    certificate = certified(key, name=name, purpose=purpose, by=root())
    return SoftwareSigner(key, certificate=certificate.der, issuers=(root()[1].der,))


def a_seal(name: str = "澜州市人民政府", *, version: int = 4, days: int = 365) -> bytes:
    """Pressed by `hand(name)`."""
    return make_seal(
        id="990100001-1",
        name=name,
        picture=PNG,
        size=(45, 45),
        certificates=[hand(name).certificate],
        begins=NOW,
        ends=NOW + timedelta(days=days),
        maker=hand("云川测试制章中心", Purpose.SEAL_MAKER),
        version=version,
    )


def plain_ofd() -> bytes:
    """Two pages and nothing on them."""
    entry = (
        f'<ofd:OFD {SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    document = (
        f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="3" BaseLoc="Pages/Page_0/Content.xml"/>'
        '<ofd:Page ID="4" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages></ofd:Document>'
    )
    page = f"<ofd:Page {SPACE}/>"
    return packed(
        {
            "OFD.xml": entry.encode(),
            "Doc_0/Document.xml": document.encode(),
            "Doc_0/Pages/Page_0/Content.xml": page.encode(),
            "Doc_0/Pages/Page_1/Content.xml": page.encode(),
        }
    )
