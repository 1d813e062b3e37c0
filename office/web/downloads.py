"""Under which name a file is kept by whoever downloads it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote

_NO_NAME = re.compile(r"[/\\\\:*?\"<>|\x00-\x1f]")
"""What no file system takes, or some do not."""


def to_keep(name: str, *, shown: str = "attachment") -> str:
    """Content-Disposition: the Chinese name (RFC 6266), with a plain one for what does not know
    that. `shown`: attachment or inline."""
    clean = _NO_NAME.sub("_", name)
    plain = f"document{PurePosixPath(clean).suffix}"
    if not plain.isascii():
        plain = "document"
    return f"{shown}; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"
