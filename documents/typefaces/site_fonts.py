"""The site's own fonts, recognised by their family names: these come first for their role."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

from documents.typefaces.role import Role

log = logging.getLogger(__name__)

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_FAMILY_NAMES = frozenset({1, 4, 16})

# Per role, best first; compared without blanks, hyphens and capitals, from the beginning.
_FAMILIES = {
    Role.XIAOBIAOSONG: (
        "方正小标宋",
        "fzxiaobiaosong",
        "fzxbs",
        "小标宋",
        "汉仪小标宋",
        "华文小标宋",
    ),
    Role.FANGSONG: (
        "仿宋_gb2312",
        "fangsong_gb2312",
        "方正仿宋",
        "fzfangsong",
        "仿宋",
        "fangsong",
        "华文仿宋",
        "stfangsong",
    ),
    Role.KAI: (
        "楷体_gb2312",
        "kaiti_gb2312",
        "方正楷体",
        "fzkai",
        "楷体",
        "kaiti",
        "simkai",
        "华文楷体",
        "stkaiti",
    ),
    Role.HEI: ("黑体", "simhei", "方正黑体", "fzhei", "华文黑体", "stheiti"),
    Role.SONG: ("宋体", "simsun", "方正书宋", "fzshusong", "华文宋体", "stsong"),
}


@dataclass(frozen=True, slots=True)
class SiteFont:
    """A font of the site that serves `role`. `cubic`: it has to be converted before use."""

    role: Role
    preference: int
    path: Path
    index: int
    family: str
    cubic: bool

    def converted_path(self, folder: Path) -> Path:
        """Where its converted twin lies among the installed fonts.

        It is named by what is in the font: another font of the same name has another twin.
        """
        with self.path.open("rb") as file:
            content = file_digest(file, "sha256").hexdigest()
        return folder / f"site-{self.path.stem}-{self.index}-{content[:12]}.ttf"


def site_fonts(folder: Path) -> list[SiteFont]:
    """The recognised fonts under `folder`, best first for each role; none if it is not there."""
    if not folder.is_dir():
        return []
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    found = [font for path in files for font in _recognised(path)]
    return sorted(found, key=lambda each: (each.preference, str(each.path)))


def role_of(families: list[str]) -> tuple[Role, int] | None:
    """The role that fonts of these names serve and how far down the list of choices they are."""
    names = [each.lower().replace(" ", "").replace("-", "") for each in families]
    for role, known in _FAMILIES.items():
        for preference, family in enumerate(known):
            if any(name.startswith(family) for name in names):
                return role, preference
    return None


def _recognised(path: Path) -> list[SiteFont]:
    """The fonts of the file; none where it is damaged, whatever fontTools makes of that."""
    try:
        with _opened(path) as fonts:
            return list(_served(path, fonts))
    except Exception as fault:  # noqa: BLE001  # each damaged table raises something of its own
        log.warning("the font %s cannot be read and is not used: %r", path, fault)
        return []


@contextmanager
def _opened(path: Path) -> Iterator[list[TTFont]]:
    """Its fonts; the file is ours to close, as a damaged one would stay open otherwise."""
    with path.open("rb") as file:
        if path.suffix.lower() in {".ttc", ".otc"}:
            yield list(TTCollection(file, lazy=True).fonts)
        else:
            yield [TTFont(file, lazy=True)]


def _served(path: Path, fonts: list[TTFont]) -> Iterator[SiteFont]:
    for index, font in enumerate(fonts):
        names = font["name"].names if "name" in font else ()
        families = [str(each) for each in names if each.nameID in _FAMILY_NAMES]
        if served := role_of(families):
            yield SiteFont(
                role=served[0],
                preference=served[1],
                path=path,
                index=index,
                family=_shown(families),
                cubic="glyf" not in font,
            )


def _shown(families: list[str]) -> str:
    """The Chinese family name if it has one."""
    return next((each for each in families if not each.isascii()), families[0])
