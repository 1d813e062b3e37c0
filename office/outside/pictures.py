"""Pages of stored PDFs as pictures and as text, for the screen: kept a while, stored nowhere.

PDFs come from elsewhere too, so each is drawn in a process of its own, a few pages at a time. What
was destroyed is shown no more: before it answers from memory, it asks the content store.
"""

from __future__ import annotations

import threading
from base64 import b64decode
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from office.kernel.content import ContentStore
from office.outside.own_process import Failed, answer_of
from office.outside.pdf_pages import SECONDS

DRAWER = "office.outside.pdf_pages"

KEPT_BYTES = 48_000_000

TOGETHER = 3
"""Pages that one process draws: starting it takes as long as a page, and readers go on."""

SIDE_BY_SIDE = 2
"""Processes at once; whoever asks for more waits."""

_LEAST = 500
"""Bytes that remembering anything takes."""


class NotDrawn(Exception):
    """PDFium cannot make pages of this file, or not within the limits."""


@dataclass(frozen=True, slots=True)
class _Made:
    """What a process made of a file. A `fault` is the whole file's: nothing more is tried."""

    texts: tuple[str, ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()
    pictures: tuple[bytes, ...] = ()
    fault: bool = False

    @property
    def size(self) -> int:
        """Bytes, about."""
        return _LEAST + sum(map(len, self.pictures)) + 4 * sum(map(len, self.texts))


_Key = tuple[str, int]
"""The file's digest, and the first page that is drawn, or one of these."""

_TEXTS, _FAULT = 0, -1


class Pictures:
    """Pictures and texts by the digest of the PDF, whose bytes never change."""

    def __init__(self, content: ContentStore) -> None:
        self._content = content
        self._turn = threading.Lock()
        self._kept: OrderedDict[_Key, _Made] = OrderedDict()
        self._underway: dict[_Key, Future[_Made]] = {}
        self._pool = ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="pictures")

    @property
    def kept_bytes(self) -> int:
        """What is remembered."""
        with self._turn:
            return sum(each.size for each in self._kept.values())

    def texts(self, agency: str, digest: str) -> tuple[str, ...]:
        """What a screen reader says instead of each page's picture. Missing; NotDrawn."""
        return self._made(agency, (digest, _TEXTS)).texts

    def sizes(self, agency: str, digest: str) -> tuple[tuple[float, float], ...]:
        """Width and height of each page as it is shown, mm. Missing; NotDrawn."""
        return self._made(agency, (digest, _TEXTS)).sizes

    def page(self, agency: str, digest: str, number: int) -> bytes:
        """Page `number` (from 1) as PNG. IndexError for none; Missing; NotDrawn."""
        if not 1 <= number <= len(self.texts(agency, digest)):
            raise IndexError(number)
        before = (number - 1) % TOGETHER
        picture = self._made(agency, (digest, number - before)).pictures[before]
        if not picture:
            raise NotDrawn
        return picture

    def _made(self, agency: str, key: _Key) -> _Made:
        digest, _ = key
        if not self._content.has(agency, digest):
            self._forget(digest)
            self._content.get(agency, digest)  # says that it is missing
        made = self._remembered(key) or self._start(agency, key).result()
        if made.fault:
            raise NotDrawn
        return made

    def _remembered(self, key: _Key) -> _Made | None:
        with self._turn:
            for each in (key, (key[0], _FAULT)):
                if each in self._kept:
                    self._kept.move_to_end(each)
                    return self._kept[each]
        return None

    def _start(self, agency: str, key: _Key) -> Future[_Made]:
        """What is drawn already is waited for."""
        with self._turn:
            if key not in self._underway:
                self._underway[key] = self._pool.submit(self._make, agency, key)
            return self._underway[key]

    def _make(self, agency: str, key: _Key) -> _Made:
        """Has it drawn, and remembers it; what nobody asked for lately is forgotten."""
        try:
            made = _drawn(self._content.get(agency, key[0]), first=key[1])
            with self._turn:
                self._kept[(key[0], _FAULT) if made.fault else key] = made
                room = KEPT_BYTES - sum(each.size for each in self._kept.values())
                while room < 0:
                    room += self._kept.popitem(last=False)[1].size
            return made
        finally:
            with self._turn:
                del self._underway[key]

    def _forget(self, digest: str) -> None:
        with self._turn:
            for key in [each for each in self._kept if each[0] == digest]:
                del self._kept[key]


def _drawn(data: bytes, *, first: int) -> _Made:
    words = () if first == _TEXTS else (str(first), str(first + TOGETHER - 1))
    try:
        answer = answer_of(DRAWER, *words, data=data, seconds=SECONDS)
    except Failed:
        return _Made(fault=True)
    pages = answer.get("pages", ())
    return _Made(
        texts=tuple(text for text, _, _ in pages),
        sizes=tuple((width, height) for _, width, height in pages),
        pictures=tuple(b64decode(each) for each in answer.get("pictures", ())),
        fault="fault" in answer,
    )
