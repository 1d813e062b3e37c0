"""Static files, kept by browsers for a year: their address changes with their content."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

FOLDER = Path(__file__).parent / "static"
SCRIPT = "build/office.js"
YEAR = 365 * 24 * 3600


class ContentAddress:
    """Adds a digest of the file's content to its address.

    The digest is read again when the file's time or length changes, so that a build is seen.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, tuple[tuple[int, int], str]] = {}
        self._lock = threading.Lock()

    def __call__(
        self, request: Request, subpath: str, kw: dict[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        """Pyramid's cache-buster signature; a file that is not there keeps its plain address."""
        digest = self.digest(subpath)
        return subpath, {**kw, "_query": {"v": digest}} if digest else kw

    def digest(self, subpath: str) -> str | None:
        """Twelve hexadecimal digits of SHA-256, or None without such a file."""
        try:
            status = (self.folder / subpath).stat()
        except OSError:
            return None
        stamp = (status.st_mtime_ns, status.st_size)
        with self._lock:
            known = self._known.get(subpath)
            if known is None or known[0] != stamp:
                content = (self.folder / subpath).read_bytes()
                known = (stamp, hashlib.sha256(content).hexdigest()[:12])
                self._known[subpath] = known
        return known[1]


def asset(request: Request, name: str) -> str:
    """The address of one of our static files."""
    return str(request.static_path(f"office.web:static/{name}"))


def script(request: Request) -> str:
    """The address of the built script; empty if it was never built (pages work without)."""
    return asset(request, SCRIPT) if (FOLDER / SCRIPT).exists() else ""


def includeme(config: Configurator) -> None:
    """Serve `/static/`."""
    config.add_static_view("static", "office.web:static", cache_max_age=YEAR)
    config.add_cache_buster("office.web:static/", ContentAddress(FOLDER))
