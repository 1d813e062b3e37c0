"""Lines of type inside a box of a form, before they know where the box stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from documents.layout import sheet
from documents.layout.breaking import break_lines, clean
from documents.layout.characters import is_wide, widths
from documents.layout.forms.terms import LABEL_SIZE
from documents.layout.pages import BLACK, Colour, Element, Run
from documents.layout.rows import Style, run_of
from documents.typefaces.role import Role

LINE_HEIGHT = 1.45
"""From one line of type to the next, in ems."""

_UPRIGHT_HEIGHT = 1.35
_NARROW = 12.0
"""Characters in a line below which spreading a line to the full width would tear it apart."""

_SMALLEST = 0.8
_LABEL_WIDTH = 4.0
"""Labels of two and three characters are spread to the width of four, as forms are printed."""


@dataclass(frozen=True, slots=True)
class Type:
    """How words are set: `size` in pt."""

    role: Role
    size: float
    colour: Colour = BLACK
    element: Element = Element.FORM

    @property
    def em(self) -> float:
        """The width of a character, mm."""
        return sheet.em(self.size)

    @property
    def height(self) -> float:
        """The height of a line, mm."""
        return LINE_HEIGHT * self.em

    def run(
        self, text: str, *, x: float, advances: Iterable[float] | None = None, height: float = 0.0
    ) -> Run:
        """A run in a line of `height` mm (else of its own), its type in the middle."""
        y = (height or self.height) / 2 + (sheet.ASCENT - 0.5) * self.em
        style = Style(element=self.element, role=self.role, size=self.size)
        return run_of(text, style=style, x=x, y=y, advances=advances, colour=self.colour)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its runs' `x` counts from the box's inner left edge, `y` from the line's top, mm.

    `keep`: not the last of a page. `place`: the line is room for something that comes later.
    """

    height: float
    runs: tuple[Run, ...] = ()
    keep: bool = False
    place: str = ""


def label_type(colour: Colour) -> Type:
    """How labels are set."""
    return Type(Role.SONG, LABEL_SIZE, colour)


def text_lines(
    text: str,
    *,
    type: Type,
    width: float,
    first: float = 0.0,
    indent: float = 0.0,
    centred: bool = False,
) -> list[Line]:
    """The paragraphs of `text` in a box of `width` mm, the very first line `first` mm further in.

    `indent`: of the first line of each paragraph, in characters; not of those addressed.
    """
    lines: list[Line] = []
    room = width / type.em
    for number, paragraph in enumerate(paragraphs(text)):
        start = first / type.em if not lines else 0.0
        start += 0.0 if number == 0 and paragraph.endswith("：") else indent
        # A box may be narrower than the indent.
        start = start if room - start >= 2.0 else 0.0
        broken = break_lines(
            paragraph, width=room, indent=start, justified=not centred and room >= _NARROW
        )
        for line in broken:
            x = start * type.em if line.start == 0 else 0.0
            x = (width - line.width * type.em) / 2 if centred else x
            run = type.run(line.text, x=x, advances=line.advances)
            lines.append(Line(type.height, (replace(run, paragraph=number),)))
    return lines


def paragraphs(text: str) -> list[str]:
    """The clean lines of a value that are not empty."""
    return [cleaned for each in text.splitlines() if (cleaned := clean(each))]


def one_line(text: str) -> str:
    """A value's text where there is room for one line only."""
    return clean(" ".join(text.splitlines()))


def head_lines(label: str, *, type: Type, width: float) -> list[Line]:
    """A label in the middle of a table's head."""
    return text_lines(label, type=type, width=width, centred=True)


def label_lines(label: str, *, type: Type, width: float) -> list[Line]:
    """A label in the middle of its own box; short ones are spread."""
    text = one_line(label)
    room = _LABEL_WIDTH * type.em
    if len(text) not in (2, 3) or not all(map(is_wide, text)) or room > width + 1e-6:
        return head_lines(label, type=type, width=width)
    step = (room - type.em) / (len(text) - 1)
    left = (width - room) / 2
    # A run for each: one run with wide gaps would read as words.
    runs = [type.run(each, x=left + place * step) for place, each in enumerate(text)]
    return [Line(type.height, tuple(runs))]


def upright_lines(label: str, *, type: Type, width: float) -> list[Line]:
    """A label that runs downwards (竖排), each character in the middle of the box."""
    height = _UPRIGHT_HEIGHT * type.em
    x = (width - type.em) / 2
    return [Line(height, (type.run(each, x=x, height=height),)) for each in one_line(label)]


def centred_run(text: str, *, type: Type, width: float, height: float = 0.0) -> Run:
    """One line in the middle of `width` mm, set smaller where it would not fit."""
    fitted = fitting(text, type=type, width=width)
    run = fitted.run(text, x=0.0, height=height or type.height)
    return replace(run, x=(width - run.width) / 2)


def fitting(text: str, *, type: Type, width: float) -> Type:
    """The type, smaller if `text` is wider than `width` mm in it."""
    natural = sum(widths(text)) * type.em
    return type if natural <= width else replace(type, size=type.size * width / natural * 0.999)


def fitting_narrow(text: str, *, type: Type, width: float) -> Type:
    """The type, a little smaller if that keeps a short text in a narrow box on one line."""
    if width / type.em >= _NARROW or len(paragraphs(text)) != 1:
        return type
    fitted = fitting(one_line(text), type=type, width=width)
    return fitted if fitted.size >= _SMALLEST * type.size else type


def height_of(lines: Iterable[Line]) -> float:
    """The height of lines one below the other, mm."""
    return sum(each.height for each in lines)


def taken(lines: tuple[Line, ...], *, room: float) -> int:
    """How many of the lines stand in `room` mm, the last of them one that may end a page."""
    count, used = 0, 0.0
    for line in lines:
        used += line.height
        if used > room + 1e-6:
            break
        count += 1
    if count == len(lines):
        return count
    while count and lines[count - 1].keep:
        count -= 1
    return count


def renumbered(lines: Iterable[Line], *, first: int) -> Iterator[Line]:
    """The lines with their paragraphs counted from `first`."""
    for line in lines:
        runs = tuple(replace(run, paragraph=run.paragraph + first) for run in line.runs)
        yield replace(line, runs=runs)
