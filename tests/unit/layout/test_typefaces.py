from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from documents.typefaces import installing
from documents.typefaces.conversion import to_truetype
from documents.typefaces.faces import opened
from documents.typefaces.finding import FontsMissing, find_typefaces, require_typefaces
from documents.typefaces.installing import Step, carry_out, install_fonts
from documents.typefaces.open_fonts import DEBIAN_FONTS, NPM_FONTS, SUBSTITUTES, OpenFont
from documents.typefaces.role import Role
from documents.typefaces.site_fonts import role_of, site_fonts
from documents.typefaces.typeface import Typeface
from office.packages import Unavailable
from tests.unit.layout.drawn_fonts import NAMES, draw_font


@pytest.mark.parametrize(
    ("family", "role"),
    [
        ("方正小标宋_GBK", Role.XIAOBIAOSONG),
        ("FZXiaoBiaoSong-B05S", Role.XIAOBIAOSONG),
        ("仿宋_GB2312", Role.FANGSONG),
        ("FangSong", Role.FANGSONG),
        ("楷体_GB2312", Role.KAI),
        ("SimHei", Role.HEI),
        ("SimSun", Role.SONG),
    ],
)
def test_site_fonts_are_known_by_their_family_names(family: str, role: Role) -> None:
    served = role_of([family])

    assert served is not None
    assert served[0] is role


@pytest.mark.parametrize("family", ["微软雅黑", "Arial", "方正大标宋", "DejaVu Sans"])
def test_other_fonts_serve_no_role(family: str) -> None:
    assert role_of([family]) is None


def test_the_site_s_fonts_come_first(site: Path) -> None:
    typefaces = find_typefaces(site=site, installed=site / "none")

    assert {role: chain[0].path.name for role, chain in typefaces.chains.items()} == {
        Role.XIAOBIAOSONG: "xiaobiaosong.ttf",
        Role.FANGSONG: "fangsong.ttf",
        Role.KAI: "kai.ttf",
        Role.HEI: "hei.ttf",
        Role.SONG: "song.ttf",
    }
    assert typefaces.chains[Role.FANGSONG][0].family == "仿宋_GB2312"


def test_the_better_of_two_site_fonts_serves(tmp_path: Path) -> None:
    draw_font(tmp_path / "a.ttf", family="华文仿宋", characters="市")
    draw_font(tmp_path / "b.ttf", family="仿宋_GB2312", characters="市")

    assert [each.path.name for each in site_fonts(tmp_path)] == ["b.ttf", "a.ttf"]


def _without_names(folder: Path) -> None:
    with TTFont(draw_font(folder / "whole.ttf", family="仿宋", characters="市")) as font:
        del font["name"]
        font.save(folder / "nameless.ttf")
    (folder / "whole.ttf").unlink()


@pytest.mark.parametrize(
    "content", [b"not a font", b"", b"ttcf", b"ttcf" + b"\xff" * 40, b"OTTO" + b"\x00\x01" * 40]
)
@pytest.mark.parametrize("name", ["broken.ttf", "broken.otf", "broken.ttc"])
def test_a_damaged_file_among_the_site_s_fonts_is_passed_over(
    tmp_path: Path, name: str, content: bytes
) -> None:
    draw_font(tmp_path / "whole.ttf", family="仿宋", characters="市")
    (tmp_path / name).write_bytes(content)

    assert [each.path.name for each in site_fonts(tmp_path)] == ["whole.ttf"]


def test_a_font_without_names_serves_no_role(tmp_path: Path) -> None:
    _without_names(tmp_path)

    assert site_fonts(tmp_path) == []


def test_a_font_cut_off_anywhere_is_used_or_passed_over(tmp_path: Path) -> None:
    whole = draw_font(tmp_path / "whole.otf", family="仿宋", characters="市", cubic=True)
    content = whole.read_bytes()
    whole.unlink()
    for length in range(0, len(content), 7):
        (tmp_path / "cut.otf").write_bytes(content[:length])
        assert len(site_fonts(tmp_path)) <= 1


def test_fonts_of_one_name_and_a_font_in_the_place_of_another_have_their_own_twins(
    tmp_path: Path,
) -> None:
    for folder, characters in (("a", "市"), ("b", "县")):
        path = tmp_path / folder / "font.otf"
        draw_font(path, family="仿宋", characters=characters, cubic=True)
    first, second = (each.converted_path(tmp_path) for each in site_fonts(tmp_path))
    draw_font(tmp_path / "a/font.otf", family="仿宋", characters="镇", cubic=True)
    (third, _) = (each.converted_path(tmp_path) for each in site_fonts(tmp_path))

    assert len({first, second, third}) == 3
    assert third == site_fonts(tmp_path)[0].converted_path(tmp_path)


def test_missing_roles_are_named_with_three_ways_to_get_them(tmp_path: Path) -> None:
    draw_font(tmp_path / "site/hei.ttf", family="黑体", characters="市")

    with pytest.raises(FontsMissing) as refusal:
        require_typefaces(site=tmp_path / "site", installed=tmp_path / "fonts")

    told = str(refusal.value)
    assert told.startswith("缺少小标宋、仿宋、楷体、宋体字体")
    assert all(way in told for way in ("一、", "二、", "三、", "office fonts --install"))


def test_a_cubic_font_is_converted_and_then_used(tmp_path: Path) -> None:
    site, installed = tmp_path / "site", tmp_path / "fonts"
    draw_font(site / "own.otf", family="仿宋_GB2312", characters="市1", cubic=True)
    assert Role.FANGSONG in find_typefaces(site=site, installed=installed).missing()

    (font,) = site_fonts(site)
    carry_out(Step(font.path, font.converted_path(installed), converted=True, index=font.index))

    (typeface,) = find_typefaces(site=site, installed=installed).chains[Role.FANGSONG]
    assert typeface.path.parent == installed
    assert opened(typeface).has("市")
    assert opened(typeface).width("1") == 0.5


def test_a_converted_outline_keeps_its_bounds(tmp_path: Path) -> None:
    source = draw_font(tmp_path / "a.otf", family="仿宋", characters="市", cubic=True)
    converted = TTFont(to_truetype(source=source, target=tmp_path / "a.ttf"))
    glyph = converted["glyf"][converted.getBestCmap()[ord("市")]]

    assert "CFF " not in converted
    assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (50, -60, 950, 820)
    converted.close()


def test_a_broken_conversion_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.otf").write_bytes(b"not a font")

    with pytest.raises(Exception, match="Not a TrueType or OpenType font"):
        to_truetype(source=tmp_path / "a.otf", target=tmp_path / "a.ttf")

    assert not (tmp_path / "a.ttf").exists()


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for Debian's and npm's packages, with small fonts in it."""
    cubic = draw_font(tmp_path / "cubic.otf", family="x", characters="市", cubic=True)
    plain = draw_font(tmp_path / "plain.ttf", family="x", characters="市")
    for font in (*DEBIAN_FONTS, *NPM_FONTS, *SUBSTITUTES):
        member = tmp_path / "registry" / font.package / font.member
        member.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(cubic if font.converted else plain, member)

    def package(font: OpenFont) -> Path:
        return tmp_path / "registry" / font.package

    folders = {font.package: package(font) for font in (*DEBIAN_FONTS, *NPM_FONTS)}
    monkeypatch.setattr(installing, "_package_folder", lambda name, packages: folders[name])
    return tmp_path / "registry"


def steps_seen(told: list[tuple[str, int, int]]) -> list[int]:
    return [done for _, done, total in told if total]


def test_every_role_is_served_after_an_installation(registry: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    installed = tmp_path / "fonts"

    refusals = install_fonts(
        site=tmp_path / "site",
        installed=installed,
        packages=tmp_path,
        progress=lambda *step: told.append(step),
    )

    assert refusals == []
    typefaces = require_typefaces(site=tmp_path / "site", installed=installed)
    assert typefaces.chains[Role.FANGSONG][0].path == installed / "FandolFang-Regular.ttf"
    assert [each.letters for each in typefaces.chains[Role.HEI]] == [False, True, True]
    assert steps_seen(told) == list(range(1, 9))


def test_what_is_installed_is_not_fetched_again(registry: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    for font in (*DEBIAN_FONTS, *NPM_FONTS):
        draw_font(tmp_path / "fonts" / font.file, family="x", characters="市")

    install_fonts(
        site=tmp_path / "site",
        installed=tmp_path / "fonts",
        packages=tmp_path,
        progress=lambda *step: told.append(step),
    )

    assert told == []


def test_without_npm_the_substitutes_serve(
    registry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_hand = installing._package_folder

    def only_debian(package: str, *, packages: Path) -> Path:
        if package.startswith("@"):
            raise Unavailable("取不到 npm 软件包。")
        return at_hand(package, packages=packages)

    monkeypatch.setattr(installing, "_package_folder", only_debian)
    refusals = install_fonts(
        site=tmp_path / "site",
        installed=tmp_path / "fonts",
        packages=tmp_path,
        progress=lambda *_: None,
    )

    assert refusals == ["取不到 npm 软件包。"]
    chains = find_typefaces(site=tmp_path / "site", installed=tmp_path / "fonts").chains
    assert chains[Role.XIAOBIAOSONG][0].path.name == "FandolSong-Bold.ttf"
    assert chains[Role.SONG][0].path.name == "FandolSong-Regular.ttf"


def test_a_package_without_the_expected_file_is_refused(registry: Path, tmp_path: Path) -> None:
    (registry / DEBIAN_FONTS[0].package / DEBIAN_FONTS[0].member).unlink()

    (refusal,) = install_fonts(
        site=tmp_path / "site",
        installed=tmp_path / "fonts",
        packages=tmp_path,
        progress=lambda *_: None,
    )

    assert "没有" in refusal
    missing = find_typefaces(site=tmp_path / "site", installed=tmp_path / "fonts").missing()
    assert Role.FANGSONG in missing


def test_a_changed_font_file_is_read_again(tmp_path: Path) -> None:
    path = draw_font(tmp_path / "a.ttf", family="仿宋", characters="市")
    typeface = Typeface(path=path, family="仿宋")
    before = opened(typeface)

    draw_font(path, family="仿宋", characters="市县")

    assert not before.has("县")
    assert opened(typeface).has("县")
    assert opened(typeface) is opened(typeface)


def test_each_drawn_family_serves_another_role() -> None:
    assert len({role_of([family]) for family in NAMES}) == len(NAMES)
