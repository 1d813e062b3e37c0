"""Find the typefaces: the site's own first, then the installed open ones."""

from __future__ import annotations

from pathlib import Path

from documents.typefaces.open_fonts import CHAINS, OWN_FACE
from documents.typefaces.role import Role
from documents.typefaces.site_fonts import SiteFont, site_fonts
from documents.typefaces.typeface import ROLE_NAMES, Typeface, Typefaces
from office.kernel.refusals import Refused

INSTALLED_FONTS = Path("var/fonts")
"""Where `office fonts --install` puts them, beside the ini file."""


class FontsMissing(Refused):
    """No typeface for some role: which, and the ways to get one."""


def find_typefaces(*, site: Path, installed: Path) -> Typefaces:
    """What serves each role now; a role whose own face is missing has an empty chain."""
    own = site_fonts(site)
    return Typefaces({role: _chain(role, own=own, installed=installed) for role in ROLE_NAMES})


def require_typefaces(*, site: Path, installed: Path) -> Typefaces:
    """The same; raises FontsMissing when a role has none."""
    typefaces = find_typefaces(site=site, installed=installed)
    if missing := typefaces.missing():
        raise FontsMissing(how_to_get(missing, site=site, installed=installed))
    return typefaces


def how_to_get(missing: tuple[Role, ...], *, site: Path, installed: Path) -> str:
    """Names the missing roles and three ways to get them."""
    names = "、".join(ROLE_NAMES[role] for role in missing)
    return (
        f"缺少{names}字体，无法按 GB/T 9704-2012 排版。可用以下任一办法补上：\n"
        "一、把本单位已有授权的字体（方正小标宋、仿宋_GB2312、楷体_GB2312、黑体、宋体）放入 "
        f"{site}，系统按字体名称自动识别；\n"
        "二、在能访问 Debian 和 npm 软件源的机器上执行 office fonts --install，"
        "自动取得开源字体；\n"
        "三、不能联网时，由管理员把软件包 texlive-lang-chinese、fonts-lxgw-wenkai、"
        "fonts-wqy-zenhei 装入本机后再执行 office fonts --install，"
        f"或者从已装好的机器复制 {installed} 整个目录。"
    )


def _chain(role: Role, *, own: list[SiteFont], installed: Path) -> tuple[Typeface, ...]:
    site = [face for each in own if each.role == role if (face := _usable(each, installed))]
    open_fonts = [
        Typeface(path=installed / each.file, family=each.family, letters=each.letters)
        for each in CHAINS[role]
        if (installed / each.file).is_file()
    ]
    served = site or any((installed / each.file).is_file() for each in OWN_FACE[role])
    return (*site[:1], *open_fonts) if served else ()


def _usable(font: SiteFont, installed: Path) -> Typeface | None:
    if not font.cubic:
        return Typeface(path=font.path, family=font.family, index=font.index)
    converted = font.converted_path(installed)
    return Typeface(path=converted, family=font.family) if converted.is_file() else None
