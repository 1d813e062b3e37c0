"""A page's content: what the page model says, as OFD's graphic units (GB/T 33190-2016 8 to 11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from documents.layout.colours import on_screen
from documents.layout.ofd.markup import escaped, inside, number, numbers, whole
from documents.layout.ofd.resources import Fonts, Images
from documents.layout.ofd.texts import code_attributes, object_attributes, text_pieces
from documents.layout.pages import BLACK, Colour, Page, Picture, Rule, Run, Shape
from documents.layout.placing import points
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

    def content(self, page: Page, *, name: str) -> bytes:
        """Content.xml of the page that the document knows by `name`.

        Watermarks lie behind all, seals under the type, ink on top, as in every writer.
        """
        layers = []
        if page.watermarks:
            layers.append(self._layer("Background", self._shapes(page.watermarks, name)))
        body = chain(
            self._pictures(page.pictures, name),
            map(self._rule, page.rules),
            self._shapes(page.seals, name),
            self._texts(page.runs, name),
            self._shapes(page.ink, name),
        )
        layers.append(self._layer("Body", body))
        return whole("Page", inside("Content", {}, "".join(layers)))

    def _layer(self, kind: str, objects: Iterable[str]) -> str:
        attributes = {"ID": self._next(), "Type": kind}
        return inside("Layer", attributes, "".join(objects))

    def _next(self) -> str:
        return str(next(self.numbers))

    def _texts(self, runs: Iterable[Run], page: str) -> Iterator[str]:
        for run in runs:
            names = []
            colour = "" if run.colour == BLACK else _colour("FillColor", run.colour)
            for piece in text_pieces(run, self.faces):
                text = "".join([glyph.character for glyph in piece])
                font = self.fonts.use(piece[0].face, role=run.role, text=text)
                names.append(self._next())
                attributes = {"ID": names[-1], "Font": font, **object_attributes(piece, run=run)}
                code = inside("TextCode", code_attributes(piece, run=run), escaped(text))
                yield inside("TextObject", attributes, colour + code)
            self.drawn.append(Drawn(run, page, tuple(names)))

    def _rule(self, rule: Rule) -> str:
        half = rule.thickness / 2
        if rule.upright:
            box = numbers(rule.x - half, rule.y, rule.thickness, rule.width)
            data = f"M {numbers(half, 0)} L {numbers(half, rule.width)}"
        else:
            box = numbers(rule.x, rule.y - half, rule.width, rule.thickness)
            data = f"M {numbers(0, half)} L {numbers(rule.width, half)}"
        facts = {"ID": self._next(), "Boundary": box, "LineWidth": number(rule.thickness)}
        colour = _colour("StrokeColor", rule.colour)
        return inside("PathObject", facts, colour + inside("AbbreviatedData", {}, data))

    def _shapes(self, shapes: Iterable[Shape], page: str) -> Iterator[str]:
        for shape in shapes:
            name = self._next()
            self.drawn.append(Drawn(shape, page, (name,)))
            yield _shape(shape, name=name)

    def _pictures(self, pictures: Iterable[Picture], page: str) -> Iterator[str]:
        """An image is a unit square that the matrix spreads over its box."""
        for picture in pictures:
            name, width, height = self._next(), picture.width, picture.height
            self.drawn.append(Drawn(picture, page, (name,)))
            upright = (width, 0, 0, height, 0, 0)
            matrix = (0, -height, width, 0, 0, height) if picture.turned else upright
            facts = {
                "ID": name,
                "Boundary": numbers(picture.x, picture.y, width, height),
                "CTM": numbers(*matrix),
                "ResourceID": self.images.use(picture.digest),
            }
            yield inside("ImageObject", facts)


def _shape(shape: Shape, *, name: str) -> str:
    corners = (each for _, steps in shape.steps for each in points(steps))
    across, down = zip(*corners, strict=True)
    half = shape.thickness / 2
    left, top = min(across) - half, min(down) - half
    box = numbers(left, top, max(across) + half - left, max(down) + half - top)
    facts = {"ID": name, "Boundary": box, **({"Fill": "true"} if shape.fill else {})}
    facts |= {"LineWidth": number(shape.thickness)} if half else {"Stroke": "false"}
    stroke = _colour("StrokeColor", shape.stroke) if half else ""
    fill = _colour("FillColor", shape.fill) if shape.fill else ""
    data = inside("AbbreviatedData", {}, " ".join(_data(shape, left=left, top=top)))
    return inside("PathObject", facts, stroke + fill + data)


def _colour(kind: str, colour: Colour) -> str:
    return inside(kind, {"Value": " ".join(map(str, on_screen(colour)))})


def _data(shape: Shape, *, left: float, top: float) -> Iterator[str]:
    for kind, steps in shape.steps:
        yield _LETTERS[kind]
        for x, y in points(steps):
            yield numbers(x - left, y - top)
