"""Small fonts drawn by the tests: a box for every character, so that no download is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

NAMES = {
    "方正小标宋简体": "xiaobiaosong.ttf",
    "仿宋_GB2312": "fangsong.ttf",
    "楷体_GB2312": "kai.ttf",
    "黑体": "hei.ttf",
    "宋体": "song.ttf",
}


def draw_font(path: Path, *, family: str, characters: str, cubic: bool = False) -> Path:
    """Write a font of `family` with these characters; with cubic (CFF) outlines if asked."""
    glyphs = {f"u{ord(each):05X}": ord(each) for each in sorted(set(characters))}
    order = [".notdef", *glyphs]
    builder = FontBuilder(1000, isTTF=not cubic)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({code: name for name, code in glyphs.items()})
    widths = {name: 500 if chr(glyphs.get(name, 0x4E00)).isascii() else 1000 for name in order}
    if cubic:
        charstrings = {name: _cubic(widths[name]) for name in order}
        builder.setupCFF("Drawn", {"FullName": "Drawn"}, charstrings, {})
    else:
        builder.setupGlyf({name: _square(widths[name]) for name in order})
    builder.setupHorizontalMetrics({name: (widths[name], 50) for name in order})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    names: dict[str, Any] = {
        "familyName": {"en": "Drawn", "zh-CN": family},
        "styleName": "Regular",
        "psName": f"Drawn{path.stem}",
    }
    builder.setupNameTable(names)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


def draw_site(folder: Path, *, characters: str) -> Path:
    """A site's folder with one font for each role."""
    for family, file in NAMES.items():
        draw_font(folder / file, family=family, characters=characters)
    return folder


def _square(width: int) -> Any:
    pen = TTGlyphPen(None)
    _draw(pen, width)
    return pen.glyph()


def _cubic(width: int) -> Any:
    pen = T2CharStringPen(width, None)
    pen.moveTo((50, -60))
    pen.curveTo((50, 400), (300, 820), (width - 50, 820))
    pen.lineTo((width - 50, -60))
    pen.closePath()
    return pen.getCharString()


def _draw(pen: Any, width: int) -> None:
    pen.moveTo((50, -60))
    pen.lineTo((50, 820))
    pen.lineTo((width - 50, 820))
    pen.lineTo((width - 50, -60))
    pen.closePath()
