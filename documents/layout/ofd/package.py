"""The container of an OFD file: its parts in a ZIP, the same bytes for the same parts."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from io import BytesIO

from documents.layout.ofd.markup import Node, written

_TIME = (1980, 1, 1, 0, 0, 0)
_FAST = 3
"""Glyph outlines hardly become smaller by trying harder (measured: decision 0056)."""
_PACKED = (".png", ".jpg")


class Package:
    """Parts by name, kept in the order in which they are added."""

    def __init__(self) -> None:
        self._parts: dict[str, bytes] = {}

    def add(self, name: str, content: bytes | Node) -> None:
        """A part: bytes, or the root of an XML part."""
        self._parts[name] = content if isinstance(content, bytes) else written(content)

    def digest(self) -> str:
        """32 hex digits that name what is in the parts added so far."""
        whole = sha256()
        for name, content in self._parts.items():
            whole.update(f"{name}\0{len(content)}\0".encode())
            whole.update(content)
        return whole.hexdigest()[:32]

    def zipped(self, *, first: str) -> bytes:
        """The file; the part `first` stands at its beginning, where readers look for it."""
        file = BytesIO()
        names = [first, *(name for name in self._parts if name != first)]
        with zipfile.ZipFile(file, "w", compresslevel=_FAST) as archive:
            for name in names:
                archive.writestr(_entry(name), self._parts[name])
        return file.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """Time, system and rights would tell machines apart: they are the same everywhere."""
    entry = zipfile.ZipInfo(name, date_time=_TIME)
    entry.create_system = 0
    stored = name.endswith(_PACKED)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return entry
