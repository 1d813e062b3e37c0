"""Development seals: their size by level, how they are drawn, where they are put."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from math import hypot

import pdfplumber
import pytest
from PIL import Image

from documents.layout import Pages, compose, sheet
from documents.layout.issue import Stamp
from documents.layout.pages import RED, Element, Shape
from documents.layout.pdf import write_pdf
from documents.layout.seal_pictures import seal_png
from documents.layout.seals import (
    Emblem,
    Impression,
    SealLevel,
    round_seal,
    seal_diameter,
    stamped,
    usual_emblem,
)
from documents.typefaces.faces import Faces
from documents.typefaces.typeface import Typefaces
from tests.specimens.printed import Box, printed
from tests.unit.layout.specimens import ISSUE, runs, short_notice

ORGANS = ("澜州市财政局", "澜州市民政局")
SEALED = replace(ISSUE, sealed=True, signatures=ORGANS)


def points(shape: Shape) -> list[tuple[float, float]]:
    return [
        point
        for _, numbers in shape.steps
        for point in zip(numbers[::2], numbers[1::2], strict=True)
    ]


@pytest.mark.parametrize(
    ("level", "millimetres"),
    [
        (SealLevel.STATE_COUNCIL, 60),
        (SealLevel.PROVINCE, 50),
        (SealLevel.MINISTRY, 50),
        (SealLevel.VICE_MINISTRY, 45),
        (SealLevel.CITY, 45),
        (SealLevel.PREFECTURE, 45),
        (SealLevel.TOWNSHIP, 42),
    ],
)
def test_a_seal_is_as_large_as_its_level_allows(level: SealLevel, millimetres: float) -> None:
    """国发〔1999〕25号."""
    assert seal_diameter(level) == millimetres


def test_seals_of_departments_and_enterprises_are_at_most_45_mm_wide() -> None:
    """国发〔1999〕25号."""
    assert seal_diameter(SealLevel.OTHER) <= 45
    assert usual_emblem(SealLevel.OTHER) is Emblem.STAR
    assert usual_emblem(SealLevel.CITY) is Emblem.PLAIN


@pytest.mark.parametrize("diameter", [42.0, 50.0])
@pytest.mark.parametrize("name", ["澜州市财政局", "云川省人力资源和社会保障厅行政审批处", "府"])
def test_all_of_a_seal_is_red_outlines_inside_its_circle(
    installed: Typefaces, diameter: float, name: str
) -> None:
    seal = round_seal(name, diameter=diameter, faces=Faces(installed), lower="业务专用章")
    half = diameter / 2

    assert (seal.width, seal.height) == (diameter, diameter)
    assert {shape.element for shape in seal.shapes} == {Element.SEAL}
    for shape in seal.shapes:
        assert RED in {shape.fill, shape.stroke}
        for x, y in points(shape):
            # The bending points of a circle lie outside it; what is drawn does not.
            assert hypot(x - half, y - half) <= half * 1.15
    ring, *inside = seal.shapes
    assert max(x for x, _ in points(ring)) + ring.thickness / 2 == pytest.approx(diameter)
    for shape in inside:
        assert all(hypot(x - half, y - half) < half - ring.thickness for x, y in points(shape))


def test_the_name_runs_from_left_to_right_over_the_emblem(installed: Typefaces) -> None:
    """国发〔1999〕25号: 自左而右环行."""
    faces = Faces(installed)
    whole = round_seal("澜州市财政局", diameter=42.0, faces=faces).shapes[-1]
    outlines = [faces.face(each, role="song").outline(each) for each in "澜州市财政局"]  # type: ignore[arg-type]  # a role is its word
    middles = []
    remaining = list(whole.steps)
    for outline in outlines:
        part, remaining = remaining[: len(outline)], remaining[len(outline) :]
        ends = [numbers[-2:] for _, numbers in part if numbers]
        middles.append((sum(x for x, _ in ends) / len(ends), sum(y for _, y in ends) / len(ends)))

    assert all(right[0] > left[0] for left, right in pairwise(middles))
    assert min(y for _, y in middles) < 10
    assert remaining == []


def test_a_seal_is_put_in_the_middle_of_the_place_that_waits_for_its_name(
    drawn: Typefaces,
) -> None:
    pages = compose(short_notice(), issue=SEALED)
    seal = Impression(30.0, 30.0, (Shape(Element.SEAL, (("M", (15.0, 15.0)),), fill=RED),))
    result = stamped(pages, {ORGANS[1]: seal})
    (shape,) = result.pages[0].shapes
    place = pages.places[1]

    assert shape.steps[0][1] == pytest.approx((place.x + 21.0, place.y + 21.0))
    assert replace(result, pages=pages.pages) == pages


def test_a_seal_that_no_place_waits_for_is_refused() -> None:
    """7.3.5.1: it would be blank."""
    pages = compose(short_notice(), issue=SEALED)
    seal = Impression(42.0, 42.0, ())

    with pytest.raises(ValueError, match="澜州市公安局"):
        stamped(pages, {"澜州市公安局": seal})
    with pytest.raises(ValueError, match="核对署名与印章名称"):
        stamped(compose(short_notice(), issue=ISSUE), {ORGANS[0]: seal})


def test_a_stamp_goes_to_the_signers_place() -> None:
    """7.3.5.3."""
    issue = replace(ISSUE, stamps=(Stamp("澜州市人民政府市长", "张三"),))
    pages = compose(short_notice(), issue=issue)
    outline = Shape(Element.SEAL, (("M", (0.0, 0.0)), ("L", (40.0, 20.0))), stroke=RED)
    result = stamped(pages, {"张三": Impression(40.0, 20.0, (outline,))})
    (place,) = pages.places

    corner, opposite = points(result.pages[0].shapes[0])
    assert corner == pytest.approx((place.x, place.y))
    assert opposite == pytest.approx((place.x + 40.0, place.y + 20.0))


@pytest.fixture(scope="module")
def sealed(installed: Typefaces) -> tuple[Pages, bytes]:
    """A joint document with its seals, and its PDF."""
    pages = compose(short_notice(), issue=SEALED)
    faces = Faces(installed)
    seals = {name: round_seal(name, diameter=42.0, faces=faces) for name in ORGANS}
    finished = stamped(pages, seals)
    return finished, write_pdf(finished, typefaces=installed)


def test_the_seals_of_the_pdf_are_42_mm_wide_and_4_mm_apart(sealed: tuple[Pages, bytes]) -> None:
    """7.3.5.1: side by side, not touching; the top within a line of the text."""
    pages, data = sealed
    top = min(place.y for place in pages.places)
    page = printed(data)[0]
    left, right = (
        page.ink(Box(place.x - 1.5, top - 1, place.x + 43.5, top + 43)) for place in pages.places
    )

    for box, place in zip((left, right), pages.places, strict=True):
        assert box.width == pytest.approx(42.0, abs=0.1)
        assert (box.left, box.top) == pytest.approx((place.x, place.y), abs=0.1)
    assert right.left - left.right == pytest.approx(4.0, abs=0.15)
    body = page.piece("负责此项工作")
    assert 0 < left.top - body.box.bottom <= sheet.PITCH


def test_name_and_date_are_black_over_the_seal_and_can_be_read_out(
    sealed: tuple[Pages, bytes],
) -> None:
    """A seal must not make them illegible: the type lies on top of it."""
    pages, data = sealed
    with pdfplumber.open(BytesIO(data)) as pdf:
        text = "".join(pdf.pages[0].extract_text().split())
    image = printed(data)[0].picture(dots=300)
    scale = 300 / 25.4
    name = runs(pages, Element.SIGNATURE)[1]
    cut = image.crop(
        (
            int(name.x * scale),
            int((name.y - 4.9) * scale),
            int((name.x + name.width) * scale),
            int(name.y * scale),
        )
    )

    assert all(name in text for name in ORGANS)
    assert "2026年11月22日" in text
    colours = {colour for _, colour in cut.getcolors(maxcolors=cut.width * cut.height)}
    assert any(max(colour) < 70 for colour in colours)
    assert any(colour[0] > 180 and colour[1] < 100 for colour in colours)


def test_a_seal_picture_is_clear_where_no_ink_is(installed: Typefaces) -> None:
    seal = round_seal("澜州市财政局", diameter=42.0, faces=Faces(installed))
    image = Image.open(BytesIO(seal_png(seal, typefaces=installed, dots=254)))

    assert image.size == (420, 420)
    assert image.getpixel((1, 1))[3] == 0  # type: ignore[index]  # RGBA
    red, green, _, alpha = image.getpixel((210, 6))  # type: ignore[misc]  # RGBA
    assert (red > 180, green < 100, alpha) == (True, True, 255)
