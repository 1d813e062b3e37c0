"""ofd.js (npm) in a real Chromium: which characters it draws, where, and the picture.

Version 0.2.6 takes fonts from the machine by family name and never the embedded ones; the
embedded subsets are given to the browser under the names that it asks for.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fontTools.ttLib import TTFont
from lxml import etree

from office.packages import npm_package

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
PACKAGE = ("ofd.js", "0.2.6")
SCALE = 5.0
"""Pixels to a millimetre; the reader takes the scale from the width that it may fill."""

_MARGIN = 10
_PAPER_WIDTH = 210.0
_ASKED_FOR = {"仿宋": "FangSong", "楷体": "楷体", "黑体": "SimHei", "宋体": "SimSun"}
_OPEN = """async ([data, width]) => {
  const bytes = Uint8Array.from(atob(data), each => each.charCodeAt(0));
  const documents = await new Promise((done, failed) =>
    ofd.parseOfdDocument({ofd: bytes.buffer, success: done, fail: failed}));
  document.body.append(...ofd.renderOfd(width, documents[0]));
  await Promise.all([...document.fonts].map(each => each.load()));
  return ofd.getPageScale();
}"""
_CHARACTERS = """scale => [...document.body.children].map(page => {
  const corner = page.getBoundingClientRect();
  return [...page.querySelectorAll('text')].map(text => {
    const at = new DOMPoint(text.getAttribute('x'), text.getAttribute('y'));
    const {x, y} = at.matrixTransform(text.getScreenCTM());
    return [text.textContent, (x - corner.x) / scale, (y - corner.y) / scale];
  });
})"""
_BOXES = """scale => [...document.body.children].map(page => {
  const corner = page.getBoundingClientRect();
  return [...page.querySelectorAll('path, image')].map(each => {
    const {x, y, width, height} = each.getBoundingClientRect();
    return [(x - corner.x) / scale, (y - corner.y) / scale, width / scale, height / scale];
  });
})"""


@dataclass(frozen=True, slots=True)
class Character:
    """A character as it is drawn; `x`, `y`: where its baseline begins, mm."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Opened:
    """An OFD that is open in the reader."""

    page: Page
    scale: float

    def characters(self) -> list[list[Character]]:
        """Of each page, in the order of drawing, blanks left out."""
        pages = self.page.evaluate(_CHARACTERS, self.scale)
        return [[Character(*each) for each in page if each[0].strip()] for page in pages]

    def boxes(self) -> list[list[tuple[float, ...]]]:
        """Of each page: left, top, width and height of its images and paths, mm."""
        pages = self.page.evaluate(_BOXES, self.scale)
        return [[tuple(each) for each in page] for page in pages]

    def picture(self, page: int) -> bytes:
        """The page as a PNG, `scale` pixels to a millimetre."""
        return self.page.locator("body > div").nth(page).screenshot()


@contextmanager
def opened(ofd: bytes, *, browser: Browser, scale: float = SCALE) -> Iterator[Opened]:
    """The file in the reader, in a browser window of its own; complaints fail the test."""
    page = browser.new_page(viewport={"width": 1100, "height": 1500})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        page.set_content(f"<!doctype html><style>body{{margin:0}}{_faces(ofd)}</style>")
        page.add_script_tag(path=_script())
        data = base64.b64encode(ofd).decode("ascii")
        shown = page.evaluate(_OPEN, [data, _PAPER_WIDTH * scale + _MARGIN])
        yield Opened(page, float(shown))
        assert complaints == []
    finally:
        page.close()


def _script() -> Path:
    name, version = PACKAGE
    return npm_package(name, version, root=ROOT / "var/npm") / "lib/ofd.umd.min.js"


def _faces(ofd: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(ofd)) as archive:
        fonts = etree.fromstring(archive.read("Doc_0/PublicRes.xml")).iter("{*}Font")
        return "".join(_face(font, archive) for font in fonts)


def _face(font: Any, archive: zipfile.ZipFile) -> str:
    """Several fonts of one family stand beside each other, each for its characters."""
    file = archive.read(f"Doc_0/Res/{font.findtext('{*}FontFile')}")
    codes = ",".join(f"U+{code:X}" for code in TTFont(io.BytesIO(file)).getBestCmap() or [0])
    family = _ASKED_FOR.get(font.get("FamilyName"), font.get("FamilyName"))
    data = base64.b64encode(file).decode("ascii")
    source = f"url(data:font/ttf;base64,{data})"
    return f"@font-face{{font-family:'{family}';src:{source};unicode-range:{codes}}}"
