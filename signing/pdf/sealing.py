"""A PDF signed, with the seal's picture where it is pressed or with none at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, cast

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle

from office.kernel.refusals import Refused
from signing.keys.algorithms import Algorithm
from signing.keys.signer import Signer
from signing.pdf.appearance import seal_style
from signing.pdf.hand import Addition, Hand, Sitting, alone
from signing.pdf.refusing import why_not
from signing.pdf.revisions import FAULTS
from signing.pdf.seam import Seam, draw_seam
from signing.pdf.sheets import POINTS, Sheet
from signing.pdf.stamping import with_room


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """Where the seal is pressed: `page` from 0, the box in mm from the upper left corner of the
    page as readers show it; `picture`: PNG or JPEG."""

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
    seam: Seam | None = None,
    reason: str = "",
    time_stamper: TimeStamper | None = None,
) -> bytes:
    """The same file with one more signature (PAdES B-B; with `time_stamper` B-T), appended: what
    stood before stays byte for byte.

    `field`: the signature's own name in the file; `seam`: 骑缝章, which it covers. Raises Refused.
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

    def made() -> bytes:
        writer = Addition(BytesIO(data))
        if seam is not None:
            draw_seam(writer, seam)
        sheet = _sheet(writer, pressed) if pressed else None
        sitting = Sitting(
            meta,
            signer=Hand(signer),
            timestamper=time_stamper,
            stamp_style=_style(pressed, sheet) if pressed and sheet else None,
            new_field_spec=_field(field, pressed, sheet),
            at=at,
        )
        return bytes(alone(lambda: sitting.sign_pdf(writer)).getvalue())

    try:
        return with_room(made)
    except FAULTS as fault:
        raise Refused(f"这份 PDF 不能签名：{why_not(data, fault)}") from fault


def _sheet(writer: IncrementalPdfFileWriter, pressed: Pressed) -> Sheet:
    pages = int(writer.root["/Pages"]["/Count"])
    if not 0 <= pressed.page < pages:
        raise Refused(
            f"文件共 {pages} 页，没有第 {pressed.page + 1} 页，不能在那里用印。", field="page"
        )
    return Sheet.of(writer.find_page_for_modification(pressed.page)[0].get_object())


def _style(pressed: Pressed, sheet: Sheet) -> StaticStampStyle:
    width, height = pressed.width * POINTS, pressed.height * POINTS
    upright = sheet.upright(width=width, height=height)
    return seal_style(pressed.picture, width=width, height=height, upright=upright)


def _field(name: str, pressed: Pressed | None, sheet: Sheet | None) -> fields.SigFieldSpec:
    if pressed is None or sheet is None:
        return fields.SigFieldSpec(name)
    box = sheet.rectangle(x=pressed.x, y=pressed.y, width=pressed.width, height=pressed.height)
    # pyHanko writes whatever numbers it is given; its type says whole ones.
    return fields.SigFieldSpec(name, on_page=pressed.page, box=cast("Any", box))
