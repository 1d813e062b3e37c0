"""Files that go inside the page file: what was exchanged with it, or what its text names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to embed: `name` as the reader sees it, its bytes, its media type, what it is.

    `relationship` to the document (ISO 19005-3 6.8): Supplement for an attachment, Source for
    what it was made from, Data for figures behind a table, Alternative for another form of it.
    """

    name: str
    content: bytes
    media_type: str = "application/octet-stream"
    description: str = ""
    relationship: str = "Supplement"
