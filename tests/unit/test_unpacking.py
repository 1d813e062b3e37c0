"""Archives from outside: what they may write, where, and how much."""

from __future__ import annotations

import gzip
import io
import tarfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.unpacking import BadArchive, Limits, unpack_tar


def _entry(name: str, *, kind: bytes = tarfile.REGTYPE, size: int = 0) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.size, entry.linkname = kind, size, "/etc/passwd"
    return entry


def _archive(folder: Path, *entries: tarfile.TarInfo) -> Path:
    path = folder / "archive.tgz"
    with tarfile.open(path, "w:gz") as tar:
        for entry in entries:
            tar.addfile(entry, io.BytesIO(bytes(entry.size)))
    return path


def test_files_and_the_right_to_run_them_are_kept(tmp_path: Path) -> None:
    program = _entry("package/bin/run", size=3)
    program.mode = 0o777
    unpack_tar(_archive(tmp_path, program, _entry("package/text", size=2)), into=tmp_path / "out")
    assert (tmp_path / "out/package/bin/run").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "out/package/text").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "out/package/text").read_bytes() == b"\0\0"


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "a\\..\\x"])
def test_a_name_that_leaves_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadArchive, match="越出目录"):
        unpack_tar(_archive(tmp_path, _entry(name)), into=tmp_path / "out")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(kind: bytes, tmp_path: Path) -> None:
    with pytest.raises(BadArchive, match="链接或设备"):
        unpack_tar(_archive(tmp_path, _entry("package/x", kind=kind)), into=tmp_path / "out")


def test_a_bomb_is_refused_before_it_fills_the_disk(tmp_path: Path) -> None:
    archive = _archive(tmp_path, _entry("package/zeros", size=30_000_000))
    with pytest.raises(BadArchive, match="过大"):
        unpack_tar(archive, into=tmp_path / "out")
    written = sum(file.stat().st_size for file in (tmp_path / "out").rglob("*") if file.is_file())
    assert written < archive.stat().st_size * Limits().ratio


def test_many_small_files_count_together(tmp_path: Path) -> None:
    entries = [_entry(f"package/{number}", size=60) for number in range(3)]
    with pytest.raises(BadArchive, match="过大"):
        unpack_tar(_archive(tmp_path, *entries), into=tmp_path / "out", limits=Limits(bytes=150))


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    entries = [_entry(f"package/{number}") for number in range(4)]
    with pytest.raises(BadArchive, match="多于 3 个"):
        unpack_tar(_archive(tmp_path, *entries), into=tmp_path / "out", limits=Limits(files=3))


def test_the_same_file_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadArchive, match="读写失败"):
        unpack_tar(_archive(tmp_path, _entry("a"), _entry("a")), into=tmp_path / "out")


def test_damage_in_the_middle_of_a_file_is_refused(tmp_path: Path) -> None:
    content = b" ".join(str(number**3).encode() for number in range(50_000))
    archive = tmp_path / "archive.tgz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.addfile(_entry("package/numbers", size=len(content)), io.BytesIO(content))
    damaged = bytearray(archive.read_bytes())
    damaged[60_000:60_400] = bytes(400)
    archive.write_bytes(damaged)
    with pytest.raises(BadArchive, match="读写失败"):
        unpack_tar(archive, into=tmp_path / "out")


@given(
    damage=st.dictionaries(st.floats(0, 0.999), st.integers(0, 255), max_size=4),
    compressed=st.booleans(),
)
def test_a_damaged_archive_raises_nothing_else_and_writes_nowhere_else(
    damage: dict[float, int], compressed: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    entries = [_entry("package/a/b", size=700), _entry("package/c", size=3)]
    content = bytearray(_archive(folder, *entries).read_bytes())
    content = content if compressed else bytearray(gzip.decompress(content))
    for place, byte in damage.items():
        content[int(place * len(content))] = byte
    (folder / "archive.tgz").write_bytes(content)
    with suppress(BadArchive):
        unpack_tar(folder / "archive.tgz", into=folder / "out")
    assert {path.name for path in folder.iterdir()} <= {"archive.tgz", "out"}
