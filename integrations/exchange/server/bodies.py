"""The body of a request, read within bounds."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from integrations.exchange.contract import LARGEST_REQUEST
from integrations.exchange.server.replies import Stopped, stopped

_PIECE = 64 * 1024


def read_body(environ: dict[str, Any]) -> bytes:
    """All of it. Raises Stopped if it is too long, of no said length, or not as long as said."""
    if environ.get("HTTP_CONTENT_ENCODING", "identity").strip().lower() != "identity":
        raise stopped(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "不接受压缩过的请求。")
    length = _length(environ)
    body = bytearray()
    while length is None or len(body) < length:
        wanted = _PIECE if length is None else min(_PIECE, length - len(body))
        piece = _piece(environ, wanted)
        if not piece:
            break
        body += piece
        if len(body) > LARGEST_REQUEST:
            raise _too_large()
    if length is not None and len(body) < length:
        raise stopped(HTTPStatus.BAD_REQUEST, "请求比 Content-Length 所说的短。")
    return bytes(body)


def is_long(environ: dict[str, Any]) -> bool:
    """Whether it takes long to read; of a chunked body nobody knows."""
    length = _length(environ)
    return length is None or length > _PIECE


def _length(environ: dict[str, Any]) -> int | None:
    """Bytes; None of a chunked body, which ends where it says."""
    said = environ.get("CONTENT_LENGTH", "")
    if environ.get("HTTP_TRANSFER_ENCODING"):
        if said:
            raise stopped(HTTPStatus.BAD_REQUEST, "Content-Length 与 Transfer-Encoding 不能并用。")
        return None
    if not said:
        raise stopped(HTTPStatus.LENGTH_REQUIRED, "请求必须带 Content-Length。")
    if not (said.isascii() and said.isdigit() and len(said) <= 12):
        raise stopped(HTTPStatus.BAD_REQUEST, "Content-Length 不是长度。")
    if int(said) > LARGEST_REQUEST:
        raise _too_large()
    return int(said)


def _piece(environ: dict[str, Any], wanted: int) -> bytes:
    try:
        piece: bytes = environ["wsgi.input"].read(wanted)
    except ValueError as fault:  # a chunk that is none
        raise stopped(HTTPStatus.BAD_REQUEST, "请求的分块传输有误。") from fault
    return piece


def _too_large() -> Stopped:
    return stopped(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"请求超过 {LARGEST_REQUEST} 字节；较大的文件请用 putPart 分段发送。",
    )
