"""Pages for the screen as one stored object: an SVG each, with the fonts and pictures they name.

A zip file, so that it opens with anything: unpacked into a folder, its pages show themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from documents.layout.svg import (
    PROLOGUE,
    page_name,
    picture_name,
    pressed_under,
    seam_under,
)
from signing.seam import strips

_QUICK = 3
"""Deflate's level: a subset font takes 10 ms, and what more would save is a few per cent."""


@dataclass(frozen=True, slots=True)
class ScreenPages:
    """What `svg_files` gave, packed; made by our own layout only, never taken from outside."""

    data: bytes

    @classmethod
    def pack(cls, files: Mapping[str, bytes]) -> ScreenPages:
        """The same files in the same order give the same bytes."""
        packed = BytesIO()
        with ZipFile(packed, "w") as archive:
            for name, content in files.items():
                archive.writestr(
                    ZipInfo(name), content, compress_type=ZIP_DEFLATED, compresslevel=_QUICK
                )
        return cls(packed.getvalue())

    @property
    def digest(self) -> str:
        """What the content store calls it."""
        return sha256(self.data).hexdigest()

    def file(self, name: str) -> bytes:
        """One file; KeyError if there is none of this name."""
        with ZipFile(BytesIO(self.data)) as archive:
            return archive.read(name)

    def with_seal(
        self,
        picture: bytes,
        *,
        page: int,
        box: tuple[float, float, float, float],
        preview: bool = False,
    ) -> ScreenPages:
        """The same pages with a seal's picture under the type of one of them (from 0); `box`: x,
        y, width, height in mm; `preview`: not pressed yet. IndexError if there is no such page."""
        name = picture_name(sha256(picture).hexdigest(), picture)
        sealed = page_name(page + 1)
        with ZipFile(BytesIO(self.data)) as archive:
            files = {each: archive.read(each) for each in archive.namelist()}
        if sealed not in files:
            raise IndexError(page)
        svg = files[sealed].decode("utf-8")
        files[sealed] = pressed_under(svg, name=name, box=box, preview=preview).encode()
        return ScreenPages.pack(files | {name: picture})

    def with_seam(
        self, picture: bytes, *, width: float, height: float, preview: bool = False
    ) -> ScreenPages:
        """The same pages with 骑缝章: on each a strip of the seal, which is this large in mm;
        `preview`: as it will be if it is asked for."""
        name = picture_name(sha256(picture).hexdigest(), picture)
        with ZipFile(BytesIO(self.data)) as archive:
            files = {each: archive.read(each) for each in archive.namelist()}
        for strip in strips(self.page_count, width=width):
            page = page_name(strip.page + 1)
            drawn = seam_under(
                files[page].decode("utf-8"),
                name=name,
                seal=(width, height),
                strip=(strip.start, strip.width),
                preview=preview,
            )
            files[page] = drawn.encode("utf-8")
        return ScreenPages.pack(files | {name: picture})

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        with ZipFile(BytesIO(self.data)) as archive:
            names = set(archive.namelist())
        return next(number for number in count() if page_name(number + 1) not in names)

    def pages(self) -> list[str]:
        """Every page in order, without the line that names its fonts to a page that is alone."""
        with ZipFile(BytesIO(self.data)) as archive:
            names = set(archive.namelist())
            numbered = (page_name(number) for number in range(1, len(names) + 1))
            return [
                archive.read(name).decode("utf-8").removeprefix(PROLOGUE)
                for name in numbered
                if name in names
            ]
