"""A Chromium for browser tests: the machine's own, else Debian's unpacked into var/debian.

Chinese text needs fonts that a bare machine lacks; they are unpacked there too and named to
fontconfig alone, so that screenshots look alike everywhere, whatever a machine has besides.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from office.packages import debian_package, debian_packages
from tests.servers.programs import DEBIAN, Program, find_program, write_whole

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FONTS = ("fonts-noto-cjk", "fonts-arphic-gkai00mp")

# Debian's dependencies for a screen, a sound card and a desktop session; headless needs none.
_NOT_NEEDED = ("libgl1-mesa-dri", "libllvm", "libz3-", "libsystemd-shared")


@contextmanager
def running() -> Iterator[Browser]:
    """A headless browser under Playwright. Raises Unavailable when no Chromium can be had."""
    chromium = find_chromium()
    _give_playwright_its_library(root=DEBIAN)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.path, args=FLAGS, env={**os.environ, **chromium.environment}
        )
        try:
            yield browser
        finally:
            browser.close()


def _give_playwright_its_library(*, root: Path) -> None:
    """Playwright brings a Node of its own that needs libatomic, which a bare machine lacks."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        package = debian_package("libatomic1", root=root)
        folder = next(package.rglob("libatomic.so.1")).parent
        os.environ["LD_LIBRARY_PATH"] = str(folder)  # for processes that this one starts


def find_chromium(*, root: Path = DEBIAN, names: tuple[str, ...] = NAMES) -> Program:
    """A Chromium that renders a page: one of `names` on PATH, else one unpacked into `root`."""
    fonts = {"FONTCONFIG_FILE": str(font_configuration(root=root))}

    def starts(program: Program) -> bool:
        _bring_together(program)
        return _renders(program.with_environment(fonts))

    found = find_program(
        *names,
        packages=("chromium", "chromium-common"),
        place="usr/lib/chromium/chromium",
        starts=starts,
        not_needed=_NOT_NEEDED,
        root=root,
    )
    return found.with_environment(fonts)


def _renders(program: Program) -> bool:
    page = [*FLAGS, "--headless", "--dump-dom", "data:text/html,<p>ready</p>"]
    try:
        return "<p>ready</p>" in program.run(*page, timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False


def _bring_together(program: Program) -> None:
    """Chromium looks for its resources beside its program; Debian has them in two packages."""
    for folder in program.files[1:2]:
        for found in (folder / "usr/lib/chromium").iterdir():
            with suppress(FileExistsError):  # another process may do the same
                (program.path.parent / found.name).symlink_to(found)


def font_configuration(*, root: Path) -> Path:
    """A fontconfig file with Chinese fonts for 黑体, 宋体 and 楷体 besides the machine's own."""
    fonts = debian_packages(FONTS, root=root)
    folders = "\n".join(f"<dir>{folder}/usr/share/fonts</dir>" for folder in fonts)
    path = root / "fonts.conf"
    text = _FONT_CONFIGURATION.format(folders=folders, cache=root / ".fontconfig")
    if not path.exists() or path.read_text("utf-8") != text:
        write_whole(path, text)
    return path


_FONT_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<alias binding="strong"><family>sans-serif</family><prefer><family>Noto Sans CJK SC</family></prefer></alias>
<alias binding="strong"><family>serif</family><prefer><family>Noto Serif CJK SC</family></prefer></alias>
<alias binding="strong"><family>KaiTi</family><prefer><family>AR PL KaitiM GB</family></prefer></alias>
</fontconfig>
"""  # noqa: E501 - one alias a line
