"""Typefaces for the layout's tests: drawn ones always, the installed ones where there are any."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.typefaces.finding import find_typefaces
from documents.typefaces.typeface import Typefaces
from tests.unit.layout.drawn_fonts import draw_site
from tests.unit.layout.specimens import ISSUE, NOTICE

ROOT = Path(__file__).parents[3]
LABELS = "附件：主抄送印发签人送审稿—0123456789（）。. "


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site's font folder; its fonts have the characters of the specimen, 堃 excepted."""
    characters = set(f"{NOTICE}{ISSUE}{LABELS}") - {"堃"}
    return draw_site(tmp_path_factory.mktemp("site"), characters="".join(characters))


@pytest.fixture(scope="session")
def drawn(site: Path) -> Typefaces:
    """The drawn typefaces."""
    return find_typefaces(site=site, installed=site / "none")


@pytest.fixture(scope="session")
def installed(typefaces: Typefaces) -> Typefaces:
    """The open ones, as against the drawn."""
    return typefaces
