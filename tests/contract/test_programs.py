"""Programs that tests use are had on a machine that has none of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from office.packages import Unavailable
from tests.readers.openssl import find_openssl
from tests.readers.pdf_programs import poppler, qpdf
from tests.servers.programs import DEBIAN, Program, answers, find_program
from tests.servers.softhsm import find_softhsm


def script(place: Path, text: str) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n{text}\n")
    place.chmod(stat.S_IRWXU)
    return place


def found(folder: Path) -> Program:
    """`judge`, on the path `bin` or unpacked in `debian`."""
    return find_program(
        "judge",
        packages=("judges",),
        starts=answers("--version"),
        search_path=str(folder / "bin"),
        root=folder / "debian",
    )


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """Fetched by an earlier run, with the one library that it lacked."""
    library = tmp_path / "debian/libverdict1/usr/lib/x86_64-linux-gnu/libverdict.so.1"
    library.parent.mkdir(parents=True)
    library.touch()
    note = tmp_path / "debian/.libraries/judges"
    note.parent.mkdir()
    note.write_text("libverdict1\nlibverdict-dev\nlibc6\njudges-doc")
    return script(tmp_path / "debian/judges/usr/bin/judge", 'echo "$LD_LIBRARY_PATH"')


def test_what_is_installed_and_starts_is_taken(tmp_path: Path, unpacked: Path) -> None:
    installed = script(tmp_path / "bin/judge", "exit 0")

    assert found(tmp_path) == Program(installed, {}, (Path("/"),))


@pytest.mark.parametrize("text", ["exit 127", None], ids=["does not start", "is not there"])
def test_else_the_unpacked_one_with_its_libraries_in_its_own_process_only(
    tmp_path: Path, unpacked: Path, text: str | None
) -> None:
    if text:
        script(tmp_path / "bin/judge", text)
    before = dict(os.environ)
    program = found(tmp_path)

    assert program.path == unpacked
    libraries = tmp_path / "debian/libverdict1/usr/lib/x86_64-linux-gnu"
    assert program.run().stdout == f"{libraries}\n"
    assert dict(os.environ) == before


def test_apt_is_asked_again_when_the_machine_lost_a_library(
    tmp_path: Path, unpacked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(unpacked, 'case "$LD_LIBRARY_PATH" in *libproof*) ;; *) exit 127;; esac')
    (tmp_path / "debian/libproof2").mkdir()
    (tmp_path / "debian/libproof2/libproof.so.2").touch()
    script(tmp_path / "apt/apt-get", "echo Inst libverdict1; echo Inst libproof2")
    monkeypatch.setenv("PATH", str(tmp_path / "apt"))

    assert found(tmp_path).path == unpacked


def test_one_that_never_starts_is_refused_with_the_way_out(
    tmp_path: Path, unpacked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(unpacked, "exit 127")
    script(tmp_path / "apt/apt-get", "echo Inst libverdict1")
    monkeypatch.setenv("PATH", str(tmp_path / "apt"))

    with pytest.raises(Unavailable, match=r"judge 不能启动.*apt-get install judges"):
        found(tmp_path)


@pytest.mark.slow  # fetches packages
@pytest.mark.parametrize(
    "find",
    [partial(poppler, "pdfsig"), partial(poppler, "pdffonts"), qpdf, find_openssl, find_softhsm],
    ids=["pdfsig", "pdffonts", "qpdf", "openssl", "softhsm"],
)
def test_a_real_one_is_had_without_root_and_without_an_installed_one(
    find: Callable[..., Program],
) -> None:
    assert find(search_path="").path.is_relative_to(DEBIAN.resolve())
