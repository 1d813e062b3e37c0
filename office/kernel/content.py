"""Bodies, pages, attachments and scans by digest: stored once, checked at every read (D7)."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from office.kernel.durable import locked, sync_folder, write_whole
from office.kernel.refusals import Missing

AGENCY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
DIGEST = re.compile(r"[0-9a-f]{64}")
DRAFT = ".draft-"
"""How the name of a file begins that is still being written."""


class Damaged(Exception):
    """A stored object no longer has the digest it is filed under."""


class ContentStore(Protocol):
    """Objects of one agency, named by the SHA-256 of their bytes (64 hexadecimal digits)."""

    def put(self, agency: str, data: bytes) -> str:
        """Store, and give the digest. Durable when it returns; twice is once."""

    def get(self, agency: str, digest: str) -> bytes:
        """The bytes; `Missing` if there are none, `Damaged` if they are not what was stored."""

    def has(self, agency: str, digest: str) -> bool:
        """Whether the agency has this object."""

    def destroy(self, agency: str, digest: str) -> None:
        """Remove for ever (only `office.kernel.destruction` calls this). Absent is fine."""

    def discard(self, agency: str, digest: str, *, put_before: datetime) -> bool:
        """Remove what no act names (`office.kernel.stocktaking` calls this, and who put it for an
        act that failed), unless it was put at or after that moment, also by somebody who puts it
        just now; gives whether it did.
        """

    def put_at(self, agency: str, digest: str) -> datetime | None:
        """When it was last put, also where it was there already; None if it is not there."""

    def digests(self, agency: str) -> Iterator[str]:
        """Every object of the agency."""

    def agencies(self) -> list[str]:
        """Every agency that has any."""

    def sweep(self, *, begun_before: datetime) -> int:
        """Remove what somebody killed while storing it left half-written; gives how many."""


class FolderContentStore:
    """A folder per agency; a file appears whole or not at all."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, agency: str, data: bytes) -> str:
        digest = sha256(data).hexdigest()
        path = self._path(agency, digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path.parent, fcntl.LOCK_SH):
            if _holds(path, data):
                os.utime(path)  # somebody needs it again: it is as if it were new
            else:
                write_whole(path, data, draft=DRAFT)
        # The name must be as durable as the bytes, also when somebody else has just written it
        # or an earlier attempt failed here.
        for folder in (path.parent, path.parent.parent, self.root):
            sync_folder(folder)
        return digest

    def get(self, agency: str, digest: str) -> bytes:
        try:
            data = self._path(agency, digest).read_bytes()
        except FileNotFoundError as error:
            raise Missing(
                "没有找到这份材料，它可能已经销毁。请联系系统管理员核对备份。"
            ) from error
        if sha256(data).hexdigest() != digest:
            raise Damaged(f"content {digest} of agency {agency} is damaged")
        return data

    def has(self, agency: str, digest: str) -> bool:
        return self._path(agency, digest).exists()

    def destroy(self, agency: str, digest: str) -> None:
        path = self._path(agency, digest)
        with suppress(FileNotFoundError):
            path.unlink()
            sync_folder(path.parent)

    def discard(self, agency: str, digest: str, *, put_before: datetime) -> bool:
        path = self._path(agency, digest)
        if not path.exists():
            return False
        # Nobody puts it between the look at its age and its end.
        with locked(path.parent, fcntl.LOCK_EX):
            put_at = self.put_at(agency, digest)
            if put_at is None or put_at >= put_before:
                return False
            self.destroy(agency, digest)
            return True

    def put_at(self, agency: str, digest: str) -> datetime | None:
        try:
            seconds = self._path(agency, digest).stat().st_mtime
        except FileNotFoundError:
            return None
        return datetime.fromtimestamp(seconds, UTC)

    def agencies(self) -> list[str]:
        folders = self.root.iterdir() if self.root.is_dir() else ()
        return sorted(each.name for each in folders if AGENCY.fullmatch(each.name))

    def sweep(self, *, begun_before: datetime) -> int:
        left = [
            path
            for path in self.root.glob(f"*/??/{DRAFT}*")
            if path.stat().st_mtime < begun_before.timestamp()
        ]
        for path in left:
            path.unlink()
        return len(left)

    def digests(self, agency: str) -> Iterator[str]:
        for path in sorted((self.root / _checked(AGENCY, agency)).glob("??/*")):
            if DIGEST.fullmatch(path.name):
                yield path.name

    def _path(self, agency: str, digest: str) -> Path:
        name = _checked(DIGEST, digest)
        return self.root / _checked(AGENCY, agency) / name[:2] / name


def _checked(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(f"not a name in the content store: {text!r}")
    return text


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file is there and whole; a damaged one is written anew."""
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False
