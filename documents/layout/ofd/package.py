"""The container of an OFD file: its parts in a ZIP, the same bytes for the same parts."""

from __future__ import annotations

from hashlib import sha256

from documents.layout.ofd.markup import Node, written
from office.packing import packed


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
        return packed({first: self._parts[first], **self._parts})
