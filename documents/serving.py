"""Stored files over HTTP: page pictures and PDFs, named by digest and so never stale."""

from __future__ import annotations

from urllib.parse import quote

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from documents.pictures import page_picture

PRIVATE_FOR_EVER = "private, max-age=31536000, immutable"
PDF = "application/pdf"


def picture(data: bytes, number: int) -> Response:
    """One page as PNG; 404 for a page there is not."""
    try:
        image = page_picture(data, number)
    except IndexError as error:
        raise HTTPNotFound from error
    return Response(image, content_type="image/png", cache_control=PRIVATE_FOR_EVER)


def pdf(data: bytes, *, name: str) -> Response:
    """The file itself, shown in the browser under its Chinese name (RFC 6266)."""
    return Response(
        data,
        content_type=PDF,
        content_disposition=f"inline; filename=\"document.pdf\"; filename*=UTF-8''{quote(name)}",
        cache_control=PRIVATE_FOR_EVER,
    )
