"""poppler and qpdf: what they find in a PDF."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.servers.programs import Program, answers, find_program


@cache
def poppler(name: str, *, search_path: str | None = None) -> Program:
    """One of poppler's programs."""
    return find_program(
        name, packages=("poppler-utils",), starts=answers("-v"), search_path=search_path
    )


@cache
def qpdf(*, search_path: str | None = None) -> Program:
    """The program itself; pikepdf is its library."""
    return find_program(
        "qpdf", packages=("qpdf",), starts=answers("--version"), search_path=search_path
    )


def pdfsig(pdf: bytes, folder: Path) -> str:
    """Of each field for a signature: whether it is valid and covers the whole file. Certificates
    are not judged. `folder` is where the file may be laid."""
    said = poppler("pdfsig").run("-nocert", _laid(pdf, folder))
    assert said.returncode == 0, said.stdout + said.stderr
    return said.stdout


def pdffonts(pdf: bytes, folder: Path) -> list[str]:
    """A line for each font, without the table's head."""
    said = poppler("pdffonts").run(_laid(pdf, folder))
    assert said.returncode == 0, said.stderr
    return said.stdout.splitlines()[2:]


def qpdf_check(pdf: bytes, folder: Path) -> tuple[int, str]:
    """The status (0: nothing to complain of) and the complaints of `qpdf --check`."""
    said = qpdf().run("--check", _laid(pdf, folder))
    return said.returncode, said.stderr


def _laid(pdf: bytes, folder: Path) -> Path:
    path = folder / "judged.pdf"
    path.write_bytes(pdf)
    return path
