"""What the heads of all formats have in a .docx: stack, red marks, places on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.layout.marks import MARK_SIZE, mark_run
from documents.manuscript import Manuscript
from documents.paper_styles import PaperStyle
from documents.writing.elements import RED, Element, node, paragraph, run, twips
from documents.writing.word_styles import LINE

HALF_LEADING = 2.42
"""mm that a word processor puts above the characters of a line (GB/T 33476.2-2016)."""
MARK_LEADING = 0.1
"""Ems of a mark's line above its characters."""
_MARK_LINE = 1.2
"""The height of a mark's line against its size."""


def stack(
    manuscript: Manuscript, *, copy_number: str = "", pitch: int = LINE, urgency: bool = True
) -> list[Element]:
    """份号, 密级 and (if it stands here) 紧急程度, a line each, `pitch` twips apart."""
    given = (
        (PaperStyle.COPY_NUMBER, copy_number),
        (PaperStyle.CLASSIFICATION, manuscript.classification),
        (PaperStyle.URGENCY, manuscript.urgency if urgency else ""),
    )
    return [
        paragraph(style, text, properties=[exactly(pitch)] if pitch < LINE else ())
        for style, text in given
        if text
    ]


def marks(*, names: Sequence[str], word: str, top: float, above: int) -> Iterator[Element]:
    """`top` mm below the type area's top: the marks of several organs below one another and
    `word` behind the last, or `word` alone. `above`: what the stack takes, twips.
    """
    organs = [each for each in names if each]
    shown = [*organs[:-1], organs[-1] + word] if organs else [word]
    before = max(twips(top + HALF_LEADING) - above, 0)
    for each in filter(None, shown):
        yield mark(each, before=before)
        before = 0


def mark(
    words: str, *, before: int = 0, size: float = MARK_SIZE, properties: Sequence[Element] = ()
) -> Element:
    """At most `size` pt, as the layout sets it, narrowed alike; `before`: twips above its
    characters; `properties` stand before its spacing.
    """
    drawn = mark_run(words, size=size)
    before = max(before - round(MARK_LEADING * drawn.size * 20), 0)
    spacing = exactly(round(_MARK_LINE * drawn.size * 20), before=before)
    shown = red(words, size=drawn.size, stretch=drawn.stretch)
    return paragraph(PaperStyle.MARK, shown, properties=[*properties, spacing])


def red(words: str, *, size: float, stretch: float = 1.0) -> Element:
    """Words as they stand printed on the form; `size` in pt."""
    narrowed = [node("w", val=round(100 * stretch))] if stretch < 1 else []
    sizes = [node(name, val=round(2 * size)) for name in ("sz", "szCs")]
    return run(words, node("color", val=RED), *narrowed, *sizes)


def exactly(line: int, *, before: int = 0, after: int = 0) -> Element:
    """A line of so many twips, and the room above and below it."""
    return node("spacing", before=before, after=after, line=line, lineRule="exact")


def blank_lines(count: int) -> Iterator[Element]:
    """So many lines of the grid."""
    return (paragraph(PaperStyle.EMPTY_LINE) for _ in range(count))
