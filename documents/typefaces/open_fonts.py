"""The open fonts that serve the roles where a site has none of its own, and where they come from.

Why these: docs/decisions/0011-open-fonts.md. None is in the repository; each is fetched from its
registry when the office is installed.
"""

from __future__ import annotations

from dataclasses import dataclass

from documents.typefaces.role import Role

NPM_PACKAGE = "@expo-google-fonts/noto-serif-sc"
NPM_VERSION = "0.4.3"

_FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
_WENKAI = "usr/share/fonts/truetype/lxgw-wenkai"


@dataclass(frozen=True, slots=True)
class OpenFont:
    """One font file. `file`: its name once installed. `member`: its path inside the package.

    `letters` says whether its digits and Latin letters are fit for use.
    """

    file: str
    family: str
    package: str
    member: str
    converted: bool = False
    letters: bool = True


FANG = OpenFont(
    file="FandolFang-Regular.ttf",
    family="Fandol 仿宋",
    package="texlive-lang-chinese",
    member=f"{_FANDOL}/FandolFang-Regular.otf",
    converted=True,
)
KAI = OpenFont(
    file="FandolKai-Regular.ttf",
    family="Fandol 楷体",
    package="texlive-lang-chinese",
    member=f"{_FANDOL}/FandolKai-Regular.otf",
    converted=True,
)
HEI = OpenFont(
    file="FandolHei-Regular.ttf",
    family="Fandol 黑体",
    package="texlive-lang-chinese",
    member=f"{_FANDOL}/FandolHei-Regular.otf",
    converted=True,
    letters=False,
)
SONG_BOLD = OpenFont(
    file="NotoSerifSC-Bold.ttf",
    family="思源宋体 Bold",
    package=NPM_PACKAGE,
    member="700Bold/NotoSerifSC_700Bold.ttf",
)
SONG = OpenFont(
    file="NotoSerifSC-Regular.ttf",
    family="思源宋体",
    package=NPM_PACKAGE,
    member="400Regular/NotoSerifSC_400Regular.ttf",
)
WENKAI = OpenFont(
    file="LXGWWenKai-Regular.ttf",
    family="霞鹜文楷",
    package="fonts-lxgw-wenkai",
    member=f"{_WENKAI}/LXGWWenKai-Regular.ttf",
)
WENKAI_LIGHT = OpenFont(
    file="LXGWWenKai-Light.ttf",
    family="霞鹜文楷 Light",
    package="fonts-lxgw-wenkai",
    member=f"{_WENKAI}/LXGWWenKai-Light.ttf",
)
ZENHEI = OpenFont(
    file="wqy-zenhei.ttc",
    family="文泉驿正黑",
    package="fonts-wqy-zenhei",
    member="usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)
FANDOL_SONG_BOLD = OpenFont(
    file="FandolSong-Bold.ttf",
    family="Fandol 宋体 Bold",
    package="texlive-lang-chinese",
    member=f"{_FANDOL}/FandolSong-Bold.otf",
    converted=True,
)
FANDOL_SONG = OpenFont(
    file="FandolSong-Regular.ttf",
    family="Fandol 宋体",
    package="texlive-lang-chinese",
    member=f"{_FANDOL}/FandolSong-Regular.otf",
    converted=True,
)

DEBIAN_FONTS = (FANG, KAI, HEI, WENKAI, WENKAI_LIGHT, ZENHEI)
NPM_FONTS = (SONG_BOLD, SONG)
SUBSTITUTES = (FANDOL_SONG_BOLD, FANDOL_SONG)
"""Installed only where npm cannot be reached."""

CHAINS: dict[Role, tuple[OpenFont, ...]] = {
    Role.XIAOBIAOSONG: (SONG_BOLD, FANDOL_SONG_BOLD),
    Role.FANGSONG: (FANG, WENKAI_LIGHT, SONG),
    Role.KAI: (KAI, WENKAI, SONG),
    Role.HEI: (HEI, ZENHEI, SONG_BOLD),
    Role.SONG: (SONG, FANDOL_SONG),
}
"""For each role its font, then those that stand in for characters that it lacks."""

OWN_FACE = {
    Role.XIAOBIAOSONG: (SONG_BOLD, FANDOL_SONG_BOLD),
    Role.FANGSONG: (FANG,),
    Role.KAI: (KAI,),
    Role.HEI: (HEI, ZENHEI),
    Role.SONG: (SONG, FANDOL_SONG),
}
"""What counts as serving the role: a stand-in alone does not."""
