from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
import uharfbuzz
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from documents.layout import compose, sheet
from documents.layout.characters import is_invisible
from documents.layout.pages import Element, Page, Pages
from documents.layout.svg import STYLE_SHEET, page_name, screen_fonts, svg_files, write_svg
from documents.manuscript import Paragraph
from documents.screen_pages import ScreenPages
from documents.typefaces.typeface import Typefaces
from tests.quick import examples
from tests.unit.layout.odd_pages import DIGEST, HOSTILE, IMAGE, ODD, run
from tests.unit.layout.specimens import ISSUE, NOTICE, SENTENCE, short_notice

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "g", "path", "text", "tspan", "image"}


def drawn_page(svg: bytes) -> etree._Element:
    return etree.parse(BytesIO(svg), etree.XMLParser(resolve_entities=False)).getroot()


def texts(svg: bytes) -> list[str]:
    """What each text element says."""
    return ["".join(each.itertext()) for each in drawn_page(svg).iter(f"{SVG}text")]


def one_page(*runs: object) -> Pages:
    return Pages(title="", pages=(Page(number=1, runs=runs),))  # type: ignore[arg-type]


def test_the_text_reads_out_in_reading_order(drawn: Typefaces) -> None:
    for issue in (ISSUE, None):
        pages = compose(NOTICE, issue=issue)
        said = "".join(text for svg in write_svg(pages, typefaces=drawn) for text in texts(svg))
        assert said == pages.text()


def test_a_paragraph_is_one_text_without_breaks(drawn: Typefaces) -> None:
    pages = compose(short_notice(body=(Paragraph(0, SENTENCE * 4),)), issue=None)
    assert SENTENCE * 4 in texts(write_svg(pages, typefaces=drawn)[0])


def test_the_same_pages_give_the_same_bytes(drawn: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    assert svg_files(pages, typefaces=drawn) == svg_files(pages, typefaces=drawn)


def test_a_full_page_is_small(installed: Typefaces) -> None:
    body = tuple(Paragraph(0, SENTENCE * 9) for _ in range(6))
    pages = compose(short_notice(body=body), issue=ISSUE)
    full = [page for page in pages.pages if len({each.y for each in page.runs}) >= 22]
    sizes = [len(each) for each in write_svg(pages, typefaces=installed)]
    assert full
    assert max(sizes) < 10_000


def test_every_character_stands_where_the_page_model_says(drawn: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    for page, svg in zip(pages.pages, write_svg(pages, typefaces=drawn), strict=True):
        for text in drawn_page(svg).iter(f"{SVG}text"):
            for span in text.iter(f"{SVG}tspan"):
                assert span.text
                places = [int(each) for each in span.get("x", "").split()]
                assert len(places) == len(span.text)
                assert all(a <= b for a, b in pairwise(places))
        baselines = {round(each.y * 100) for each in page.runs if each.ink_top is None}
        assert baselines <= {
            int(each.get("y", "")) for each in drawn_page(svg).iter(f"{SVG}tspan")
        }


def test_nothing_in_a_page_needs_what_a_strict_policy_forbids(installed: Typefaces) -> None:
    body = (Paragraph(0, HOSTILE), Paragraph(0, f"地名{HOSTILE}如下。"))
    hostile = compose(short_notice(title=HOSTILE, body=body), issue=ISSUE)
    pictures = {DIGEST: IMAGE}
    written = [
        *write_svg(hostile, typefaces=installed),
        *write_svg(ODD, typefaces=installed, pictures=pictures),
        *write_svg(one_page(run(HOSTILE, y=50)), typefaces=installed),
    ]
    for svg in written:
        for each in drawn_page(svg).iter():
            if isinstance(each.tag, str):
                assert each.tag.removeprefix(SVG) in ALLOWED
                assert not [name for name in each.attrib if name.startswith(("on", "style"))]
    assert "<script>" in "".join(texts(written[0]))


def test_hostile_words_of_a_picture_stay_words(drawn: Typefaces) -> None:
    page = ODD.pages[0]
    named = replace(page, pictures=(replace(page.pictures[0], words=HOSTILE),))
    (svg,) = write_svg(replace(ODD, pages=(named,)), typefaces=drawn, pictures={DIGEST: IMAGE})
    image = next(drawn_page(svg).iter(f"{SVG}image"))
    assert image.get("aria-label", "").startswith("<script>")
    assert set(image.attrib) == {
        *("href", "x", "y", "width", "height", "preserveAspectRatio", "role", "aria-label")
    }


def test_a_line_end_in_the_words_of_a_picture_is_a_blank_and_no_damage(drawn: Typefaces) -> None:
    page = ODD.pages[0]
    named = replace(page, pictures=(replace(page.pictures[0], words="甲\n乙\x01丙\r丁"),))
    (svg,) = write_svg(replace(ODD, pages=(named,)), typefaces=drawn, pictures={DIGEST: IMAGE})
    image = next(drawn_page(svg).iter(f"{SVG}image"))

    assert image.get("aria-label") == "甲 乙\ufffd丙\ufffd丁"


@given(st.text(max_size=60))
@settings(max_examples=examples(150), deadline=None)
def test_any_text_at_all_can_be_drawn(drawn: Typefaces, text: str) -> None:
    (svg,) = write_svg(one_page(run(text, y=50)), typefaces=drawn)
    said = "".join(texts(svg))
    assert len(said) == sum(not is_invisible(each) for each in text)
    for span in drawn_page(svg).iter(f"{SVG}tspan"):
        assert span.text
        assert 1 <= len(span.get("x", "").split()) <= len(span.text)


def test_a_character_beyond_the_first_plane_begins_a_new_list_of_places(
    installed: Typefaces,
) -> None:
    """Browsers count it as two positions."""
    (svg,) = write_svg(one_page(run("地名𬇙水", y=50)), typefaces=installed)
    spans = [span for span in drawn_page(svg).iter(f"{SVG}tspan") if span.text]
    assert texts(svg) == ["地名𬇙水"]
    assert [(str(each.text)[-1], len(each.get("x", "").split())) for each in spans][-1] == (
        "水",
        1,
    )


def test_a_mark_is_drawn_with_the_character_it_stands_on(installed: Typefaces) -> None:
    joined = replace(run("ae\u0301bc", y=50), advances=(3.0, 3.0, 0.0, 3.0, 3.0))
    (svg,) = write_svg(one_page(joined), typefaces=installed)
    assert texts(svg) == ["ae\u0301bc"]
    for span in drawn_page(svg).iter(f"{SVG}tspan"):
        assert not str(span.text).startswith("\u0301")


def test_headings_tables_and_pages_have_roles(drawn: Typefaces) -> None:
    notice = write_svg(compose(NOTICE, issue=ISSUE), typefaces=drawn)
    levels = {
        "".join(each.itertext()): each.get("aria-level")
        for svg in notice
        for each in drawn_page(svg).iter(f"{SVG}text")
        if each.get("role") == "heading"
    }
    assert levels[NOTICE.title] == "2"
    assert drawn_page(notice[1]).get("aria-label") == f"第2页，共{len(notice)}页"

    (odd,) = write_svg(ODD, typefaces=drawn, pictures={DIGEST: IMAGE})
    table = next(each for each in drawn_page(odd).iter() if each.get("role") == "table")
    rows = [each for each in table if each.get("role") == "row"]
    assert [[cell.get("role") for cell in row] for row in rows] == [["cell"], ["cell", "cell"]]
    heading = next(each for each in drawn_page(odd).iter(f"{SVG}text"))
    assert (heading.get("role"), heading.get("aria-level")) == ("heading", "3")


def test_ink_has_its_layer_on_top_of_everything(drawn: Typefaces) -> None:
    for svg in write_svg(ODD, typefaces=drawn, pictures={DIGEST: IMAGE}):
        last = drawn_page(svg)[-1]
        assert (last.get("class"), len(last)) == ("ink", 0)


def test_the_red_of_the_screen_is_the_looks_red(drawn: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    first = drawn_page(write_svg(pages, typefaces=drawn)[0])
    mark = next(each for each in first.iter(f"{SVG}text") if each.get("fill"))
    assert "".join(mark.itertext()) == pages.text(Element.MARK)
    assert mark.get("fill") == "#d7191b"


def test_each_font_has_the_characters_of_its_pages_and_is_named_by_its_content(
    installed: Typefaces,
) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    files = svg_files(pages, typefaces=installed)
    fonts = screen_fonts(pages, typefaces=installed)
    assert {f"{family}.ttf" for family in fonts} == {each for each in files if "ttf" in each}
    assert len(set(fonts.values())) == len(fonts)
    named = set(re.findall(r'font-family:"(\w+)"', files[STYLE_SHEET].decode()))
    assert named == set(fonts)
    for name, content in files.items():
        if name.endswith(".svg"):
            for text in drawn_page(content).iter(f"{SVG}text"):
                for span in text.iter(f"{SVG}tspan"):
                    family = span.get("font-family") or text.get("font-family")
                    font = uharfbuzz.Font(uharfbuzz.Face(fonts[str(family)]))
                    assert all(font.get_nominal_glyph(ord(each)) for each in str(span.text))


def test_documents_with_other_characters_have_fonts_with_other_names(drawn: Typefaces) -> None:
    first = screen_fonts(compose(short_notice(), issue=None), typefaces=drawn)
    second = screen_fonts(compose(NOTICE, issue=None), typefaces=drawn)
    assert not set(first) & {name for name in second if second[name] not in first.values()}
    assert set(second) - set(first)


def test_packed_pages_come_out_as_they_went_in(drawn: Typefaces) -> None:
    files = svg_files(ODD, typefaces=drawn, pictures={DIGEST: IMAGE, "0" * 64: b"unused"})
    packed = ScreenPages.pack(files)
    assert packed == ScreenPages.pack(files)
    assert all(packed.file(name) == content for name, content in files.items())
    assert packed.file(f"{DIGEST}.png") == IMAGE
    (page,) = packed.pages()
    assert files[page_name(1)].decode().endswith(page)
    assert page.startswith("<svg")
    with pytest.raises(KeyError):
        packed.file("page-002.svg")


def test_pages_are_drawn_in_the_order_of_their_numbers(drawn: Typefaces) -> None:
    body = tuple(Paragraph(0, f"{number}" + "市政府" * 180) for number in range(1, 13))
    pages = compose(short_notice(body=body), issue=None)
    packed = ScreenPages.pack(svg_files(pages, typefaces=drawn))
    assert len(pages.pages) > 9
    labels = [re.findall(r'aria-label="第(\d+)页', page)[0] for page in packed.pages()]
    assert labels == [str(number) for number in range(1, len(pages.pages) + 1)]


def test_a_page_is_a_sheet_in_millimetres(drawn: Typefaces) -> None:
    (svg,) = write_svg(ODD, typefaces=drawn, pictures={DIGEST: IMAGE})
    size = f"0 0 {sheet.PAPER_WIDTH:g} {sheet.PAPER_HEIGHT:g}"
    assert drawn_page(svg).get("viewBox") == size
