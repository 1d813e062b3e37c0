"""Files that are whole or not there at all, also after the power was cut: bytes and names both
reach the disk before anybody relies on them."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def write_whole(path: Path, data: bytes, *, draft: str, new: bool = False) -> None:
    """Its owner's alone (600), beside its place first; `draft`: how the name begins under which
    it is written, by which whoever was killed meanwhile left it.

    The name is durable after `sync_folder`. With `new` nothing is overwritten: FileExistsError.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=draft)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if new:
            os.link(name, path)  # a rename would take the other's place
            Path(name).unlink()
        else:
            Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def make_folder(folder: Path) -> None:
    """With those above it that lack; their names are durable."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in missing:
        sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """The names in it are durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(folder: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    """Hold the folder's lock; it is let go of when the handle is closed, also by a kill."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)
