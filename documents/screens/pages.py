"""The pages of a paper on a screen: drawn by our own layout, or pictures of somebody's PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from markupsafe import Markup
from pyramid.request import Request

from documents.layout.svg import PICTURE, STYLE_SHEET, page_name
from documents.screen_pages import ScreenPages
from documents.screens.folding import fold_of
from office.kernel.entity import Entity
from office.outside.pictures import NotDrawn
from office.web.models import PageImage, PageSet

AT_ONCE = 6
"""Pages that stand in the answer itself; the rest follow in one piece that browsers keep."""

REST = "rest"

ACROSS = 'viewBox="0 0 297 210"'

NOT_DRAWN = (
    "这份材料不是完好的 PDF，或者页数、内容超出限度，无法在页面上显示。"
    "请打开材料原件查看；打不开的，请来文机关重新发送。"
)


def drawn_pages(
    screen: ScreenPages,
    *,
    address: Callable[[str], str],
    elsewhere: Mapping[str, str] | None = None,
    at_once: int | None = AT_ONCE,
) -> PageSet:
    """Pages as real text; `address` gives that of a file of `screen`, and of the `rest`.

    `elsewhere`: addresses of pictures (by digest) that are not stored with the pages; `at_once`:
    how many pages stand in the answer itself, None for all.
    """
    images = tuple(_with(each, elsewhere or {}) for each in _drawn(screen, address))
    now = len(images) if at_once is None else at_once
    later = (replace(each, svg=None) for each in images[now:])
    return PageSet(
        images=(*images[:now], *later),
        fonts=address(STYLE_SHEET),
        rest=address(REST) if len(images) > now else "",
    )


def later_pages(screen: ScreenPages, *, address: Callable[[str], str]) -> PageSet:
    """The pages that did not stand in the answer; whoever asks for them has the fonts."""
    return PageSet(images=_drawn(screen, address)[AT_ONCE:])


def pictured_pages(request: Request, it: Entity, digest: str, *, route: str) -> PageSet:
    """A picture of each page of a PDF stored with `it`; its own text stands in for it. `route`
    is the paper's; its pictures have addresses of their own (`serving.PAGE_PICTURE`)."""
    try:
        texts = request.pictures.texts(it.agency, digest)
    except NotDrawn:
        return PageSet(instead=NOT_DRAWN)

    def address(number: int) -> str:
        named = {"id": it.id, "digest": digest, "number": number}
        return str(request.route_path(f"{route}.page", **named))

    return PageSet(
        images=tuple(
            PageImage(number=number, src=address(number), text=text)
            for number, text in enumerate(texts, start=1)
        )
    )


def _drawn(screen: ScreenPages, address: Callable[[str], str]) -> tuple[PageImage, ...]:
    folder = address(STYLE_SHEET).removesuffix(STYLE_SHEET)
    return tuple(
        PageImage(
            number=number,
            src=address(page_name(number)),
            # Our own writer escaped every word in it, and nobody else's SVG comes here.
            svg=Markup(_named(svg, number).replace(PICTURE, PICTURE + folder)),  # noqa: S704
            across=ACROSS in svg,
            fold=fold_of(svg) if number == 1 else None,
        )
        for number, svg in enumerate(screen.pages(), start=1)
    )


def _with(image: PageImage, elsewhere: Mapping[str, str]) -> PageImage:
    if image.svg is None or not elsewhere:
        return image
    svg = str(image.svg)
    for digest, address in elsewhere.items():
        svg = re.sub(f'{PICTURE}[^"]*{digest}[^"]*"', f'{PICTURE}{address}"', svg)
    return replace(image, svg=Markup(svg))  # noqa: S704 - our own drawing, our own address


def _named(svg: str, number: int) -> str:
    """The drawing by a name, so that its small picture is the drawing itself."""
    return svg.replace("<svg ", f'<svg id="sheet-{number}" ', 1)
