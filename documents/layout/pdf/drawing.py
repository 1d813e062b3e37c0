"""Draw a page: pictures at the bottom, then rules, seals, type and ink, each with its tag."""

from __future__ import annotations

from collections.abc import Sequence

from documents.layout import sheet
from documents.layout.pages import Page, Picture, Rule, Shape
from documents.layout.pdf.fonts import Fonts
from documents.layout.pdf.images import Images
from documents.layout.pdf.objects import Array, Dictionary, File, Name, Reference
from documents.layout.pdf.operators import Operators, number, point, pt
from documents.layout.pdf.structure import PageTags
from documents.layout.pdf.text import draw_run
from documents.layout.placing import points
from documents.typefaces.faces import Faces

LAYOUT = "/Artifact <</Type /Layout>> BDC"
WATERMARK = "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC"
_STEPS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


class Drawing:
    """What all pages of one file are drawn with."""

    def __init__(self, pdf: File, *, faces: Faces, fonts: Fonts, images: Images) -> None:
        self._pdf = pdf
        self._faces = faces
        self._fonts = fonts
        self._images = images
        self._watermarks: dict[tuple[Shape, ...], str] = {}
        self._forms: dict[str, Reference] = {}

    def content(self, page: Page, tags: PageTags) -> bytes:
        """The page's content stream."""
        operators = Operators()
        if page.watermarks:
            operators.add(f"{WATERMARK} /{self._watermark(page.watermarks)} Do EMC")
        for picture, tag in zip(page.pictures, tags.pictures, strict=True):
            self._draw_picture(operators, picture, tag=tag)
        if page.rules:
            operators.add(LAYOUT)
            for rule in page.rules:
                _draw_rule(operators, rule)
            operators.add("EMC")
        _draw_shapes(operators, page.seals)
        for tag, runs in tags.runs:
            operators.add(tag)
            for run in runs:
                draw_run(operators, run, faces=self._faces, fonts=self._fonts)
            operators.add("EMC")
        _draw_shapes(operators, page.ink)
        return operators.content()

    def objects(self) -> Dictionary:
        """Images and watermarks by name, as pages name them among their resources."""
        return Dictionary({**self._images.written(), **self._forms})

    def _draw_picture(self, operators: Operators, picture: Picture, *, tag: str) -> None:
        width, height = number(pt(picture.width)), number(pt(picture.height))
        if picture.turned:
            corner = point(picture.x + picture.width, picture.y + picture.height)
            matrix = f"0 {height} -{width} 0 {corner}"
        else:
            corner = point(picture.x, picture.y + picture.height)
            matrix = f"{width} 0 0 {height} {corner}"
        name = self._images.name(picture.digest)
        operators.add(f"{tag} q {matrix} cm /{name} Do Q EMC")

    def _watermark(self, shapes: tuple[Shape, ...]) -> str:
        """A form that every page with the same watermark names."""
        name = self._watermarks.setdefault(shapes, f"W{len(self._watermarks) + 1}")
        if name not in self._forms:
            operators = Operators()
            _draw_outlines(operators, shapes)
            self._forms[name] = self._form(operators.content())
        return name

    def _form(self, content: bytes) -> Reference:
        box = Array([0, 0, pt(sheet.PAPER_WIDTH), pt(sheet.PAPER_HEIGHT)])
        return self._pdf.stream(content, Type=Name("XObject"), Subtype=Name("Form"), BBox=box)


def _draw_rule(operators: Operators, rule: Rule) -> None:
    operators.stroke(rule.colour)
    operators.change("w", number(pt(rule.thickness)))
    operators.change("J", "0")
    across, down = (0.0, rule.width) if rule.upright else (rule.width, 0.0)
    operators.add(f"{point(rule.x, rule.y)} m {point(rule.x + across, rule.y + down)} l S")


def _draw_shapes(operators: Operators, shapes: Sequence[Shape]) -> None:
    if shapes:
        operators.add(LAYOUT)
        _draw_outlines(operators, shapes)
        operators.add("EMC")


def _draw_outlines(operators: Operators, shapes: Sequence[Shape]) -> None:
    operators.change("J", "1")
    operators.change("j", "1")
    for shape in shapes:
        if shape.fill:
            operators.fill(shape.fill)
        if shape.thickness:
            operators.stroke(shape.stroke)
            operators.change("w", number(pt(shape.thickness)))
        for kind, numbers in shape.steps:
            places = (point(x, y) for x, y in points(numbers))
            operators.add(" ".join([*places, _STEPS[kind]]))
        operators.add(_painted(shape))


def _painted(shape: Shape) -> str:
    if shape.fill:
        return "B" if shape.thickness else "f"
    return "S" if shape.thickness else "n"
