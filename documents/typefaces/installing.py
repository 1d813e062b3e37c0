"""Fetch the open fonts and convert what has cubic outlines: once, into one folder."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from documents.typefaces.conversion import to_truetype
from documents.typefaces.open_fonts import (
    DEBIAN_FONTS,
    NPM_FONTS,
    NPM_PACKAGE,
    NPM_VERSION,
    SUBSTITUTES,
    OpenFont,
)
from documents.typefaces.site_fonts import site_fonts
from office.packages import Unavailable, debian_package, npm_package

Progress = Callable[[str, int, int], None]
"""Called with what was just done, the number of steps done and their total."""


@dataclass(frozen=True, slots=True)
class Step:
    """One file to bring into the folder, by conversion or as a copy. `index` in a collection."""

    source: Path
    target: Path
    converted: bool
    index: int = -1


def install_fonts(*, site: Path, installed: Path, packages: Path, progress: Progress) -> list[str]:
    """Bring every font that is not yet there into `installed`; about a minute of one processor.

    Packages are unpacked under `packages`. Returns what could not be had, as sentences; the
    fonts that could are installed all the same.
    """
    steps = [
        Step(each.path, each.converted_path(installed), converted=True, index=each.index)
        for each in site_fonts(site)
        if each.cubic
    ]
    refusals: dict[str, str] = {}
    for font in (*DEBIAN_FONTS, *NPM_FONTS):
        if (installed / font.file).is_file() or font.package in refusals:
            continue
        progress(f"取得 {font.package}", 0, 0)
        try:
            steps.append(_step(font, installed=installed, packages=packages))
        except Unavailable as refusal:
            refusals[font.package] = str(refusal)
    if NPM_PACKAGE in refusals:
        steps += _substitutes(installed=installed, packages=packages)
    _carry_out([each for each in steps if not each.target.is_file()], progress=progress)
    return list(refusals.values())


def _step(font: OpenFont, *, installed: Path, packages: Path) -> Step:
    source = _package_folder(font.package, packages=packages) / font.member
    if not source.is_file():
        raise Unavailable(
            f"软件包 {font.package} 中没有 {font.member}，它的版本可能与本系统不合。"
            "请使用本单位自己的字体，或换用其他软件源后重新执行 office fonts --install。"
        )
    return Step(source, installed / font.file, converted=font.converted)


def _package_folder(package: str, *, packages: Path) -> Path:
    """A Debian package that the machine has installed is taken from there."""
    if package == NPM_PACKAGE:
        return npm_package(NPM_PACKAGE, NPM_VERSION, root=packages / "npm")
    members = [each.member for each in (*DEBIAN_FONTS, *SUBSTITUTES) if each.package == package]
    if all(Path("/", member).is_file() for member in members):
        return Path("/")
    return debian_package(package, root=packages / "debian")


def _substitutes(*, installed: Path, packages: Path) -> Iterable[Step]:
    for font in SUBSTITUTES:
        try:
            yield _step(font, installed=installed, packages=packages)
        except Unavailable:
            return


def _carry_out(steps: list[Step], *, progress: Progress) -> None:
    """Conversions in two processes, started afresh so that they share nothing with ours."""
    if not steps:
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=2, mp_context=context) as processes:
        ordered = sorted(steps, key=lambda each: each.converted, reverse=True)
        running = {processes.submit(carry_out, each): each for each in ordered}
        for done, future in enumerate(as_completed(running), start=1):
            progress(f"{running[future].target.name} 已就绪", done, len(steps))
            future.result()


def carry_out(step: Step) -> None:
    """Convert or copy one file; it appears under its name only when it is whole."""
    if step.converted:
        to_truetype(source=step.source, target=step.target, index=step.index)
        return
    step.target.parent.mkdir(parents=True, exist_ok=True)
    partial = step.target.with_suffix(".partial")
    shutil.copyfile(step.source, partial)
    partial.replace(step.target)
