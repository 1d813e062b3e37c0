"""Pictures as PDF image objects: a JPEG stays as it is, the rest is written out in pixels."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from PIL import Image, ImageOps

from documents.layout.pdf.inks import srgb_profile
from documents.layout.pdf.objects import Array, File, Name, Reference, Value

_ORIENTATION = 0x0112
"""The EXIF entry by which a camera says how the picture is to be turned; 1 is upright."""


class Images:
    """The images of one file, each embedded once."""

    def __init__(self, pdf: File, *, pictures: Mapping[str, bytes]) -> None:
        self._pdf = pdf
        self._pictures = pictures
        self._names: dict[str, str] = {}
        self._written: dict[str, Reference] = {}
        self._colours: Array | None = None

    def name(self, digest: str) -> str:
        """The image's name in the page. Raises KeyError when the picture was not given."""
        if digest not in self._names:
            name = self._names[digest] = f"I{len(self._names) + 1}"
            self._written[name] = self._image(self._pictures[digest])
        return self._names[digest]

    def written(self) -> dict[str, Reference]:
        """The images by name, as pages name them among their resources."""
        return self._written

    def _image(self, content: bytes) -> Reference:
        with Image.open(BytesIO(content)) as image:
            turned = image.getexif().get(_ORIENTATION, 1) != 1
            if image.format == "JPEG" and image.mode in {"L", "RGB"} and not turned:
                return self._object(image, content, compress=False, Filter=Name("DCTDecode"))
            return self._pixels(ImageOps.exif_transpose(image))

    def _pixels(self, image: Image.Image) -> Reference:
        if image.has_transparency_data:
            return self._see_through(image.convert("RGBA"))
        plain = image if image.mode in {"1", "L", "RGB"} else image.convert("RGB")
        return self._object(plain, plain.tobytes())

    def _see_through(self, image: Image.Image) -> Reference:
        opacity = image.getchannel("A")
        plain = image.convert("RGB")
        if opacity.getextrema() == (255, 255):
            return self._object(plain, plain.tobytes())
        mask = self._object(opacity, opacity.tobytes())
        return self._object(plain, plain.tobytes(), SMask=mask)

    def _object(
        self, image: Image.Image, data: bytes, *, compress: bool = True, **entries: Value
    ) -> Reference:
        return self._pdf.stream(
            data,
            compress=compress,
            Type=Name("XObject"),
            Subtype=Name("Image"),
            Width=image.width,
            Height=image.height,
            BitsPerComponent=1 if image.mode == "1" else 8,
            ColorSpace=self._light() if image.mode == "RGB" else Name("DeviceGray"),
            **entries,
        )

    def _light(self) -> Array:
        """sRGB by a profile; plain RGB says nothing where the file is for printing inks."""
        if self._colours is None:
            profile = self._pdf.stream(srgb_profile(), N=3)
            self._colours = Array([Name("ICCBased"), profile])
        return self._colours
