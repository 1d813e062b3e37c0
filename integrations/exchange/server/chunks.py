"""A chunked body (RFC 9112 7.1), read in bounded pieces."""

from __future__ import annotations

from typing import Protocol

_LONGEST_LINE = 256
_MOST_CHUNKS = 20_000
"""Clients send thousands of bytes in each; nine million of one byte would keep a worker busy."""
_MOST_TRAILERS = 16
_LARGEST = 8
"""Hexadecimal digits."""


class Stream(Protocol):
    """What the connection is read by."""

    def read(self, size: int, /) -> bytes:
        """So many bytes; fewer at the end."""

    def readline(self, size: int, /) -> bytes:
        """A line, or so many bytes of it."""


class Chunks:
    """The body of a request; `read` raises ValueError where it is not as the standard has it."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._left = 0
        self._seen = 0
        self._is_over = False

    def read(self, size: int) -> bytes:
        """At most so many bytes of the chunk that has come; none at the end."""
        if not self._left and not self._is_over:
            self._next()
        if self._is_over:
            return b""
        data = self._stream.read(min(size, self._left))
        self._left -= len(data)
        if not data or (not self._left and self._stream.read(2) != b"\r\n"):
            raise ValueError("a chunk that is cut")
        return data

    def _next(self) -> None:
        digits = self._line().partition(b";")[0].strip()
        self._seen += 1
        if not 0 < len(digits) <= _LARGEST or digits.strip(b"0123456789abcdefABCDEF"):
            raise ValueError("no size of a chunk")
        if self._seen > _MOST_CHUNKS:
            raise ValueError("too many chunks")
        self._left = int(digits, 16)
        if not self._left:
            self._trailers()

    def _trailers(self) -> None:
        for _ in range(_MOST_TRAILERS):
            if not self._line():
                self._is_over = True
                return
        raise ValueError("too many trailers")

    def _line(self) -> bytes:
        line = self._stream.readline(_LONGEST_LINE)
        if not line.endswith(b"\r\n"):
            raise ValueError("a line that is cut or too long")
        return line[:-2]
