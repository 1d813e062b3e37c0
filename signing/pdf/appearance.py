"""A seal's picture as it is pressed on a page of a PDF: in the ink of the red head, over the type.

The picture says only where there is ink and how much; its own colour is the scanner's. Multiply
lets the type under it stay black.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageChops
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent, ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import StaticStampStyle

from office.kernel.refusals import Refused
from signing.pdf.sheets import Matrix

RED = bytes((0, 204, 204, 0))
"""M 80 %, Y 80 % (GB/T 9704-2012 6.2)."""
MOST_PIXELS = 16_000_000


class _Ink(PdfContent):
    """`coverage`: one byte a pixel, 255 where the ink is full; `upright`: how it stands so on a
    page that is turned."""

    def __init__(
        self, coverage: Image.Image, *, width: float, height: float, upright: Matrix
    ) -> None:
        turned = upright[0] == 0
        super().__init__(box=BoxConstraints(*(height, width) if turned else (width, height)))
        self._coverage = coverage
        self._size = width, height
        self._upright = upright

    def render(self) -> bytes:
        """One pixel of ink, as large as the seal, where the picture has ink."""
        assert self.writer is not None
        for kind, name, it in inks(self.writer, self._coverage):
            self.set_resource(kind, name, it)
        return painted(*self._size, upright=self._upright)


def inks(
    writer: BasePdfFileWriter, coverage: Image.Image
) -> Iterator[tuple[ResourceType, generic.NameObject, generic.PdfObject]]:
    """What `painted` names: the ink where the picture has ink, and that it lies over the type."""
    wide, high = coverage.size
    mask = _image(coverage.tobytes(), wide, high, space=pdf_name("/DeviceGray"))
    ink = _image(RED, 1, 1, space=_space(writer))
    ink[pdf_name("/SMask")] = writer.add_object(mask)
    yield ResourceType.XOBJECT, pdf_name("/Seal"), writer.add_object(ink)
    multiply = generic.DictionaryObject({pdf_name("/BM"): pdf_name("/Multiply")})
    yield ResourceType.EXT_G_STATE, pdf_name("/OverType"), multiply


def painted(width: float, height: float, *, upright: Matrix) -> bytes:
    """The seal as operators, from the origin; points."""
    turned = " ".join(f"{each:g}" for each in upright).encode("ascii")
    return b"q /OverType gs %b cm %g 0 0 %g 0 0 cm /Seal Do Q" % (turned, width, height)


def _space(writer: BasePdfFileWriter) -> generic.PdfObject:
    """The inks as the file itself describes them, where it does (PDF/A)."""
    intents = writer.root.get(pdf_name("/OutputIntents"), None)
    if intents:
        profile = intents[0].raw_get(pdf_name("/DestOutputProfile"))
        if profile.get_object().get(pdf_name("/N")) == len(RED):
            return generic.ArrayObject([pdf_name("/ICCBased"), profile])
    return pdf_name("/DeviceCMYK")


def seal_style(
    picture: bytes, *, width: float, height: float, upright: Matrix
) -> StaticStampStyle:
    """`picture`: PNG or JPEG; `width`, `height` in points, as shown. Raises Refused for any other
    file."""
    return StaticStampStyle(
        border_width=0,
        background=_Ink(coverage_of(picture), width=width, height=height, upright=upright),
        background_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MIN,
            y_align=AxisAlignment.ALIGN_MIN,
            margins=Margins.uniform(0),
        ),
        background_opacity=1.0,
    )


def coverage_of(picture: bytes) -> Image.Image:
    """How far each pixel is from white, times how opaque it is: red ink takes green light away."""
    try:
        with Image.open(BytesIO(picture), formats=("PNG", "JPEG")) as read:
            if read.width * read.height > MOST_PIXELS:
                raise Refused("印章图像过大。请换用 1600 万像素以内的图像。")
            image = read.convert("RGBA")
    except (OSError, ValueError, SyntaxError) as fault:
        raise Refused("印章图像不是可用的 PNG 或 JPEG 图像。请重新制作或导入。") from fault
    _, green, _, opaque = image.split()
    return ImageChops.multiply(ImageChops.invert(green), opaque)


def _image(
    data: bytes, width: int, height: int, *, space: generic.PdfObject
) -> generic.StreamObject:
    return generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Image"),
            pdf_name("/Width"): generic.NumberObject(width),
            pdf_name("/Height"): generic.NumberObject(height),
            pdf_name("/ColorSpace"): space,
            pdf_name("/BitsPerComponent"): generic.NumberObject(8),
            pdf_name("/Filter"): pdf_name("/FlateDecode"),
        },
        encoded_data=zlib.compress(data, 9),
    )
