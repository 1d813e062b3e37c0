"""A PDF signed, with the seal's picture where it is pressed or with none at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, cast

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle

from office.kernel.refusals import Refused
from signing.keys.algorithms import Algorithm
from signing.keys.signer import Signer
from signing.pdf.appearance import seal_style
from signing.pdf.hand import Addition, Hand, Sitting, alone

_POINTS = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """Where the seal is pressed: `page` from 0, the box in mm from the page's upper left corner;
    `picture`: PNG or JPEG."""

    page: int
    x: float
    y: float
    width: float
    height: float
    picture: bytes


def sign_pdf(
    data: bytes,
    *,
    signer: Signer,
    field: str,
    at: datetime,
    pressed: Pressed | None = None,
    reason: str = "",
    time_stamper: TimeStamper | None = None,
) -> bytes:
    """The same file with one more signature (PAdES B-B; with `time_stamper` B-T), appended: what
    stood before stays byte for byte.

    `field`: the signature's own name in the file. Raises Refused.
    """
    if signer.algorithm is Algorithm.SM2:
        raise Refused(
            "PDF 签名应当使用 RSA 或 ECDSA 证书：通用的阅读器不能核验国密签名。"
            "国密签章请用 OFD 版式。"
        )
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason or None,
    )
    try:
        writer = Addition(BytesIO(data))
        sitting = Sitting(
            meta,
            signer=Hand(signer),
            timestamper=time_stamper,
            stamp_style=_style(pressed),
            new_field_spec=_field(writer, field, pressed=pressed),
            at=at,
        )
        return bytes(alone(lambda: sitting.sign_pdf(writer)).getvalue())
    except (PdfError, SigningError) as fault:
        raise Refused(f"这份 PDF 不能签名：{fault}。请核对文件是否完好、是否已加密。") from fault


def _style(pressed: Pressed | None) -> StaticStampStyle | None:
    if pressed is None:
        return None
    return seal_style(
        pressed.picture, width=pressed.width * _POINTS, height=pressed.height * _POINTS
    )


def _field(
    writer: IncrementalPdfFileWriter, name: str, *, pressed: Pressed | None
) -> fields.SigFieldSpec:
    if pressed is None:
        return fields.SigFieldSpec(name)
    root = writer.root["/Pages"]
    pages = int(root["/Count"])
    if not 0 <= pressed.page < pages:
        raise Refused(f"文件共 {pages} 页，没有第 {pressed.page + 1} 页，不能在那里用印。")
    page = writer.find_page_for_modification(pressed.page)[0].get_object()
    left, _, _, top = _media_box(page)
    x, y = left + pressed.x * _POINTS, top - pressed.y * _POINTS
    box = (x, y - pressed.height * _POINTS, x + pressed.width * _POINTS, y)
    # pyHanko writes whatever numbers it is given; its type says whole ones.
    return fields.SigFieldSpec(name, on_page=pressed.page, box=cast("Any", box))


def _media_box(page: DictionaryObject) -> list[float]:
    """Its own or the nearest above it in the tree."""
    while "/MediaBox" not in page:
        page = page["/Parent"]
    return [float(each) for each in page["/MediaBox"]]
