"""Images of a .docx: only PNG and JPEG are taken as they are, others are converted or named."""

from __future__ import annotations

import re
from hashlib import sha256

from documents.manuscript import Figure
from documents.reading.safe_xml import Element
from documents.reading.usable_image import LARGEST_IMAGES, natural_size, usable_image
from documents.reading.word.names import attribute, number, short
from documents.reading.word.package import Package

_EMU_TO_MM = 1 / 36_000
_POINT_TO_MM = 25.4 / 72
_MOST_IMAGES = 200
_POINTS = re.compile(r"(width|height):\s{0,9}([0-9.]{1,20})pt")
_OUTSIDE = "插图引用文件以外的图片，没有读取"
_UNKNOWN = "插图不是 PNG、JPEG、GIF、BMP 或 TIFF 图片，没有导入"
_TOO_LARGE = "插图过大或过多，没有导入"


class Images:
    """The images met so far: their bytes by digest, and why others were left out."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.files: dict[str, bytes] = {}
        self.left_out: dict[str, int] = {}

    def figure(self, drawing: Element) -> Figure | None:
        """The figure of a DrawingML `wp:inline` or `wp:anchor`; None for what is no image."""
        picture = next((each for each in drawing.iter() if short(each) == "a:blip"), None)
        if picture is None:
            return None
        words = extent = None
        crop = (0.0, 0.0, 0.0, 0.0)
        for each in drawing.iter():
            name = short(each)
            if name == "wp:extent" and extent is None:
                extent = (number(each.get("cx", "")), number(each.get("cy", "")))
            elif name == "wp:docPr" and words is None:
                words = each.get("descr", "")
            elif name == "a:srcRect":
                left, top, right, bottom = (number(each.get(side, "0")) for side in "ltrb")
                crop = (left / 1e5, top / 1e5, right / 1e5, bottom / 1e5)
        width, height = extent or (0, 0)
        link = attribute(picture, "r:embed") or attribute(picture, "r:link")
        size = (round(width * _EMU_TO_MM, 2), round(height * _EMU_TO_MM, 2))
        return self._kept(link, size=size, words=words or "", crop=crop)

    def figure_of_vml(self, shape: Element) -> Figure | None:
        """The figure of a VML `v:shape`, as older word processors write it."""
        picture = next((each for each in shape.iter() if short(each) == "v:imagedata"), None)
        if picture is None:
            return None
        found = dict(_POINTS.findall(shape.get("style", "")))
        size = tuple(
            round(number(found.get(side, "0")) * _POINT_TO_MM, 2) for side in ("width", "height")
        )
        return self._kept(attribute(picture, "r:id"), size=(size[0], size[1]), words="")

    def leave_out(self, why: str) -> None:
        """Counts something that was left out, for the remarks."""
        self.left_out[why] = self.left_out.get(why, 0) + 1

    def _kept(
        self,
        link: str,
        *,
        size: tuple[float, float],
        words: str,
        crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0),
    ) -> Figure | None:
        relation = self._package.relations.get(link)
        data = self._package.bytes_of(relation)
        if data is None:
            self.leave_out(_OUTSIDE)
            return None
        usable = usable_image(data, crop=crop)
        if usable is None:
            self.leave_out(_UNKNOWN)
            return None
        room = LARGEST_IMAGES - sum(map(len, self.files.values()))
        if len(usable) > room or len(self.files) >= _MOST_IMAGES:
            self.leave_out(_TOO_LARGE)
            return None
        digest = sha256(usable).hexdigest()
        self.files[digest] = usable
        width, height = size if min(size) > 0 else natural_size(usable)
        return Figure(digest, width=width, height=height, words=words)
