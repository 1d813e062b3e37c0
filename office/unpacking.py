"""Unpack an archive that came from outside, within limits of size, ratio, number and place."""

from __future__ import annotations

import tarfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

_CHUNK = 1 << 20


class BadArchive(Exception):
    """The archive breaks a limit or names a place outside its folder; nothing may be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much an archive may hold: bytes in all, bytes for each packed byte, number of files."""

    bytes: int = 600_000_000
    ratio: int = 60
    files: int = 20_000


def unpack_tar(archive: Path, *, into: Path, limits: Limits | None = None) -> None:
    """Write the regular files of a tar archive below `into`; raises BadArchive.

    Links, devices and names that leave the folder are refused. Bytes are counted as they are
    written: a header's length is only a claim.
    """
    limits = limits or Limits()
    room = min(limits.bytes, max(archive.stat().st_size * limits.ratio, _CHUNK))
    try:
        with tarfile.open(archive) as tar:
            for number, member in enumerate(tar, start=1):
                if number > limits.files:
                    raise BadArchive(f"文件多于 {limits.files} 个")
                if not member.isdir():
                    room -= _write(tar, member, into=into, room=room)
            _read_to_the_end(tar, room=room)
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError) as fault:
        raise BadArchive(f"读写失败（{fault}）") from fault


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, *, into: Path, room: int) -> int:
    source = tar.extractfile(member) if member.isreg() else None
    if source is None:
        raise BadArchive(f"含有链接或设备文件 {member.name!r}")
    path = into / _inside(member.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with source, path.open("xb") as target:
        written = _copy(source, target, room=room)
    path.chmod(0o755 if member.mode & 0o100 else 0o644)
    return written


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or not path.parts:
        raise BadArchive(f"文件名越出目录 {name!r}")
    return path


def _read_to_the_end(tar: tarfile.TarFile, *, room: int) -> None:
    """The checksum of the compression stands behind the last file, and is checked when read."""
    assert tar.fileobj is not None
    while chunk := tar.fileobj.read(_CHUNK):
        room -= len(chunk)
        if room < 0:
            raise BadArchive("末尾有过多的数据，疑似压缩炸弹")


def _copy(source: IO[bytes], target: IO[bytes], *, room: int) -> int:
    written = 0
    while chunk := source.read(_CHUNK):
        written += len(chunk)
        if written > room:
            raise BadArchive("解开后过大，疑似压缩炸弹")
        target.write(chunk)
    return written
