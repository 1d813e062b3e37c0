"""骑缝章 in a PDF: a strip of the seal on each page's right edge, put there before the signature
that covers them.

They are stamps (ISO 32000-2 12.5.6.12) and not widgets of the signature's field: such a field has
one widget only (12.7.5.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import enumerate_sig_fields

from office.kernel.refusals import Refused
from signing.pdf.appearance import coverage_of, inks, painted
from signing.pdf.sheets import POINTS, Sheet
from signing.seam import Strip, strips

_PRINTED, _READ_ONLY, _LOCKED, _CONTENTS_LOCKED = 1 << 2, 1 << 6, 1 << 7, 1 << 9
_FLAGS = _PRINTED | _READ_ONLY | _LOCKED | _CONTENTS_LOCKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """The whole seal: mm; `picture`: PNG or JPEG."""

    width: float
    height: float
    picture: bytes


def draw_seam(writer: IncrementalPdfFileWriter, seam: Seam) -> None:
    """Over all pages, in the middle of their right edges. Raises Refused for a single page, and
    for a file that is signed: what is added after a signature changes what it covers."""
    if any(islice(enumerate_sig_fields(writer.prev, filled_status=True), 1)):
        raise Refused(
            "文件上已有签名或者印章，再加骑缝章会使其失效。骑缝章应由第一个用印的机关加盖。",
            field="seam",
        )
    resources = writer.add_object(_resources(writer, seam.picture))
    first = Sheet.of(writer.find_page_for_modification(0)[0].get_object())
    for strip in strips(int(writer.root["/Pages"]["/Count"]), width=seam.width):
        page = writer.find_page_for_modification(strip.page)[0]
        sheet = Sheet.of(page.get_object()).lying_as(first)
        stamp = _stamp(writer, strip, seam=seam, sheet=sheet, resources=resources)
        stamp[pdf_name("/P")] = page
        writer.register_annotation(page, writer.add_object(stamp))


def _resources(writer: IncrementalPdfFileWriter, picture: bytes) -> generic.DictionaryObject:
    """The ink once for all pages."""
    return generic.DictionaryObject(
        {
            pdf_name(kind.value): generic.DictionaryObject({name: it})
            for kind, name, it in inks(writer, coverage_of(picture))
        }
    )


def _stamp(
    writer: IncrementalPdfFileWriter,
    strip: Strip,
    *,
    seam: Seam,
    sheet: Sheet,
    resources: generic.IndirectObject,
) -> generic.DictionaryObject:
    across, down = sheet.size
    rectangle = sheet.rectangle(
        x=across - strip.width, y=(down - seam.height) / 2, width=strip.width, height=seam.height
    )
    left, bottom, right, top = rectangle
    shown = writer.add_object(
        generic.StreamObject(
            {
                pdf_name("/Type"): pdf_name("/XObject"),
                pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): _numbers(0, 0, right - left, top - bottom),
                pdf_name("/Resources"): resources,
            },
            stream_data=b" ".join(_operators(strip, seam=seam, sheet=sheet)),
        )
    )
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Stamp"),
            pdf_name("/Rect"): _numbers(*rectangle),
            pdf_name("/F"): generic.NumberObject(_FLAGS),
            pdf_name("/Contents"): generic.TextStringObject("骑缝章"),
            pdf_name("/NM"): generic.TextStringObject(f"seam-{strip.page + 1}"),
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): shown}),
        }
    )


def _operators(strip: Strip, *, seam: Seam, sheet: Sheet) -> Iterator[bytes]:
    """The whole seal, shifted to the left; the form's box cuts it."""
    width, height = seam.width * POINTS, seam.height * POINTS
    upright = sheet.upright(width=strip.width * POINTS, height=height)
    yield b"q"
    yield b"%g %g %g %g %g %g cm" % upright
    yield b"1 0 0 1 %g 0 cm" % (-strip.start * POINTS)
    yield painted(width, height, upright=(1, 0, 0, 1, 0, 0))
    yield b"Q"


def _numbers(*numbers: float) -> generic.ArrayObject:
    return generic.ArrayObject([generic.FloatObject(f"{each:.4f}") for each in numbers])
