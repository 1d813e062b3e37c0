"""Debian and npm packages: fetched once, whole or not at all; what is said when they cannot."""

from __future__ import annotations

import io
import os
import stat
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from office import packages
from office.packages import (
    Unavailable,
    debian_lacking,
    debian_package,
    debian_packages,
    npm_package,
)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH but for the shell's own commands."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "mkdir", "touch", "cp", "cat"):
        (folder / name).symlink_to(f"/bin/{name}")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def _program(path: Path, name: str, text: str) -> None:
    program = path / name
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(stat.S_IRWXU)


# The words after `download` are packages; each becomes a file as apt names it.
_APT = """
log="$(cat "$LOG" 2>/dev/null)"; echo "$log$* ;" > "$LOG"
while [ $# -gt 0 ] && [ "$1" != download ]; do shift; done
[ $# -gt 0 ] && shift
for name in "$@"; do touch "${name}_1.0_all.deb"; done
"""
_DPKG = 'mkdir -p "$3/usr/share"; touch "$3/usr/share/$(cat /dev/null)file"'


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the stand-in for apt-get was asked to do."""
    monkeypatch.setenv("LOG", str(tmp_path / "log"))
    return tmp_path / "log"


def test_a_debian_package_is_unpacked_below_its_name(
    path: Path, log: Path, tmp_path: Path
) -> None:
    _program(path, "apt-get", _APT)
    _program(path, "dpkg-deb", _DPKG)
    folder = debian_package("slapd", root=tmp_path / "debian")
    assert folder == tmp_path / "debian/slapd"
    assert (folder / "usr/share/file").exists()


def test_what_is_there_is_not_fetched_again(path: Path, log: Path, tmp_path: Path) -> None:
    _program(path, "apt-get", _APT)
    _program(path, "dpkg-deb", _DPKG)
    debian_packages(["one", "two"], root=tmp_path / "debian")
    debian_packages(["two", "three", "one"], root=tmp_path / "debian")
    asked = [each.rpartition("download ")[2].strip() for each in log.read_text().split(";")]
    assert asked == ["one two", "three", ""]


def test_without_apt_the_refusal_names_what_is_missing(path: Path, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"apt-get.*slapd.*Debian 或 Ubuntu"):
        debian_package("slapd", root=tmp_path)


def test_stale_lists_of_the_system_give_way_to_fresh_ones_of_our_own(
    path: Path, log: Path, tmp_path: Path
) -> None:
    _program(path, "apt-get", 'case "$*" in *Dir::State*) ;; *) exit 100;; esac' + _APT)
    _program(path, "dpkg-deb", _DPKG)
    debian_package("slapd", root=tmp_path / "debian")
    assert "update" in log.read_text()
    assert (tmp_path / "debian/.apt/state/lists/partial").is_dir()


def test_a_failure_leaves_no_half_package(path: Path, log: Path, tmp_path: Path) -> None:
    _program(path, "apt-get", _APT)
    _program(path, "dpkg-deb", f"{_DPKG}; echo 'no space left' >&2; exit 2")
    with pytest.raises(Unavailable, match="no space left"):
        debian_package("slapd", root=tmp_path / "debian")
    assert list((tmp_path / "debian").iterdir()) == []


def test_the_archive_s_own_words_are_told(path: Path, tmp_path: Path) -> None:
    _program(path, "apt-get", "echo 'E: Unable to locate package nosuch' >&2; exit 100")
    _program(path, "dpkg-deb", "")
    with pytest.raises(Unavailable, match=r"Unable to locate package nosuch.*apt-get install"):
        debian_package("nosuch", root=tmp_path)


def test_two_that_fetch_at_once_both_find_the_package(tmp_path: Path) -> None:
    first, second, goal = tmp_path / "first", tmp_path / "second", tmp_path / "goal"
    for folder in (first, second):
        folder.mkdir()
        (folder / "file").touch()
    packages._settle(first, at=goal)
    packages._settle(second, at=goal)
    assert (goal / "file").exists()


# As apt does: who renews lists that another is renewing is turned away. The system has no lists.
_APT_OF_ONE = """
case "$*" in
*Dir::State*update) mkdir "$LOCK" || { echo 'E: Could not get lock' >&2; exit 100; }
  sleep 0.2; rmdir "$LOCK"; exit 0;;
*Dir::State*) ;;
*) exit 100;;
esac
"""


def test_many_that_fetch_at_once_do_not_disturb_each_other(
    path: Path, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("sleep", "rmdir"):
        (path / name).symlink_to(f"/bin/{name}")
    monkeypatch.setenv("LOCK", str(tmp_path / "lock"))
    _program(path, "apt-get", _APT_OF_ONE + _APT)
    _program(path, "dpkg-deb", _DPKG)

    def fetch(_: int) -> list[Path]:
        debian_lacking(["slapd"], root=tmp_path / "debian")
        return debian_packages(["slapd", "libltdl7"], root=tmp_path / "debian")

    with ThreadPoolExecutor(4) as pool:
        for folders in pool.map(fetch, range(4)):
            assert all((folder / "usr/share/file").exists() for folder in folders)
    assert log.read_text().count("download slapd libltdl7") == 1, "the others waited for it"


def _npm(path: Path, archive: Path) -> None:
    _program(path, "node", "")
    _program(path, "npm", f'cp "{archive}" htmx.org-4.0.1.tgz')


def _tar(path: Path, **files: bytes) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return path


def test_an_npm_package_is_unpacked_below_name_and_version(path: Path, tmp_path: Path) -> None:
    _npm(path, _tar(tmp_path / "a.tgz", **{"package/dist/htmx.js": b"//"}))
    folder = npm_package("@scope/htmx", "4.0.1", root=tmp_path / "npm")
    assert folder == tmp_path / "npm/@scope-htmx-4.0.1"
    assert (folder / "dist/htmx.js").read_bytes() == b"//"
    assert os.listdir(tmp_path / "npm") == ["@scope-htmx-4.0.1"]  # noqa: PTH208 - hidden ones too


def test_an_npm_archive_that_leaves_its_folder_is_refused(path: Path, tmp_path: Path) -> None:
    _npm(path, _tar(tmp_path / "a.tgz", **{"package/../../escaped": b"!"}))
    with pytest.raises(Unavailable, match="越出目录"):
        npm_package("htmx.org", "4.0.1", root=tmp_path / "npm")
    assert list((tmp_path / "npm").iterdir()) == []


def test_npm_s_first_error_is_told(path: Path, tmp_path: Path) -> None:
    _program(path, "node", "")
    _program(path, "npm", "echo 'npm error code ETARGET\nnpm error log' >&2; exit 1")
    with pytest.raises(Unavailable, match=r"htmx.org@99：npm error code ETARGET。.*registry"):
        npm_package("htmx.org", "99", root=tmp_path)


def test_without_node_and_network_the_refusal_says_both_ways_out(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(path, "python", "echo 'ERROR: No matching distribution' >&2; exit 1")
    monkeypatch.setattr(sys, "executable", str(path / "python"))
    with pytest.raises(Unavailable, match=r"No matching distribution.*自行安装 Node\.js"):
        npm_package("htmx.org", "4.0.1", root=tmp_path)


@pytest.mark.slow
def test_the_real_archive_gives_a_package(tmp_path: Path) -> None:
    assert (debian_package("netbase", root=tmp_path) / "etc/services").is_file()
