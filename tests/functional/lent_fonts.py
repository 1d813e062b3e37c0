"""The open fonts that a checkout has installed, lent to a folder that a test runs in."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.typefaces.finding import find_typefaces

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "var/fonts"


def lend_fonts(folder: Path) -> None:
    """The installed fonts stand where a checkout has them."""
    (folder / "var").mkdir(exist_ok=True)
    if not (folder / "var/fonts").exists():
        (folder / "var/fonts").symlink_to(FONTS)


def skip_without_fonts() -> None:
    """Pages cannot be laid out without fonts."""
    if find_typefaces(site=ROOT / "var/none", installed=FONTS).missing():
        pytest.skip("the open fonts are not installed: office fonts --install")
