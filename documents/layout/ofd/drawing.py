"""A page's content: what the page model says, as OFD's graphic units (GB/T 33190-2016 8 to 11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from documents.layout.colours import on_screen
from documents.layout.ofd.markup import Node, child, number, numbers, root, sayable
from documents.layout.ofd.resources import Fonts, Images
from documents.layout.ofd.texts import code_attributes, object_attributes, text_pieces
from documents.layout.pages import BLACK, Colour, Element, Page, Picture, Rule, Run, Shape
from documents.typefaces.faces import Faces

_LETTERS = {"M": "M", "L": "L", "C": "B", "Z": "C"}
"""A step's letter in the page model and in AbbreviatedData (GB/T 33190-2016 9.1)."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which objects of which page show a piece of the page model."""

    piece: Run | Shape | Picture
    page: str
    objects: tuple[str, ...]


@dataclass(slots=True)
class Drawing:
    """Draws pages one after the other and remembers what became of each piece."""

    faces: Faces
    fonts: Fonts
    images: Images
    numbers: Iterator[int]
    drawn: list[Drawn] = field(default_factory=list)

    def content(self, page: Page, *, name: str) -> Node:
        """Content.xml of the page that the document knows by `name`. Watermarks lie behind."""
        part = root("Page")
        layers = child(part, "Content")
        words = [run for run in page.runs if run.element is Element.WATERMARK]
        if page.watermarks or words:
            layer = child(layers, "Layer", ID=self._next(), Type="Background")
            self._shapes(layer, page.watermarks, page=name)
            self._runs(layer, words, page=name)
        layer = child(layers, "Layer", ID=self._next(), Type="Body")
        for picture in page.pictures:
            self._note(picture, name, [self._picture(layer, picture)])
        for rule in page.rules:
            self._rule(layer, rule)
        self._shapes(layer, page.seals, page=name)
        self._runs(layer, [run for run in page.runs if run not in words], page=name)
        self._shapes(layer, page.ink, page=name)
        return part

    def _next(self) -> str:
        return str(next(self.numbers))

    def _note(self, piece: Run | Shape | Picture, page: str, objects: list[str]) -> None:
        self.drawn.append(Drawn(piece, page, tuple(objects)))

    def _shapes(self, layer: Node, shapes: Iterable[Shape], *, page: str) -> None:
        for shape in shapes:
            self._note(shape, page, [self._shape(layer, shape)])

    def _runs(self, layer: Node, runs: Iterable[Run], *, page: str) -> None:
        for run in runs:
            self._note(run, page, list(self._texts(layer, run)))

    def _texts(self, layer: Node, run: Run) -> Iterator[str]:
        for piece in text_pieces(run, self.faces):
            text = sayable("".join(piece.text))
            font = self.fonts.use(piece.face, role=run.role, text=text)
            name = self._next()
            unit = child(
                layer, "TextObject", ID=name, Font=font, **object_attributes(piece, run=run)
            )
            if run.colour != BLACK:
                _colour(unit, "FillColor", run.colour)
            child(unit, "TextCode", text, **code_attributes(piece, run=run))
            yield name

    def _rule(self, layer: Node, rule: Rule) -> None:
        half = rule.thickness / 2
        if rule.upright:
            box = numbers(rule.x - half, rule.y, rule.thickness, rule.width)
            data = f"M {numbers(half, 0)} L {numbers(half, rule.width)}"
        else:
            box = numbers(rule.x, rule.y - half, rule.width, rule.thickness)
            data = f"M {numbers(0, half)} L {numbers(rule.width, half)}"
        thickness = number(rule.thickness)
        unit = child(layer, "PathObject", ID=self._next(), Boundary=box, LineWidth=thickness)
        _colour(unit, "StrokeColor", rule.colour)
        child(unit, "AbbreviatedData", data)

    def _shape(self, layer: Node, shape: Shape) -> str:
        across = [each for _, steps in shape.steps for each in steps[::2]]
        down = [each for _, steps in shape.steps for each in steps[1::2]]
        half = shape.thickness / 2
        left, top = min(across) - half, min(down) - half
        box = numbers(left, top, max(across) + half - left, max(down) + half - top)
        name = self._next()
        drawn = {"Fill": "true"} if shape.fill else {}
        drawn |= {"LineWidth": number(shape.thickness)} if half else {"Stroke": "false"}
        unit = child(layer, "PathObject", ID=name, Boundary=box, **drawn)
        if half:
            _colour(unit, "StrokeColor", shape.stroke)
        if shape.fill:
            _colour(unit, "FillColor", shape.fill)
        child(unit, "AbbreviatedData", " ".join(_data(shape, left=left, top=top)))
        return name

    def _picture(self, layer: Node, picture: Picture) -> str:
        """The image is a unit square that the matrix spreads over its box."""
        name = self._next()
        width, height = picture.width, picture.height
        upright = (width, 0, 0, height, 0, 0)
        matrix = (0, -height, width, 0, 0, height) if picture.turned else upright
        child(
            layer,
            "ImageObject",
            ID=name,
            Boundary=numbers(picture.x, picture.y, width, height),
            CTM=numbers(*matrix),
            ResourceID=self.images.use(picture.digest),
        )
        return name


def _colour(unit: Node, kind: str, colour: Colour) -> None:
    child(unit, kind, Value=" ".join(map(str, on_screen(colour))))


def _data(shape: Shape, *, left: float, top: float) -> Iterator[str]:
    for kind, steps in shape.steps:
        yield _LETTERS[kind]
        for x, y in zip(steps[::2], steps[1::2], strict=True):
            yield numbers(x - left, y - top)
