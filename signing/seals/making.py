"""What a seal's maker gave, read and stored: a picture, or an electronic seal with one in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import Image

from office.kernel.content import ContentStore
from office.kernel.refusals import Refused
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Use
from signing.certificates.findings import Code
from signing.certificates.trusted import Trusted
from signing.ofd.seal import ElectronicSeal, NotASeal, read_seal
from signing.seals.kinds import Made

LARGEST = 2_000_000
"""Bytes of a seal's picture or of an electronic seal."""
WIDEST = 80.0
"""mm; the largest official seal is 60 mm wide (国发〔1999〕25号)."""
PICTURES = ("PNG", "JPEG")
_NO_MAKER = {Code.USAGE, Code.REVOKED, Code.EXPIRED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """As the maker's files say. Of an electronic seal nothing else is needed: size, term and,
    unless another is given, picture come from it. `width`, `height` in mm."""

    picture: bytes = b""
    electronic: bytes = b""
    width: float = 0.0
    height: float = 0.0
    begins: datetime | None = None
    ends: datetime | None = None


def taken(
    given: Given, *, content: ContentStore, agency: str, trusted: Trusted, now: datetime
) -> Made:
    """Checked, and its files stored. Raises Refused."""
    if max(len(given.picture), len(given.electronic)) > LARGEST:
        raise Refused("印章文件过大（最多 2 MB）。请核对所选的文件。", field="picture")
    if given.electronic:
        given = _with_what_is_in_it(given, trusted=trusted, now=now)
    if not given.picture:
        raise Refused("请选择印章图像（PNG 或 JPEG）或者电子印章文件。", field="picture")
    must_be_a_picture(given.picture)
    if not (0 < given.width <= WIDEST and 0 < given.height <= WIDEST):
        raise Refused(
            f"印章尺寸应在 {WIDEST:.0f} 毫米以内（国发〔1999〕25号），请填写印面的宽和高。",
            field="width",
        )
    if given.begins is None or given.ends is None or given.begins >= given.ends:
        raise Refused("印章有效期的止期应晚于起期，请核对。", field="ends")
    return Made(
        picture=content.put(agency, given.picture),
        picture_length=len(given.picture),
        width=given.width,
        height=given.height,
        begins=given.begins.isoformat(),
        ends=given.ends.isoformat(),
        electronic=content.put(agency, given.electronic) if given.electronic else "",
        electronic_length=len(given.electronic),
    )


def _with_what_is_in_it(given: Given, *, trusted: Trusted, now: datetime) -> Given:
    try:
        seal = read_seal(given.electronic)
    except NotASeal as fault:
        raise Refused(f"{fault}请核对所选的文件。", field="electronic") from fault
    if not seal.is_made:
        raise Refused(
            "电子印章的制章签名不对，可能已被改动。请向制章单位重新领取。", field="electronic"
        )
    _must_be_of_a_maker(seal, trusted=trusted, now=now)
    return Given(
        picture=given.picture or (seal.picture if seal.picture_type in PICTURES else b""),
        electronic=given.electronic,
        width=float(seal.width),
        height=float(seal.height),
        begins=seal.begins,
        ends=seal.ends,
    )


def _must_be_of_a_maker(seal: ElectronicSeal, *, trusted: Trusted, now: datetime) -> None:
    """What is pressed with a seal whose maker may make none is confirmed by nobody. That a list
    or an authority is not here yet stops nobody: it may be brought later."""
    maker = Certificate(seal.maker)  # its key has made the seal
    found = trusted.check(maker, at=now, use=Use.MAKE_SEALS)
    why = [each.words for each in found.findings if each.code in _NO_MAKER]
    if not why:
        return
    raise Refused(
        f"电子印章“{seal.name}”的制章者不能制章，没有采用：{''.join(why)}"
        "电子印章应由制章者签名（GB/T 38540—2020）。请向依法设立的制章单位重新领取；"
        "确知它是制章单位的，请系统管理员先在“证书与密钥”中把它的证书作为制章者导入。",
        field="electronic",
    )


def must_be_a_picture(data: bytes) -> None:
    """PNG or JPEG, whoever gave it. Raises Refused."""
    try:
        with Image.open(BytesIO(data), formats=PICTURES) as read:
            read.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise Refused(
            "印章图像不是可用的 PNG 或 JPEG 图像。请重新选择。", field="picture"
        ) from fault
