"""OpenSSL's program, which judges keys, certificates and signatures of ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.servers.programs import Program, answers, find_program


def openssl(*words: str | Path, folder: Path | None = None) -> tuple[bool, str]:
    """Whether it is content, and what it says, in the working folder `folder`."""
    said = find_openssl().run(*words, folder=folder)
    return said.returncode == 0, said.stdout + said.stderr


@cache
def find_openssl(*, search_path: str | None = None) -> Program:
    """The program itself; its library comes with Python."""
    return find_program(
        "openssl", packages=("openssl",), starts=answers("version"), search_path=search_path
    )
