"""A Chromium for browser tests: the machine's own, else Debian's unpacked into var/debian.

Chinese text needs fonts that a bare machine lacks; they are unpacked there too and named to
fontconfig, so that screenshots look alike everywhere.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from office.packages import Unavailable, debian_lacking, debian_package, debian_packages

ROOT = Path(__file__).resolve().parents[2]
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
_NOT_NEEDED = ("libc6", "libc-bin", "libgl1-mesa-dri", "libllvm", "libz3-", "libsystemd-shared")


@dataclass(frozen=True)
class Chromium:
    """A program that was seen to start, and the environment that it starts in."""

    program: Path
    environment: dict[str, str]

    def starts(self) -> bool:
        """Whether it renders a page (a program that lies there may lack libraries)."""
        page = [*FLAGS, "--headless", "--dump-dom", "data:text/html,<p>ready</p>"]
        try:
            answer = subprocess.run(
                [self.program, *page], env=self.environment, capture_output=True, timeout=60
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return b"<p>ready</p>" in answer.stdout


@contextmanager
def running() -> Iterator[Browser]:
    """A headless browser under Playwright. Raises Unavailable when no Chromium can be had."""
    chromium = find_chromium()
    _give_playwright_its_library(root=ROOT / "var/debian")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.program, args=FLAGS, env={**chromium.environment}
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


def find_chromium(*, root: Path = ROOT / "var/debian", names: tuple[str, ...] = NAMES) -> Chromium:
    """A Chromium that starts: one of `names` on PATH, else one unpacked into `root`."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(font_configuration(root=root))}
    for program in filter(None, map(shutil.which, names)):
        chromium = Chromium(Path(program), environment)
        if chromium.starts():
            return chromium
    chromium = unpacked_chromium(environment, root=root)
    if not chromium.starts():
        raise Unavailable(
            f"Chromium 不能启动（{chromium.program}）。请由管理员执行 apt-get install chromium，"
            "或用 make quick 只运行不需要浏览器的测试。"
        )
    return chromium


def unpacked_chromium(environment: dict[str, str], *, root: Path) -> Chromium:
    """Debian's chromium with the libraries that this machine lacks, without installing any."""
    own = ["chromium", "chromium-common"]
    done = root / "chromium/libraries"
    if not done.exists():
        lacking = [
            name
            for name in debian_lacking(own, root=root)
            if name.startswith("lib") and not name.startswith(_NOT_NEEDED)
        ]
        packages = debian_packages([*own, *lacking], root=root)
        _bring_together(*packages[:2])
        folders = {str(found.parent) for each in packages for found in each.rglob("*.so*")}
        done.write_text(":".join(sorted(folders)), "utf-8")
    libraries = done.read_text("utf-8")
    program = root / "chromium/usr/lib/chromium/chromium"
    return Chromium(program, {**environment, "LD_LIBRARY_PATH": libraries})


def _bring_together(program: Path, resources: Path) -> None:
    """Chromium looks for its resources beside its program; Debian has them in two packages."""
    for found in (resources / "usr/lib/chromium").iterdir():
        link = program / "usr/lib/chromium" / found.name
        if not link.exists():
            link.symlink_to(found)


def font_configuration(*, root: Path) -> Path:
    """A fontconfig file with Chinese fonts for 黑体, 宋体 and 楷体 besides the machine's own."""
    fonts = debian_packages(FONTS, root=root)
    folders = "\n".join(f"<dir>{folder}/usr/share/fonts</dir>" for folder in fonts)
    path = root / "fonts.conf"
    text = _FONT_CONFIGURATION.format(folders=folders, cache=root / ".fontconfig")
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
    return path


_FONT_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<alias binding="strong"><family>sans-serif</family><prefer><family>Noto Sans CJK SC</family></prefer></alias>
<alias binding="strong"><family>serif</family><prefer><family>Noto Serif CJK SC</family></prefer></alias>
<alias binding="strong"><family>KaiTi</family><prefer><family>AR PL KaitiM GB</family></prefer></alias>
</fontconfig>
"""  # noqa: E501 - one alias a line
