"""Where a phrase stands in a manuscript."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.manuscript import Manuscript, Paragraph
from documents.rules.finding import Element, Position

Placed = tuple[Position, re.Match[str]]


def paragraphs(manuscript: Manuscript) -> Iterator[tuple[Element, int, Paragraph]]:
    """The paragraphs of body and enclosure with their places; tables and figures apart."""
    for index, block in enumerate(manuscript.body):
        if isinstance(block, Paragraph):
            yield Element.BODY, index, block
    if manuscript.enclosure:
        for index, block in enumerate(manuscript.enclosure.body):
            if isinstance(block, Paragraph):
                yield Element.ENCLOSURE, index, block


def in_body(manuscript: Manuscript, pattern: re.Pattern[str]) -> Iterator[Placed]:
    """Every match in the document's own text; what it encloses is somebody's own wording."""
    for element, index, paragraph in paragraphs(manuscript):
        if element is Element.BODY:
            for found in pattern.finditer(paragraph.text):
                yield Position(element, index, found.start(), found.end()), found


def in_text(manuscript: Manuscript, pattern: re.Pattern[str]) -> Iterator[Placed]:
    """Every match in the document's text and in what it encloses."""
    for element, index, paragraph in paragraphs(manuscript):
        for found in pattern.finditer(paragraph.text):
            yield Position(element, index, found.start(), found.end()), found


def is_in_body(manuscript: Manuscript, pattern: re.Pattern[str]) -> bool:
    """Whether the document's own text has the phrase."""
    return next(in_body(manuscript, pattern), None) is not None


def trailing(text: str, marks: str) -> re.Match[str] | None:
    """The run of these characters that ends the text, as a match; None for none.

    Found from the end, so that a long run inside the text costs nothing.
    """
    start = len(text.rstrip(marks))
    return re.compile(".+", re.DOTALL).match(text, start) if start < len(text) else None


def last_paragraph(manuscript: Manuscript) -> tuple[int, str] | None:
    """The body's last paragraph that is not empty, with its place."""
    for index in range(len(manuscript.body) - 1, -1, -1):
        block = manuscript.body[index]
        if isinstance(block, Paragraph) and block.text.strip():
            return index, block.text
    return None
