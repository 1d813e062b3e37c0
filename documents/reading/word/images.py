"""Images of a .docx: only PNG and JPEG are taken as they are, others are converted or named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from documents.manuscript import Figure
from documents.reading.usable_image import LARGEST_IMAGES, natural_size, pixels, usable_image
from documents.reading.word.drawings import UNCROPPED, Crop, crop_of, extents
from documents.reading.word.names import attribute, number, short
from documents.reading.word.package import Package
from office.outside.xml import Element

_EMU_TO_MM = 1 / 36_000
_POINT_TO_MM = 25.4 / 72
_MOST_IMAGES = 200
_MOST_PIXELS = 240_000_000
"""Every picture of a file is decoded, each crop of it anew: this is some seconds' work."""
_POINTS = re.compile(r"(width|height):\s{0,9}([0-9.]{1,20})pt")
_LONGEST_STYLE = 400
_OUTSIDE = "插图引用文件以外的图片，没有读取"
_UNKNOWN = "插图不是 PNG、JPEG、GIF、BMP 或 TIFF 图片，没有导入"
_ELSEWHERE = "页眉、页脚、注或批注中的图片没有导入"
_TOO_LARGE = "插图过大或过多，没有导入"


@dataclass(frozen=True, slots=True)
class _Met:
    """What became of a picture: the file that was kept and its own size in mm, or why none was."""

    digest: str = ""
    size: tuple[float, float] = (0, 0)
    why: str = ""


class Images:
    """The images met so far: their bytes by digest, and why others were left out."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.files: dict[str, bytes] = {}
        self.left_out: dict[str, int] = {}
        self._met: dict[tuple[str, Crop], _Met] = {}
        self._pixels = 0
        self._is_elsewhere = False

    @contextmanager
    def elsewhere(self) -> Iterator[None]:
        """While a head, a foot, a note or a comment is read: its links are not those of the text,
        and its pictures are only named.
        """
        before, self._is_elsewhere = self._is_elsewhere, True
        try:
            yield
        finally:
            self._is_elsewhere = before

    def figures(self, elements: list[Element]) -> Iterator[Figure]:
        """The figures of a DrawingML `wp:inline` or `wp:anchor`: one, or those of a group."""
        pictures = [each for each in elements if short(each) == "a:blip"]
        described = next((each for each in elements if short(each) == "wp:docPr"), None)
        words = "" if described is None else described.get("descr", "")
        for picture, extent in zip(pictures, extents(elements, pictures), strict=True):
            link = attribute(picture, "r:embed") or attribute(picture, "r:link")
            width, height = (round(each * _EMU_TO_MM, 2) for each in extent)
            found = self._figure(link, size=(width, height), words=words, crop=crop_of(picture))
            if found:
                yield found

    def figures_of_vml(self, elements: list[Element]) -> Iterator[Figure]:
        """The figures of a VML shape, as older word processors write it."""
        for picture in elements:
            if short(picture) != "v:imagedata":
                continue
            style = dict(_POINTS.findall(picture.getparent().get("style", "")[:_LONGEST_STYLE]))
            width, height = (
                round(number(style.get(side, "0")) * _POINT_TO_MM, 2)
                for side in ("width", "height")
            )
            if found := self._figure(attribute(picture, "r:id"), size=(width, height)):
                yield found

    def leave_out(self, why: str) -> None:
        """Counts something that was left out, for the remarks."""
        self.left_out[why] = self.left_out.get(why, 0) + 1

    def _figure(
        self, link: str, *, size: tuple[float, float], words: str = "", crop: Crop = UNCROPPED
    ) -> Figure | None:
        if self._is_elsewhere:
            self.leave_out(_ELSEWHERE)
            return None
        relation = self._package.relations.get(link)
        target = "" if relation is None or relation.outside else relation.target
        if (target, crop) not in self._met:
            self._met[target, crop] = self._kept(self._package.bytes_of(relation), crop)
        found = self._met[target, crop]
        if not found.digest:
            self.leave_out(found.why)
            return None
        width, height = size if min(size) > 0 else found.size
        return Figure(found.digest, width=width, height=height, words=words)

    def _kept(self, data: bytes | None, crop: Crop) -> _Met:
        if data is None:
            return _Met(why=_OUTSIDE)
        self._pixels += pixels(data)
        if len(self.files) >= _MOST_IMAGES or self._pixels > _MOST_PIXELS:
            return _Met(why=_TOO_LARGE)
        usable = usable_image(data, crop=crop)
        if usable is None:
            return _Met(why=_UNKNOWN)
        if len(usable) > LARGEST_IMAGES - sum(map(len, self.files.values())):
            return _Met(why=_TOO_LARGE)
        digest = sha256(usable).hexdigest()
        self.files[digest] = usable
        return _Met(digest=digest, size=natural_size(usable))
