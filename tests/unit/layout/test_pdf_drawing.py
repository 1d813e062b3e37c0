from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from documents.layout import sheet
from documents.layout.pages import BLACK, RED, Element, Page, Pages, Picture, Rule, Shape
from documents.layout.pdf import write_pdf
from documents.typefaces.typeface import Typefaces
from tests.unit.layout.ofd_parts import DIGEST, image, run

MM = sheet.MM_PER_PT


def page_of(**parts: object) -> Pages:
    """One page with these parts."""
    return Pages("试页", (Page(None, **{"runs": (), **parts}),))  # type: ignore[arg-type]


@contextmanager
def opened(pages: Pages, typefaces: Typefaces) -> Iterator[pdfplumber.page.Page]:
    """The first page as pdfplumber reads it."""
    with pdfplumber.open(BytesIO(write_pdf(pages, typefaces=typefaces))) as pdf:
        yield pdf.pages[0]


def shown(pages: Pages, typefaces: Typefaces, pictures: dict[str, bytes]) -> Image.Image:
    """The first page as a browser shows it, 4 pixels to a millimetre."""
    document = pypdfium2.PdfDocument(write_pdf(pages, typefaces=typefaces, pictures=pictures))
    try:
        return document[0].render(scale=4 * MM).to_pil().convert("RGB")
    finally:
        document.close()


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The picture's file."""
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


@contextmanager
def embedded(data: bytes) -> Iterator[pikepdf.Stream]:
    """The image in a file with the picture alone."""
    picture = Picture(Element.FIGURE, 30.0, 60.0, 40.0, 20.0, DIGEST)
    written = write_pdf(
        page_of(pictures=(picture,)), typefaces=Typefaces({}), pictures={DIGEST: data}
    )
    with pikepdf.open(BytesIO(written)) as pdf:
        yield pdf.pages[0].obj.Resources.XObject["/I1"]


def test_a_turned_line_runs_upwards_from_its_place(installed: Typefaces) -> None:
    turned = run("上行线", x=50.0, y=200.0, turned=True)
    with opened(page_of(runs=(run("页", x=50.0, y=280.0), turned)), installed) as page:
        characters = page.chars[1:]

    assert [each["text"] for each in characters] == ["上", "行", "线"]
    assert all(not each["upright"] for each in characters)
    bottoms = [each["bottom"] * MM for each in characters]
    assert bottoms == pytest.approx([200.0, 200.0 - 5.556, 200.0 - 11.112], abs=0.05)
    rights = [each["x1"] * MM for each in characters]
    assert rights == pytest.approx([50.0 + 0.12 * 5.556] * 3, abs=0.1)


def test_rules_run_right_and_down_in_their_thickness_and_colour(drawn: Typefaces) -> None:
    rules = (
        Rule(Element.HEADER_RULE, 28.0, 50.0, 156.0, 0.5, RED),
        Rule(Element.TABLE, 100.0, 100.0, 60.0, 0.25, upright=True),
    )
    with opened(page_of(rules=rules), drawn) as page:
        flat, upright = page.lines

    assert [flat[key] * MM for key in ("x0", "x1", "top")] == pytest.approx(
        [28.0, 184.0, 50.0], abs=0.001
    )
    assert flat["linewidth"] * MM == pytest.approx(0.5, abs=0.001)
    assert flat["stroking_color"] == pytest.approx(RED)
    assert [upright[key] * MM for key in ("x0", "top", "bottom")] == pytest.approx(
        [100.0, 100.0, 160.0], abs=0.001
    )


def test_black_is_black_ink_alone(installed: Typefaces) -> None:
    """As grey 0, which is K 100 (ISO 32000-1 10.3.3) and takes no coloured toner."""
    with opened(page_of(runs=(run("黑", colour=BLACK),)), installed) as page:
        assert page.chars[0]["non_stroking_color"] == (0,)


def test_the_inks_of_the_red_stand_in_the_file(installed: Typefaces) -> None:
    with opened(page_of(runs=(run("红", colour=RED),)), installed) as page:
        assert page.chars[0]["non_stroking_color"] == pytest.approx((0, 0.8, 0.8, 0))


def test_outlines_are_full_where_they_wind_round_a_place(drawn: Typefaces) -> None:
    def box(left: float, right: float) -> tuple[tuple[str, tuple[float, ...]], ...]:
        corners = ((left, left), (right, left), (right, right), (left, right))
        first, *others = corners
        return (("M", first), *(("L", each) for each in others), ("Z", ()))

    same_way = Shape(Element.SEAL, box(50.0, 90.0) + box(60.0, 80.0), fill=RED)
    image = shown(page_of(shapes=(same_way,)), drawn, {})

    assert image.getpixel((70 * 4, 70 * 4)) == image.getpixel((55 * 4, 55 * 4)) != (255, 255, 255)


def test_an_outline_without_fill_or_line_leaves_nothing(drawn: Typefaces) -> None:
    nothing = Shape(Element.SEAL, (("M", (50.0, 50.0)), ("L", (90.0, 50.0)), ("L", (70.0, 90.0))))

    assert shown(page_of(shapes=(nothing,)), drawn, {}).getextrema() == ((255, 255),) * 3


def test_pictures_fill_their_boxes_upright_or_turned(drawn: Typefaces) -> None:
    """The picture's left half is black; turned by a quarter to the left it is the lower half."""
    pictures = (
        Picture(Element.FIGURE, 30.0, 60.0, 40.0, 20.0, DIGEST),
        Picture(Element.FIGURE, 100.0, 60.0, 20.0, 40.0, DIGEST, turned=True),
    )
    image_ = shown(page_of(pictures=pictures), drawn, {DIGEST: image()})
    black = {
        (x, y)
        for x, y in ((40, 70), (60, 70), (110, 70), (110, 90))
        if image_.getpixel((x * 4, y * 4)) == (0, 0, 0)
    }

    assert black == {(40, 70), (110, 90)}


def test_text_shows_through_the_clear_part_of_a_picture(drawn: Typefaces) -> None:
    half = Image.new("RGBA", (20, 20), (0, 0, 255, 255))
    half.paste((0, 0, 0, 0), (0, 0, 10, 20))
    under = Picture(Element.FIGURE, 30.0, 60.0, 20.0, 20.0, "a1")
    over = Picture(Element.FIGURE, 30.0, 60.0, 20.0, 20.0, "b2")
    red = saved(Image.new("RGB", (1, 1), "red"))
    page = shown(page_of(pictures=(under, over)), drawn, {"a1": red, "b2": saved(half)})

    assert page.getpixel((35 * 4, 70 * 4)) == pytest.approx((255, 0, 0), abs=2)
    assert page.getpixel((45 * 4, 70 * 4)) == pytest.approx((0, 0, 255), abs=2)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_picture_is_written(mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    with embedded(saved(Image.new(mode, (16, 8)), kind)) as stream:
        assert (stream.Width, stream.Height) == (16, 8)
        samples = 1 if stream.ColorSpace == "/DeviceGray" else 3
        assert len(stream.read_bytes()) == 8 * 16 * samples * stream.BitsPerComponent // 8


def test_a_photograph_stays_as_it_is() -> None:
    photograph = saved(Image.new("RGB", (16, 8), "teal"), "JPEG")

    with embedded(photograph) as stream:
        assert stream.read_raw_bytes() == photograph


def test_a_photograph_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with embedded(saved(Image.new("RGB", (16, 8), "teal"), "JPEG", exif=exif)) as stream:
        assert (stream.Width, stream.Height) == (8, 16)


def test_a_picture_that_stands_twice_is_embedded_once(drawn: Typefaces) -> None:
    pictures = tuple(Picture(Element.FIGURE, 30.0, y, 40.0, 20.0, DIGEST) for y in (60.0, 100.0))
    data = write_pdf(page_of(pictures=pictures), typefaces=drawn, pictures={DIGEST: image()})

    assert data.count(b"/Subtype /Image") == 1


def test_a_picture_that_was_not_given_is_an_error(drawn: Typefaces) -> None:
    picture = Picture(Element.FIGURE, 30.0, 60.0, 40.0, 20.0, DIGEST)
    with pytest.raises(KeyError, match=DIGEST):
        write_pdf(page_of(pictures=(picture,)), typefaces=drawn)
