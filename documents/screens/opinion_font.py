"""楷体 for opinions on screens whose machine has none: the common characters of our open one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from documents.typefaces.faces import opened
from documents.typefaces.finding import INSTALLED_FONTS
from documents.typefaces.open_fonts import KAI
from documents.typefaces.typeface import Typeface
from office.settings import Settings

KEPT = 7 * 24 * 3600
PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉〔〕【】—…·％＋－"


def show_face(request: Request) -> Response:
    """The style sheet that names it. Where a machine has its own 楷体 nothing is fetched."""
    where = request.route_path("kai.font")
    text = f'@font-face{{font-family:"Wenshu Kai";src:url("{where}");font-display:swap}}'
    return _kept(Response(text, content_type="text/css", charset="utf-8"))


def show_font(request: Request) -> Response:
    """The font; 404 where it is not installed."""
    path = request.registry[Settings].here / INSTALLED_FONTS / KAI.file
    if not path.is_file():
        raise HTTPNotFound
    return _kept(Response(_common(path), content_type="font/ttf"))


@lru_cache(maxsize=1)
def _common(path: Path) -> bytes:
    return opened(Typeface(path=path, family=KAI.family, letters=KAI.letters)).subset(common())


def common() -> str:
    """GB/T 2312's first level (3,755 characters), with which almost every opinion is written;
    the others come from the machine."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    characters = "".join(each.decode("gb2312", "ignore") for each in rows)
    return characters + PUNCTUATION + "".join(map(chr, range(0x20, 0x7F)))


def _kept(response: Response) -> Response:
    response.cache_control = f"private, max-age={KEPT}"
    return response


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_file("kai", "/kai.css", show_face)
    config.add_file("kai.font", "/kai.ttf", show_font)
