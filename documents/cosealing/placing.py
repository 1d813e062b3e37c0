"""The keeper's own seal where it will be, on the pages as they came: a picture over a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from pyramid.request import Request

from documents.cosealing.co_sealing import CoSealing
from documents.layout.svg import PICTURE, seal_preview
from documents.layout.svg.markup import attributes
from office.web.models import PageImage, PageSet
from signing.seals.pressing import Box


def with_preview(
    request: Request, it: CoSealing, pages: PageSet, digest: str, *, seal: Any
) -> PageSet:
    """The pages (of the PDF `digest`) of which some will bear the seal (its row)."""
    if not pages.images:
        return pages
    sizes = request.pictures.sizes(it.agency, digest)
    picture = request.route_path("seal.picture", id=seal.subject, digest=seal.picture)
    boxes = [
        box.around(width=seal.width, height=seal.height)
        for box in request.co_sealings.boxes_of(it)
    ]

    def shown(image: PageImage) -> PageImage:
        here = [box for box in boxes if box.page == image.number - 1]
        if not here:
            return image
        size = sizes[image.number - 1]
        # Of others are an address of ours and words, which are escaped; the rest is our drawing.
        svg = Markup("".join(_drawn(image, here, picture, size=size)))  # noqa: S704
        return replace(image, svg=svg, across=size[0] > size[1])

    return replace(pages, images=tuple(map(shown, pages.images)))


def _drawn(
    image: PageImage, boxes: list[Box], picture: str, *, size: tuple[float, float]
) -> Iterator[str]:
    width, height = (f"{each:.2f}" for each in size)
    page = {"width": width, "height": height, "role": "img", "aria-label": image.text}
    yield f"<svg{attributes({'viewBox': f'0 0 {width} {height}', 'role': 'group'})}>"
    yield f'{PICTURE}{image.src}"{attributes(page)}/>'
    for box in boxes:
        yield seal_preview(picture, (box.x, box.y, box.width, box.height))
    yield "</svg>"
