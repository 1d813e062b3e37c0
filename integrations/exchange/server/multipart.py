"""`multipart/related` (RFC 2387) within bounds: a message and what travels beside it.

Only what MTOM needs: every part has a content id, is not encoded, and is named by nothing else.
File names and all other headers are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message

from integrations.exchange.soap import Unreadable

_LONGEST_TYPE = 1024
_LONGEST_HEADERS = 2048
_MOST_PARTS = 1100
"""`submit` has a thousand parts, and an envelope with ten binary values."""
_PLAIN = frozenset({"", "binary", "8bit", "7bit"})


@dataclass(frozen=True, slots=True)
class ContentType:
    """A media type with its parameters, names in lower case."""

    media_type: str
    parameters: dict[str, str]


@dataclass(frozen=True, slots=True)
class Related:
    """The message, and by content id what is beside it; views of the request's bytes."""

    root_type: ContentType
    root: memoryview
    beside: dict[str, memoryview]


def read_content_type(text: str) -> ContentType:
    """Raises Unreadable."""
    if len(text) > _LONGEST_TYPE:
        raise Unreadable("Content-Type 过长。")
    header = Message()
    try:
        header["Content-Type"] = text
        pairs = header.get_params([]) or []
    except (MessageError, ValueError, LookupError) as fault:
        raise Unreadable("Content-Type 读不懂。") from fault
    parameters = {name.lower(): value for name, value in pairs[1:] if isinstance(value, str)}
    if len(parameters) != len(pairs[1:]):
        raise Unreadable("Content-Type 的参数重复，或者用了本协议没有的写法。")
    return ContentType(text.partition(";")[0].strip().lower(), parameters)


def split(data: bytes, kind: ContentType) -> Related:
    """Take a body of this type apart. Raises Unreadable."""
    parts = _parts(data, kind.parameters.get("boundary", ""))
    by_id: dict[str, memoryview] = {}
    for headers, content in parts:
        by_id[_content_id(headers)] = content
    if len(by_id) != len(parts):
        raise Unreadable("附件的 Content-ID 重复。")
    start = kind.parameters.get("start")
    root_id = _bare(start) if start else _content_id(parts[0][0])
    if root_id not in by_id:
        raise Unreadable("multipart/related 没有 start 所指的部分。")
    root_headers = next(each for each, _ in parts if _content_id(each) == root_id)
    root_type = read_content_type(root_headers.get("content-type", ""))
    return Related(root_type, by_id.pop(root_id), by_id)


def _parts(data: bytes, boundary: str) -> list[tuple[dict[str, str], memoryview]]:
    if not (0 < len(boundary) <= 70 and boundary.isascii()):  # RFC 2046 5.1.1
        raise Unreadable("multipart/related 没有可用的 boundary。")
    opening = b"--" + boundary.encode()
    at = 2 if data.startswith(b"\r\n") else 0
    if not data.startswith(opening, at):
        raise Unreadable("multipart/related 没有以 boundary 开头。")
    at += len(opening)
    view = memoryview(data)
    parts: list[tuple[dict[str, str], memoryview]] = []
    while not data.startswith(b"--", at):
        end_of_headers = data.find(b"\r\n\r\n", at, at + _LONGEST_HEADERS)
        end = data.find(b"\r\n" + opening, end_of_headers + 2)
        if not data.startswith(b"\r\n", at) or end_of_headers < 0 or end < 0:
            raise Unreadable("multipart/related 不完整，或者有一部分的头过长。")
        if len(parts) == _MOST_PARTS:
            raise Unreadable(f"multipart/related 超过 {_MOST_PARTS} 个部分。")
        headers = _headers(data[at + 2 : end_of_headers])
        parts.append((headers, view[min(end_of_headers + 4, end) : end]))
        at = end + 2 + len(opening)
    if not parts:
        raise Unreadable("multipart/related 中什么也没有。")
    return parts


def _headers(data: bytes) -> dict[str, str]:
    headers: dict[str, str] = {}
    text = data.decode("latin-1").replace("\r\n ", " ").replace("\r\n\t", " ")
    for line in text.split("\r\n"):
        name, colon, value = line.partition(":")
        if not colon or name.lower() in headers:
            raise Unreadable("附件的头写错了，或者重复。")
        headers[name.lower()] = value.strip()
    if headers.get("content-transfer-encoding", "").lower() not in _PLAIN:
        raise Unreadable("附件不得另行编码（Content-Transfer-Encoding 应为 binary）。")
    return headers


def _content_id(headers: dict[str, str]) -> str:
    return _bare(headers.get("content-id", ""))


def _bare(content_id: str) -> str:
    return content_id.strip().removeprefix("<").removesuffix(">")
