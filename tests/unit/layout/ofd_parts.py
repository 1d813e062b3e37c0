"""Pages with everything that can be drawn, and the parts of a written OFD."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from lxml import etree
from PIL import Image

from documents.layout.ofd.markup import NAMESPACE
from documents.layout.pages import RED, Bookmark, Element, Page, Pages, Picture, Rule, Run, Shape
from documents.typefaces.role import Role

OFD = {"ofd": NAMESPACE}
DIGEST = "4f" * 32


def image(kind: str = "PNG") -> bytes:
    """A small image whose halves differ, so that one sees how it is turned."""
    picture = Image.new("RGB", (40, 20), "white")
    picture.paste("black", (0, 0, 20, 20))
    file = BytesIO()
    picture.save(file, kind)
    return file.getvalue()


def everything() -> Pages:
    """One page with all that the page model knows."""
    runs = (
        run("机密", element=Element.CLASSIFICATION, role=Role.HEI, y=40.0),
        run("关于试验的通知", element=Element.TITLE, role=Role.XIAOBIAOSONG, y=60.0, colour=RED),
        run("拉长，又压扁", y=70.0, stretch=0.8),
        run("生僻字𠮷在中间", y=80.0),
        run("一列横表", element=Element.TABLE, x=50.0, y=200.0, turned=True),
        run("横表压扁", element=Element.TABLE, x=60.0, y=200.0, turned=True, stretch=0.5),
    )
    rules = (
        Rule(Element.HEADER_RULE, 28.0, 50.0, 156.0, 0.5, RED),
        Rule(Element.TABLE, 100.0, 100.0, 60.0, 0.25, upright=True),
    )
    steps = (
        ("M", (120.0, 120.0)),
        ("L", (140.0, 120.0)),
        ("C", (150.0, 125.0, 150.0, 135.0, 140.0, 140.0)),
        ("Z", ()),
    )
    shapes = (
        Shape(Element.SEAL, steps, fill=RED),
        Shape(Element.FIGURE, steps, stroke=RED, thickness=1.0),
    )
    pictures = (
        Picture(Element.FIGURE, 30.0, 220.0, 40.0, 20.0, DIGEST),
        Picture(Element.FIGURE, 80.0, 200.0, 20.0, 40.0, DIGEST, turned=True),
    )
    page = Page(1, runs, rules, shapes, pictures)
    return Pages("关于试验的通知", (page,), bookmarks=(Bookmark(1, "一、试验", 0, 60.0),))


def run(
    text: str, *, element: Element = Element.BODY, role: Role = Role.FANGSONG, **more: Any
) -> Run:
    """A run with one advance for all its characters."""
    size = more.pop("size", 15.75)
    advances = (size * 25.4 / 72 * more.get("stretch", 1.0),) * len(text)
    place = {"x": 30.0, "y": 60.0, **more}
    return Run(element, role, size, text=text, advances=advances, **place)


def parts(ofd: bytes) -> dict[str, bytes]:
    """The parts by their names."""
    with zipfile.ZipFile(BytesIO(ofd)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(ofd: bytes, name: str) -> Any:
    """An XML part."""
    return etree.fromstring(parts(ofd)[name])


def texts(ofd: bytes, page: int = 0) -> list[Any]:
    """The text objects of a page."""
    name = f"Doc_0/Pages/Page_{page}/Content.xml"
    return list(tree(ofd, name).iterfind(".//ofd:TextObject", OFD))


def said(ofd: bytes) -> str:
    """All text of all pages, in the order of the file, blanks left out."""
    names = sorted((name for name in parts(ofd) if "/Pages/" in name), key=_place)
    codes = (code for name in names for code in tree(ofd, name).iterfind(".//ofd:TextCode", OFD))
    return "".join("".join(code.text for code in codes).split())


def _place(name: str) -> int:
    return int(name.split("Page_")[1].split("/", maxsplit=1)[0])
