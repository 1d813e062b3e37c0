"""Write the page model as SVG: what a leader reads on the tablet is what is printed and sealed.

Each page is one image with real text in it. Nothing in it is a script or a style, so that it may
stand in a page under a strict Content-Security-Policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from documents.layout import sheet
from documents.layout.pages import Page, Pages, Picture, Rule, Shape
from documents.layout.svg.fonts import SUFFIX, ScreenFonts
from documents.layout.svg.markup import PICTURE, attributes, screen_colour
from documents.layout.svg.preview import LIGHT, frame, named, seal_preview
from documents.layout.svg.text import UNIT, text_elements
from documents.typefaces.typeface import Typefaces

STYLE_SHEET = "fonts.css"
PROLOGUE = f'<?xml-stylesheet type="text/css" href="{STYLE_SHEET}"?>\n'
"""Names the fonts where a page is opened by itself; in an HTML page the page names them."""

_PAPER_ENDS = 'H0z"/>'
"""How the white of the sheet ends; what is pressed later begins there, under all else."""

_KINDS = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif", b"RIFF": ".webp"}
_WIDTH, _HEIGHT = round(sheet.PAPER_WIDTH), round(sheet.PAPER_HEIGHT)
_TURNED = f'<g transform="translate({_HEIGHT}) rotate(90)">'


def write_svg(
    pages: Pages,
    *,
    typefaces: Typefaces,
    pictures: Mapping[str, bytes] | None = None,
    fonts: ScreenFonts | None = None,
) -> list[bytes]:
    """One SVG a page, viewBox in mm; the same pages and typefaces always give the same bytes.

    Each names `fonts.css` beside it, whose families `fonts` (else made here) has as files.
    `pictures`: the image file of each digest that the pages name.
    """
    fonts = fonts or ScreenFonts(pages, typefaces=typefaces)
    total = len(pages.pages)
    return [
        "".join(
            _page(page, fonts, pictures or {}, label=f"第{number}页，共{total}页", of=pages)
        ).encode("utf-8")
        for number, page in enumerate(pages.pages, start=1)
    ]


def svg_files(
    pages: Pages, *, typefaces: Typefaces, pictures: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Everything that a browser needs to show the pages, by file name, to lie in one folder.

    `page-001.svg` and so on, `fonts.css`, the fonts, and the pictures that the pages name.
    """
    fonts = ScreenFonts(pages, typefaces=typefaces)
    written = write_svg(pages, typefaces=typefaces, pictures=pictures, fonts=fonts)
    used = {each.digest for page in pages.pages for each in page.pictures}
    return {
        **{page_name(number): svg for number, svg in enumerate(written, start=1)},
        STYLE_SHEET: fonts.style_sheet(),
        **{family + SUFFIX: font for family, font in fonts.files.items()},
        **{
            picture_name(digest, content): content
            for digest, content in (pictures or {}).items()
            if digest in used
        },
    }


def page_name(number: int) -> str:
    """The file of a page, counted from 1."""
    return f"page-{number:03}.svg"


def picture_name(digest: str, content: bytes) -> str:
    """The file of a picture, by what is in it."""
    kind = next((kind for start, kind in _KINDS.items() if content.startswith(start)), ".bin")
    return digest + kind


def pressed_under(
    svg: str, *, name: str, box: tuple[float, float, float, float], preview: bool = False
) -> str:
    """A page that was written before, with a seal's picture (`name`: its file) under the type:
    name and date stay legible. `box`: x, y, width, height in mm; `preview`: not pressed yet."""
    paper, end, above = svg.partition(_PAPER_ENDS)
    if preview:
        return f"{paper}{end}{seal_preview(name, box)}{above}"
    sides = zip(("x", "y", "width", "height"), (f"{each:.2f}" for each in box), strict=True)
    shown = {"preserveAspectRatio": "none", "role": "img", "aria-label": "印章"}
    return f'{paper}{end}{PICTURE}{name}"{attributes({**dict(sides), **shown})}/>{above}'


def seam_under(
    svg: str,
    *,
    name: str,
    seal: tuple[float, float],
    strip: tuple[float, float],
    preview: bool = False,
) -> str:
    """A page that was written before, with a strip of a seal's picture on the right edge of its
    sheet (骑缝章). `seal`: width and height of the whole; `strip`: where it begins in the seal and
    how wide it is, mm. A `preview` the style sheet shows while the strips are asked for."""
    (width, height), (start, shown) = seal, strip
    window = {
        "class": "seam asked" if preview else "seam",
        "x": f"{_WIDTH - shown:.3f}",
        "y": f"{(_HEIGHT - height) / 2:.3f}",
        "width": f"{shown:.3f}",
        "height": f"{height:.3f}",
        **({} if preview else {"role": "img", "aria-label": "骑缝章"}),
    }
    whole = {
        "x": f"{-start:.3f}",
        "width": f"{width:.3f}",
        "height": f"{height:.3f}",
        "preserveAspectRatio": "none",
        "opacity": LIGHT if preview else "",
    }
    inside = f'{PICTURE}{name}"{attributes(whole)}/>'
    if preview:
        inside = f"<g{named('骑缝章')}>{inside}{frame((0, 0, shown, height))}</g>"
    drawn = f"<svg{attributes(window)}>{inside}</svg>"
    paper, end, above = svg.partition(_PAPER_ENDS)
    lies_across = f'viewBox="0 0 {_HEIGHT} {_WIDTH}"' in paper
    return (
        f"{paper}{end}{_TURNED}{drawn}</g>{above}"
        if lies_across
        else f"{paper}{end}{drawn}{above}"
    )


def _page(
    page: Page, fonts: ScreenFonts, pictures: Mapping[str, bytes], *, label: str, of: Pages
) -> Iterator[str]:
    width, height = (_HEIGHT, _WIDTH) if page.across else (_WIDTH, _HEIGHT)
    root = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {width} {height}",
        "role": "group",
        "aria-label": label,
        "lang": of.language,
        "xml:space": "preserve",  # a blank that the layout set is there to be seen
    }
    yield f"{PROLOGUE}<svg{attributes(root)}>"
    yield f'<path fill="#fff" d="M0 0h{width}v{height}{_PAPER_ENDS}'
    if page.across:  # shown as it is read: the sheet turned to the right
        yield _TURNED
    if page.watermarks:
        yield f'<g transform="scale({1 / UNIT:g})">{"".join(map(_shape, page.watermarks))}</g>'
    for picture in page.pictures:
        yield _picture(picture, name=picture_name(picture.digest, pictures[picture.digest]))
    yield f'<g transform="scale({1 / UNIT:g})">'
    yield from map(_rule, page.rules)
    yield from map(_shape, page.seals)
    yield from text_elements(page, fonts)
    yield from map(_shape, page.ink)
    yield '</g><g class="ink"></g>'
    yield "</g></svg>" if page.across else "</svg>"


def _rule(rule: Rule) -> str:
    along = "v" if rule.upright else "h"
    drawn = {
        "d": f"M{_units(rule.x)} {_units(rule.y)}{along}{_units(rule.width)}",
        "stroke": screen_colour(rule.colour),
        "stroke-width": _units(rule.thickness),
    }
    return f"<path{attributes(drawn)}/>"


def _shape(shape: Shape) -> str:
    drawn = {
        "d": "".join(kind + " ".join(map(_units, numbers)) for kind, numbers in shape.steps),
        "fill": screen_colour(shape.fill) if shape.fill else "none",
        "stroke": screen_colour(shape.stroke) if shape.thickness else "",
        "stroke-width": _units(shape.thickness) if shape.thickness else "",
        "stroke-linecap": "round" if shape.thickness else "",
        "stroke-linejoin": "round" if shape.thickness else "",
    }
    return f"<path{attributes(drawn)}/>"


def _picture(picture: Picture, *, name: str) -> str:
    x, y, across, down = picture.x, picture.y, picture.width, picture.height
    if picture.turned:
        box = {
            "width": f"{down:.2f}",
            "height": f"{across:.2f}",
            "transform": f"translate({x:.2f} {y + down:.2f}) rotate(-90)",
        }
    else:
        box = {
            "x": f"{x:.2f}",
            "y": f"{y:.2f}",
            "width": f"{across:.2f}",
            "height": f"{down:.2f}",
        }
    shown = {"preserveAspectRatio": "none", "role": "img", "aria-label": picture.words or "图"}
    return f'{PICTURE}{name}"{attributes({**box, **shown})}/>'


def _units(length: float) -> str:
    return str(round(length * UNIT))
