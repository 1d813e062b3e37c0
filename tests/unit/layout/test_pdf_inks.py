from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageCms

from documents.layout.colours import REDHEAD
from documents.layout.pages import BLACK, RED, Element, Page, Pages, Shape
from documents.layout.pdf import write_pdf
from documents.layout.pdf.inks import cmyk_profile, srgb_profile
from documents.typefaces.typeface import Typefaces

BOX = (("M", (0.0, 0.0)), ("L", (210.0, 0.0)), ("L", (210.0, 297.0)), ("L", (0.0, 297.0)))
Pixel = tuple[int, ...]


def converted(mode: str, pixel: Pixel, *, to: str) -> Pixel:
    """A colour by LittleCMS: from our inks to the screen, or back."""
    inks = ImageCms.ImageCmsProfile(BytesIO(cmyk_profile()))
    screen = ImageCms.createProfile("sRGB")
    profiles = (inks, screen) if mode == "CMYK" else (screen, inks)
    transform = ImageCms.buildTransform(*profiles, mode, to, ImageCms.Intent.RELATIVE_COLORIMETRIC)
    image = ImageCms.applyTransform(Image.new(mode, (1, 1), pixel), transform)
    assert image is not None
    seen = image.getpixel((0, 0))
    assert isinstance(seen, tuple)
    return seen


def test_the_standards_red_is_the_red_of_the_screen() -> None:
    assert converted("CMYK", (0, 204, 204, 0), to="RGB") == pytest.approx(REDHEAD, abs=3)


def test_paper_is_white_and_black_is_black() -> None:
    assert converted("CMYK", (0, 0, 0, 0), to="RGB") == (255, 255, 255)
    assert max(converted("CMYK", (0, 0, 0, 255), to="RGB")) < 20


def test_a_grey_becomes_black_ink_alone() -> None:
    cyan, magenta, yellow, black = converted("RGB", (128, 128, 128), to="CMYK")

    assert max(cyan, magenta, yellow) <= 3
    assert 130 < black < 190


@pytest.mark.parametrize("pixel", [(215, 25, 27), (20, 80, 160), (200, 180, 40), (90, 90, 90)])
def test_a_colour_goes_to_ink_and_back(pixel: Pixel) -> None:
    printed = converted("RGB", pixel, to="CMYK")

    assert converted("CMYK", printed, to="RGB") == pytest.approx(pixel, abs=25)


def test_our_srgb_is_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    transform = ImageCms.buildTransform(ours, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    for pixel in ((255, 255, 255), (12, 128, 200), (250, 3, 80)):
        image = ImageCms.applyTransform(Image.new("RGB", (1, 1), pixel), transform)
        assert image is not None
        assert image.getpixel((0, 0)) == pytest.approx(pixel, abs=1)


@pytest.mark.parametrize(
    ("colour", "light"), [(RED, REDHEAD), (BLACK, (0, 0, 0)), ((0.0, 0.0, 0.0, 0.0), (255,) * 3)]
)
def test_a_browser_shows_the_colours_as_the_screens_do(
    colour: tuple[float, float, float, float], light: Pixel, drawn: Typefaces
) -> None:
    page = Page(None, (), shapes=(Shape(Element.SEAL, BOX, fill=colour),))
    document = pypdfium2.PdfDocument(write_pdf(Pages("色", (page,)), typefaces=drawn))
    seen = document[0].render(scale=0.2).to_pil().convert("RGB").getpixel((50, 50))
    document.close()

    assert seen == pytest.approx(light, abs=3)
