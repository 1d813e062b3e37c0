"""Stored files over HTTP: pages, pictures and PDFs, named by digest and so never stale."""

from __future__ import annotations

from io import SEEK_END
from pathlib import PurePosixPath
from typing import IO

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import FileIter, Response

from documents.screen_pages import ScreenPages
from office.outside.pictures import NotDrawn
from office.web.downloads import to_keep
from office.web.spreadsheets import XLSX

PRIVATE_FOR_EVER = "private, max-age=31536000, immutable"
PDF = "application/pdf"
OFD = "application/ofd"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

SCREEN_TYPES = {
    ".svg": "image/svg+xml",
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
# As for every file, but a page by itself fetches its own fonts, which a sandbox would forbid.
SCREEN_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-ancestors 'self'"
)


PAGE_PICTURE = "/pages/{digest}/{number:[1-9][0-9]{0,4}}.png"
"""The end of its address; any other number names no page."""


def picture(request: Request, *, agency: str, digest: str) -> Response:
    """The page that the address names of a stored PDF, as PNG; 404 for a page there is not, or
    that cannot be drawn."""
    try:
        image = request.pictures.page(agency, digest, int(request.matchdict["number"]))
    except (IndexError, NotDrawn) as error:
        raise HTTPNotFound from error
    return Response(image, content_type="image/png", cache_control=PRIVATE_FOR_EVER)


def pdf(data: bytes, *, name: str) -> Response:
    """The file itself, shown in the browser under its Chinese name."""
    return _file(data, PDF, name=name, shown="inline", kept=PRIVATE_FOR_EVER)


def printed(data: bytes, *, name: str) -> Response:
    """A PDF made anew each time, such as a list with who signed so far; kept by no cache."""
    return _file(data, PDF, name=name, shown="inline", kept="private, no-store")


def ofd(data: bytes, *, name: str) -> Response:
    """An OFD to keep: no browser shows one."""
    return _file(data, OFD, name=name, shown="attachment", kept=PRIVATE_FOR_EVER)


def csv(data: bytes, *, name: str) -> Response:
    """A table to keep, for spreadsheets; made anew each time, so kept by no cache."""
    return _file(data, "text/csv", name=name, shown="attachment", kept="private, no-store")


def xlsx(data: bytes, *, name: str) -> Response:
    """A workbook to keep; made anew each time, so kept by no cache."""
    return _file(data, XLSX, name=name, shown="attachment", kept="private, no-store")


def docx(data: bytes, *, name: str) -> Response:
    """A .docx to keep, never shown in the browser; made anew each time, so kept by no cache."""
    return _file(data, DOCX, name=name, shown="attachment", kept="private, no-store")


def zipped(data: bytes, *, name: str) -> Response:
    """A ZIP to keep; made anew each time, so kept by no cache."""
    return _file(data, "application/zip", name=name, shown="attachment", kept="private, no-store")


def attached(data: bytes, *, name: str) -> Response:
    """A file that somebody attached: to keep, never shown here, whatever it says that it is."""
    kind = "application/octet-stream"
    return _file(data, kind, name=name, shown="attachment", kept=PRIVATE_FOR_EVER)


def attached_file(file: IO[bytes], *, name: str) -> Response:
    """The same of what is too large to be held; the file is closed when it has been sent."""
    length = file.seek(0, SEEK_END)
    file.seek(0)
    answer = attached(b"", name=name)
    answer.app_iter = FileIter(file)
    answer.content_length = length
    return answer


def _file(data: bytes, kind: str, *, name: str, shown: str, kept: str) -> Response:
    named = to_keep(name, shown=shown)
    return Response(data, content_type=kind, content_disposition=named, cache_control=kept)


def scan(data: bytes, kind: str, *, name: str = "签批原件") -> Response:
    """A scan or a photograph, whose type was told from its bytes when it was taken."""
    suffix = {PDF: ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}[kind]
    return _file(data, kind, name=f"{name}{suffix}", shown="inline", kept="private, no-store")


def screen_file(screen: ScreenPages, name: str) -> Response:
    """A page for the screen, or what its pages name; 404 for what is not there."""
    kind = SCREEN_TYPES.get(PurePosixPath(name).suffix)
    try:
        data = screen.file(name)
    except KeyError as error:
        raise HTTPNotFound from error
    if kind is None:
        raise HTTPNotFound
    response = Response(data, content_type=kind, cache_control=PRIVATE_FOR_EVER)
    response.headers["Content-Security-Policy"] = SCREEN_POLICY
    return response
