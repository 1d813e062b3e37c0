"""Where a redirect may lead: only to a path of this office, never to another host."""

from __future__ import annotations

from urllib.parse import urlsplit

FORBIDDEN = set("\\\x7f") | {chr(code) for code in range(0x20)}


def local_path(wanted: str, *, otherwise: str = "/") -> str:
    """`wanted` if it is a path on this host, else `otherwise`.

    Refused: another scheme or host, `//host`, backslashes and control characters (browsers
    read `/\\host` as `//host`), and anything that is not a path from the root.
    """
    if not wanted.startswith("/") or wanted.startswith("//") or FORBIDDEN & set(wanted):
        return otherwise
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc:
        return otherwise
    return wanted
