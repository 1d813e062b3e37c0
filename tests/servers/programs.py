"""Programs of Debian's packages for tests: the machine's own, else unpacked into var/debian.

What is unpacked is told where its libraries lie in the environment of its own process only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from office.packages import Unavailable, debian_lacking, debian_packages

DEBIAN = Path(__file__).resolve().parents[2] / "var/debian"

# Of one piece with the loader, which is always the machine's.
_MACHINES_OWN = ("libc6", "libc-bin")


@dataclass(frozen=True)
class Program:
    """A program, what it needs in its environment besides ours, and where its packages' files
    lie: `files` are folders with `usr/…` in them, `/` where it is installed."""

    path: Path
    environment: Mapping[str, str]
    files: tuple[Path, ...]

    def run(
        self, *words: str | Path, folder: Path | None = None, timeout: float | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Whatever it says and however it ends. Raises OSError, TimeoutExpired."""
        return subprocess.run(
            [self.path, *words],
            env={**os.environ, **self.environment},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout,
            check=False,
        )

    def with_environment(self, more: Mapping[str, str]) -> Program:
        return replace(self, environment={**self.environment, **more})

    def file(self, *places: str) -> Path:
        """The first of `places` (patterns below a root, `etc/ldap/schema`) that is there."""
        found = (each for place in places for root in self.files for each in root.glob(place))
        return next(found)


def answers(*words: str) -> Callable[[Program], bool]:
    """Whether a program, asked with `words`, does as it is told: one that lacks libraries ends
    with a status."""

    def starts(program: Program) -> bool:
        try:
            return program.run(*words, timeout=60).returncode == 0
        except (OSError, subprocess.TimeoutExpired):
            return False

    return starts


def find_program(
    *names: str,
    packages: tuple[str, ...],
    starts: Callable[[Program], bool],
    place: str | None = None,
    not_needed: tuple[str, ...] = (),
    search_path: str | None = None,
    root: Path = DEBIAN,
) -> Program:
    """The first of `names` on the search path (by default PATH) that `starts`, else `place` in
    the first of `packages`, by default among the programs that everybody may run.

    `not_needed` is how the names of those libraries begin that the packages ask for and the
    program does without. Raises Unavailable when none is to be had.
    """
    for name in names:
        installed = shutil.which(name, path=search_path)
        program = Program(Path(installed or name), {}, (Path("/"),))
        if installed and starts(program):
            return program
    place = place or f"usr/bin/{names[0]}"
    for again in (False, True):  # the machine may have lost what it had the last time
        libraries = _libraries(packages, root=root, without=not_needed, again=again)
        program = _unpacked(place, packages, libraries, root=root)
        if starts(program):
            return program
    raise Unavailable(
        f"{names[0]} 不能启动（{program.path}）。"
        f"请由管理员执行 apt-get install {packages[0]}，然后重新执行。"
    )


def _unpacked(
    place: str, packages: tuple[str, ...], libraries: list[str], *, root: Path
) -> Program:
    folders = debian_packages([*packages, *libraries], root=root)
    found = {str(each.parent) for folder in folders for each in folder.rglob("lib*.so*")}
    environment = {"LD_LIBRARY_PATH": ":".join(sorted(found))}
    return Program(folders[0] / place, environment, tuple(folders))


def _libraries(
    packages: tuple[str, ...], *, root: Path, without: tuple[str, ...], again: bool
) -> list[str]:
    """The packages of libraries that this machine lacks. apt is asked once, not by every process
    of every run."""
    note = root / ".libraries" / packages[0]
    if again or not note.exists():
        lacking = debian_lacking(packages, root=root)
        write_whole(note, "\n".join(each for each in lacking if each not in packages))
    return [
        name
        for name in note.read_text("utf-8").split()
        if name.startswith("lib") and not name.startswith((*_MACHINES_OWN, *without))
        if not name.endswith("-dev")  # renewed together with what is needed, where it is installed
    ]


def write_whole(path: Path, text: str) -> None:
    """Nobody reads half of it, however many write at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    Path(file.name).replace(path)
